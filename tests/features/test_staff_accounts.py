"""How an account begins: proposed, opened, confirmed by three people, taken up by a fourth."""

import re

import pytest
from sqlalchemy import select

from nenkin.features.staff import codes
from nenkin.features.staff.forms import CHECKS
from nenkin.storage.audit_chain import AUDIT
from nenkin.storage.staff import GRANTS, find_member
from tests.browser import Browser, Page
from tests.features.accounts import World, later
from tests.features.staff_site import CLERK, MANAGER, Offices

OPENER, SECOND, OFFICE_MANAGER = "D0001", "D0002", "C0001"
NEW, NAME = "A0103", "川端 しのぶ"
PASSWORD = "tsukue no ue no mikan 73"
PROPOSAL: dict[str, str | list[str]] = {"number": "ａ0103", "name": NAME, "roles": ["clerk"]}


@pytest.fixture
async def offices(town: World) -> Offices:
    return await Offices.open(town)


async def propose(offices: Offices, roles: list[str] | None = None) -> Browser:
    browser = await offices.sign_in(MANAGER)
    await browser.open("/staff/propose")
    page = await browser.press("申し出る", PROPOSAL | ({"roles": roles} if roles else {}))
    assert page.path == "/staff/accounts?done=proposed", page.errors
    return browser


async def decide(offices: Offices, number: str, button: str) -> Page:
    browser = await offices.sign_in(number)
    await browser.open("/staff/openings")
    await browser.follow(NAME)
    return await browser.press(button)


async def confirmed(offices: Offices) -> str:
    """Give the code of the paper for somebody new."""
    await propose(offices)
    await decide(offices, OPENER, "登録する")
    page = await decide(offices, SECOND, "確かめて認める")
    found = re.search(r"[2-9A-Z]{4} [2-9A-Z]{4} [2-9A-Z]{4}", page.text)
    assert found, page.text
    return found[0]


async def with_paper(offices: Offices, code: str, browser: Browser | None = None) -> Browser:
    browser = browser or offices.world.browser()
    await browser.open("/staff/first")
    await browser.press("次に進む", {"number": NEW, "paper": code})
    return browser


async def telephone(offices: Offices) -> str:
    member = await find_member(offices.world.db, NEW)
    assert member is not None
    assert member.totp_secret
    return codes.code_of(member.totp_secret, codes.step_of(offices.world.clock.now()))


async def test_from_the_proposal_to_the_first_day(offices: Offices) -> None:
    code = await confirmed(offices)
    browser = await with_paper(offices, code.lower().replace(" ", "-"))
    assert browser.page.path == "/staff/first/secret"
    picture = next(one for one in browser.page.main.iter("img"))
    assert picture.get("src").startswith("data:image/svg+xml")
    assert picture.get("alt")
    again = {"password": PASSWORD, "password-again": PASSWORD}
    page = await browser.press("これで使い始める", again | {"code": await telephone(offices)})
    assert page.path == "/staff"
    assert "はじめに、確認表を読んでください" in page.text  # and nothing else may be done
    assert "来た方と、いっしょに画面を使う" not in page.text
    await browser.follow("確認表を読む")
    page = await browser.press("すべて守ります", {"checks": list(CHECKS[1:])})
    assert page.status == 422
    page = await browser.press("すべて守ります", {"checks": list(CHECKS)})
    assert page.path == "/staff?done=training"
    assert "来た方と、いっしょに画面を使う" in page.text
    # The paper opens nothing any more, nor does a second try of the same form.
    assert (await with_paper(offices, code)).page.status == 422
    async with offices.world.db.read() as reading:
        acts = list((await reading.run(select(AUDIT.c.action).order_by(AUDIT.c.seq))).scalars())
    assert [act for act in acts if "sign-in" not in act] == [
        *("staff.proposed", "staff.opened", "staff.confirmed", "staff.taken-up", "staff.trained")
    ]


async def test_all_mistakes_of_the_first_sign_in_at_once(offices: Offices) -> None:
    browser = await with_paper(offices, await confirmed(offices))
    page = await browser.press(
        "これで使い始める",
        {"password": "short", "password-again": "short", "code": "000000"},
    )
    assert set(page.errors.values()) == {"#f-password", "#f-code"}


async def test_the_code_of_the_telephone_alone_takes_no_account_up(offices: Offices) -> None:
    browser = await with_paper(offices, await confirmed(offices))
    await browser.open("/staff/sign-in/code")
    page = await browser.press("ログインする", {"code": await telephone(offices)})
    assert page.status == 422
    assert (await browser.open("/staff")).path.startswith("/staff/sign-in")


async def test_a_paper_is_good_for_a_week(offices: Offices) -> None:
    code = await confirmed(offices)
    later(offices.world, days=7)
    assert (await with_paper(offices, code)).page.status == 422


async def test_an_account_that_is_not_confirmed_opens_nothing(offices: Offices) -> None:
    await propose(offices)
    await decide(offices, OPENER, "登録する")
    for way, given in (
        ("/staff/first", {"number": NEW, "paper": "ABCD EFGH 2345"}),
        ("/staff/sign-in", {"number": NEW, "password": PASSWORD}),
    ):
        browser = offices.world.browser()
        await browser.open(way)
        assert (await browser.press("次に進む", given)).status == 422


