"""Whatever is sent to a form of this feature: a message in its place, and never a broken page."""

from collections.abc import Iterator, Mapping

import pytest

from nenkin.web.executors import TooBusy
from nenkin.web.hashing import Hasher
from nenkin.web.submissions import Submission
from tests.features.accounts import ANSWERS, PASSWORD, TARO, World, fill_in, sign_in

LONG = "あ" * 3000
BAD: Mapping[str, str] = {
    "empty": "",
    "spaces": " \u3000\t ",
    "long": LONG,
    "nul": "a\0b",
    "control": "a\x1bb",
    "turned": "a\u202eb",
    "replaced": "a\ufffdb",
    "emoji": "花子😀",
    "half-width": "ﾊﾅｺ",
    "full-width": "１２３４",
    "markup": "<script>alert(1)</script>",
    "quote": "' OR 1=1 --",
    "number": "9" * 400,
    "minus": "-1",
    "decimal": "1e400",
    "bytes": "é",
}
# Each page with a form: its address, the button, and its fields besides the token.
OPEN_PAGES = {
    "/sign-up": ("次へ進む", ("way",)),
    "/sign-in": ("ログインする", ("name", "password", "next")),
    "/recover": ("次へ進む", ("what",)),
    "/recover/password": ("次へ進む", ("name",)),
    "/recover/user-id": ("次へ進む", ("mail",)),
}
OWN_PAGES = {
    "/account/password": ("パスワードを変える", ("current-password", "password", "password-again")),
    "/account/mail": ("確かめるメールを送る", ("mail", "mail-again", "current-password")),
    "/account/notices": ("この内容に変える", ("notices",)),
    "/account/number": ("番号を見る", ("current-password",)),
    "/account/close": ("利用をやめる", ("sure", "current-password")),
}
FIELDS = {
    "terms": ("agree",),
    "number": ("number",),
    "name": ("surname", "given-name"),
    "kana": ("surname-kana", "given-name-kana"),
    "birth": ("born-era", "born-year", "born-month", "born-day"),
    "sex": ("sex",),
    "access-key": ("access-key",),
    "postcode": ("postcode",),
    "address": ("prefecture", "address"),
    "telephone": ("telephone",),
    "user-id": ("user-id",),
    "mail": ("mail", "mail-again"),
    "notices": ("notices",),
}


def sent(fields: tuple[str, ...]) -> Iterator[tuple[str, Submission]]:
    """Give every kind of bad input for a form; each is sent as a browser would send it."""
    for name, value in BAD.items():
        yield name, {field: [value] for field in fields}
    yield "missing", {}
    yield "repeated", {field: ["x", "y", "z"] for field in fields}
    yield "unknown", {"surprise": ["x"], "__proto__": ["x"]}


@pytest.mark.parametrize("path", OPEN_PAGES)
async def test_open_forms_take_anything(town: World, path: str) -> None:
    button, fields = OPEN_PAGES[path]
    browser = town.browser()
    page = await browser.open(path)
    token = page.form_with(button).values["token"]
    for kind, form in sent(fields):
        page = await browser.send(path, {"token": token, **form})
        assert page.status in {200, 422, 429}, (kind, page.status)
        assert page.status != 422 or page.errors, kind


@pytest.mark.parametrize("path", OWN_PAGES)
async def test_forms_of_ones_own_take_anything(town: World, path: str) -> None:
    await town.account_for(TARO)
    browser = await town.signed_in()
    button, fields = OWN_PAGES[path]
    page = await browser.open(path)
    token = page.form_with(button).values["token"]
    for kind, form in sent(fields):
        page = await browser.send(path, {"token": token, **form})
        assert page.status in {200, 422, 429}, (kind, page.status)
        assert page.status != 422 or page.errors, kind


