"""Signing in as staff: two steps, each code once, one answer, and no mixing with people."""

from pathlib import Path

import pytest
from sqlalchemy import select, update

from nenkin.law.duties import PlaceKind, Role
from nenkin.storage.audit_chain import AUDIT
from nenkin.storage.keys import Keys
from nenkin.storage.staff import GRANTS, PLACES, STAFF, TERMINALS, add_terminal
from nenkin.web.visits import SESSION, STAFF_SESSION, TERMINAL
from tests.features import accounts
from tests.features.accounts import PASSWORD, TARO, World, later, sign_in
from tests.features.conftest import held
from tests.features.staff_site import AUDITOR, CLERK, MANAGER, OFFICE_CLERK, Offices


@pytest.fixture
async def offices(town: World) -> Offices:
    return await Offices.open(town)


async def test_the_first_page_says_who_is_here_and_what_they_may_do(offices: Offices) -> None:
    browser = await offices.sign_in(CLERK)
    page = browser.page
    assert "戸塚 実" in page.text
    assert "みほん市役所" in page.text
    assert "来た方と、いっしょに画面を使う" in page.text
    assert "年金の見込額を見る" not in page.text
    office = (await offices.sign_in(OFFICE_CLERK)).page
    assert "年金の見込額を見る" in office.text
    assert "記録の訂正を承認する" not in office.text


@pytest.mark.parametrize("number", [" a0002 ", "Ａ０００２"])
async def test_the_number_however_it_is_typed(offices: Offices, number: str) -> None:
    browser = offices.world.browser()
    page = await offices.password(browser, number, offices.staff[CLERK].password)
    assert page.path == "/staff/sign-in/code"


async def test_the_password_alone_opens_nothing(offices: Offices) -> None:
    browser = offices.world.browser()
    await offices.password(browser, CLERK)
    assert (await browser.open("/staff")).path == "/staff/sign-in?next=%2Fstaff"
    later(offices.world, minutes=5)
    assert (await browser.open("/staff/sign-in/code")).path == "/staff/sign-in"


async def test_whatever_was_wrong_is_answered_alike(offices: Offices) -> None:
    async with offices.world.db.write() as session:
        gone = STAFF.c.staff_number == MANAGER
        await session.run(update(STAFF).where(gone).values(ended_at=1))
    answers = set()
    for number, password in (
        (CLERK, "not the password at all"),
        ("Z9999", offices.staff[CLERK].password),
        (MANAGER, offices.staff[MANAGER].password),
    ):
        page = await offices.password(offices.world.browser(), number, password)
        answers.add((page.status, page.text, tuple(page.errors)))
    assert len(answers) == 1
    assert next(iter(answers))[0] == 422


async def test_a_code_works_once(offices: Offices) -> None:
    await offices.sign_in(CLERK)
    browser = offices.world.browser()
    await offices.password(browser, CLERK)
    used = await browser.press("ログインする", {"code": offices.code(CLERK)})
    assert used.status == 422
    page = await browser.press("ログインする", {"code": offices.code(CLERK, ahead=-1)})
    assert page.status == 422  # nor does any from before it
    page = await browser.press("ログインする", {"code": offices.code(CLERK, ahead=1)})
    assert page.path == "/staff"


@pytest.mark.parametrize(("ahead", "status"), [(-2, 422), (-1, 200), (1, 200), (2, 422)])
async def test_a_clock_may_be_half_a_minute_wrong(
    offices: Offices, ahead: int, status: int
) -> None:
    browser = offices.world.browser()
    await offices.password(browser, CLERK)
    page = await browser.press("ログインする", {"code": offices.code(CLERK, ahead=ahead)})
    assert page.status == status


async def test_a_full_width_code_with_a_space_is_the_code(offices: Offices) -> None:
    browser = offices.world.browser()
    await offices.password(browser, CLERK)
    code = "".join(chr(ord(c) + 0xFEE0) for c in offices.code(CLERK))
    page = await browser.press("ログインする", {"code": f"{code[:3]} {code[3:]}"})
    assert page.path == "/staff"