async def test_whoever_opened_it_is_not_the_second_person(offices: Offices) -> None:
    await propose(offices)
    browser = await offices.sign_in(OPENER)
    await browser.open("/staff/openings")
    await browser.follow(NAME)
    address = browser.page.path
    await browser.press("登録する")
    page = await browser.open(address)
    assert "次は、ほかの担当の仕事です" in page.text
    for what in ("confirm", "open"):  # nor by a form of their own making
        form = page.form_with("申し出を取り消す")
        page = await browser.send(form.action, {**form.values, "do": what})
        assert page.path == "/staff/openings?done=late"
        page = await browser.open(address)
    async with offices.world.db.read() as reading:
        waiting = GRANTS.c.confirmed_at.is_(None)
        assert len((await reading.run(select(GRANTS.c.id).where(waiting))).all()) == 1


async def test_of_two_who_confirm_at_once_one_is_told_that_it_was_done(offices: Offices) -> None:
    await propose(offices)
    await decide(offices, OPENER, "登録する")
    browser = await offices.sign_in(SECOND)
    await browser.open("/staff/openings")
    await browser.follow(NAME)
    form = browser.page.form_with("確かめて認める")
    first = await browser.send(form.action, form.values)
    assert "ABCD" not in first.text
    assert "新しい職員に送る手紙" in first.text
    again = await browser.send(form.action, form.values)
    assert again.path == "/staff/openings?done=late"
    assert not re.search(r"[2-9A-Z]{4} [2-9A-Z]{4} [2-9A-Z]{4}", again.text)


async def test_two_roles_take_one_paper(offices: Offices) -> None:
    await propose(offices, ["clerk", "manager"])
    papers = []
    for number, button in ((OPENER, "登録する"), (SECOND, "確かめて認める")):
        browser = await offices.sign_in(number)
        page = await browser.open("/staff/openings")
        for address in [href for text, href in page.links if NAME in text]:
            await browser.open(address)
            page = await browser.press(button)
            papers += re.findall(r"[2-9A-Z]{4} [2-9A-Z]{4} [2-9A-Z]{4}", page.text)
    assert len(papers) == 1
    browser = await with_paper(offices, papers[0])
    assert browser.page.path == "/staff/first/secret"


async def test_a_refused_proposal_is_gone(offices: Offices) -> None:
    manager = await propose(offices)
    page = await decide(offices, OPENER, "申し出を取り消す")
    assert page.path == "/staff/openings?done=refused"
    assert NAME not in (await manager.open("/staff/accounts")).text


async def test_mistakes_of_a_proposal(offices: Offices) -> None:
    browser = await offices.sign_in(MANAGER)
    await browser.open("/staff/propose")
    assert len((await browser.press("申し出る")).errors) == 3
    page = await browser.press("申し出る", PROPOSAL | {"number": CLERK})
    assert page.errors == {
        "この番号は、ほかの名前で使われています。番号と名前を確かめてください": "#f-number"
    }
    assert NAME in page.response.text
    page = await browser.press("申し出る", PROPOSAL | {"roles": ["auditor"]})
    assert list(page.errors.values()) == ["#f-roles"]
    assert "監査" not in page.text  # what this place does not have is not offered
    page = await browser.press(
        "申し出る", {"number": MANAGER, "name": "窪田 澄江", "roles": ["clerk"]}
    )
    assert page.status == 422  # nobody proposes themselves


async def test_who_leaves_is_out_at_once(offices: Offices) -> None:
    clerk = await offices.sign_in(CLERK)
    browser = await offices.sign_in(MANAGER)
    await browser.open("/staff/accounts")
    await browser.open(next(href for text, href in browser.page.links if "戸塚" in text))
    page = await browser.press("登録を消す")
    assert page.path == "/staff/accounts?done=ended"
    assert "戸塚" not in page.text
    assert (await clerk.open("/staff")).path.startswith("/staff/sign-in")
    assert (await offices.password(clerk, CLERK)).status == 422
    # A number is not given to anybody else, nor back.
    await browser.open("/staff/propose")
    page = await browser.press("申し出る", {"number": CLERK, "name": "戸塚 実", "roles": ["clerk"]})
    assert page.status == 422


async def test_a_lost_telephone_needs_all_three_again(offices: Offices) -> None:
    clerk = await offices.sign_in(CLERK)
    browser = await offices.sign_in(MANAGER)
    await browser.open("/staff/accounts")
    await browser.open(next(href for text, href in browser.page.links if "戸塚" in text))
    page = await browser.press("登録をやり直す")
    assert "登録を待っています" in page.text
    assert (await clerk.open("/staff")).path.startswith("/staff/sign-in")
    assert (await offices.password(clerk, CLERK)).status == 422


async def test_a_manager_has_no_say_elsewhere_nor_of_themselves(offices: Offices) -> None:
    member = await find_member(offices.world.db, CLERK)
    own = await find_member(offices.world.db, OFFICE_MANAGER)
    assert member is not None
    assert own is not None
    browser = await offices.sign_in(OFFICE_MANAGER)
    page = await browser.open(f"/staff/accounts/{member.id}")
    assert page.status == 404
    page = await browser.open(f"/staff/accounts/{own.id}")
    assert "自分の登録は、自分では変えられません" in page.text
    token = page.form_with("ログアウト").values["token"]
    given: dict[str, list[str] | str] = {"token": token, "do": "end"}
    await browser.send(f"/staff/accounts/{own.id}", given)
    assert (await browser.open("/staff")).path == "/staff"
