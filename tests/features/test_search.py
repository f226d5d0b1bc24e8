"""持ち主不明記録をさがす: the journey, its answers, what it withholds, and what it takes."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from nenkin.features.ownerless import answering
from nenkin.features.ownerless.asking import slip_day
from nenkin.interchange.receipt_numbers import grouped
from nenkin.storage.audit import views_of
from nenkin.storage.database import open_database
from nenkin.storage.keys import Keys
from nenkin.storage.ownerless.rows import OtherStore
from nenkin.web.pacing import Pace
from tests.features.search_site import (
    ADD,
    AT_OFFICE,
    FOUND,
    HIROHARA,
    INAHO,
    NEXT,
    NOT_FOUND,
    OFFICE,
    POSSIBLE,
    YUKINO,
    birth,
    name,
    search_town,
    searched,
    strangers,
)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "PACE", Pace(step=1e-6))


async def test_a_former_surname_finds_the_record_of_142_months(
    database_url: str, tmp_path: Path, keys: Keys
) -> None:
    async with search_town(database_url, tmp_path, keys) as people:
        browser = people.browser(YUKINO)
        page = await browser.open("/search")
        assert "さがしはじめる" in page.text
        page = await name(browser)
        assert "深山（ミヤマ）" in page.text
        page = await browser.open("/search/on")
        assert page.path.startswith("/search/check")
        page = await browser.press("さがす")
        assert page.title.startswith(FOUND)
        assert "変わる前の姓でもさがしました" in page.text
        assert ("年金事務所の場所を見る", "/places") in page.links
        for hidden in ("みほん製糸", "盛岡", "1944", "142", "DEMO", "99990"):
            assert hidden not in page.text
        slip = await browser.open(f"{page.path.partition('?')[0].partition('#')[0]}/print")
        assert FOUND in slip.text
        assert "9999000115" not in slip.text.replace("-", "")


async def test_a_birth_date_told_by_parents_finds_the_two_shops(
    database_url: str, tmp_path: Path, keys: Keys
) -> None:
    async with search_town(database_url, tmp_path, keys) as people:
        browser = people.browser(HIROHARA)
        page = await birth(browser, "昭和12", "8", "11")
        assert "1937年（昭和12年）8月11日" in page.text
        page = await searched(browser)
        assert page.title.startswith(FOUND), page.text  # of two records that may both be his
        for hidden in ("商店", "札幌", "小樽", "DEMO"):
            assert hidden not in page.text


async def test_the_name_before_marriage_finds_the_four_months(
    database_url: str, tmp_path: Path, keys: Keys
) -> None:
    async with search_town(database_url, tmp_path, keys) as people:
        browser = people.browser(INAHO)
        await name(browser, surname="川辺", surname_kana="カワベ")
        page = await searched(browser)
        assert page.title.startswith(FOUND), page.text


async def test_who_looks_for_somebody_else_gets_no_answer_here(
    database_url: str, tmp_path: Path, keys: Keys
) -> None:
    """Hirohara types Yukino's names and birth date, all right."""
    async with search_town(database_url, tmp_path, keys) as people:
        browser = people.browser(HIROHARA)
        await name(browser, given_name="キヨ", given_name_kana="キヨ")
        await birth(browser, "昭和2", "10", "3")
        page = await searched(browser, OFFICE)
        assert page.title.startswith(AT_OFFICE)
        for answer in (FOUND, POSSIBLE, NOT_FOUND):
            assert answer not in page.text


async def test_the_first_answer_stands_and_a_press_counts_once(
    database_url: str, tmp_path: Path, keys: Keys
) -> None:
    async with search_town(database_url, tmp_path, keys) as people:
        browser = people.browser(INAHO)
        first = await searched(browser)
        await browser.open("/search/place")
        await browser.press(NEXT, {"prefecture": "06"})
        await browser.open("/search/work")
        await browser.press(NEXT, {"work": "factory"})
        await browser.open("/search/years")
        await browser.press(NEXT, {"years": "1950"})
        later = await searched(browser)
        assert later.title == first.title
        assert later.path != first.path
        db = await open_database(people.url, people.keys)
        try:
            seen = await views_of(db, people.people[INAHO], before=None, limit=50)
        finally:
            await db.close()
        assert [one.event.action for one in seen].count(answering.SEARCHED) == 2


async def test_nothing_found_says_what_it_does_not_prove(
    database_url: str, tmp_path: Path, keys: Keys
) -> None:
    async with search_town(database_url, tmp_path, keys, records=strangers()) as people:
        page = await searched(people.browser(HIROHARA))
        assert page.title.startswith(NOT_FOUND), page.text
        links = [href for _, href in page.links]
        assert {"/search/names", "/search/births", "/history"} <= set(links)
        assert page.text.index("ちがう読みかたで") < page.text.index("印刷して持って行かなくても")


async def test_the_eleventh_search_of_a_day_says_when_one_may_go_on(
    database_url: str, tmp_path: Path, keys: Keys
) -> None:
    async with search_town(database_url, tmp_path, keys) as people:
        browser = people.browser(YUKINO)
        for _ in range(10):
            assert (await searched(browser)).status == 200
        page = await searched(browser)
        assert page.status == 429
        assert "2026年（令和8年）11月20日の15:00から" in page.text


def test_the_hour_from_which_one_may_go_on_is_one_of_the_clock() -> None:
    """Somebody who may go on at 23:30 in Japan is told the first hour of the next day, not 24時."""
    late = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)
    on = answering._next_hour(late)
    assert (slip_day(on), on.hour) == ("2026年（令和8年）11月21日", 0)


