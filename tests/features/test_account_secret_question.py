"""The secret question of the second profile: chosen at sign-up, changed, and nowhere in the other profile."""

from e2e.audit.static import audit_html
from nenkin.storage.accounts import account_of, read_account
from nenkin.storage.letters import letters
from nenkin.web.answers import folded
from nenkin.web.passwords import SEED
from tests.browser import Browser
from tests.features import accounts
from tests.features.accounts import ANSWERS, TARO, World, fill_in, later, sign_in
from tests.features.secret_site import (
    ANSWER,
    FIRST,
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

DELETE, STOP = "/account/secret-question/delete", "使うのをやめる"
SIGN_UP = {**ANSWERS, "secret-question": {"question": "pet", "secret-answer": ANSWER}}


async def at_question(town: World, way: str = "key") -> Browser:
    browser = town.browser()
    key = {"access-key": await town.key_for(TARO)}
    page = await fill_in(browser, way, {**ANSWERS, "access-key": key})
    assert page.path.startswith(f"/sign-up/{way}/secret-question"), page.path
    return browser


async def test_a_sign_up_ends_with_a_question_whose_answer_nobody_sees_again(seed: World) -> None:
    browser = await at_question(seed)
    page = await browser.press("次へ進む", SIGN_UP["secret-question"])
    assert page.path.startswith("/sign-up/key/check")
    assert "はじめて飼った動物の名前は？" in page.text
    assert "入力しました（ここには出しません）" in page.text
    assert ANSWER not in page.response.text
    assert "argon2" not in page.response.text
    again = await browser.open("/sign-up/key/secret-question?again=yes")
    assert chosen(again) == ["pet"]
    assert ANSWER not in again.response.text
    assert "argon2" not in again.response.text
    await browser.open("/sign-up/key/check")
    await browser.follow("パスワードを決める")
    passwords = {"password": FIRST, "password-again": FIRST}
    await browser.press("この内容で申し込む", passwords)
    account = await account_of(seed.db, seed.people[TARO.basic_number])
    assert account is not None
    assert account.question == "pet"
    assert await seed.hasher.verify(account.answer_hash, folded(RIGHT["secret-answer"]))


async def test_a_letter_brings_the_question_along(seed: World) -> None:
    browser = seed.browser()
    await fill_in(browser, "post", SIGN_UP)
    await browser.follow("パスワードを決める")
    await browser.press("この内容で申し込む", {"password": FIRST, "password-again": FIRST})
    (letter,) = await letters(seed.db)
    await fill_in(
        browser,
        "letter",
        {"letter-code": {"letter-code": letter.letter.facts["code"]}, "birth": ANSWERS["birth"]},
    )
    await browser.press("この内容で使い始める")
    account = await account_of(seed.db, seed.people[TARO.basic_number])
    assert account is not None
    assert account.question == "pet"
    assert await seed.hasher.verify(account.answer_hash, folded(ANSWER))


REFUSED = (
    ({"question": ""}, "秘密の質問を選んでください"),
    ({"question": "pet"}, "秘密の答えを入力してください"),
    ({"question": "other", "secret-answer": ANSWER}, "下の中から"),
    ({"question": "pet", "secret-answer": "しろすけ"}, "6文字以上"),
    ({"question": "pet", "secret-answer": "しろすけ@うち"}, "使えない記号"),
    ({"question": "journey", "secret-answer": "オーストラリア"}, "だれでも思いつく"),
    ({"question": "friend", "secret-answer": "たかはし たろう"}, "お名前や生年月日"),
    ({"question": "friend", "secret-answer": "昭和30年1月23日"}, "お名前や生年月日"),
)


async def test_what_is_missing_or_guessed_is_told(seed: World) -> None:
    browser = await at_question(seed)
    for typed, said in REFUSED:
        page = await browser.press("次へ進む", typed)
        assert page.status == 422, typed
        assert said in " ".join(page.errors)
        if "secret-answer" in typed:
            assert typed["secret-answer"] not in page.response.text
        if typed["question"] != "other":
            assert chosen(page) == [typed["question"]]


async def test_a_hash_that_was_sent_is_never_taken(seed: World) -> None:
    browser = await at_question(seed)
    forged = {**SIGN_UP["secret-question"], "answer-hash": seed.hasher.hash_now("forged")}
    await browser.press("次へ進む", forged)
    await browser.follow("パスワードを決める")
    await browser.press("この内容で申し込む", {"password": FIRST, "password-again": FIRST})
    account = await account_of(seed.db, seed.people[TARO.basic_number])
    assert account is not None
    assert await seed.hasher.verify(account.answer_hash, folded(ANSWER))


async def test_the_question_is_changed_with_the_present_password(seed: World) -> None:
    account = await with_account(seed)
    browser = await seed.signed_in(password=FIRST)
    page = await browser.open("/account")
    assert "はじめて飼った動物の名前は？" in page.text
    await browser.open("/account/secret-question")
    other = {"question": "journey", "secret-answer": OTHER_ANSWER}
    page = await browser.press("この質問と答えに変える", {**other, "current-password": SECOND})
    assert page.status == 422
    assert chosen(page) == ["journey"]
    own = {**other, "secret-answer": "タカハシ太郎です", "current-password": FIRST}
    page = await browser.press("この質問と答えに変える", {**own, "secret-answer": "たかはしたろう"})
    assert "お名前や生年月日" in " ".join(page.errors)
    page = await browser.press("この質問と答えに変える", {**other, "current-password": FIRST})
    assert page.path == "/account?saved=secret-question"
    assert "秘密の質問を変えました" in page.text
    assert "忘れられない旅の行き先は？" in page.text
    changed = await read_account(seed.db, account.id)
    assert changed.question == "journey"
    assert await seed.hasher.verify(changed.answer_hash, folded(other["secret-answer"]))
    mail = (await seed.mails("taro@example.jp"))[0].mail
    assert mail.subject == "秘密の質問が変わりました"
    assert other["secret-answer"] not in mail.body
    assert "secret-question.changed" in await actions(seed)
    assert "秘密の質問を変えた" in (await browser.open("/account/views")).text


async def test_whoever_has_none_can_choose_one(seed: World) -> None:
    account = await with_account(seed, question=None)
    browser = await seed.signed_in(password=FIRST)
    assert "まだ選んでいません" in (await browser.open("/account")).text
    await browser.open("/account/secret-question")
    await browser.press("この質問と答えに変える", {**RIGHT, "current-password": FIRST})
    assert (await read_account(seed.db, account.id)).question == "pet"


async def test_one_s_own_question_is_answered_and_its_words_are_kept_nowhere(seed: World) -> None:
    account = await with_account(seed)
    browser = await seed.signed_in(password=FIRST)
    await browser.open("/account/secret-question")
    own = {"question": "own", "secret-answer": OTHER_ANSWER, "current-password": FIRST}
    page = await browser.press("この質問と答えに変える", own)
    assert "自分で決めた質問" in page.text
    assert (await read_account(seed.db, account.id)).question == "own"
    visitor = await with_link(seed)
    assert "自分で決めた質問" in visitor.page.text
    new = {"password": SECOND, "password-again": SECOND}
    page = await visitor.press("パスワードを決め直す", {**new, **RIGHT})
    assert page.status == 422
    page = await visitor.press(
        "パスワードを決め直す",
        {**new, "question": "own", "secret-answer": OTHER_ANSWER},
    )
    assert page.status == 200


async def test_it_is_deleted_with_the_present_password(seed: World) -> None:
    account = await with_account(seed)
    browser = await seed.signed_in(password=FIRST)
    await browser.open("/account/secret-question")
    page = await browser.follow("秘密の質問を使うのをやめる")
    assert page.path == DELETE
    page = await browser.press(STOP)
    assert list(page.errors) == ["いまのパスワードを入力してください"]
    page = await browser.press(STOP, {"current-password": SECOND})
    assert page.status == 422
    assert (await read_account(seed.db, account.id)).question == "pet"
    page = await browser.press(STOP, {"current-password": FIRST})
    assert page.path == "/account?saved=secret-question-delete"
    assert "まだ選んでいません" in page.text
    gone = await read_account(seed.db, account.id)
    assert (gone.question, gone.answer_hash) == (None, None)
    assert (await seed.mails("taro@example.jp"))[0].mail.subject == "秘密の質問を使うのをやめました"
    assert "secret-question.deleted" in await actions(seed)
    page = await browser.open(DELETE)
    assert page.path.startswith("/account/secret-question")
    assert "秘密の質問を使うのをやめる" not in page.text


async def test_the_frequent_questions_tell_of_it(seed: World) -> None:
    browser = seed.browser()
    assert "秘密の質問は、いつ使いますか" in (await browser.open("/faq")).text
    assert (await browser.open("/faq/sign-in-secret-question")).status == 200


async def test_the_other_profile_has_no_word_of_it(town: World) -> None:
    assert SEED.secret_question
    stored = town.hasher.hash_now(folded(ANSWER))
    await town.account_for(TARO, question="pet", answer_hash=stored)
    browser = await town.signed_in()
    for path in (
        "/account",
        "/account?saved=secret-question",
        "/account/views",
        "/faq",
        "/recover",
    ):
        page = await browser.open(path)
        assert "秘密の" not in page.response.text, path
    gone = (
        "/account/secret-question",
        DELETE,
        "/sign-up/key/secret-question",
        "/faq/sign-in-secret-question",
    )
    for path in gone:
        assert (await browser.open(path)).status == 404, path
    visitor = await with_link(town)
    assert "秘密の" not in visitor.page.response.text
    later(town, seconds=1)
    visitor = await ask_user_ids(town)
    assert visitor.page.path.startswith("/mail/user-id/")
    assert "秘密の" not in visitor.page.response.text
    visitor = await with_key(town, await town.key_for(TARO))
    assert "秘密の" not in visitor.page.response.text
    page = await visitor.press(
        "パスワードを決め直す",
        {"password": accounts.OTHER, "password-again": accounts.OTHER},
    )
    assert (await sign_in(town.browser(), "tsukushi55", accounts.OTHER)).path == "/record"
    assert "secret-question.tried" not in await actions(town)


async def test_its_pages_keep_the_rules_of_all_pages(seed: World) -> None:
    """The run with a browser has the other profile; these rules need none."""
    browser = await at_question(seed)
    pages = [browser.page, await browser.press("次へ進む", {"question": "pet"})]
    pages.append(await browser.press("次へ進む", SIGN_UP["secret-question"]))
    await with_account(seed)
    pages.append((await with_link(seed)).page)
    later(seed, seconds=1)  # so that the mail is the latest
    pages.append((await ask_user_ids(seed)).page)
    pages.append((await with_key(seed, await seed.key_for(TARO))).page)
    browser = await seed.signed_in(password=FIRST)
    pages += [await browser.open(path) for path in ("/account", "/account/secret-question", DELETE)]
    found = [
        (page.path, finding)
        for page in pages
        for finding in audit_html(page.response.text, url=page.path)
    ]
    assert found == []
    assert len({page.path.partition("#")[0] for page in pages}) >= 7
