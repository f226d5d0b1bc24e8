"""Signing up: three ways, one question a page, and one answer whatever becomes of it."""

from typing import Any

import pytest

from nenkin.interchange.access_keys import check_digit
from nenkin.storage.accounts import find_account
from nenkin.storage.letters import letters
from tests.features.accounts import (
    ANSWERS,
    HANAKO,
    PASSWORD,
    PASSWORDS,
    TARO,
    World,
    fill_in,
    later,
    sign_in,
    sign_up,
)

Sent = dict[str, str | list[str]]


async def with_key(town: World, **more: dict[str, str]) -> dict[str, Any]:
    key = await town.key_for(TARO)
    return {**ANSWERS, "access-key": {"access-key": key}, **more}


@pytest.mark.parametrize("way", ["key", "counter"])
async def test_with_a_key_one_can_sign_in_at_once(town: World, way: str) -> None:
    browser = town.browser()
    page = await sign_up(browser, way, await with_key(town))
    assert page.path == f"/sign-up/{way}/done"
    (mail,) = await town.mails()
    assert mail.mail.subject == "申し込みができました"
    page = await sign_in(town.browser(), "tsukushi-55", PASSWORD)
    assert page.path == "/record"
    page = await browser.open(await town.link())
    page = await browser.press("このアドレスでまちがいない")
    assert "tsukushi55" in page.text
    assert (await find_account(town.db, "TARO@example.jp")) is not None


async def test_everything_is_said_back_before_it_is_sent(town: World) -> None:
    page = await fill_in(town.browser(), "key", await with_key(town))
    assert page.path == "/sign-up/key/check"
    for said in (
        "9912-345678",
        "高橋",
        "タカハシ",
        "1955年（昭和30年）1月23日",
        "男性",
        "taro@example.jp",
    ):
        assert said in page.text
    assert "同意します" in page.text


async def test_an_answer_is_put_right_from_the_check_page(town: World) -> None:
    browser = town.browser()
    await fill_in(browser, "key", await with_key(town))
    await browser.open("/sign-up/key/name?again=yes")
    page = await browser.press("次へ進む", {"surname": "高島"})
    assert page.path == "/sign-up/key/check"
    assert "高島" in page.text


async def test_another_look_loses_nothing_that_was_typed(town: World) -> None:
    browser = town.browser()
    await fill_in(browser, "key", await with_key(town))
    before = await browser.open("/sign-up/key/name?again=yes")
    page = await browser.press("文字を最大にする", {"surname": "高島😀"})
    assert (page.status, page.errors, page.title) == (200, {}, before.title)
    assert page.root.get("class") == "ts-xx th-light"
    assert page.form_with("次へ進む").values["surname"] == ["高島😀"]
    page = await browser.press("次へ進む", {"surname": "高島"})
    assert page.path == "/sign-up/key/check"


async def test_what_was_typed_waits_a_day_and_no_longer(town: World) -> None:
    browser = town.browser()
    await fill_in(browser, "key", await with_key(town))
    later(town, hours=23)
    assert (await browser.open("/sign-up/key/check")).path == "/sign-up/key/check"
    later(town, hours=25)
    assert (await browser.open("/sign-up/key/check")).path == "/sign-up/key/terms"


async def test_changing_the_way_keeps_the_answers(town: World) -> None:
    browser = town.browser()
    await fill_in(browser, "key", await with_key(town))
    page = await browser.open("/sign-up/post/notices")
    assert page.path == "/sign-up/post/postcode"  # the only questions that are new
    page = await browser.open("/sign-up/post/name")
    assert "高橋" in page.response.text


async def test_nobody_skips_a_question(town: World) -> None:
    page = await town.browser().open("/sign-up/key/mail")
    assert page.path == "/sign-up/key/terms"
    page = await town.browser().open("/sign-up/key/password")
    assert page.path == "/sign-up/key/terms"
    assert (await town.browser().open("/sign-up/key/nonsense")).status == 404
    assert (await town.browser().open("/sign-up/nonsense/name")).status == 404


