"""Exactly once: a double click, Back, two tabs, a lost answer; and sending again, said and linked."""

import asyncio

import pytest

from nenkin.interchange.receipt_numbers import grouped
from tests.browser import Browser
from tests.features.records_site import Town
from tests.features.requests import (
    MISSING,
    OTHER,
    SEND,
    case_of,
    cases,
    checked,
    compared,
    remember,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")

WHO = "tenshoku"


async def sends(browser: Browser) -> tuple[str, dict[str, list[str]]]:
    """Give the form of the check page as a browser would send it."""
    form = browser.page.form_with(SEND)
    return form.action, form.values


async def count(people: Town, who: str = WHO) -> int:
    return len(await cases(people, who))


async def test_a_double_click_sends_once_and_both_lead_to_the_receipt(people: Town) -> None:
    browser = await compared(people, WHO)
    before = await count(people)
    await checked(browser)
    action, values = await sends(browser)
    answers = await asyncio.gather(*(browser.client.post(action, values) for _ in range(8)))
    assert {answer.status for answer in answers} == {303}
    assert len({answer.get("location") for answer in answers}) == 1
    assert await count(people) == before + 1


async def test_an_answer_that_was_lost_is_given_again(people: Town) -> None:
    browser = await compared(people, WHO)
    before = await count(people)
    await checked(browser)
    action, values = await sends(browser)
    first = await browser.client.post(action, values)
    # The sheet has changed meanwhile; what was sent stays sent, and is no other request.
    await remember(browser, OTHER)
    again = await browser.client.post(action, values)
    assert again.get("location") == first.get("location")
    assert await count(people) == before + 1


async def test_back_and_press_again_sends_nothing_more(people: Town) -> None:
    who = "antei"  # who has sent nothing before: the clock stands still, so nothing is the latest
    browser = await compared(people, who)
    before = await count(people, who)
    await checked(browser)
    case = await case_of(people, who, await browser.press(SEND))
    # A page that may not be stored is fetched anew by Back.
    page = await browser.open("/requests/new/check")
    assert page.path.startswith("/requests/new#") or page.path == "/requests/new"
    assert f"前に送った申出があります（{grouped(case.number)}）" in page.text
    assert await count(people, who) == before + 1


async def test_two_tabs_of_one_request_send_it_once(people: Town) -> None:
    browser = await compared(people, WHO)
    before = await count(people)
    await checked(browser)
    one = await sends(browser)
    await browser.open("/requests/new/check")
    other = await sends(browser)
    first = await browser.client.post(one[0], one[1])
    second = await browser.client.post(other[0], other[1])
    assert first.get("location") == second.get("location")
    assert await count(people) == before + 1


async def test_what_changed_after_the_check_page_is_shown_before_it_is_sent(
    people: Town,
) -> None:
    browser = await compared(people, WHO)
    before = await count(people)
    await checked(browser)
    action, values = await sends(browser)
    await remember(browser, OTHER)  # in another tab
    page = await browser.send(action, values)
    assert page.status == 409
    assert "内容が変わりました" in page.text
    assert "かすみ商店" in page.text
    assert await count(people) == before
    page = await browser.press(SEND)
    assert page.title.startswith("送りました")
    assert await count(people) == before + 1


async def test_a_tab_with_other_content_than_was_sent_says_so(people: Town) -> None:
    browser = await compared(people, WHO)
    await checked(browser)
    old = await sends(browser)
    await remember(browser, OTHER)
    await browser.open("/requests/new/check")
    new = await sends(browser)
    await browser.client.post(new[0], new[1])
    before = await count(people)
    page = await browser.send(*old)
    assert page.status == 409
    assert "もう送ってあります" in page.text
    assert await count(people) == before
    assert (await browser.follow("送った申出を見る")).path == "/requests"


async def test_sending_again_makes_a_second_one_that_says_so(people: Town) -> None:
    who = "sango"  # who has sent nothing before
    browser = await compared(people, who, MISSING)
    await checked(browser)
    first = await case_of(people, who, await browser.press(SEND))
    await remember(browser, OTHER)
    page = await checked(browser)
    said = f"これは、前に送った申出（{grouped(first.number)}）の続きとして送ります"
    assert said in page.text
    page = await browser.press(SEND)
    second = await case_of(people, who, page)
    assert (second.follows, second.number == first.number) == (first.number, False)
    assert "前に送った申出の続きです" in page.text
    page = await browser.follow(f"受付番号 {grouped(first.number)}")
    assert page.path == f"/requests/{first.number}"


async def test_a_form_without_its_number_or_with_another_persons_sends_nothing(
    people: Town,
) -> None:
    browser = await compared(people, WHO)
    other = await compared(people, "jieigyo")
    await checked(other)
    theirs = await sends(other)
    await checked(browser)
    action, values = await sends(browser)
    before = await count(people)
    for op in ("", "x" * 32, "0" * 5000):
        page = await browser.send(action, {**values, "op": [op]})
        assert page.path.startswith("/requests/new/check")
    page = await browser.send(action, {**values, "op": theirs[1]["op"]})
    assert page.path.startswith("/requests/new")
    assert await count(people) == before
    page = await other.press(SEND)
    assert page.title.startswith("送りました")
    page = await browser.send(action, {**values, "op": theirs[1]["op"]})
    assert page.status == 409
    assert await count(people) == before


async def test_sending_takes_the_resume_code_back_and_leaves_the_sheet(people: Town) -> None:
    browser = await compared(people, WHO)
    await browser.open("/history/resume-code")
    page = await browser.press("言葉を作る")
    assert "あなたの6つの言葉" in page.text
    assert "言葉を作った日" in (await browser.open("/history/resume-code")).text
    await checked(browser)
    await browser.press(SEND)
    assert "いまは、使える言葉はありません" in (await browser.open("/history/resume-code")).text
    assert "まぼろし織物" in (await browser.open("/history/work")).text
