"""Records that are odd but true: empty ones, long ones, names that look like code."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import pytest_asyncio

from nenkin.law.months import Month, month
from nenkin.law.periods import Kind, Person, Record, Scheme, Sex, Span
from nenkin.storage.keys import Keys
from tests.features.conftest import held
from tests.features.records_site import Life, Town, town

pytestmark = pytest.mark.asyncio(loop_scope="module")

PAGES = (
    *("/record", "/record?all=yes", "/record/grid", "/record/grid?show=flagged", "/record/years"),
    *("/record/schemes", "/record/overlaps", "/record/save", "/record/print", "/record/unclear"),
)
NASTY = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "=HYPERLINK(1)",
    "株式会社" + "長" * 196,
    "W" * 200,
    "花🌸屋 & ‘息子’",
)


def person(number: int, born_on: date) -> Person:
    return Person(
        surname="<b>見本</b>",
        given_name="花子",
        surname_kana="ミホン",
        given_name_kana="ハナコ",
        born_on=born_on,
        sex=Sex.FEMALE,
        basic_number=f"99{number:08d}",
    )


def span(first: Month, last: Month | None, **more: object) -> Span:
    plain = Span(
        scheme=Scheme.EMPLOYEES,
        kind=Kind.WOMEN,
        first=first,
        last=last,
        known_from=date(1980, 5, 1),
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # each test says what it means


def record(number: int, *spans: Span, born: date = date(1960, 4, 2), **more: object) -> Record:
    plain = Record(person=person(number, born), data_date=date(2026, 11, 20), spans=spans)
    return replace(plain, **more)  # type: ignore[arg-type]


START = month(1980, 4)
RECORDS = {
    "nothing": record(1),
    "child": record(2, born=date(2010, 1, 1)),
    "servant": record(
        3, span(START, None, scheme=Scheme.MUTUAL, kind=Kind.LOCAL_SERVANT, employer="みほん市")
    ),
    "restless": record(
        4,
        *(
            span(START + 6 * n, START + 6 * n + 4, employer=f"会社{n}", pay=200_000)
            for n in range(60)
        ),
    ),
    "nasty": record(
        5,
        *(span(START + 12 * n, START + 12 * n + 11, employer=name) for n, name in enumerate(NASTY)),
    ),
    "gap": record(6, span(START, START), span(month(2019, 12), None)),
    "month-end": record(7, span(START, None), data_date=date(2026, 10, 31)),
    "leap": record(8, span(START, START + 3), born=date(1960, 2, 29), data_date=date(2024, 2, 29)),
    "early": record(9, span(month(1975, 4), month(1979, 3), employer="みほん紡績")),
}


@pytest.fixture(scope="module")
def _file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("odd") / "nenkin.db"
    shutil.copyfile(sqlite_template, file)
    return file


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def odd(_file: Path, keys: Keys) -> AsyncIterator[Town]:
    lives = [Life(name.replace("-", ""), found) for name, found in RECORDS.items()]
    async for running in held(town(f"sqlite:///{_file}", _file.parent, keys, lives)):
        yield running


@pytest.mark.parametrize("name", RECORDS)
async def test_every_page_opens(odd: Town, name: str) -> None:
    browser = odd.browser(name.replace("-", ""))
    for path in PAGES:
        page = await browser.open(path)
        assert page.status == 200, path
        for element in page.root.iter():
            assert element.tag not in {"img", "script"} or element.get("src"), path
    for path in ("/record/record.csv", "/record/record.jsonl"):
        assert (await browser.client.get(path)).status == 200


async def test_nothing_recorded_is_said_kindly(odd: Town) -> None:
    page = await odd.browser("child").open("/record")
    assert "年金の記録は、まだありません" in page.text
    for path in ("/record/grid", "/record/years", "/record/schemes"):
        page = await odd.browser("child").open(path)
        assert "年金の記録は、まだありません" in page.text
    assert (await odd.browser("child").open("/record/years/2026")).status == 404
    page = await odd.browser("nothing").open("/record")
    assert "確認していただきたい月が480か月あります" in page.text


async def test_more_than_six_are_shown_on_request(odd: Town) -> None:
    browser = odd.browser("restless")
    page = await browser.open("/record")
    first = page.text.count("なぜ確認が必要か：")
    assert first == 6
    page = await browser.follow("ほかの")
    assert page.text.count("なぜ確認が必要か：") > 50
    assert page.by_id("c7") is not None


async def test_a_name_is_words_whatever_it_looks_like(odd: Town) -> None:
    page = await odd.browser("nasty").open("/record/schemes")
    for name in NASTY:
        assert name in page.text
    assert "<script>alert" not in page.response.text
    table = (await odd.browser("nasty").client.get("/record/record.csv")).text
    assert ",'=HYPERLINK(1)," in table
    page = await odd.browser("nasty").open("/record/months/1980-04")
    assert "<script>alert(1)</script>" in page.text


async def test_a_month_is_shown_once_it_is_over(odd: Town) -> None:
    page = await odd.browser("monthend").open("/record/grid")
    assert "令和8年（2026年）10月まで" in page.text
    page = await odd.browser("monthend").open("/record/months/2026-11")
    assert "まだわからない月です" in page.text
    page = await odd.browser("gap").open("/record/grid")
    assert "令和8年（2026年）10月まで" in page.text


async def test_a_gap_of_decades_is_one_run(odd: Town) -> None:
    page = await odd.browser("gap").open("/record")
    assert "昭和55年（1980年）5月から令和元年（2019年）11月まで" in page.text


async def test_work_before_20_has_its_months(odd: Town) -> None:
    page = await odd.browser("early").open("/record/months/1975-04")
    assert "みほん紡績" in page.text
    page = await odd.browser("early").open("/record/months/1979-04")
    assert "20歳になる前の月です" in page.text