@pytest.mark.parametrize("way", ["key", "post"])
async def test_every_question_takes_anything_and_loses_nothing(town: World, way: str) -> None:
    browser = town.browser()
    key = await town.key_for(TARO)
    answers = {**ANSWERS, "access-key": {"access-key": key}}
    await browser.open("/sign-up")
    page = await browser.press("次へ進む", {"way": way})
    asked = 0
    while (slug := page.path.rpartition("/")[2]) in answers:
        asked += 1
        token = page.form_with("次へ進む").values["token"]
        for kind, form in sent(FIELDS[slug]):
            page = await browser.send(f"/sign-up/{way}/{slug}", {"token": token, **form})
            assert page.status in {200, 422}, (slug, kind, page.status)
            assert page.status != 422 or page.errors, (slug, kind)
        await browser.open(f"/sign-up/{way}/{slug}")
        page = await browser.press("次へ進む", answers[slug])
        assert page.status == 200, (slug, page.errors)
    assert page.path == f"/sign-up/{way}/check"
    assert asked >= 11


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("showa", "64", "2", "1"), "選んだ元号の中にありません"),
        (("showa", "30", "2", "30"), "こよみにありません"),
        (("", "30", "1", "1"), "元号を選んでください"),
        (("reiwa", "99", "1", "1"), "これから先の日です"),
    ],
)
async def test_impossible_birth_dates_say_why(
    town: World, typed: tuple[str, ...], said: str
) -> None:
    browser = town.browser()
    answers = {slug: ANSWERS[slug] for slug in ("terms", "number", "name", "kana")}
    await fill_in(browser, "key", answers)
    parts = zip(("born-era", "born-year", "born-month", "born-day"), typed, strict=True)
    page = await browser.press("次へ進む", dict(parts))
    assert page.status == 422
    assert said in next(iter(page.errors))


async def test_a_day_of_an_era_that_had_ended_is_taken_and_said_back(town: World) -> None:
    key = await town.key_for(TARO)
    birth = {"born-era": "heisei", "born-year": "31", "born-month": "5", "born-day": "1"}
    answers = {**ANSWERS, "access-key": {"access-key": key}, "birth": birth}
    page = await fill_in(town.browser(), "key", answers)
    assert "2019年（令和元年）5月1日" in page.text


async def test_a_form_of_another_visit_is_refused_and_nothing_is_changed(town: World) -> None:
    account = await town.account_for(TARO)
    browser, stranger = await town.signed_in(), town.browser()
    page = await stranger.open("/sign-in")
    token = page.form_with("ログインする").values["token"]
    for wrong in (token, [], ["x"], ["0" * 128], ["é" * 128]):
        page = await browser.send("/account/notices", {"token": wrong, "notices": ["yes"]})
        assert page.status == 403
    assert account


async def test_back_always_works(town: World) -> None:
    browser = town.browser()
    await fill_in(browser, "key", {slug: ANSWERS[slug] for slug in ("terms", "number", "name")})
    page = await browser.follow("前のページに戻る")
    assert page.path == "/sign-up/key/name"
    assert "高橋" in page.response.text
    page = await browser.press("次へ進む", ANSWERS["name"])
    assert page.path == "/sign-up/key/kana"


async def test_a_hashing_queue_that_is_full_keeps_the_typed_name(
    town: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: object) -> bool:
        raise TooBusy

    monkeypatch.setattr(Hasher, "verify", full)
    page = await sign_in(town.browser(), "tsukushi55", PASSWORD)
    assert page.status == 503
    assert "こみ合っています" in page.text
    assert "tsukushi55" in page.response.text
    assert PASSWORD not in page.response.text


async def test_old_links_and_made_up_ones_are_dead_and_nothing_breaks(town: World) -> None:
    browser = town.browser()
    for kind in ("confirm", "change", "undo", "password", "user-id"):
        for link in ("x", "x" * 400, "あ", "%00"):
            page = await browser.open(f"/mail/{kind}/{link}")
            assert page.status in {410, 404, 400}, (kind, link, page.status)
