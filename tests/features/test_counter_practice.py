"""練習: the same pages with demonstration people, marked, and without a trace of anybody."""

import pytest
from sqlalchemy import func, select

from nenkin.interchange.values import grouped_inquiry_number
from nenkin.storage.assisted import ASSISTED
from nenkin.storage.audit_chain import AUDIT
from nenkin.storage.cases import CASES
from tests.browser import Page, text_of
from tests.features.accounts import TARO
from tests.features.counter_site import (
    AGENT,
    AUDITOR,
    PAPERS,
    REFER,
    REQUEST,
    Answers,
    with_life,
)
from tests.features.records_site import record_of
from tests.features.staff_site import CLERK, OFFICE_CLERK, Offices
from tests.features.test_counter import offices
from tests.features.test_counter_who import FAMILY
from tests.features.test_kiosk_record import amounts

__all__ = ["offices"]
PRACTICE, MARK = "/staff/practice", "練習です。本当の記録ではありません。"
SAMPLE, INQUIRY_NUMBER = record_of("tenshoku").person, record_of("tenshoku").inquiry_number
PAGES = ("", "/grid", "/years", "/years/2010", "/months/2010-07", "/schemes", "/overlaps")
PAPER = ("/print", "/unclear", "/leaflet?size=large")


async def _rows(offices: Offices) -> list[int]:
    async with offices.world.db.read() as reading:
        return [
            (await reading.run(select(func.count()).select_from(table))).scalar_one()
            for table in (AUDIT, ASSISTED, CASES)
        ]


def marked_on_paper(page: Page) -> bool:
    """Whether the mark is not among what paper leaves out."""
    found = [one for one in page.root.iter("section") if MARK in text_of(one)]
    return bool(found) and not any("screen" in (one.get("class") or "").split() for one in found)


@pytest.mark.parametrize(
    ("who", "number"),
    [(CLERK, SAMPLE.basic_number), (OFFICE_CLERK, grouped_inquiry_number(INQUIRY_NUMBER))],
)
async def test_a_clerk_practises_the_whole_way_and_nothing_is_kept(
    who: str, number: str, offices: Offices
) -> None:
    clerk = await offices.sign_in(who)
    before = await _rows(offices)
    page = await clerk.open(PRACTICE)
    assert MARK in page.text
    born = SAMPLE.born_on
    request: Answers = {
        **REQUEST,
        "number": number,
        "born-year": str(born.year),
        "born-month": str(born.month),
        "born-day": str(born.day),
    }
    page = await clerk.press("受け付ける", request)
    assert page.path == f"{PRACTICE}/tenshoku/papers?came=self"
    assert MARK in page.text
    page = await clerk.press("確かめた", {})
    assert page.status == 422
    page = await clerk.press("確かめた", PAPERS)
    assert page.path == f"{PRACTICE}/tenshoku"
    assert MARK in page.text
    record = f"{PRACTICE}/tenshoku/record"
    page = await clerk.follow("記録を見る")
    assert page.path == record
    money = set()
    for slug in (*PAGES, *PAPER):
        page = await clerk.open(f"{record}{slug}")
        assert page.status == 200, slug
        assert MARK in page.text, slug
        assert marked_on_paper(page), slug
        money |= amounts(page)
        for _, link in page.links:
            assert not link.startswith(("/record", "/estimate", "/staff/counter/")), link
    assert bool(money) is (who == OFFICE_CLERK)
    await clerk.open(record)
    await clerk.follow("練習の手続きに戻る")
    page = await clerk.follow("相談につなぐ練習")
    assert MARK in page.text
    page = await clerk.press("送る", {"what": ""})
    assert page.status == 422
    page = await clerk.press("送る", REFER)
    assert page.path == f"{PRACTICE}/tenshoku/referred"
    assert "どこにも送っていません" in page.text
    assert await _rows(offices) == before


@pytest.mark.parametrize(("came", "papers"), [("agent", AGENT), ("family", FAMILY)])
async def test_the_papers_of_somebody_else_are_practised_too(
    came: str, papers: Answers, offices: Offices
) -> None:
    clerk = await offices.sign_in(CLERK)
    before = await _rows(offices)
    await clerk.open(PRACTICE)
    born = SAMPLE.born_on
    parts = {"year": born.year, "month": born.month, "day": born.day}
    typed = {f"born-{name}": str(value) for name, value in parts.items()}
    page = await clerk.press(
        "受け付ける", {**REQUEST, "came": came, "number": SAMPLE.basic_number, **typed}
    )
    assert page.path == f"{PRACTICE}/tenshoku/papers?came={came}"
    page = await clerk.press("確かめた", PAPERS)
    assert page.status == 422
    assert any("続柄" in wrong for wrong in page.errors), page.errors
    if came == "agent":
        page = await clerk.press("確かめた", {**AGENT, "mandate-until-day": "19"})
        assert "この委任状は、もう使えません" in page.text
    page = await clerk.press("確かめた", papers)
    assert page.path == f"{PRACTICE}/tenshoku"
    assert await _rows(offices) == before


async def test_nobody_real_is_found_there(offices: Offices) -> None:
    await with_life(offices.world)
    clerk = await offices.sign_in(CLERK)
    await clerk.open(PRACTICE)
    page = await clerk.press("受け付ける", REQUEST)
    assert page.status == 422
    assert "ここでは見つけられません" in page.text
    person = offices.world.people[TARO.basic_number]
    for slug in (str(person), TARO.basic_number, "..", "nothing"):
        for part in ("record", "refer", "referred", "history", "history/work", "search/names"):
            page = await clerk.open(f"{PRACTICE}/{slug}/{part}")
            assert page.status == 404, (slug, part)


async def test_everybody_on_duty_may_practise(offices: Offices) -> None:
    auditor = await offices.sign_in(AUDITOR)
    page = await auditor.open(f"{PRACTICE}/tenshoku/record/years")
    assert page.status == 200
    assert amounts(page) == set()
