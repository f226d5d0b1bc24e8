"""利用の申し込み at a kiosk: an access key begins it, a letter confirms it, and no mail is needed."""

import secrets

import pytest
from sqlalchemy import func, select

from nenkin.content.posted import posted
from nenkin.interchange import access_keys
from nenkin.storage.accounts import account_of
from nenkin.storage.drafts import DRAFTS
from nenkin.storage.letters import StoredLetter, letters
from tests.browser import Browser, Page
from tests.features.accounts import ANSWERS, PASSWORD, PASSWORDS, TARO, World, later, sign_in
from tests.features.test_kiosk import END, at_kiosk
from tests.reading import read_words

NEXT = "次へ進む"
BEGIN_WITH_KEY, WITH_LETTER = "アクセスキーを使って申し込む", "届いた手紙の番号を入れる"
ASKED = ("terms", "number", "name", "kana", "birth", "sex", "access-key", "telephone")


async def apply(browser: Browser, key: str) -> Page:
    """Walk from the list of what can be done to the page after the last."""
    await browser.open("/kiosk/ways")
    await browser.follow("利用の申し込み")
    page = await browser.follow(BEGIN_WITH_KEY)
    walked = []
    answers = {**ANSWERS, "access-key": {"access-key": key}}
    while (slug := page.path.rpartition("/")[2].partition("#")[0]) in answers:
        walked.append(slug)
        page = await browser.press(NEXT, answers[slug])
        assert page.status == 200, page.errors
    assert tuple(walked) == ASKED
    assert page.path.startswith("/sign-up/paper/check")
    assert TARO.surname_kana in page.text
    assert not {key, access_keys.grouped(key), "9912-345678"} & {*page.text.split()}
    await browser.follow("パスワードを決める")
    return await browser.press("この内容で申し込む", PASSWORDS)


async def the_letter(town: World) -> StoredLetter:
    (letter,) = await letters(town.db)
    return letter


async def test_an_access_key_and_a_letter_open_an_account_without_mail(town: World) -> None:
    page = await apply(await at_kiosk(town), await town.key_for(TARO))
    assert page.path.startswith("/sign-up/paper/done")
    assert "結果を手紙でお送りします" in page.text
    assert "メール" not in page.text
    person = town.people[TARO.basic_number]
    assert await account_of(town.db, person) is None  # nobody is in before the letter
    letter = await the_letter(town)
    assert letter.waits_for_check  # a clerk says that it goes to the registered address
    assert letter.letter.address == ()
    later(town, days=5)
    browser = await at_kiosk(town)
    await browser.open("/sign-up")
    await browser.follow(WITH_LETTER)
    await browser.press(NEXT, {"letter-code": letter.letter.facts["code"]})
    await browser.press(NEXT, ANSWERS["birth"])
    page = await browser.press("この内容で使い始める")
    assert page.path.startswith("/sign-up/letter/done")
    account = await account_of(town.db, person)
    assert account is not None
    assert (account.mail, account.mail_confirmed_at) == ("", None)
    assert account.user_id == letter.letter.facts["user-id"]
    page = await sign_in(browser, account.user_id, PASSWORD)
    assert page.path == "/record"
    assert await town.mails() == []
    home = town.browser()
    await sign_in(home, account.user_id, PASSWORD)
    assert "登録していません" in (await home.open("/account")).text
    assert "***@" not in home.page.text


async def test_the_letter_says_the_user_id(town: World) -> None:
    await apply(await at_kiosk(town), await town.key_for(TARO))
    facts = (await the_letter(town)).letter.facts
    drawn = posted(read_words(), "sign-up-code", facts, address=(), day="", number=1)
    assert {"key": "ユーザID", "value": facts["user-id"]} in drawn["rows"]


async def test_a_key_works_once_and_a_wrong_one_is_told_the_same(town: World) -> None:
    key, other = await town.key_for(TARO), access_keys.make(secrets.randbelow)
    said = set()
    for one in (key, key, other):
        browser = await at_kiosk(town)
        page = await apply(browser, one)
        said.add((page.status, page.path, page.text))
    assert len(said) == 1
    assert len(await letters(town.db)) == 1


async def test_tries_with_a_wrong_key_use_up_nobodys_letters(town: World) -> None:
    for _ in range(4):
        await apply(await at_kiosk(town), access_keys.make(secrets.randbelow))
    page = await apply(await at_kiosk(town), await town.key_for(TARO))
    assert page.status == 200
    assert len(await letters(town.db)) == 1


async def test_who_has_an_account_is_told_where_they_can_be(town: World) -> None:
    await town.account_for(TARO)
    page = await apply(await at_kiosk(town), await town.key_for(TARO))
    assert page.path.startswith("/sign-up/paper/done")
    assert await letters(town.db) == []
    (mail,) = await town.mails()
    assert mail.mail.recipient == "taro@example.jp"


async def test_nothing_that_was_typed_is_left(town: World) -> None:
    browser = await at_kiosk(town)
    await browser.open("/sign-up/paper/terms")
    await browser.press(NEXT, ANSWERS["terms"])
    await browser.press(NEXT, ANSWERS["number"])
    before = dict(browser.client.cookies)
    assert "visit" in before
    await browser.press(END)
    async with town.db.read() as reading:
        left = await reading.run(select(func.count()).select_from(DRAFTS))
    assert left.scalar_one() == 0
    assert browser.client.cookies["visit"] != before["visit"]  # of the next person


@pytest.mark.parametrize("way", ["key", "post", "counter"])
async def test_ways_that_need_a_mail_address_are_closed_there(town: World, way: str) -> None:
    browser = await at_kiosk(town)
    page = await browser.open(f"/sign-up/{way}/terms")
    assert page.path == "/kiosk/closed"
