"""What came in from a counter: its history says so, at home and at the office's desk."""

from sqlalchemy import update

from nenkin.storage.cases import ARRIVALS, cases_of
from nenkin.storage.people import restrict
from tests.browser import text_of
from tests.features.accounts import TARO
from tests.features.counter_site import (
    AGENT,
    REFER,
    REQUEST,
    Answers,
    agreed,
    at_counter,
    code_of,
    identified,
    own_screen,
)
from tests.features.staff_site import OFFICE_CLERK, Offices
from tests.features.test_counter import offices
from tests.features.test_counter_unnumbered import LIST, at_office, sent

__all__ = ["offices"]
SECOND = "C0003"
PLACE = "みほん市役所 年金の窓口"


async def referred(offices: Offices) -> str:
    """Give the number of what a town hall has passed on."""
    clerk, _ = await agreed(offices)
    await clerk.open("/staff/counter/refer")
    await clerk.press("送る", REFER)
    (case,) = await cases_of(offices.world.db, offices.world.people[TARO.basic_number])
    return case.number


async def test_the_counter_has_sent_it_and_not_its_person(offices: Offices) -> None:
    world, number = offices.world, await referred(offices)
    await world.account_for(TARO)
    page = await (await world.signed_in()).open(f"/requests/{number}")
    assert f"{PLACE}（あなたの代わりに）" in page.text
    assert "あなた" not in [text_of(cell) for cell in page.root.iter("td")]
    office = await offices.sign_in(OFFICE_CLERK)
    page = await office.open(f"/staff/cases/{number}")
    assert f"{PLACE}（本人の代わりに）" in page.text


async def test_which_counter_it_was_is_not_said_of_whom_nobody_sees_alone(offices: Offices) -> None:
    world, number = offices.world, await referred(offices)
    async with world.db.write() as session:
        person = world.people[TARO.basic_number]
        await restrict(session, person, restricted=True, now=world.clock.now())
    office, second = await offices.sign_in(OFFICE_CLERK), await offices.sign_in(SECOND)
    await office.open(f"/staff/cases/{number}")
    await office.press("承認者に送る", {"why": "本人が来ている"})
    page = await second.open("/staff/viewings")
    await second.open(next(href for _, href in page.links if "/viewings/" in href))
    await second.press("見ることを許す", {"minutes": "15", "scope": "part"})
    page = await office.open(f"/staff/cases/{number}")
    assert "窓口（本人の代わりに）" in page.text
    assert "みほん市役所" not in page.text


async def test_so_has_it_what_came_without_a_number(offices: Offices) -> None:
    world = offices.world
    _, number = await sent(offices)
    office = await offices.sign_in(OFFICE_CLERK)
    await office.open("/staff/cases")
    page = await office.follow("番号が分からない人の照会は、1件です")
    assert page.path == LIST
    office = await at_office(offices, number)
    person = str(world.people[TARO.basic_number])
    page = await office.press("決める", {"person": person})
    assert page.path.startswith("/staff/cases/")
    assert f"{PLACE}（本人の代わりに）" in page.text
    assert "番号が分からない人の照会は、" not in (await office.open("/staff/cases")).text
    async with world.db.write() as session:  # as of cases that came before places were noted
        await session.run(update(ARRIVALS).values(place_id=None))
    await world.account_for(TARO)
    home = await world.signed_in()
    page = await home.open(f"/requests/{number}")
    assert "窓口（あなたの代わりに）" in page.text


async def test_what_an_agent_does_on_the_persons_screen_is_not_said_to_be_their_own(
    offices: Offices,
) -> None:
    world = offices.world
    clerk = await at_counter(offices, request={**REQUEST, "came": "agent"})
    papers: Answers = {**AGENT, "scope": ["record", "sheet", "search", "refer"]}
    await identified(clerk, papers)
    screen, page = await own_screen(offices, await code_of(clerk))
    assert "髙橋 太郎 様の代わりに来た方ですね" in page.text
    assert "様ですね" not in page.text
    assert "来た人が同意するのを待っています" in (await clerk.open("/staff/counter")).text
    await screen.press("同意する")
    assert "来た人が同意しました" in (await clerk.open("/staff/counter")).text
    await screen.open("/record/years")
    await screen.open("/history/compare")
    await clerk.press("この手続きを終わる")
    await world.account_for(TARO)
    page = await (await world.signed_in()).open("/account/views")
    rows = [[text_of(cell) for cell in row] for row in page.root.iter("tr")]
    agreed_to = [row for row in rows if any("同意した（来た人：" in cell for cell in row)]
    seen = [row for row in rows if any("年金の記録" in cell and "来た人" in cell for cell in row)]
    assert agreed_to
    assert seen
    for row in (*agreed_to, *seen):
        assert any("窓口に来た人" in cell for cell in row), row
        assert "あなた" not in row


async def test_what_the_person_does_there_is_said_to_be_their_own(offices: Offices) -> None:
    world = offices.world
    _, screen = await agreed(offices)
    assert "代わりに" not in screen.page.text
    await world.account_for(TARO)
    page = await (await world.signed_in()).open("/account/views")
    rows = [[text_of(cell) for cell in row] for row in page.root.iter("tr")]
    (mine,) = [row for row in rows if any("同意した" in cell for cell in row)]
    assert "あなた" in mine