async def test_guessing_has_to_wait_and_locks_nobody_out_of_their_own_terminal(
    offices: Offices,
) -> None:
    own = await offices.sign_in(CLERK)
    await own.press("ログアウト")
    browser = offices.world.browser()
    for _ in range(5):
        await offices.password(browser, CLERK, "a guess that is wrong")
    page = await offices.password(browser, CLERK)
    assert page.status == 422
    assert page.by_id("wait") is not None
    assert (await offices.password(own, CLERK)).path == "/staff/sign-in/code"
    later(offices.world, minutes=1)
    assert (await offices.password(browser, CLERK)).path == "/staff/sign-in/code"


async def test_guessing_codes_has_to_wait(offices: Offices) -> None:
    browser = offices.world.browser()
    await offices.password(browser, CLERK)
    right = offices.code(CLERK)
    for _ in range(5):
        await browser.press("ログインする", {"code": f"{(int(right) + 1) % 10**6:06}"})
    page = await browser.press("ログインする", {"code": right})
    assert page.status == 422
    assert page.by_id("wait") is not None


async def test_each_step_has_a_cookie_of_its_own_that_no_link_from_elsewhere_carries(
    offices: Offices,
) -> None:
    browser = offices.world.browser()
    await browser.open("/staff/sign-in")
    form = browser.page.form_with("次に進む")
    given = {"number": [CLERK], "password": [offices.staff[CLERK].password]}
    answer = await browser.client.post(form.action, form.values | given)
    first = browser.client.cookies[STAFF_SESSION]
    headers = answer.all("set-cookie")
    assert all("SameSite=Strict" in h for h in headers if h.startswith((STAFF_SESSION, TERMINAL)))
    await browser.open("/staff/sign-in/code")
    await browser.press("ログインする", {"code": offices.code(CLERK)})
    assert browser.client.cookies[STAFF_SESSION] != first
    old = offices.world.browser()
    old.client.cookies[STAFF_SESSION] = first
    assert (await old.open("/staff")).path.startswith("/staff/sign-in")


async def test_it_ends_after_a_quarter_without_use_and_after_nine_hours(
    offices: Offices,
) -> None:
    browser = await offices.sign_in(CLERK)
    later(offices.world, minutes=14)
    await browser.open("/staff")
    await browser.press("時間をのばす")
    assert browser.page.path == "/staff"
    later(offices.world, minutes=15)
    assert (await browser.open("/staff")).path.startswith("/staff/sign-in")
    browser = await offices.sign_in(CLERK, browser)
    for _ in range(45):
        later(offices.world, minutes=12)
        await browser.open("/staff")
    assert browser.page.path.startswith("/staff/sign-in")


async def test_signing_out_ends_it_here_and_signing_in_elsewhere_ends_it_too(
    offices: Offices,
) -> None:
    browser = await offices.sign_in(CLERK)
    kept = browser.client.cookies[STAFF_SESSION]
    page = await browser.press("ログアウト")
    assert page.path == "/staff/signed-out"
    browser.client.cookies[STAFF_SESSION] = kept
    assert (await browser.open("/staff")).path.startswith("/staff/sign-in")
    later(offices.world, minutes=1)
    first = await offices.sign_in(CLERK)
    later(offices.world, minutes=1)
    await offices.sign_in(CLERK)
    assert (await first.open("/staff")).path.startswith("/staff/sign-in")


@pytest.mark.parametrize(
    "what", ["disabled", "ended", "role", "terminal", "place"], ids=lambda what: f"{what} ended"
)
async def test_whatever_a_session_rests_on_ends_it(offices: Offices, what: str) -> None:
    browser = await offices.sign_in(CLERK)
    async with offices.world.db.write() as session:
        mine = select(STAFF.c.id).where(STAFF.c.staff_number == CLERK).scalar_subquery()
        change = {
            "disabled": update(STAFF).where(STAFF.c.id == mine).values(disabled_at=1),
            "ended": update(STAFF).where(STAFF.c.id == mine).values(ended_at=1),
            "role": update(GRANTS).where(GRANTS.c.staff_id == mine).values(ended_at=1),
            "terminal": update(TERMINALS).values(revoked_at=1),
            "place": update(PLACES).values(closed_at=1),
        }
        await session.run(change[what])
    assert (await browser.open("/staff")).path.startswith("/staff/sign-in")


