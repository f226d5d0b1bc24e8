"""練習 of the sheet and of the search: the same pages, marked, kept for a day under nobody's name."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from nenkin.storage.assisted import ASSISTED
from nenkin.storage.audit_chain import AUDIT
from nenkin.storage.drafts import DRAFTS
from nenkin.storage.housekeeping import tidy
from nenkin.storage.sheets import ANSWERS, SHEETS
from tests.browser import Browser, Page
from tests.features.counter_site import PAPERS, REQUEST, Answers, with_life
from tests.features.staff_site import CLERK, OFFICE_CLERK, POST_CLERK, Offices
from tests.features.test_counter import offices
from tests.features.test_counter_practice import PRACTICE, SAMPLE, marked_on_paper
from tests.features.test_history_look import the_same

__all__ = ["offices"]
HERE = f"{PRACTICE}/tenshoku"
NEXT = "次へ進む"
JOB = {"employer": "まぼろし織物", "first": "平成3年4月", "last": "平成4年2月"}


async def rows(offices: Offices, *tables: object) -> list[set[object]]:
    async with offices.world.db.read() as reading:
        return [set((await reading.run(select(one))).all()) for one in tables]  # type: ignore[call-overload]


async def begun(offices: Offices, who: str = CLERK) -> Browser:
    """Give a clerk's browser after the papers."""
    clerk = await offices.sign_in(who)
    await clerk.open(PRACTICE)
    born = SAMPLE.born_on
    request: Answers = {
        **REQUEST,
        "number": SAMPLE.basic_number,
        "born-year": str(born.year),
        "born-month": str(born.month),
        "born-day": str(born.day),
    }
    await clerk.press("受け付ける", request)
    await clerk.press("確かめた", PAPERS)
    return clerk


def stays(page: Page) -> None:
    """Check that a page is marked, and leads nowhere but into the practice and the staff's own pages."""
    assert page.status == 200, page.text
    assert marked_on_paper(page)
    assert "自分で消すまで残ります" not in page.text
    for _, link in page.links:
        assert not re.match(
            "/(history|requests|record|account|search|estimate|staff/counter/)", link
        )
    for form in page.forms:
        if form.method == "post" and "/practice" not in form.action:
            assert form.action in {"/prefs", "/staff/sign-out", "/staff/extend"}, form.action


async def written(clerk: Browser) -> Page:
    """Write one job into the practised sheet."""
    await clerk.open(HERE)
    stays(await clerk.follow("私の履歴整理表をいっしょに書く"))
    await clerk.open(f"{HERE}/history/work/new")
    return await clerk.press(NEXT, JOB)


@pytest.mark.parametrize("who", [CLERK, OFFICE_CLERK, POST_CLERK])
async def test_a_sheet_is_written_and_compared_with_the_sample_and_nobody_is_touched(
    who: str, offices: Offices
) -> None:
    await with_life(offices.world)
    clerk = await begun(offices, who)
    before = await rows(offices, AUDIT, ASSISTED)
    stays(await written(clerk))
    for part in ("work", "names", "gaps", "print", "compare", "hints"):
        stays(await clerk.open(f"{HERE}/history/{part}"))
    assert "まぼろし織物" in (await clerk.open(f"{HERE}/history/work")).text
    await clerk.open(f"{HERE}/history/compare")
    page = await clerk.press("記録を出して、くらべる")
    stays(page)
    assert "まぼろし織物" in page.text
    finding = next(href for _, href in page.links if "/compare/" in href)
    page = await clerk.open(finding)
    stays(page)
    assert ("円" in page.text) is (who == OFFICE_CLERK)
    for part in ("sheet.txt", "sheet.jsonl", "sheet.pdf", "delete", "import"):
        assert (await clerk.open(f"{HERE}/history/{part}")).status == 404, part
    assert await rows(offices, AUDIT, ASSISTED) == before
    async with offices.world.db.read() as reading:
        (whose,) = (await reading.run(select(SHEETS.c.person_id))).scalars()
    assert whose is None


