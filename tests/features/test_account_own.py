"""わたしの設定, and getting back in without starting over."""

from nenkin.storage.accounts import account_of, find_account, read_account
from nenkin.storage.letters import letters
from tests.features.accounts import (
    ANSWERS,
    HANAKO,
    OTHER,
    PASSWORD,
    TARO,
    WRONG,
    World,
    later,
    sign_in,
)

NEW = {"password": OTHER, "password-again": OTHER}


async def test_facts_are_masked_and_the_number_is_shown_after_the_password(town: World) -> None:
    await town.account_for(TARO)
    browser = await town.signed_in()
    page = await browser.open("/account")
    assert "****-****78" in page.text
    assert TARO.basic_number not in page.response.text
    assert "t***@example.jp" in page.text
    await browser.open("/account/number")
    page = await browser.press("番号を見る", {"current-password": WRONG})
    assert page.status == 422
    page = await browser.press("番号を見る", {"current-password": PASSWORD})
    assert "9912-345678" in page.text
    page = await browser.open("/account/views")
    assert "基礎年金番号をすべて見た" in page.text


async def test_changing_the_password_ends_all_other_visits(town: World) -> None:
    await town.account_for(TARO)
    other = await town.signed_in()
    browser = await town.signed_in()
    await browser.open("/account/password")
    page = await browser.press("パスワードを変える", {"current-password": WRONG, **NEW})
    assert page.status == 422
    page = await browser.press("パスワードを変える", {"current-password": PASSWORD, **NEW})
    assert page.path == "/account?saved=password"
    assert (await other.open("/account")).path.startswith("/sign-in")
    assert (await town.mails("taro@example.jp"))[0].mail.subject == "パスワードが変わりました"
    assert (await sign_in(town.browser(), "tsukushi55", PASSWORD)).status == 422
    assert (await sign_in(town.browser(), "tsukushi55", OTHER)).path == "/record"


async def test_a_new_password_is_judged_by_what_is_known_of_its_owner(town: World) -> None:
    await town.account_for(TARO)
    browser = await town.signed_in()
    await browser.open("/account/password")
    guessed = "takahashi taro 9912345678"
    page = await browser.press(
        "パスワードを変える",
        {"current-password": PASSWORD, "password": guessed, "password-again": guessed},
    )
    assert page.status == 422
    assert "お名前や生年月日" in " ".join(page.errors)


async def test_another_mail_address_is_confirmed_and_both_are_told(town: World) -> None:
    account = await town.account_for(TARO)
    browser = await town.signed_in()
    await browser.open("/account/mail")
    answers = {"mail": "new@example.jp", "mail-again": "new@example.jp"}
    await browser.press("確かめるメールを送る", {**answers, "current-password": PASSWORD})
    assert (await read_account(town.db, account)).mail == "taro@example.jp"
    later(town, hours=1)
    link = await town.link("new@example.jp")
    phone = town.browser()
    await phone.open(link)
    page = await phone.press("このアドレスに変える")
    assert page.path == "/mail/done/changed-mail"
    assert (await read_account(town.db, account)).mail == "new@example.jp"
    subjects = {mail.mail.recipient: mail.mail.subject for mail in (await town.mails())[:2]}
    assert set(subjects) == {"taro@example.jp", "new@example.jp"}
    page = await phone.open(link)
    assert page.status == 410
    later(town, hours=40)
    await phone.open(await town.link("taro@example.jp"))
    page = await phone.press("前のアドレスに戻す")
    assert page.path == "/mail/done/undone-mail"
    assert (await read_account(town.db, account)).mail == "taro@example.jp"
    assert (await browser.open("/account")).path.startswith("/sign-in")


async def test_a_link_works_once_and_not_for_long(town: World) -> None:
    await town.account_for(TARO)
    browser = town.browser()
    await browser.open("/recover/password")
    await browser.press("次へ進む", {"name": "tsukushi55"})
    link = await town.link()
    for _ in range(3):  # mail scanners open links; that changes nothing
        assert (await browser.open(link)).status == 200
    page = await browser.press("パスワードを決め直す", NEW)
    assert page.path == "/mail/done/renewed"
    assert (await browser.open(link)).status == 410
    later(town, seconds=1)
    await browser.open("/recover/password")
    await browser.press("次へ進む", {"name": "taro@example.jp"})
    link = await town.link()
    later(town, minutes=10, seconds=1)
    assert (await browser.open(link)).status == 410


async def test_recovery_says_the_same_whoever_asks(town: World) -> None:
    await town.account_for(TARO)
    texts = []
    for name in ("tsukushi55", "nobodyatal"):
        browser = town.browser()
        await browser.open("/recover/password")
        page = await browser.press("次へ進む", {"name": name})
        texts.append((page.status, page.path, page.response.text))
    assert texts[0] == texts[1]
    assert len(await town.mails()) == 1


async def test_a_forgotten_user_id_is_shown_after_the_password(town: World) -> None:
    await town.account_for(TARO)
    await town.account_for(HANAKO, user_id="hanako55", password_hash=town.hasher.hash_now(OTHER))
    browser = town.browser()
    await browser.open("/recover/user-id")
    await browser.press("次へ進む", {"mail": "taro@example.jp"})
    await browser.open(await town.link())
    page = await browser.press("ユーザIDを見る", {"current-password": WRONG})
    assert page.status == 422
    page = await browser.press("ユーザIDを見る", {"current-password": OTHER})
    assert "hanako55" in page.text
    assert "tsukushi55" not in page.response.text


