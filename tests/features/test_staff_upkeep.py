"""Accounts that sleep, passwords that grow old, machines that come and go."""

import re
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select, update

from nenkin.storage.audit_chain import AUDIT
from nenkin.storage.staff import STAFF, TERMINALS, find_member, places_of
from nenkin.storage.staff_accounts import begin_anew
from nenkin.storage.staff_passwords import FORMER, forget_former, former_staff_passwords
from nenkin.web.visits import STAFF_SESSION, TERMINAL
from tests.browser import Browser, Page
from tests.features.accounts import World, later
from tests.features.staff_site import CLERK, MANAGER, Offices

PASSWORD = "tsukue no ue no mikan 73"
USED = "前に使ったパスワードです。別のものにしてください"
WRONG_NOW = "いまのパスワードとちがいます。入力し直してください"


@pytest.fixture
async def offices(town: World) -> Offices:
    return await Offices.open(town)


async def test_after_ninety_days_without_use_an_account_sleeps(offices: Offices) -> None:
    await offices.sign_in(CLERK)
    later(offices.world, days=90)
    page = await offices.password(offices.world.browser(), CLERK)
    assert page.status == 422
    async with offices.world.db.read() as reading:
        mine = select(STAFF.c.disabled_at).where(STAFF.c.staff_number == CLERK)
        assert (await reading.run(mine)).scalar_one() is not None
    assert (await offices.password(offices.world.browser(), MANAGER)).status == 422


async def test_after_eighty_nine_days_it_does_not(offices: Offices) -> None:
    later(offices.world, days=89)
    await offices.sign_in(CLERK)


async def test_a_terminal_is_registered_by_a_code_once_and_within_half_an_hour(
    offices: Offices,
) -> None:
    browser = await offices.sign_in(MANAGER)
    await browser.open("/staff/terminals")
    page = await browser.press("番号を出す", {"label": "窓口2"})
    found = re.search(r"[2-9A-Z]{4} [2-9A-Z]{4} [2-9A-Z]{4}", page.text)
    assert found
    machine = offices.world.browser()
    await machine.open("/staff/terminal")
    page = await machine.press("登録する", {"paper": found[0]})
    assert page.path == "/staff/sign-in"
    assert TERMINAL in machine.client.cookies
    other = offices.world.browser()
    await other.open("/staff/terminal")
    assert (await other.press("登録する", {"paper": found[0]})).status == 422
    await browser.open("/staff/terminals")
    page = await browser.press("番号を出す", {"label": "窓口3"})
    late = re.search(r"[2-9A-Z]{4} [2-9A-Z]{4} [2-9A-Z]{4}", page.text)
    assert late
    offices.world.clock.moment += timedelta(minutes=30)
    assert (await other.press("登録する", {"paper": late[0]})).status == 422


async def test_a_terminal_that_is_ended_ends_the_visit_there(offices: Offices) -> None:
    clerk = await offices.sign_in(CLERK)
    browser = await offices.sign_in(MANAGER)
    page = await browser.open("/staff/terminals")
    form = page.form_with("登録を消す")  # the clerk's: one's own has no button
    page = await browser.send(form.action, form.values)
    assert page.path == "/staff/terminals?done=ended"
    assert (await clerk.open("/staff")).path.startswith("/staff/sign-in")


async def test_only_under_seed_a_password_grows_old(seed: World) -> None:
    offices = await Offices.open(seed)
    browser = await offices.sign_in(CLERK)
    async with seed.db.write() as session:
        since = STAFF.c.password_changed_at - 90 * 86_400 * 1_000_000
        await session.run(update(STAFF).values(password_changed_at=since))
    page = await browser.open("/staff")
    assert "パスワードを変えてください" in page.text
    assert "来た方と、いっしょに画面を使う" not in page.text
    await browser.open("/staff/password")
    old = offices.staff[CLERK].password
    same = {"current-password": old, "password": old, "password-again": old}
    assert (await browser.press("パスワードを変える", same)).status == 422
    new = {"current-password": old, "password": PASSWORD, "password-again": PASSWORD}
    page = await browser.press("パスワードを変える", new)
    assert page.path == "/staff?done=password"
    assert "来た方と、いっしょに画面を使う" in page.text


async def change(browser: Browser, old: str, new: str) -> Page:
    await browser.open("/staff/password")
    typed = {"current-password": old, "password": new, "password-again": new}
    return await browser.press("パスワードを変える", typed)


async def used_up(offices: Offices) -> tuple[Browser, list[str]]:
    """Give a clerk's browser after five changes, and the six passwords, the first one first."""
    browser = await offices.sign_in(CLERK)
    words = [offices.staff[CLERK].password, *(f"{PASSWORD}{number}" for number in range(1, 6))]
    for old, new in pairwise(words):
        assert (await change(browser, old, new)).path == "/staff?done=password"
        offices.world.clock.moment += timedelta(minutes=5)  # tries are counted
    return browser, words


async def test_none_of_the_last_five_comes_back_under_seed(seed: World) -> None:
    browser, words = await used_up(await Offices.open(seed))
    page = await change(browser, "not the present one 5", words[-2])
    assert list(page.errors) == [WRONG_NOW], "whoever sits down there learns no former one"
    for used in words[1:]:
        seed.clock.moment += timedelta(minutes=5)
        assert list((await change(browser, words[-1], used)).errors) == [USED]
    page = await change(browser, words[-1], words[0])  # the sixth of before
    assert page.path == "/staff?done=password"
    async with seed.db.read() as reading:
        assert len((await reading.run(select(FORMER))).all()) == 5


async def test_nor_where_the_account_begins_anew(seed: World) -> None:
    offices = await Offices.open(seed)
    member = await find_member(seed.db, CLERK)
    manager = await find_member(seed.db, MANAGER)
    assert member is not None
    assert manager is not None
    (place,) = await places_of(seed.db, member.id)
    async with seed.db.write() as session:
        assert await begin_anew(session, member.id, place.id, manager.id, seed.clock.now())
    (kept,) = await former_staff_passwords(seed.db, member.id)
    assert await seed.hasher.verify(kept, offices.staff[CLERK].password)
    async with seed.db.write() as session:
        await forget_former(session, member.id)
    assert await former_staff_passwords(seed.db, member.id) == []


async def test_under_standard_they_may_come_back(offices: Offices) -> None:
    browser, words = await used_up(offices)
    page = await change(browser, words[-1], words[-2])
    assert page.path == "/staff?done=password"


async def test_under_standard_it_does_not(offices: Offices) -> None:
    browser = await offices.sign_in(CLERK)
    async with offices.world.db.write() as session:
        since = STAFF.c.password_changed_at - 400 * 86_400 * 1_000_000
        await session.run(update(STAFF).values(password_changed_at=since))
    assert "来た方と、いっしょに画面を使う" in (await browser.open("/staff")).text


async def test_the_trail_names_terminals_by_number_alone(offices: Offices) -> None:
    browser = await offices.sign_in(MANAGER)
    await browser.open("/staff/terminals")
    await browser.press("番号を出す", {"label": "窓口2"})
    async with offices.world.db.read() as reading:
        rows = (await reading.run(select(AUDIT.c.action, AUDIT.c.detail))).all()
        ids = set((await reading.run(select(TERMINALS.c.id))).scalars())
    details = [detail for action, detail in rows if action == "terminal.announced"]
    assert [int(re.sub(r"\D", "", detail)) in ids for detail in details] == [True]
    assert STAFF_SESSION in browser.client.cookies
