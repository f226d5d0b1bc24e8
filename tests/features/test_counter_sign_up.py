"""利用の申し込み without mail, confirmed at a counter once the papers were seen; and by nobody else."""

import pytest
from sqlalchemy import select

from nenkin.law.procedures import State
from nenkin.storage.accounts import ProvenBy, account_of
from nenkin.storage.audit_chain import AUDIT
from nenkin.storage.cases import STEPS
from nenkin.storage.letters import letters
from tests.features.accounts import ANSWERS, PASSWORD, TARO, sign_in, sign_up
from tests.features.counter_site import AGENT, REQUEST, Answers, at_counter, identified
from tests.features.staff_site import Offices
from tests.features.test_counter import offices
from tests.features.test_kiosk import at_kiosk
from tests.features.test_kiosk_sign_up import NEXT, apply

__all__ = ["offices"]
CONFIRM, WAITS = "本人と確かめたので、使えるようにする", "利用の申し込みが、待っています"


async def test_a_clerk_confirms_it_once_the_papers_were_seen(offices: Offices) -> None:
    town = offices.world
    await apply(await at_kiosk(town), await town.key_for(TARO))
    clerk = await at_counter(offices)
    assert WAITS not in clerk.page.text
    token = clerk.page.form_with("つなぐ番号を出す").values["token"]
    await clerk.send("/staff/counter/sign-up", {"token": token})
    person = town.people[TARO.basic_number]
    assert await account_of(town.db, person) is None
    page = await identified(clerk)
    assert WAITS in page.text
    page = await clerk.press(CONFIRM)
    account = await account_of(town.db, person)
    assert account is not None
    assert account.proven_by is ProvenBy.COUNTER
    assert account.user_id in page.text
    (letter,) = await letters(town.db)
    assert letter.dropped_at is not None
    assert "code" not in letter.letter.facts
    async with town.db.read() as reading:
        steps = (await reading.run(select(STEPS.c.state).order_by(STEPS.c.seq))).scalars().all()
    assert steps[-1] == State.NOTIFIED
    home = await sign_in(town.browser(), account.user_id, PASSWORD)
    assert home.path == "/record"
    async with town.db.read() as reading:
        noted = (await reading.run(select(AUDIT.c.action))).scalars().all()
    assert noted.count("sign-up.opened") == 1
    page = await clerk.send("/staff/counter/sign-up", {"token": token})
    assert "待っている申し込みはありません" in page.text
    assert WAITS not in (await clerk.open("/staff/counter")).text


async def test_the_code_of_its_letter_opens_nothing_any_more(offices: Offices) -> None:
    town = offices.world
    await apply(await at_kiosk(town), await town.key_for(TARO))
    code = (await letters(town.db))[0].letter.facts["code"]
    clerk = await at_counter(offices)
    await identified(clerk)
    await clerk.press(CONFIRM)
    browser = await at_kiosk(town)
    await browser.open("/sign-up/letter/letter-code")
    await browser.press(NEXT, {"letter-code": code})
    await browser.press(NEXT, ANSWERS["birth"])
    page = await browser.press("この内容で使い始める")
    assert page.path.startswith("/sign-up/letter/failed")


@pytest.mark.parametrize("request_", [{**REQUEST, "came": "agent"}])
async def test_an_agent_opens_no_account_for_somebody(offices: Offices, request_: Answers) -> None:
    town = offices.world
    await apply(await at_kiosk(town), await town.key_for(TARO))
    clerk = await at_counter(offices, request=request_)
    page = await identified(clerk, AGENT)
    assert WAITS not in page.text
    token = page.form_with("つなぐ番号を出す").values["token"]
    await clerk.send("/staff/counter/sign-up", {"token": token})
    assert await account_of(town.db, town.people[TARO.basic_number]) is None


async def test_a_sign_up_with_mail_waits_for_its_letter(offices: Offices) -> None:
    town = offices.world
    await sign_up(town.browser(), "post", ANSWERS)
    clerk = await at_counter(offices)
    page = await identified(clerk)
    assert len(await letters(town.db)) == 1
    assert WAITS not in page.text
