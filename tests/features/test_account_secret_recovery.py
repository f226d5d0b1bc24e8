"""The answer to the secret question, asked beside another proof when something was lost."""

import re

import pytest

from tests.features.accounts import HANAKO, TARO, World, later, sign_in
from tests.features.secret_site import (
    ANSWER,
    FIRST,
    NEW,
    OTHER_ANSWER,
    RIGHT,
    SECOND,
    actions,
    ask_user_ids,
    chosen,
    with_account,
    with_key,
    with_link,
)
from tests.features.test_account_enumeration import counted
from tests.sites import database_of

WRONG = "質問か答えが、登録したものとちがいます。どちらも確かめてください"
WRONG_ANY = "パスワード、秘密の質問、答えのどれかが、登録したものとちがいます"


async def test_a_new_password_by_mail_needs_the_answer(seed: World) -> None:
    await with_account(seed)
    browser = await with_link(seed)
    for given in (
        {"question": "toy", "secret-answer": ANSWER},
        {**RIGHT, "secret-answer": OTHER_ANSWER},
    ):
        page = await browser.press("パスワードを決め直す", {**given, **NEW})
        assert page.status == 422
        assert page.errors == {WRONG: "#f-secret-answer"}
        assert chosen(page) == [given["question"]]
        assert given["secret-answer"] not in page.response.text
    assert (await sign_in(seed.browser(), "tsukushi55", FIRST)).path == "/record"
    await browser.open(await seed.link())
    page = await browser.press("パスワードを決め直す", {**RIGHT, **NEW})
    assert page.path == "/mail/done/renewed"
    assert (await sign_in(seed.browser(), "tsukushi55", SECOND)).path == "/record"
    assert "secret-question.tried" in await actions(seed)


async def test_an_answer_is_tried_three_times_a_day_and_the_right_one_begins_anew(
    seed: World,
) -> None:
    await with_account(seed)
    browser = await with_link(seed)
    wrong = {**RIGHT, "secret-answer": OTHER_ANSWER}
    weak = {"password": "aaaa1111", "password-again": "aaaa1111"}
    for given in (wrong, wrong, RIGHT, wrong, wrong, wrong):
        page = await browser.press("パスワードを決め直す", {**given, **weak})
        assert page.status == 422
        assert (WRONG in page.errors) == (given is wrong)
    link = await seed.link()
    page = await browser.press("パスワードを決め直す", {**RIGHT, **NEW})
    assert page.status == 429
    later(seed, hours=8)
    browser = await with_link(seed)
    assert await seed.link() != link
    page = await browser.press("パスワードを決め直す", {**RIGHT, **NEW})
    assert page.path == "/mail/done/renewed"


async def test_an_account_of_before_is_asked_nothing_that_it_cannot_answer(seed: World) -> None:
    await with_account(seed, question=None)
    browser = await with_link(seed)
    page = await browser.press("パスワードを決め直す", NEW)
    assert page.path == "/mail/done/renewed"


async def test_user_ids_need_password_and_answer_and_one_message_tells_of_both(
    seed: World,
) -> None:
    await with_account(seed)
    seen = []
    for tried in (
        {"current-password": SECOND, **RIGHT},
        {"current-password": FIRST, **RIGHT, "secret-answer": OTHER_ANSWER},
        {"current-password": FIRST, **RIGHT, "secret-answer": ""},
    ):
        browser = await ask_user_ids(seed)
        page = await browser.press("ユーザIDを見る", tried)
        seen.append((page.status, page.errors, chosen(page)))
        assert "tsukushi55" not in page.text
    assert seen == [(422, {WRONG_ANY: "#f-current-password"}, ["pet"])] * 3
    browser = await ask_user_ids(seed)
    page = await browser.press("ユーザIDを見る", {"current-password": FIRST, **RIGHT})
    assert "tsukushi55" in page.text


async def test_user_ids_cost_the_same_whatever_was_wrong(
    seed: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await with_account(seed)
    costs = []
    for tried in (
        {"current-password": SECOND, **RIGHT},
        {"current-password": FIRST, "question": "toy", "secret-answer": ANSWER},
    ):
        browser = await ask_user_ids(seed)
        with counted(database_of(seed.gate), monkeypatch) as work:
            await browser.press("ユーザIDを見る", tried)
        costs.append((work.hashes, work.commits))
    assert costs[0] == costs[1]


async def test_an_access_key_needs_the_answer_too(seed: World) -> None:
    await with_account(seed)
    browser = await with_key(seed, await seed.key_for(TARO))
    for wrong in ({**RIGHT, "question": "toy"}, {}):
        page = await browser.press("パスワードを決め直す", {**wrong, **NEW})
        assert page.errors == {WRONG: "#f-secret-answer"}
    page = await browser.press("パスワードを決め直す", {**RIGHT, **NEW})
    assert page.path == "/recover/key/done"
    assert (await sign_in(seed.browser(), "tsukushi55", SECOND)).path == "/record"


async def test_an_access_key_alone_is_enough_where_there_is_no_question(seed: World) -> None:
    await with_account(seed, question=None)
    browser = await with_key(seed, await seed.key_for(TARO))
    await browser.press("パスワードを決め直す", NEW)
    assert (await sign_in(seed.browser(), "tsukushi55", SECOND)).path == "/record"


async def test_somebody_and_nobody_are_answered_alike(
    seed: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await with_account(seed)
    key = await seed.key_for(HANAKO)  # whole, and of somebody else
    await seed.key_for(TARO)
    seen = []
    for number in (TARO.basic_number, "9900000000"):
        browser = await with_key(seed, key, number)
        asked = re.sub("[0-9a-f]{128,256}", "", browser.page.response.text)
        with counted(database_of(seed.gate), monkeypatch) as work:
            page = await browser.press("パスワードを決め直す", {**RIGHT, **NEW})
        said = re.sub("[0-9a-f]{128,256}", "", page.response.text)
        seen.append((asked, page.status, page.path, said, work.hashes, work.commits))
    assert seen[0] == seen[1]
    assert (await sign_in(seed.browser(), "tsukushi55", FIRST)).path == "/record"
