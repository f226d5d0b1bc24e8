"""Guessing stays slow for strangers, says nothing, and never locks an owner out."""

import pytest

from nenkin.storage import attempts
from nenkin.storage.accounts import read_account
from nenkin.web.hashing import Hasher
from tests.features.accounts import (
    OTHER,
    PASSWORD,
    TARO,
    WRONG,
    World,
    later,
    sign_in,
)


async def test_a_wrong_name_and_a_wrong_password_look_the_same(town: World) -> None:
    await town.account_for(TARO)
    pages = [await sign_in(town.browser(), name, WRONG) for name in ("tsukushi55", "nobodyatal")]
    texts = [page.response.text.replace("nobodyatal", "tsukushi55") for page in pages]
    assert [page.status for page in pages] == [422, 422]
    assert len(texts[0]) == len(texts[1])
    assert pages[0].errors == pages[1].errors
    assert WRONG not in texts[0]


async def test_strangers_are_locked_out_step_by_step_and_the_owner_is_told(town: World) -> None:
    account = await town.account_for(TARO)
    owner = await town.signed_in()
    await owner.press("ログアウト")
    stranger = town.browser()
    for _ in range(5):
        page = await sign_in(stranger, "tsukushi55", WRONG)
        assert "しばらくお待ちください" not in page.text
    page = await sign_in(stranger, "tsukushi55", PASSWORD)
    assert "1分のあいだ" in page.text
    assert (await town.mails())[0].mail.subject == "ログインのまちがいが続いています"
    assert len(await town.mails()) == 1
    later(town, minutes=1, seconds=1)
    page = await sign_in(stranger, "tsukushi55", WRONG)
    assert "しばらくお待ちください" not in page.text
    page = await sign_in(owner, "tsukushi55", PASSWORD)
    assert page.path == "/record", "a lock never stands in the way of a known device"
    assert (await read_account(town.db, account)).password_disabled_at is None


async def test_an_id_that_nobody_has_is_locked_just_the_same(town: World) -> None:
    stranger = town.browser()
    for _ in range(5):
        await sign_in(stranger, "nobodyatal", WRONG)
    page = await sign_in(stranger, "nobodyatal", WRONG)
    assert "1分のあいだ" in page.text


async def test_after_a_hundred_failures_the_password_opens_nothing(town: World) -> None:
    account = await town.account_for(TARO)
    ladder = attempts.Ladder(kind="sign-in", key=str(account))
    for _ in range(100):
        asked = await attempts.ask(town.db, [ladder], town.clock.now())
        if asked.retry_at:
            town.clock.moment = asked.retry_at
            await attempts.ask(town.db, [ladder], town.clock.now())
    while not (await attempts.ask(town.db, [ladder], town.clock.now())).exhausted:
        later(town, hours=2)
    await sign_in(town.browser(), "tsukushi55", PASSWORD)
    assert (await read_account(town.db, account)).password_disabled_at is not None
    assert (await town.mails())[0].mail.subject == "パスワードを使えなくしました"
    browser = town.browser()
    await browser.open("/recover/password")
    await browser.press("次へ進む", {"name": "tsukushi55"})
    later(town, seconds=1)
    await browser.open(await town.link())
    page = await browser.press("パスワードを決め直す", {"password": OTHER, "password-again": OTHER})
    assert page.path == "/mail/done/renewed"
    assert (await sign_in(browser, "tsukushi55", OTHER)).path == "/record"


async def test_success_begins_the_count_anew(town: World) -> None:
    await town.account_for(TARO)
    for _ in range(3):
        stranger = town.browser()
        for _ in range(4):
            assert (await sign_in(stranger, "tsukushi55", WRONG)).status == 422
        assert (await sign_in(stranger, "tsukushi55", PASSWORD)).path == "/record"


async def test_an_unknown_id_costs_what_a_wrong_password_costs(
    town: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await town.account_for(TARO)
    hashes: list[str | None] = []
    genuine = Hasher.verify

    async def counted(self: Hasher, stored: str | None, secret: str) -> bool:
        hashes.append(stored)
        return await genuine(self, stored, secret)

    monkeypatch.setattr(Hasher, "verify", counted)
    for name in ("tsukushi55", "nobodyatal"):
        hashes.clear()
        await sign_in(town.browser(), name, WRONG)
        assert len(hashes) == 1