async def recover_by_key(town: World, key: str) -> None:
    browser = town.browser()
    await browser.open("/recover")
    await browser.press("次へ進む", {"what": "key"})
    for slug in ("number", "kana", "birth"):
        await browser.press("次へ進む", ANSWERS[slug])
    page = await browser.press("次へ進む", {"access-key": key})
    assert page.path == "/recover/key/new-password"
    page = await browser.press("パスワードを決め直す", NEW)
    assert page.path == "/recover/key/done"


async def test_without_mail_an_access_key_gives_a_new_password(town: World) -> None:
    await town.account_for(TARO)
    visiting = await town.signed_in()
    wrong = await town.key_for(HANAKO)
    await recover_by_key(town, wrong)
    assert (await sign_in(town.browser(), "tsukushi55", OTHER)).status == 422
    key = await town.key_for(TARO)
    await recover_by_key(town, key)
    assert (await sign_in(town.browser(), "tsukushi55", OTHER)).path == "/record"
    assert (await visiting.open("/account")).path.startswith("/sign-in")


async def test_without_mail_and_key_a_letter_brings_a_key(town: World) -> None:
    await town.account_for(TARO)
    browser = town.browser()
    await browser.open("/recover")
    page = await browser.press("次へ進む", {"what": "post"})
    while (slug := page.path.rpartition("/")[2]) in ANSWERS:
        page = await browser.press("次へ進む", ANSWERS[slug])
    page = await browser.press("アクセスキーの手紙を申し込む")
    assert page.path == "/recover/post/done"
    (letter,) = await letters(town.db)
    await recover_by_key(town, letter.letter.facts["code"])
    assert (await sign_in(town.browser(), "tsukushi55", OTHER)).path == "/record"


async def test_other_devices_are_seen_and_ended(town: World) -> None:
    await town.account_for(TARO)
    other, third = await town.signed_in(), await town.signed_in()
    browser = await town.signed_in()
    page = await browser.open("/account/devices")
    assert page.text.count("最後に使った時") == 3
    assert page.text.count("いま使っている機械") == 1
    await browser.press("この機械をログアウトさせる")
    ended = [(await one.open("/account")).path.startswith("/sign-in") for one in (other, third)]
    assert sorted(ended) == [False, True]
    await browser.press("ほかの機械をすべてログアウトさせる")
    for one in (other, third):
        assert (await one.open("/account")).path.startswith("/sign-in")
    assert (await browser.open("/account")).path == "/account"


async def test_nobody_ends_somebody_elses_visit(town: World) -> None:
    await town.account_for(TARO)
    await town.account_for(HANAKO, user_id="hanako55", mail="hanako@example.jp")
    taro, hanako = await town.signed_in(), await town.signed_in("hanako55")
    second = await town.signed_in()
    page = await taro.open("/account/devices")
    target = page.form_with("この機械をログアウトさせる").buttons["この機械をログアウトさせる"][1]
    page = await hanako.open("/account")
    token = page.form_with("ログアウト").values["token"]
    for end in (target, "zz", "", "00"):
        await hanako.send("/account/devices", {"token": token, "end": [end]})
    for one in (taro, second):
        assert (await one.open("/account")).path == "/account"


async def test_closing_takes_the_access_and_leaves_the_record(town: World) -> None:
    await town.account_for(TARO)
    other = await town.signed_in()
    browser = await town.signed_in()
    await browser.open("/account/close")
    page = await browser.press("利用をやめる", {"current-password": PASSWORD})
    assert page.status == 422
    page = await browser.press("利用をやめる", {"sure": "yes", "current-password": PASSWORD})
    assert page.path == "/closed"
    assert (await other.open("/account")).path.startswith("/sign-in")
    assert await account_of(town.db, town.people[TARO.basic_number]) is None
    assert await find_account(town.db, "tsukushi55") is None
    assert (await town.mails("taro@example.jp"))[0].mail.subject.startswith("利用をやめる")


async def test_notices_can_be_chosen(town: World) -> None:
    account = await town.account_for(TARO)
    browser = await town.signed_in()
    await browser.open("/account/notices")
    page = await browser.press("この内容に変える", {"notices": "yes"})
    assert page.path == "/account?saved=notices"
    assert (await read_account(town.db, account)).notices


async def test_the_present_password_cannot_be_tried_without_end(town: World) -> None:
    await town.account_for(TARO)
    browser = await town.signed_in()
    await browser.open("/account/number")
    for _ in range(10):
        page = await browser.press("番号を見る", {"current-password": WRONG})
        assert page.status == 422
    page = await browser.press("番号を見る", {"current-password": WRONG})
    assert page.status == 429


async def test_mails_and_letters_can_be_looked_at_in_the_demonstration(town: World) -> None:
    await town.account_for(TARO)
    browser = town.browser()
    assert "まだ、メールはありません" in (await browser.open("/demo/mail")).text
    await browser.open("/recover/password")
    await browser.press("次へ進む", {"name": "tsukushi55"})
    page = await browser.open("/demo/mail")
    assert "パスワードの決め直し" in page.text
    link = next(href for text, href in page.links if "/mail/password/" in text)
    assert (await browser.open(link)).status == 200
    page = await browser.open("/recover/post/number")
    while (slug := page.path.rpartition("/")[2]) in ANSWERS:
        page = await browser.press("次へ進む", ANSWERS[slug])
    await browser.press("アクセスキーの手紙を申し込む")
    await browser.open("/demo/post")
    page = await browser.follow("様への手紙")
    assert "東京都" in page.text
    assert (await browser.open("/demo/post/1")).status == 404
    assert (await browser.open("/demo/post/x")).status == 404
