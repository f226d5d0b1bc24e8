"""Lives that cannot be and years without numbers: refused in words, on every page of the estimate."""

import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import pytest_asyncio

from nenkin.law.months import Month, month
from nenkin.law.periods import Kind, Person, Record, Scheme, Sex, Span
from nenkin.storage.keys import Keys
from tests.features.conftest import held
from tests.features.records_site import Life, Town, record_of, town

pytestmark = pytest.mark.asyncio(loop_scope="module")

PAGES = (
    *("/estimate", "/estimate/questions", "/estimate/conditions", "/estimate/found"),
    *("/estimate/past", "/record/payable", "/estimate/why/so-far"),
    *("/estimate/questions/work", "/estimate/questions/check", "/estimate/questions/result"),
    *("/estimate/conditions/new", "/estimate/conditions/result", "/estimate/found/new"),
    "/estimate/found/why",
)
TODAY = date(2026, 11, 20)


def record(number: int, born: str, *spans: Span) -> Record:
    person = Person(
        surname="見本",
        given_name="花子",
        surname_kana="ミホン",
        given_name_kana="ハナコ",
        born_on=date.fromisoformat(born),
        sex=Sex.FEMALE,
        basic_number=f"98{number:08d}",
    )
    return Record(person=person, data_date=TODAY, spans=spans)


def works(first: Month, last: Month | None, pay: int | None = 200_000) -> Span:
    return Span(
        scheme=Scheme.EMPLOYEES,
        kind=Kind.WOMEN,
        first=first,
        last=last,
        pay=pay,
        known_from=date(1990, 1, 1),
    )


def unpaid(first: Month, last: Month | None) -> Span:
    return replace(
        works(first, last, None), scheme=Scheme.NATIONAL, kind=Kind.CATEGORY_1, status="*"
    )


NOW = works(month(1990, 4), None)
NO_NUMBERS = "の数字が、このサイトにまだありません"
# Each with what the estimate says of it; empty: it is worked out.
LIVES: dict[str, tuple[str, Record, date | None]] = {
    "nextyear": (NO_NUMBERS, record_of("tenshoku"), date(2027, 4, 5)),
    "longago": (NO_NUMBERS, record_of("antei"), date(1999, 4, 5)),
    "oldlaw": (
        "旧法のため計算できません",
        record(1, "1926-04-01", works(month(1950, 4), month(1970, 3))),
        None,
    ),
    "unborn": (
        "生まれるより早くなっています",
        record(2, "1990-05-02", works(month(1980, 4), None)),
        None,
    ),
    "five": (
        "12歳になるより早くなっています",
        record(3, "1990-05-02", works(month(1995, 4), None)),
        None,
    ),
    "millions": (
        "ありえない額です",
        record(4, "1970-05-02", works(month(1990, 4), None, 10_000_000)),
        None,
    ),
    "year1868": ("旧法のため計算できません", record(5, "1868-01-25", NOW), None),
    "endless": ("", record(6, "1926-05-02", works(month(1950, 4), None)), None),
    "nothing": ("", record(7, "1990-01-02"), None),
    "unpaid": ("", record(8, "1970-05-02", unpaid(month(1990, 5), None)), None),
    "twice": ("", record(9, "1970-05-02", NOW, works(month(2000, 4), None)), None),
    "paynotknown": ("", record(10, "1970-05-02", works(month(1990, 4), None, None)), None),
    "tomorrow": ("", record(11, "2026-11-21"), None),
}


@pytest.fixture(scope="module")
def _file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("odd") / "nenkin.db"
    shutil.copyfile(sqlite_template, file)
    return file


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def odd(_file: Path, keys: Keys) -> AsyncIterator[Town]:
    lives = [Life(name, found, day) for name, (_, found, day) in LIVES.items()]
    async for running in held(town(f"sqlite:///{_file}", _file.parent, keys, lives)):
        yield running


@pytest.mark.parametrize("name", LIVES)
async def test_it_is_refused_in_words_or_worked_out(odd: Town, name: str) -> None:
    said, browser = LIVES[name][0], odd.browser(name)
    page = await browser.open("/estimate")
    assert page.status == 200
    assert ("いまは、見込額を出せません" in page.text) == bool(said)
    assert said in page.text
    for path in PAGES:
        page = await browser.open(path)
        assert page.status == 200, path
        if said and path in {"/estimate/questions", "/estimate/conditions", "/estimate/past"}:
            assert said in page.text, path
    with closing(sqlite3.connect(odd.url.removeprefix("sqlite:///"))) as db:
        of = (odd.people[name],)
        (kept,) = db.execute("SELECT count(*) FROM estimate WHERE person_id = ?", of).fetchone()
    assert bool(kept) != bool(said)  # nothing is kept where nothing is shown


@pytest.mark.parametrize("name", LIVES)
async def test_what_is_found_is_refused_in_words_or_worked_out(odd: Town, name: str) -> None:
    said, browser = LIVES[name][0], odd.browser(name)
    await browser.open("/estimate/found/new")
    line = {"trade": "national", "place": "", "first": "2005-04", "last": "2005-05", "pay": ""}
    page = await browser.press("この期間で計算する", line)
    if page.status == 422:  # before 20, recorded, or over 60 by then
        assert page.errors
        return
    assert (said or "2か月が見つかる") in page.text or "増えない見込み" in page.text