async def test_without_a_store_it_says_so(database_url: str, tmp_path: Path, keys: Keys) -> None:
    async with search_town(database_url, tmp_path, keys, loaded=False) as people:
        browser = people.browser(YUKINO)
        page = await browser.open("/search")
        assert "いまは、さがせません" in page.text
        await name(browser)
        page = await searched(browser)
        assert page.status == 409
        assert "深山" in (await browser.open("/search/names")).text


async def test_a_store_that_goes_in_the_middle_of_a_search_is_none(
    database_url: str, tmp_path: Path, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise OtherStore("gone")

    async with search_town(database_url, tmp_path, keys) as people:
        monkeypatch.setattr(answering, "gather", gone)
        page = await searched(people.browser(YUKINO))
        assert page.status == 409
        assert "いまは、さがせません" in page.title


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({}, {"#f-name-kind", "#f-surname-kana"}),
        (
            {"surname": "あ" * 47, "surname-kana": "あ" * 47, "name-kind": "former"},
            {"#f-surname", "#f-surname-kana"},
        ),
        ({"surname": "Sato", "surname-kana": "Sato", "name-kind": "former"}, {"#f-surname-kana"}),
        ({"surname": "深山", "name-kind": "former"}, {"#f-surname-kana"}),
        ({"name-kind": "former", "surname": "雪野", "surname-kana": "ﾕｷﾉ"}, {"#f-surname-kana"}),
    ],
)
async def test_every_mistake_of_a_name_at_once_and_kept(
    database_url: str, tmp_path: Path, keys: Keys, typed: dict[str, str], fields: set[str]
) -> None:
    async with search_town(database_url, tmp_path, keys, loaded=False) as people:
        browser = people.browser(YUKINO)
        await browser.open("/search/names/new")
        page = await browser.press(ADD, typed)
        assert page.status == 422
        assert fields == set(page.errors.values())
        for name_, text in typed.items():
            assert page.form_with(ADD).values.get(name_) == [text]


async def test_a_name_as_long_as_a_record_may_have_is_searched(
    database_url: str, tmp_path: Path, keys: Keys
) -> None:
    async with search_town(database_url, tmp_path, keys) as people:
        browser = people.browser(YUKINO)
        long = {"surname": "W" * 46, "surname_kana": "ウ" * 46, "name_kind": "foreign"}
        assert (await name(browser, **long)).status == 200
        page = await searched(browser)
        assert page.status == 200
        assert "W" * 46 in page.text


async def test_names_days_and_numbers_that_cannot_be(
    database_url: str, tmp_path: Path, keys: Keys
) -> None:
    async with search_town(database_url, tmp_path, keys, loaded=False) as people:
        browser = people.browser(YUKINO)
        for day in (
            *(("昭和2", "2", "30"), ("昭和2", "10", "3"), ("", "", "")),
            *(("令和9", "1", "1"), ("2130", "1", "1"), ("2199", "12", "31")),
        ):
            page = await birth(browser, *day)
            assert page.status == 422, day
            assert page.form_with(ADD).values.get("other-birth-year") == [day[0]]
        kana = ("ｲ", "ミヤマ", "ミヤマ", "カワ", "オカ", "サワ", "ハラ")
        pages = [await name(browser, surname="", surname_kana=one) for one in kana]
        assert [page.status for page in pages] == [200, 200, 422, 200, 200, 200, 422]
        assert (await browser.open("/search/slips/00000000000000")).status == 404
        assert (await browser.open("/search/nothing")).status == 404
        page = await browser.open("/search/names")
        page = await browser.press("を消す")
        assert page.text.count("を消す") == 4


async def test_another_persons_slip_is_not_there(
    database_url: str, tmp_path: Path, keys: Keys
) -> None:
    async with search_town(database_url, tmp_path, keys) as people:
        page = await searched(people.browser(YUKINO))
        path = page.path.partition("#")[0]
        assert (await people.browser(HIROHARA).open(path)).status == 404


CANARIES = ("カナリア商会", "かなりあ県", "canary-ledger", "CANARY-ID")


def canaries() -> bytes:
    """Give a store in which everything about Yukino's records that no page may tell is a canary."""
    header, *lines = strangers().splitlines(keepends=True)
    record = {
        "type": "record",
        "id": CANARIES[3],
        "scheme": "employees",
        "family_kana": "ミヤマ",
        "given_kana": "キヨ",
        "born": "S02-10-03",
        "sex": "female",
        "employer": CANARIES[0],
        "place": CANARIES[1],
        "ledger": CANARIES[2],
        "first": "1944-01",
        "last": "1955-10",
    }
    return b"".join((header, *lines, json.dumps(record, ensure_ascii=False).encode(), b"\n"))


async def test_no_page_tells_anything_of_a_record_and_same_answers_are_the_same_bytes(
    database_url: str, tmp_path: Path, keys: Keys
) -> None:
    async with search_town(database_url, tmp_path, keys, records=canaries()) as people:
        browser = people.browser(YUKINO)
        await name(browser)
        found = [await searched(browser), await searched(browser)]
        assert [page.title.startswith(FOUND) for page in found] == [True, True]
        without_number = []
        for page in found:
            number = page.path.split("/")[3][:14]
            bare = f"/search/slips/{number}"
            for path in (bare, f"{bare}/print", "/search", "/account/views", "/search/check"):
                html = (await browser.open(path)).response.text
                assert not [canary for canary in CANARIES if canary in html], path
            text = (await browser.open(bare)).text
            without_number.append(text.replace(grouped(number), ""))
        assert without_number[0] == without_number[1]
