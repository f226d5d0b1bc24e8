"""番号の分からない人: not sent away; the pension office finds them, and answers by post."""

from datetime import timedelta

import pytest

from nenkin.interchange.receipt_numbers import grouped
from nenkin.storage.audit import views_of
from nenkin.storage.cases import cases_of, find_case
from nenkin.storage.people import restrict
from nenkin.storage.unnumbered import waiting
from tests.browser import Browser, Page
from tests.features.accounts import HANAKO, TARO
from tests.features.counter_site import BORN, Answers
from tests.features.staff_site import CLERK, OFFICE_CLERK, Offices
from tests.features.test_counter import offices

__all__ = ["offices"]
WITHOUT, LIST = "/staff/counter/without", "/staff/unnumbered"
KNOWN: Answers = {
    "surname": "田中",  # a former name: only the given name and the birth date are compared
    "given-name": "太郎",
    "surname-kana": "たなか",
    "given-name-kana": "たろう",
    **BORN,
    "sex": "male",
    "other-names": "髙橋",
    "address": "杉並区高井戸西3-5-24",
    "known": "みほん紡績で働いた",
    "identity-paper": "licence",
    "compared": "yes",
}


async def sent(offices: Offices, who: str = CLERK, **more: str) -> tuple[Page, str]:
    """Send what is known from a counter."""
    clerk = await offices.sign_in(who)
    await clerk.open(WITHOUT)
    page = await clerk.press("年金事務所に送る", {**KNOWN, **more})
    (one,) = await waiting(offices.world.db, 9)
    return page, one.number


async def at_office(offices: Offices, number: str) -> Browser:
    offices.world.clock.moment += timedelta(seconds=30)
    clerk = await offices.sign_in(OFFICE_CLERK)
    page = await clerk.open(LIST)
    assert grouped(number) in page.text
    assert "太郎" not in page.text
    await clerk.open(f"{LIST}/{number}")
    return clerk


async def test_the_office_finds_the_person_and_it_becomes_their_case(offices: Offices) -> None:
    world = offices.world
    page, number = await sent(offices)
    assert grouped(number) in page.text
    assert "田中" not in page.text
    assert "手紙で答えます" in page.text
    clerk = await at_office(offices, number)
    assert "みほん紡績で働いた" in clerk.page.text
    assert "髙橋 太郎（タカハシ タロウ）" in clerk.page.text
    assert TARO.basic_number not in clerk.page.response.text.replace("-", "")
    assert "花子" not in clerk.page.text
    person = world.people[TARO.basic_number]
    page = await clerk.press("決める", {"person": str(person)})
    assert page.path == f"/staff/cases/{number}"
    (case,) = await cases_of(world.db, person)
    assert case.number == number
    whole = await find_case(world.db, person, number)
    assert whole is not None
    assert "杉並区" in whole.sent
    assert await waiting(world.db, 9) == []
    done = [entry.event for entry in await views_of(world.db, person, limit=20)]
    assert {"unnumbered.seen", "unnumbered.done"} <= {one.action for one in done}
    assert all(one.purpose == number for one in done if one.action.startswith("unnumbered"))


async def test_nobody_is_an_answer_too_and_no_other_person_can_be_chosen(offices: Offices) -> None:
    world = offices.world
    _, number = await sent(offices)
    clerk = await at_office(offices, number)
    values: Answers = {
        "person": str(world.people[HANAKO.basic_number]),
        "token": clerk.page.form_with("決める").values["token"],
    }
    await clerk.send(f"{LIST}/{number}", values)
    assert not await cases_of(world.db, world.people[HANAKO.basic_number])
    assert len(await waiting(world.db, 9)) == 1
    await clerk.open(f"{LIST}/{number}")
    page = await clerk.press("決める", {"person": "nobody"})
    assert page.path.startswith(LIST)
    assert await waiting(world.db, 9) == []
    assert (await clerk.open(f"{LIST}/{number}")).status == 404


async def test_a_restricted_person_is_not_found_by_name(offices: Offices) -> None:
    world = offices.world
    async with world.db.write() as session:
        person = world.people[TARO.basic_number]
        await restrict(session, person, restricted=True, now=world.clock.now())
    _, number = await sent(offices)
    clerk = await at_office(offices, number)
    assert "髙橋 太郎" not in clerk.page.text
    assert "合う人はいません" in clerk.page.text


@pytest.mark.parametrize("who", [CLERK])
async def test_every_mistake_at_once_and_nothing_typed_is_lost(who: str, offices: Offices) -> None:
    clerk = await offices.sign_in(who)
    await clerk.open(WITHOUT)
    page = await clerk.press("年金事務所に送る", {"surname": "田中", "telephone": "でんわ"})
    assert page.status == 422
    assert page.response.text.count('href="#f-') >= 8
    assert 'value="田中"' in page.response.text
    assert 'value="でんわ"' in page.response.text
    assert (await clerk.open(LIST)).status == 403
