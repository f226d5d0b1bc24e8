"""窓口での手伝いの終わり: one person at a time, a mandate to its last midnight, and both screens end."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from nenkin.interchange.receipt_numbers import grouped
from nenkin.interchange.search_slips import Slip
from nenkin.interchange.sent_requests import Line, decoded
from nenkin.matching.found import Answer
from nenkin.storage import kiosk
from nenkin.storage.assisted import ASSISTED
from nenkin.storage.case_queue import read_queue
from nenkin.storage.cases import cases_of, find_case, new_number
from nenkin.storage.people import restrict
from nenkin.storage.searches import keep_search
from nenkin.web.visits import SESSION
from tests.browser import Browser
from tests.features.accounts import HANAKO, PASSWORD, TARO, World, later, sign_in
from tests.features.counter_site import (
    AGENT,
    AUDITOR,
    REFER,
    REQUEST,
    WELFARE_CLERK,
    Answers,
    agreed,
    at_counter,
    code_of,
    identified,
    own_screen,
)
from tests.features.staff_site import OFFICE_CLERK, Offices


@pytest.fixture
async def offices(town: World) -> Offices:
    return await Offices.open(town)


async def test_one_clerk_one_person(offices: Offices) -> None:
    clerk, screen = await agreed(offices)
    token = clerk.page.form_with("この手続きを終わる").values["token"]
    born = {"born-era": "western", "born-year": "1960", "born-month": "12", "born-day": "3"}
    other: Answers = {**REQUEST, **born, "number": HANAKO.basic_number, "token": token}
    page = await clerk.send("/staff/counter", other)
    assert page.path == "/staff/counter"
    assert "髙橋" not in page.text
    assert (await clerk.open("/staff/counter/record")).path == "/staff/counter"
    assert (await screen.open("/record")).path.startswith("/kiosk?ended=")


async def test_a_code_joins_one_screen_and_not_for_long(offices: Offices) -> None:
    clerk = await at_counter(offices)
    code = await code_of(clerk)
    _, page = await own_screen(offices, code)
    assert page.path == "/kiosk/together/agree"
    _, page = await own_screen(offices, code)
    assert "この番号は使えません" in page.text
    clerk = await at_counter(offices, OFFICE_CLERK)
    code = await code_of(clerk)
    later(offices.world, minutes=10)
    _, page = await own_screen(offices, code)
    assert "この番号は使えません" in page.text


async def test_whoever_ends_it_ends_it_for_both(offices: Offices) -> None:
    clerk, screen = await agreed(offices)
    cookie = screen.client.cookies[SESSION]
    await screen.press("終わる")
    page = await clerk.open("/staff/counter/record")
    assert page.path == "/staff/counter"
    assert "記録照会の申請" in page.text
    again = Browser(offices.world.gate)
    again.client.cookies[SESSION] = cookie  # at no kiosk either
    assert (await again.open("/record")).path.startswith("/sign-in")


async def test_the_screen_ends_when_nobody_touches_it(offices: Offices) -> None:
    clerk, screen = await agreed(offices)
    later(offices.world, seconds=kiosk.LIMIT.seconds)
    page = await screen.open("/record")
    assert page.path.startswith("/kiosk?ended=")
    assert (await clerk.open("/staff/counter/record")).path == "/staff/counter"


async def test_a_clerk_who_signs_out_leaves_nothing_open(offices: Offices) -> None:
    clerk, screen = await agreed(offices)
    await clerk.open("/staff")
    await clerk.press("ログアウト")
    page = await screen.open("/record")
    assert "髙橋" not in page.text
    assert page.path.startswith("/sign-in")


async def test_a_mandate_reaches_as_far_as_it_says_and_to_its_last_midnight(
    offices: Offices,
) -> None:
    request: Answers = {**REQUEST, "came": "agent"}
    clerk, screen = await agreed(offices, request=request, papers=AGENT)
    assert (await clerk.open("/staff/counter/record")).path == "/staff/counter/record"
    assert screen.page.path == "/record"
    for _ in range(8):  # from noon to midnight, both screens in use
        later(offices.world, minutes=2)
        await screen.open("/record")
    offices.world.clock.moment = offices.world.clock.moment.replace(hour=14, minute=59, second=50)
    fresh, _ = await agreed(offices, OFFICE_CLERK, request, AGENT)
    assert (await fresh.open("/staff/counter/record")).path == "/staff/counter/record"
    later(offices.world, seconds=10)  # 00:00 in Japan
    assert (await fresh.open("/staff/counter/record")).path == "/staff/counter"


async def test_a_mandate_without_the_record_opens_none(offices: Offices) -> None:
    request: Answers = {**REQUEST, "came": "agent"}
    papers: Answers = {**AGENT, "scope": ["refer"]}
    clerk, screen = await agreed(offices, request=request, papers=papers)
    assert (await clerk.open("/staff/counter/record")).path == "/staff/counter"
    assert (await screen.open("/record")).path.startswith("/sign-in")
    assert (await clerk.open("/staff/counter/refer")).path == "/staff/counter/refer"


async def test_a_mandate_that_is_over_is_said(offices: Offices) -> None:
    clerk = await at_counter(offices, request={**REQUEST, "came": "agent"})
    page = await identified(clerk, {**AGENT, "mandate-until-day": "19"})
    assert page.status == 422
    assert "この委任状は、もう使えません" in page.text
    assert "髙橋 次郎" in page.response.text
    page = await identified(clerk, {})
    assert page.status == 422
    assert page.response.text.count('href="#f-') >= len(AGENT) - 3


async def test_a_welfare_office_helps_without_the_record(offices: Offices) -> None:
    clerk, screen = await agreed(offices, WELFARE_CLERK)
    assert screen.page.path == "/kiosk/ways"
    assert (await screen.open("/record")).path.startswith("/sign-in")
    assert (await screen.open("/history")).path.startswith("/sign-in")
    assert (await screen.open("/resume/new")).path == "/resume/new"
    page = await clerk.open("/staff/counter")
    assert "この窓口では、記録は見られません" in page.text
    page = await clerk.open("/staff/counter/record")
    assert page.status == 403


async def test_others_have_no_counter(offices: Offices) -> None:
    auditor = await offices.sign_in(AUDITOR)
    for path in ("/staff/counter", "/staff/counter/record", "/staff/counter/refer"):
        assert (await auditor.open(path)).status == 403, path


async def test_a_referral_is_sent_once(offices: Offices) -> None:
    clerk, _ = await agreed(offices)
    page = await clerk.open("/staff/counter/refer")
    page = await clerk.press("送る", {})
    assert page.status == 422
    values: Answers = {**REFER, "token": page.form_with("送る").values["token"]}
    await clerk.send("/staff/counter/refer", values)
    await clerk.send("/staff/counter/refer", values)
    assert (await read_queue(offices.world.db)).total == 1


async def test_the_slip_that_was_brought_goes_along_and_no_other_of_before(
    offices: Offices,
) -> None:
    world, brought = offices.world, new_number()
    person, now = world.people[TARO.basic_number], world.clock.now()
    async with world.db.write() as session:
        for number in (brought, new_number()):
            await keep_search(
                session,
                number=number,
                person_id=person,
                criteria=number.encode(),
                typed=Slip(lines=[Line("名前", number)], names=[], births=[]).encoded(),
                answer=Answer.FOUND,
                now=now - timedelta(days=1),
            )
    clerk, _ = await agreed(offices, request={**REQUEST, "number": grouped(brought)})
    await clerk.open("/staff/counter/refer")
    await clerk.press("送る", REFER)
    (case,) = await cases_of(world.db, person)
    whole = await find_case(world.db, person, case.number)
    assert whole is not None
    request = decoded(whole.sent)
    assert request.searches == [brought]
    lines = [line for part in request.parts for entry in part.entries for line in entry.lines]
    assert [line.value for line in lines if line.key == "名前"] == [brought]


async def test_no_number_of_the_person_is_kept_with_the_request(offices: Offices) -> None:
    await agreed(offices)
    async with offices.world.db.read() as reading:
        rows = (await reading.run(select(ASSISTED))).all()
    assert rows
    assert TARO.basic_number not in str(rows)
    assert PASSWORD not in str(rows)


async def test_who_has_an_account_signs_in_alone_as_before(offices: Offices) -> None:
    world = offices.world
    await world.account_for(TARO)
    browser = Browser(world.gate)
    await browser.open("/kiosk")
    await browser.press("始める")
    page = await sign_in(browser, "tsukushi55", PASSWORD)
    assert page.path == "/record"


async def test_who_is_closed_to_one_alone_meanwhile_is_shown_on_neither_screen_any_more(
    offices: Offices,
) -> None:
    clerk, person = await agreed(offices)
    assert (await clerk.open("/staff/counter/record")).status == 200
    world = offices.world
    async with world.db.write() as session:
        await restrict(
            session, world.people[TARO.basic_number], restricted=True, now=world.clock.now()
        )
    page = await clerk.open("/staff/counter/record")
    assert (page.path, "髙橋" in page.text) == ("/staff/counter", False)
    page = await person.open("/record")
    assert "髙橋" not in page.text
    assert not page.path.startswith("/record")