async def test_staff_and_a_person_in_one_browser_never_mix(offices: Offices) -> None:
    world = offices.world
    await world.account_for(TARO)
    browser = await world.signed_in()
    person = browser.client.cookies[SESSION]
    assert (await browser.open("/staff")).path.startswith("/staff/sign-in")  # a person is no staff
    browser = await offices.sign_in(CLERK, browser)
    assert SESSION not in browser.client.cookies
    stale = world.browser()
    stale.client.cookies[SESSION] = person
    assert (await stale.open("/account")).path.startswith("/sign-in")  # it has ended
    staff = browser.client.cookies[STAFF_SESSION]
    await sign_in(browser, "tsukushi55", PASSWORD)
    assert (await browser.open("/account")).path == "/account"
    for value in (staff, browser.client.cookies[SESSION]):  # ended too; and never the other's
        stale = world.browser()
        stale.client.cookies[STAFF_SESSION] = value
        assert (await stale.open("/staff")).path.startswith("/staff/sign-in")


async def test_no_page_for_people_knows_that_staff_are_signed_in(offices: Offices) -> None:
    browser = await offices.sign_in(CLERK)
    assert "戸塚" not in (await browser.open("/")).response.text
    assert (await browser.open("/record")).path.startswith("/sign-in")


async def test_signing_in_leads_back_to_pages_of_staff_alone(offices: Offices) -> None:
    for onward, lands in (("/staff?x=1", "/staff?x=1"), ("/record", "/staff"), ("//e.x", "/staff")):
        browser = offices.world.browser()
        await browser.open(f"/staff/sign-in?next={onward}")
        later(offices.world, minutes=2)
        await browser.press(
            "次に進む", {"number": CLERK, "password": offices.staff[CLERK].password}
        )
        page = await browser.press("ログインする", {"code": offices.code(CLERK)})
        assert page.path == lands


async def test_a_demonstration_shows_the_code_and_from_when_the_next_works(
    offices: Offices,
) -> None:
    browser = offices.world.browser()
    page = await offices.password(browser, CLERK)
    assert offices.code(CLERK) in page.text
    await browser.press("ログインする", {"code": offices.code(CLERK, ahead=1)})
    page = await offices.password(offices.world.browser(), CLERK)
    assert (
        f"12:00:30になったら、次の数字を入れてください：{offices.code(CLERK, ahead=2)}" in page.text
    )


async def test_everything_is_in_the_trail(offices: Offices) -> None:
    browser = offices.world.browser()
    await offices.password(browser, CLERK, "wrong wrong wrong")
    await offices.sign_in(CLERK, browser)
    await browser.press("ログアウト")
    rows = await _trail(offices)
    assert rows == ["staff.sign-in.failed", "staff.sign-in", "staff.sign-out"]


async def _trail(offices: Offices) -> list[str]:
    async with offices.world.db.read() as reading:
        return list((await reading.run(select(AUDIT.c.action).order_by(AUDIT.c.seq))).scalars())


async def test_a_real_terminal_has_to_be_registered_and_of_their_place(
    database_url: str, tmp_path: Path, keys: Keys
) -> None:
    async for world in held(
        accounts.world(database_url, tmp_path, keys, demo=False, smtp="smtp://127.0.0.1:1")
    ):
        offices = await Offices.open(world)
        browser = world.browser()
        page = await browser.open("/staff/sign-in")
        assert page.path == "/staff/terminal"  # nothing is asked of anybody there
        assert "この端末を登録する" in page.text
        async with world.db.write() as session:
            of_town = select(PLACES.c.id).where(PLACES.c.code == "mihon-town-hall")
            place_id = (await session.run(of_town)).scalar_one()
            _, cookie = await add_terminal(session, place_id, "窓口1", world.clock.now())
        browser.client.cookies[TERMINAL] = cookie
        page = await offices.password(browser, OFFICE_CLERK)  # works elsewhere
        assert page.status == 422
        page = await offices.password(browser, CLERK)
        assert page.path == "/staff/sign-in/code"
        assert offices.code(CLERK) not in page.text
        await browser.press("ログインする", {"code": offices.code(CLERK)})
        assert "窓口1" in browser.page.text


async def test_staff_that_are_not_allowed_get_a_page_that_says_so(
    offices: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = await offices.sign_in(AUDITOR)
    duties = offices.world.gate.door.admit_staff.__self__.duties  # type: ignore[attr-defined]
    monkeypatch.setitem(duties.rows, (PlaceKind.BACK_OFFICE, Role.AUDITOR), frozenset())
    page = await browser.open("/staff")
    assert page.status == 403
    assert "このページは開けません" in page.text