async def outcome(town: World, answers: dict[str, Any], way: str = "key") -> tuple[Any, ...]:
    later(town, seconds=1)  # the latest mail is this one's
    page = await sign_up(town.browser(), way, answers)
    (latest, *_) = await town.mails()
    headers = sorted(name for name, _ in page.response.headers if name != b"date")
    return page.response.text, page.status, headers, latest.mail.subject


async def test_one_answer_for_every_outcome(town: World) -> None:
    answers = await with_key(town)
    wrong_name = await outcome(town, {**answers, "name": {"surname": "山田", "given-name": "太郎"}})
    nobody = await outcome(town, {**answers, "number": {"number": "9900000000"}})
    sex = await outcome(town, {**answers, "sex": {"sex": "female"}})
    right = await outcome(town, answers)
    used = await outcome(town, answers)
    known = await outcome(town, await with_key(town))
    outcomes = (wrong_name, nobody, sex, right, used, known)
    assert len({(*each[:2], *each[2]) for each in outcomes}) == 1
    refused = "申し込みを受け付けられませんでした"
    assert [each[3] for each in outcomes] == [
        *(refused, refused, refused, "申し込みができました", refused, "すでに利用されています")
    ]


async def test_somebody_elses_key_opens_nothing(town: World) -> None:
    key = await town.key_for(HANAKO)
    await sign_up(town.browser(), "key", {**ANSWERS, "access-key": {"access-key": key}})
    assert await find_account(town.db, "tsukushi55") is None


async def test_a_key_is_tried_five_times_and_no_more(town: World) -> None:
    right = await with_key(town)
    wrong = {**right, "access-key": {"access-key": "10000000000000000"}}
    wrong["access-key"]["access-key"] = "1" + "0" * 15 + _check("1" + "0" * 15)
    for _ in range(5):
        await sign_up(town.browser(), "key", wrong)
    await sign_up(town.browser(), "key", right)
    assert await find_account(town.db, "tsukushi55") is None


def _check(digits: str) -> str:
    return check_digit(digits)


async def test_a_typo_in_a_key_is_no_try_and_said_at_once(town: World) -> None:
    browser = town.browser()
    answers = await with_key(town)
    key = answers.pop("access-key")["access-key"]
    typo = key[:-1] + str((int(key[-1]) + 1) % 10)
    page = await fill_in(browser, "key", answers)
    for _ in range(6):
        page = await browser.press("次へ進む", {"access-key": typo})
    assert page.status == 422
    assert "どこか1か所" in next(iter(page.errors))
    await browser.press("次へ進む", {"access-key": key})
    await sign_up(browser, "key", {**answers, "access-key": {"access-key": key}})
    assert await find_account(town.db, "tsukushi55") is not None


@pytest.mark.parametrize("user_id", ["12345678", "9912-345678"])
async def test_a_user_id_is_never_a_number_alone(town: World, user_id: str) -> None:
    browser = town.browser()
    answers = await with_key(town)
    answers.pop("user-id")
    await fill_in(browser, "key", answers)
    page = await browser.press("次へ進む", {"user-id": user_id})
    (error,) = page.errors
    assert error.startswith("ユーザIDは英字を入れて")


async def test_a_sign_up_sent_twice_is_one(town: World) -> None:
    browser = town.browser()
    await fill_in(browser, "key", await with_key(town))
    await browser.follow("パスワードを決める")
    form = browser.page.form_with("この内容で申し込む")
    sent: Sent = {**form.values, **PASSWORDS}
    first = await browser.send(form.action, sent)
    second = await browser.send(form.action, sent)
    assert first.path == second.path == "/sign-up/key/done"
    assert len(await town.mails()) == 1


async def test_what_another_tab_changed_is_looked_at_once_more(town: World) -> None:
    browser = town.browser()
    await fill_in(browser, "key", await with_key(town))
    await browser.follow("パスワードを決める")
    form = browser.page.form_with("この内容で申し込む")
    await browser.open("/sign-up/key/name?again=yes")
    await browser.press("次へ進む", {"surname": "高島"})
    sent: Sent = {**form.values, **PASSWORDS}
    page = await browser.send(form.action, sent)
    assert page.path == "/sign-up/key/check"
    assert await town.mails() == []


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("mijikai", "短すぎます"),
        ("takahashitaro1955", "お名前や生年月日"),
        ("tsukushi-55-tsukushi-55", "お名前や生年月日"),
        ("nenkinnenkin2026", "年金やこのサービスのことば"),
        ("12345678901234567890", "並んだ文字"),
    ],
)
async def test_a_password_that_can_be_guessed_is_refused_with_its_reason(
    town: World, password: str, reason: str
) -> None:
    browser = town.browser()
    await fill_in(browser, "key", await with_key(town))
    await browser.follow("パスワードを決める")
    page = await browser.press(
        "この内容で申し込む", {"password": password, "password-again": password}
    )
    assert page.status == 422
    assert reason in " ".join(page.errors)
    assert password not in page.response.text


