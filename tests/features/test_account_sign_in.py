"""Signing in and out: one answer for what is wrong, locks for strangers only, nothing typed is lost."""

import pytest

from nenkin.storage import audit, sessions
from nenkin.storage.faults import StorageFull
from tests.features.accounts import (
    HANAKO,
    PASSWORD,
    TARO,
    WRONG,
    World,
    later,
    sign_in,
)


@pytest.mark.parametrize(
    "name",
    ["tsukushi55", "Tsukushi-55", "ＴＳＵＫＵＳＨＩ５５", "taro@example.jp", "TARO@example.jp"],
)
async def test_by_user_id_or_mail_however_it_is_typed(town: World, name: str) -> None:
    await town.account_for(TARO)
    assert (await sign_in(town.browser(), name, PASSWORD)).path == "/record"


async def test_full_width_letters_are_the_same_password(town: World) -> None:
    await town.account_for(TARO)
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in PASSWORD)
    assert (await sign_in(town.browser(), "tsukushi55", wide)).path == "/record"


async def test_an_address_that_is_not_confirmed_names_nobody(town: World) -> None:
    await town.account_for(TARO, mail_confirmed=False)
    assert (await sign_in(town.browser(), "taro@example.jp", PASSWORD)).status == 422
    assert (await sign_in(town.browser(), "tsukushi55", PASSWORD)).path == "/record"


async def test_a_family_shares_an_address_and_signs_in_by_user_id(town: World) -> None:
    await town.account_for(TARO)
    await town.account_for(HANAKO, user_id="hanako55")
    assert (await sign_in(town.browser(), "taro@example.jp", PASSWORD)).status == 422
    assert (await sign_in(town.browser(), "hanako55", PASSWORD)).path == "/record"


@pytest.mark.parametrize(
    ("onward", "lands"),
    [
        ("/account/devices", "/account/devices"),
        ("//evil.example/x", "/record"),
        ("/\\evil.example", "/record"),
        ("https://evil.example", "/record"),
        ("/ok\r\nSet-Cookie: a=b", "/record"),
        ("javascript:alert(1)", "/record"),
    ],
)
async def test_signing_in_leads_to_our_own_pages_only(town: World, onward: str, lands: str) -> None:
    await town.account_for(TARO)
    browser = town.browser()
    await browser.open("/sign-in")
    form = browser.page.form_with("ログインする")
    sent = {**form.values, "next": [onward], "name": ["tsukushi55"], "password": [PASSWORD]}
    assert (await browser.send("/sign-in", sent)).path == lands


async def test_the_page_one_wanted_opens_after_signing_in(town: World) -> None:
    await town.account_for(TARO)
    browser = town.browser()
    page = await browser.open("/account/views")
    assert page.path.startswith("/sign-in?next=")
    page = await browser.press("ログインする", {"name": "tsukushi55", "password": PASSWORD})
    assert page.path == "/account/views"


async def test_whoever_is_signed_in_already_goes_on_to_the_page_they_wanted(town: World) -> None:
    await town.account_for(TARO)
    browser = await town.signed_in()
    assert (await browser.open("/sign-in?next=/account/views")).path == "/account/views"
    assert (await browser.open("/sign-in?next=//evil.example")).path == "/record"
    assert (await browser.open("/sign-in")).path == "/record"


@pytest.mark.parametrize(
    ("name", "told"),
    [("１２３４－５６７８９０", "基礎年金番号"), ("1234-5678-9012-3456-7", "アクセスキー")],
)
@pytest.mark.parametrize(
    ("page", "button"), [("/sign-in", "ログインする"), ("/recover/password", "次へ進む")]
)
async def test_a_number_in_the_place_of_the_user_id_is_named(
    town: World, page: str, button: str, name: str, told: str
) -> None:
    browser = town.browser()
    await browser.open(page)
    answer = await browser.press(button, {"name": name, "password": PASSWORD})
    assert answer.status == 422
    (error,) = answer.errors
    assert told in error
    assert "ユーザID" in error
    assert name in answer.response.text


async def test_a_planted_session_is_never_adopted(town: World) -> None:
    await town.account_for(TARO)
    browser = town.browser()
    browser.client.cookies["sid"] = "x" * 43
    await sign_in(browser, "tsukushi55", PASSWORD)
    assert browser.client.cookies["sid"] != "x" * 43


async def test_the_sign_in_before_is_shown(town: World) -> None:
    await town.account_for(TARO)
    await town.signed_in()
    later(town, days=1)
    browser = await town.signed_in()
    page = await browser.open("/account")
    assert "前回のログイン：2026年（令和8年）11月20日 12:00" in page.text


