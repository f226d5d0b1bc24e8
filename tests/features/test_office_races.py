"""Two at once, and what was open elsewhere meanwhile: each ends on a clear page, nothing lost, nothing twice.

Of the same kind: an agent's last midnight (test_counter_ends), a record corrected while a proposal
was written (tests/storage/test_corrections), kill -9 in the middle (tests/proof/test_kill_correction).
"""

import pytest

from nenkin.storage.corrections import corrections_of
from nenkin.storage.database import open_database
from tests.browser import Browser, Page
from tests.features.office_site import CLERK, ELSEWHERE, SECOND, asked, clerk
from tests.features.records_site import Town
from tests.features.test_office import APPROVE, MOVE, UP, looked_into, written

pytestmark = pytest.mark.asyncio(loop_scope="module")

LINE = {"act": "add", "scheme": "employees", "first": "平成30年4月", "last": "平成30年5月"}
BACK = "戻って、いまのようすを見る"


async def proposals(people: Town, who: str, number: str) -> int:
    db = await open_database(people.url, people.keys)
    try:
        return len(await corrections_of(db, people.people[who], number))
    finally:
        await db.close()


async def withdrawn(people: Town, who: str, number: str) -> None:
    person = people.browser(who)
    await person.open(f"/requests/{number}")
    await person.follow("この申出を取り下げる")
    page = await person.press("取り下げる")
    assert "取り下げました" in page.text


async def test_of_two_clerks_on_one_case_the_second_is_told_and_loses_nothing(
    people: Town,
) -> None:
    who = "kaigai"
    number = await asked(people, who)
    one, other = await clerk(people, CLERK), await clerk(people, SECOND)
    before = await one.open(f"/staff/cases/{number}")
    await looked_into(other, number)
    one.page = before  # opened before the other had moved it
    page = await one.press(MOVE, {"to": "investigating"})
    assert page.status == 422
    assert list(page.errors.values()) == ["#f-to"]
    await written(one, number, **LINE)
    mine = one.page
    await written(other, number, **LINE, employer="ほかの店")
    assert "2人目の確認を待っています" in (await other.press(UP)).text
    one.page = mine
    page = await one.press(UP)
    assert page.status == 409
    assert "この申出には、もう1つの案が出ています" in page.text
    assert BACK in page.response.text
    page = await one.open(f"/staff/cases/{number}/proposal")
    assert "まぼろし織物" in page.text  # what was written is still there
    assert await proposals(people, who, number) == 1


async def test_whoever_proposed_does_not_approve_in_another_tab(people: Town) -> None:
    who = "sango"
    number = await asked(people, who)
    one = await clerk(people, SECOND)  # a clerk there, and an approver too
    await looked_into(one, number)
    await written(one, number, **LINE)
    proposal = (await one.press(UP)).path
    elsewhere = await clerk(people, SECOND)  # in another session, at another terminal
    for browser in (one, elsewhere):
        page = await browser.open(proposal)
        assert APPROVE not in page.response.text
        page = await approve_all_the_same(browser, proposal)
        assert page.status == 409
        assert "自分の案は、自分では決められません" in page.text
    second = await clerk(people, ELSEWHERE)
    await second.open(proposal)
    assert "記録を直しました" in (await second.press(APPROVE)).text


async def approve_all_the_same(browser: Browser, proposal: str) -> Page:
    """Send what the page does not offer."""
    own = browser.page.form_with("この案を取り下げる")
    seen: dict[str, str | list[str]] = {"token": own.values["token"], "seen": "0" * 64}
    return await browser.send(f"{proposal}/approve", seen)


async def test_a_case_that_was_closed_while_it_was_open_elsewhere(people: Town) -> None:
    who = "gakusei"
    number = await asked(people, who)
    one, two = await clerk(people, CLERK), await clerk(people, ELSEWHERE)
    await looked_into(one, number)
    open_case = one.page
    await written(one, number, **LINE)
    check = one.page
    proposal = (await one.press(UP)).path
    deciding = await two.open(proposal)
    await withdrawn(people, who, number)
    for browser, page, button in (
        (one, open_case, MOVE),
        (two, deciding, APPROVE),
    ):
        browser.page = page
        shown = await browser.press(button)
        assert shown.status == 409
        assert "この申出は、もう終わっているか" in shown.text
        assert BACK in shown.response.text
    one.page = check
    page = await one.press(UP)  # sent already, and the case is over
    assert "取下げ" in page.text
    assert await proposals(people, who, number) == 1
    assert "まぼろし織物" not in (await people.browser(who).open("/record/months/2018-04")).text


async def test_what_is_sent_again_after_the_network_was_lost_is_done_once(people: Town) -> None:
    """The first answer never came: whoever sends once more stands where it leads to."""
    who = "menjo"
    number = await asked(people, who)
    one, two = await clerk(people, CLERK), await clerk(people, ELSEWHERE)
    await looked_into(one, number)
    await written(one, number, **LINE)
    check = one.page
    proposal = (await one.press(UP)).path
    one.page = check
    page = await one.press(UP)
    assert (page.status, page.path) == (200, f"/staff/cases/{number}")
    assert "2人目の確認を待っています" in page.text
    assert await proposals(people, who, number) == 1
    before = await two.open(proposal)
    await two.press(APPROVE)
    two.page = before
    page = await two.press(APPROVE)
    assert page.status == 409
    assert "この案は、もう決まっています" in page.text
    page = await two.follow(BACK)
    assert "記録を直しました" in page.text