async def test_a_user_id_that_somebody_has_gets_digits(town: World) -> None:
    await town.account_for(HANAKO, mail="hanako@example.jp")
    await sign_up(town.browser(), "key", await with_key(town))
    browser = town.browser()
    await browser.open(await town.link("taro@example.jp"))
    page = await browser.press("このアドレスでまちがいない")
    assert "tsukushi55" in page.text
    assert len(page.text.split("tsukushi55")[1].split()[0]) == 4


async def test_without_a_key_a_letter_opens_the_account(town: World) -> None:
    page = await sign_up(town.browser(), "post", {**ANSWERS, "user-id": {"user-id": ""}})
    assert page.path == "/sign-up/post/done"
    (letter,) = await letters(town.db)
    assert letter.letter.address == ("168-8505", "13", "杉並区高井戸西3-5-24")
    later(town, days=5)
    browser = town.browser()
    await browser.open("/sign-up")
    await browser.press("次へ進む", {"way": "letter"})
    await browser.press("次へ進む", {"letter-code": letter.letter.facts["code"]})
    page = await browser.press("次へ進む", ANSWERS["birth"])
    assert page.path == "/sign-up/letter/check"
    page = await browser.press("この内容で使い始める")
    assert page.path == "/sign-up/letter/done"
    await browser.open(await town.link())
    page = await browser.press("このアドレスでまちがいない")
    page = await sign_in(town.browser(), "taro@example.jp", PASSWORD)
    assert page.path == "/record"


async def test_a_code_with_another_birth_date_opens_nothing_and_is_not_used_up(town: World) -> None:
    await sign_up(town.browser(), "post", ANSWERS)
    (letter,) = await letters(town.db)
    browser = town.browser()
    await browser.open("/sign-up/letter/letter-code")
    await browser.press("次へ進む", {"letter-code": letter.letter.facts["code"]})
    await browser.press("次へ進む", {**ANSWERS["birth"], "born-day": "24"})
    page = await browser.press("この内容で使い始める")
    assert page.path == "/sign-up/letter/failed"
    await browser.open("/sign-up/letter/birth?again=yes")
    await browser.press("次へ進む", ANSWERS["birth"])
    page = await browser.press("この内容で使い始める")
    assert page.path == "/sign-up/letter/done"


async def test_abroad_another_address_is_asked(town: World) -> None:
    abroad = {
        "country": "brazil",
        "abroad-address": "100 Rua Sakura, Sao Paulo",
        "latin-name": "TARO TAKAHASHI",
        "last-address": "東京都杉並区高井戸西3-5-24",
    }
    answers = {**ANSWERS, "postcode": {"postcode": "８８８ー８８８８"}, "abroad": abroad}
    await sign_up(town.browser(), "post", answers)
    (letter,) = await letters(town.db)
    assert letter.letter.address[0] == "TARO TAKAHASHI"


async def test_a_letter_goes_to_nobody_else(town: World) -> None:
    await sign_up(
        town.browser(),
        "post",
        {**ANSWERS, "kana": {"surname-kana": "ヤマダ", "given-name-kana": "タロウ"}},
    )
    assert await letters(town.db) == []


async def test_no_mail_carries_a_name_or_a_number(town: World) -> None:
    await sign_up(town.browser(), "post", ANSWERS)
    await sign_up(town.browser(), "key", await with_key(town))
    for stored in await town.mails():
        for secret in (TARO.basic_number, "髙橋", "高橋", "太郎", PASSWORD, "tsukushi"):
            assert secret not in stored.mail.body + stored.mail.subject
