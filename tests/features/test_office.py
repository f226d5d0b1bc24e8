"""From a request to a corrected record: the clerk, the second person, and what its person sees of both."""

import pytest

from tests.browser import Browser, Page
from tests.features.office_site import (
    AUDITOR,
    CALL_CENTRE,
    CLERK,
    ELSEWHERE,
    MANAGER,
    SECOND,
    TOWN_HALL,
    asked,
    clerk,
)
from tests.features.records_site import Town
from tests.features.requests import SEND, case_of, checked, compared

pytestmark = pytest.mark.asyncio(loop_scope="module")

WHO, ELSE = "tenshoku", "jieigyo"
MOVE, KEEP, NEXT = "次に進める", "この行を案に入れる", "年金への影響を確かめる"
UP, APPROVE = "この案を、2人目に回す", "承認して、記録を直す"
JOB = {
    "act": "add",
    "scheme": "employees",
    "first": "平成3年4月",
    "last": "平成4年2月",
    "kind": "men",
    "employer": "まぼろし織物",
    "pay": "20万円",
}
EVIDENCE = {"evidence": "給与明細を見た", "refund": "none", "spouse": "none"}


async def sent(people: Town, who: str) -> str:
    """Send a request; give its number."""
    browser = await compared(people, who)
    await checked(browser)
    page = await browser.press(SEND)
    return (await case_of(people, who, page)).number


async def looked_into(browser: Browser, number: str) -> Page:
    await browser.open(f"/staff/cases/{number}")
    return await browser.press(MOVE, {"to": "investigating"})


async def written(browser: Browser, number: str, **line: str) -> Page:
    """Write a proposal up to its check page."""
    await browser.open(f"/staff/cases/{number}")
    await browser.follow("訂正の案を作る")
    await browser.follow("期間を足す、直す")
    page = await browser.press(KEEP, {**JOB, **line})
    assert page.status == 200, page.errors
    await browser.follow("証拠を書く")
    page = await browser.press(NEXT, EVIDENCE)
    assert page.status == 200, page.errors
    return page


async def amounts(browser: Browser) -> str:
    return (await browser.open("/estimate")).text


async def test_a_request_becomes_a_corrected_record_and_its_person_sees_by_whom(
    people: Town,
) -> None:
    number = await sent(people, WHO)
    one, two, person = await clerk(people, CLERK), await clerk(people, SECOND), people.browser(WHO)
    before = await amounts(person)

    page = await one.open("/staff/cases")
    assert any(number in href for _, href in page.links)
    page = await looked_into(one, number)
    assert "調査中" in page.text
    page = await written(one, number)
    assert "増えます" in page.text
    assert "給与明細を見た" in page.text
    page = await one.press(UP)
    assert "2人目の確認を待っています" in page.text
    assert APPROVE not in page.response.text  # not by whoever proposed it

    page = await two.open("/staff/corrections")
    page = await two.open(next(href for _, href in page.links if "/staff/corrections/" in href))
    assert "まぼろし織物" in page.text
    page = await two.press(APPROVE)
    assert "記録を直しました" in page.text

    page = await person.open("/requests")
    assert "お知らせがあります" in page.text
    page = await person.open(f"/requests/{number}")
    for words in ("記録を直しました", "新しい記録", "まぼろし織物", "200,000円", "増えます"):
        assert words in page.text
    assert "お知らせがあります" not in (await person.open("/requests")).text
    assert "まぼろし織物" in (await person.open("/record/months/1991-04")).text
    assert await amounts(person) != before
    page = await person.open("/account/views")
    for words in ("申出と年金の記録を見た", "記録を直す案を作った", "記録を直した"):
        assert words in page.text
    assert "みほん年金事務所" in page.text


async def test_where_something_falls_the_person_is_asked_first(people: Town) -> None:
    number = await asked(people, ELSE)
    one, two = await clerk(people, CLERK), await clerk(people, ELSEWHERE)
    person = people.browser(ELSE)
    await looked_into(one, number)
    line = {"act": "change", "first": "平成13年4月", "last": "平成14年9月", "pay": "12万6000円"}
    page = await written(one, number, **line, employer="ことり商店")
    assert "本人の返事が必要です" in page.text
    assert "給料の額が下がります" in page.text
    proposal = (await one.press(UP)).path
    page = await two.open(proposal)
    assert APPROVE not in page.response.text

    page = await person.open(f"/requests/{number}")
    assert "年金事務所が、あなたの返事を待っています" in page.text
    page = await person.follow("読んで、返事をする")
    assert "減ります" in page.text
    page = await person.press("進めてください")
    assert page.path == f"/requests/{number}"
    assert "返事を待っています" not in page.text
    page = await two.open(proposal)
    before = two.page
    await two.press(APPROVE)
    two.page = before  # pressed once more, in another tab
    page = await two.press(APPROVE)
    assert page.status == 409
    assert "もう決まっています" in page.text
    page = await person.open(f"/requests/{number}")
    assert page.text.count("記録を直しました") >= 1


@pytest.mark.parametrize("number", [CALL_CENTRE, TOWN_HALL, MANAGER, AUDITOR])
async def test_whoever_has_no_duty_proposes_nothing(people: Town, number: str) -> None:
    browser = await clerk(people, number)
    for path in ("cases/00000000000000/proposal", "corrections"):
        assert (await browser.open(f"/staff/{path}")).status == 403