async def test_the_look_changes_and_nothing_typed_is_lost(offices: Offices) -> None:
    clerk = await begun(offices)
    await clerk.open(f"{HERE}/history/work/new")
    await the_same(clerk, NEXT, {"employer": "まぼろし", "first": "いつか"})
    await clerk.open(f"{HERE}/search/names/new")
    await the_same(clerk, "足す", {"surname": "見本", "surname-kana": "みほ"})


async def test_the_search_asks_and_shows_each_answer_without_looking(offices: Offices) -> None:
    clerk = await begun(offices)
    before = await rows(offices, AUDIT, ASSISTED)
    await clerk.open(HERE)
    stays(await clerk.follow("持ち主の分からない記録をいっしょにさがす"))
    stays(await clerk.follow("さがしはじめる"))
    await clerk.open(f"{HERE}/search/names/new")
    name = {"name-kind": "former", "surname": "深山", "surname-kana": "みやま"}
    page = await clerk.press("足す", name)
    stays(page)
    assert page.path == f"{HERE}/search/names"
    assert "深山" in page.text
    stays(await clerk.open(f"{HERE}/search/births"))
    stays(await clerk.open(f"{HERE}/search/on"))
    assert clerk.page.path.startswith(f"{HERE}/search/")
    page = await clerk.open(f"{HERE}/search/check")
    stays(page)
    assert "深山" in page.text
    page = await clerk.press("さがす")
    stays(page)
    assert page.path == f"{HERE}/search/slips"
    assert "本当の記録をさがしません" in page.text
    for said in ("found", "possible", "not-found", "office"):
        page = await clerk.open(f"{HERE}/search/slips/{said}")
        stays(page)
        assert "深山" in page.text
        stays(await clerk.open(f"{HERE}/search/slips/{said}/print"))
    assert (await clerk.open(f"{HERE}/search/slips/nothing")).status == 404
    assert await rows(offices, AUDIT, ASSISTED) == before


async def test_the_sheet_answers_the_search_as_it_does_at_the_counter(offices: Offices) -> None:
    clerk = await begun(offices)
    await clerk.open(f"{HERE}/history/names/new")
    await clerk.press(NEXT, {"name-kind": "former", "surname": "深山", "surname-kana": "みやま"})
    assert "深山" in (await clerk.open(f"{HERE}/search/names")).text


async def test_another_clerk_and_another_practice_begin_empty(offices: Offices) -> None:
    clerk, other = await begun(offices), await begun(offices, POST_CLERK)
    await written(clerk)
    await clerk.open(f"{HERE}/search/names/new")
    await clerk.press("足す", {"name-kind": "former", "surname": "深山", "surname-kana": "みやま"})
    assert "まぼろし織物" not in (await other.open(f"{HERE}/history/work")).text
    assert "深山" not in (await other.open(f"{HERE}/search/names")).text
    assert "まぼろし織物" not in (await clerk.open(f"{PRACTICE}/kaigai/history/work")).text
    offices.world.clock.moment += timedelta(minutes=1)  # each six digits open once
    again = await begun(offices)  # the same clerk, in another visit
    assert "まぼろし織物" not in (await again.open(f"{HERE}/history/work")).text
    await written(again)
    await again.open(PRACTICE)
    born = SAMPLE.born_on
    parts = {"year": born.year, "month": born.month, "day": born.day}
    typed = {f"born-{name}": str(value) for name, value in parts.items()}
    await again.press("受け付ける", {**REQUEST, "number": SAMPLE.basic_number, **typed})
    assert "まぼろし織物" not in (await again.open(f"{HERE}/history/work")).text


async def test_after_a_day_nothing_is_left(offices: Offices) -> None:
    clerk = await begun(offices)
    await written(clerk)
    await clerk.open(f"{HERE}/search/names/new")
    await clerk.press("足す", {"name-kind": "former", "surname": "深山", "surname-kana": "みやま"})
    assert all(await rows(offices, SHEETS, ANSWERS, DRAFTS))
    later = offices.world.clock.now() + timedelta(hours=24)
    await tidy(offices.world.db, later)
    assert not any(await rows(offices, SHEETS, ANSWERS, DRAFTS))
