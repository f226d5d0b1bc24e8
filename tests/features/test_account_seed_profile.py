"""The second profile of passwords, as the official screens have it: where its rules differ."""

from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path

import pytest

from nenkin.storage.keys import Keys
from tests.browser import Browser, Page
from tests.features import accounts
from tests.features.accounts import ANSWERS, TARO, World, fill_in, later, sign_in
from tests.features.conftest import held

FIRST = "v7kq2zpw"  # long enough here, and too short for the other profile
USED = "前に使ったパスワードです。別のものにしてください"
SECOND = "w3xj9mhd"


@pytest.fixture
async def town(database_url: str, tmp_path: Path, keys: Keys) -> AsyncIterator[World]:
    site = accounts.world(database_url, tmp_path, keys, password_profile="seed")
    async for running in held(site):
        yield running


async def with_account(town: World) -> int:
    return await town.account_for(TARO, password_hash=town.hasher.hash_now(FIRST), policy="seed")


def twice(password: str) -> dict[str, str]:
    return {"password": password, "password-again": password}


async def change(browser: Browser, old: str, new: str) -> Page:
    await browser.open("/account/password")
    return await browser.press("パスワードを変える", {"current-password": old, **twice(new)})


async def test_letters_and_digits_are_asked_for_and_eight_are_enough(town: World) -> None:
    browser = town.browser()
    key = {"access-key": await town.key_for(TARO)}
    secret = {"question": "pet", "secret-answer": "ふくろうのしろすけ"}
    await fill_in(browser, "key", {**ANSWERS, "access-key": key, "secret-question": secret})
    await browser.follow("パスワードを決める")
    for refused in ("vkqzpwxjmhdt", "7791358204", "v7kq2zp"):
        page = await browser.press("この内容で申し込む", twice(refused))
        assert page.status == 422, refused
    page = await browser.press("この内容で申し込む", twice(FIRST))
    assert page.path.startswith("/sign-up/key/done")


async def test_a_password_has_its_day(town: World) -> None:
    await with_account(town)
    later(town, days=179)
    assert (await sign_in(town.browser(), "tsukushi55", FIRST)).path == "/record"
    later(town, days=1)
    browser = town.browser()
    page = await sign_in(browser, "tsukushi55", FIRST)
    assert page.path.startswith("/account/password")
    await change(browser, FIRST, SECOND)
    assert (await sign_in(town.browser(), "tsukushi55", SECOND)).path == "/record"


async def test_none_of_the_last_five_comes_back(town: World) -> None:
    await with_account(town)
    browser = await town.signed_in(password=FIRST)
    words = [FIRST, *(f"w3x{number}j9mhd" for number in range(5, 10))]
    for old, new in pairwise(words):
        await change(browser, old, new)
        later(town, minutes=10)  # the present password cannot be tried without end
    current = words[-1]
    for used in words[-5:]:
        later(town, minutes=10)
        page = await change(browser, current, used)
        assert list(page.errors) == [USED]
    page = await change(browser, current, FIRST)  # the sixth of before
    assert page.status == 200
    assert (await sign_in(town.browser(), "tsukushi55", FIRST)).path == "/record"


async def with_key(town: World, key: str) -> Browser:
    browser = town.browser()
    await browser.open("/recover")
    await browser.press("次へ進む", {"what": "key"})
    for slug in ("number", "kana", "birth"):
        await browser.press("次へ進む", ANSWERS[slug])
    await browser.press("次へ進む", {"access-key": key})
    return browser


async def test_nor_by_a_link(town: World) -> None:
    await with_account(town)
    browser = town.browser()
    await browser.open("/recover/password")
    await browser.press("次へ進む", {"name": "tsukushi55"})
    await browser.open(await town.link())
    page = await browser.press("パスワードを決め直す", twice(FIRST))
    assert list(page.errors) == [USED]


async def test_nor_by_an_access_key_which_is_not_used_up_by_it(town: World) -> None:
    await with_account(town)
    browser = await with_key(town, await town.key_for(TARO))
    page = await browser.press("パスワードを決め直す", twice(FIRST))
    assert list(page.errors) == [USED]
    page = await browser.press("パスワードを決め直す", twice(SECOND))
    assert page.path == "/recover/key/done"
    assert (await sign_in(town.browser(), "tsukushi55", SECOND)).path == "/record"
    # whoever has the wrong key learns nothing of what was used
    browser = await with_key(town, await town.key_for(accounts.HANAKO))
    page = await browser.press("パスワードを決め直す", twice(SECOND))
    assert page.path == "/recover/key/done"
