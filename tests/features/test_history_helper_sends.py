"""Who helps sends to the office where they were asked to: seen and wished by the person, who is told."""

import pytest

from nenkin.interchange.receipt_numbers import grouped
from nenkin.interchange.sent_requests import decoded
from nenkin.law.procedures import Outcome, State
from nenkin.storage.audit import ActorKind, views_of
from nenkin.storage.cases import Actor, Case, cases_of, find_case, move_case
from nenkin.storage.helpers import Power
from nenkin.storage.outbox import mails
from tests.browser import Browser
from tests.features.helped_site import HELPER, OWNER, WITH_RECORD, database, helping, stop
from tests.features.records_site import Town, record_of
from tests.features.requests import MISSING, NEXT, SEND, checked, compared
from tests.sites import NOON

pytestmark = pytest.mark.asyncio(loop_scope="module")

ALL = WITH_RECORD | Power.SEND
ASKED = "「母」に聞いたので、送る"


async def ready(town: Town, number: int) -> tuple[Browser, str]:
    """Give a helper's browser on the check page, and the address of the sheet."""
    browser, sheet = await helping(town, number, ALL)
    await browser.open(f"{sheet}/work/miss1/job")
    await browser.press(NEXT, MISSING)
    for _ in range(2):
        await browser.press("このページをとばす")
    await browser.press("これで終わり", {"kept": ["pension-deducted", "health-card"]})
    await browser.open(f"{sheet}/compare")
    await browser.press("記録を出して、くらべる")
    await browser.follow("年金事務所に送る")
    await browser.press(NEXT)
    await browser.press(NEXT, {"message": "娘が代わりに書きました"})
    assert browser.page.path.startswith(f"{sheet}/requests/new/check")
    return browser, sheet


async def answered(town: Town, number: str) -> None:
    """Let the office find nothing."""
    by, said = Actor(kind=ActorKind.STAFF, id=7), Outcome.NOT_FOUND
    async with database(town).write() as session:
        for state in (State.INVESTIGATING, State.ANSWERED):
            outcome = said if state is State.ANSWERED else None
            await move_case(session, number, state, by=by, now=NOON, outcome=outcome)


async def sent_of(town: Town) -> list[Case]:
    return list(await cases_of(database(town), town.people[OWNER]))


async def test_it_is_sent_in_the_person_s_name_with_who_sent_it(people: Town) -> None:
    browser, sheet = await ready(people, 300)
    helper = record_of(HELPER).person
    name = f"{helper.surname} {helper.given_name}"
    assert name in browser.page.text
    assert "「母」に見せるか、読んで聞かせてください" in browser.page.text
    before = {case.number for case in await sent_of(people)}
    again = browser.page
    page = await browser.press(ASKED)
    (case,) = [case for case in await sent_of(people) if case.number not in before]
    assert page.path.startswith(f"{sheet}/requests/{case.number}")
    assert page.title.startswith("送りました")
    assert grouped(case.number) in page.text
    assert (case.person_id, case.sent_by) == (people.people[OWNER], people.people[HELPER])
    whole = await find_case(database(people), people.people[OWNER], case.number)
    assert whole is not None
    assert name in [line.value for line in decoded(whole.sent).person]
    assert "取り下げる" not in page.text
    for part in ("withdraw", "correction"):
        assert (await browser.open(f"{sheet}/requests/{case.number}/{part}")).status == 404
    page = await browser.open(sheet)
    assert (await browser.follow("送った申出を見る")).path == f"{sheet}/requests"
    browser.page = again  # as after «back»
    page = await browser.press(ASKED)
    assert page.path.startswith(f"{sheet}/requests/{case.number}")
    assert len(await sent_of(people)) == len(before) + 1
    # What the person sees of it.
    owner = people.browser(OWNER)
    page = await owner.open(f"/requests/{case.number}")
    assert "手伝いの人" in page.text
    assert name in page.text
    assert name in (await owner.open(f"/requests/{case.number}/print")).text
    assert (await owner.open(f"/requests/{case.number}/withdraw")).status == 200
    await answered(people, case.number)
    await owner.open(f"/requests/{case.number}/correction")
    page = await owner.press("訂正請求を送る")
    for part in ("", "/print"):  # that one is the person's own
        page = await owner.open(f"/requests/{page.path.split('/')[2][:14]}{part}")
        assert name not in page.text
    page = await owner.open("/account/views")
    assert "手伝いの手伝い300さん" in page.text
    assert "年金事務所に申出を送った" in page.text
    trail = await views_of(database(people), people.people[OWNER], limit=50)
    assert ("request.sent", people.people[HELPER]) in {
        (one.event.action, one.event.actor_id) for one in trail
    }
    (mail,) = [
        one.mail
        for one in await mails(database(people))
        if one.mail.dedupe == f"request-sent:{case.number}"
    ]
    assert mail.person_id == people.people[OWNER]
    for secret in (case.number, grouped(case.number), name, "まぼろし織物", "手伝い300"):
        assert secret not in mail.subject + mail.body


async def test_when_help_is_over_nothing_is_sent(people: Town) -> None:
    browser, sheet = await ready(people, 320)
    before = await sent_of(people)
    await stop(people, sheet)
    page = await browser.press(ASKED)
    assert page.status == 410
    assert await sent_of(people) == before


@pytest.mark.parametrize(
    ("number", "powers"),
    [(330, WITH_RECORD), (340, Power.SEND), (350, Power.WRITE | Power.SEND)],
    ids=str,
)
async def test_who_was_not_asked_to_cannot_send(people: Town, number: int, powers: Power) -> None:
    browser, sheet = await helping(people, number, powers)
    assert "年金事務所に送る" not in [words for words, _ in browser.page.links]
    for part in ("", "/new", "/new/contact", "/new/check"):
        assert (await browser.open(f"{sheet}/requests{part}")).status == 404


async def test_what_the_person_sent_is_not_shown_to_who_helps(people: Town) -> None:
    owner = await compared(people, OWNER)
    await checked(owner)
    page = await owner.press(SEND)
    number = page.path.split("/")[2][:14]
    browser, sheet = await helping(people, 360, ALL)
    for part in ("", "/print"):
        assert (await browser.open(f"{sheet}/requests/{number}{part}")).status == 404
    page = await browser.open(f"{sheet}/requests")
    assert number not in page.response.text


async def test_the_person_is_told_that_help_has_begun(people: Town) -> None:
    browser, sheet = await helping(people, 370)
    person_id, helper_id = people.people[OWNER], sheet.rpartition("/")[2]
    (mail,) = [
        one.mail
        for one in await mails(database(people))
        if one.mail.dedupe == f"help-begun:{helper_id}"
    ]
    assert mail.person_id == person_id
    for secret in ("手伝い370", "母", record_of(HELPER).person.surname, "みほん紡績"):
        assert secret not in mail.subject + mail.body
    owner = people.browser(OWNER)
    page = await owner.open("/history")
    assert "手伝いの手伝い370さんが、この表を手伝っています" in page.text
    assert "手伝い370" not in (await browser.open(sheet)).text
    await stop(people, sheet)
    assert "手伝い370" not in (await owner.open("/history")).text