async def test_signing_out_ends_it_for_good(town: World) -> None:
    await town.account_for(TARO)
    browser = await town.signed_in()
    cookie = browser.client.cookies["sid"]
    await browser.open("/account")
    page = await browser.press("ログアウト")
    assert page.path == "/signed-out"
    assert "sid" not in browser.client.cookies
    assert "device" in browser.client.cookies, "the person's own device stays known"
    assert page.response.get("clear-site-data") == '"cache", "storage"'
    browser.client.cookies["sid"] = cookie
    assert (await browser.open("/account")).path.startswith("/sign-in")


async def test_time_runs_out_and_can_be_extended(town: World) -> None:
    await town.account_for(TARO)
    browser = await town.signed_in()
    page = await browser.open("/account")
    assert "12:30 まで使えます" in page.response.text
    later(town, minutes=20)
    page = await browser.press("使える時間をのばす")
    assert page.path == "/account"
    assert "12:50 まで使えます" in page.response.text
    later(town, minutes=31)
    assert (await browser.open("/account")).path.startswith("/sign-in")


async def test_extending_leads_to_our_own_pages_only(town: World) -> None:
    await town.account_for(TARO)
    browser = await town.signed_in()
    page = await browser.open("/account")
    values = {**page.form_with("使える時間をのばす").values, "back": ["//evil.example"]}
    response = await browser.client.post("/session/extend", values)
    assert response.get("location") == "/record#main"


async def test_what_was_typed_before_the_limit_is_sent_after_signing_in(town: World) -> None:
    await town.account_for(TARO, notices=True)
    browser = await town.signed_in()
    await browser.open("/account/notices")
    later(town, minutes=31)
    page = await browser.press("この内容に変える", {"notices": "no"})
    assert page.path == "/sign-in"
    assert "入力した内容は残っています" in page.text
    page = await browser.press("ログインする", {"name": "tsukushi55", "password": PASSWORD})
    assert page.path == "/sign-in/unsent"
    form = browser.page.form_with("この内容を送る")
    response = await browser.client.post(form.action, form.values)
    assert response.status == 307
    assert response.get("location") == "/account/notices"
    page = await browser.send("/account/notices", form.values)
    assert page.path == "/account?saved=notices"
    assert (await browser.open("/sign-in/unsent")).path == "/record"


async def test_no_secret_is_kept_with_what_was_typed(town: World) -> None:
    await town.account_for(TARO)
    browser = await town.signed_in()
    await browser.open("/account/mail")
    later(town, minutes=31)
    await browser.press(
        "確かめるメールを送る",
        {"mail": "new@example.jp", "mail-again": "new@example.jp", "current-password": PASSWORD},
    )
    page = await browser.press("ログインする", {"name": "tsukushi55", "password": PASSWORD})
    assert "new@example.jp" in page.response.text
    assert PASSWORD not in page.response.text


async def test_everything_is_noted(town: World) -> None:
    await town.account_for(TARO)
    await sign_in(town.browser(), "tsukushi55", WRONG)
    browser = await town.signed_in()
    await browser.open("/account")
    await browser.press("ログアウト")
    entries = await audit.views_of(town.db, town.people[TARO.basic_number])
    signs = [entry.event.action for entry in entries if entry.event.action.startswith("sign")]
    assert signs == ["sign-out", "sign-in", "sign-in.failed"]


async def test_a_password_on_a_newer_list_must_be_changed(town: World) -> None:
    guessed = "yamada tarou 19700101"
    await town.account_for(TARO, password_hash=town.hasher.hash_now(guessed), blocklist=0)
    page = await sign_in(town.browser(), "tsukushi55", guessed)
    assert page.path == "/account/password?due=yes"
    assert "パスワードを変えてください" in page.text


async def test_drafts_go_along_with_the_person(town: World) -> None:
    await town.account_for(TARO)
    browser = town.browser()
    await browser.open("/sign-in")
    before = browser.client.cookies["visit"]
    await sign_in(browser, "tsukushi55", PASSWORD)
    assert browser.client.cookies.get("visit") != before


async def test_ended_sessions_are_not_brought_back(town: World) -> None:
    await town.account_for(TARO)
    browser = await town.signed_in()
    (session,) = await sessions.sessions_of(
        town.db, town.people[TARO.basic_number], town.clock.now()
    )
    page = await browser.open("/account")
    form = page.form_with("使える時間をのばす")
    async with town.db.write() as writing:
        await sessions.revoke(writing, session.id_hash, town.clock.now())
    later(town, minutes=2)
    await browser.send("/session/extend", form.values)
    assert (await browser.open("/account")).path.startswith("/sign-in")


async def test_signing_out_works_where_nothing_can_be_written(
    town: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await town.account_for(TARO)
    browser = await town.signed_in()
    cookie = browser.client.cookies["sid"]
    await browser.open("/account")

    async def full(*_: object) -> int:
        raise StorageFull("no space left")

    monkeypatch.setattr("nenkin.features.account.sign_in.append", full)
    page = await browser.press("ログアウト")
    assert page.path == "/signed-out"
    browser.client.cookies["sid"] = cookie
    assert (await browser.open("/account")).path.startswith("/sign-in")
