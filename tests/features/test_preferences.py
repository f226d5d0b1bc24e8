"""見え方: one press changes it, on every page, and leads back to where it was pressed."""

import pytest

from nenkin.features.home import routes as home
from nenkin.features.preferences import routes as preferences
from nenkin.features.preferences.routes import way_back
from nenkin.web.preferences import changed
from nenkin.web.visits import Preferences
from tests.browser import Browser
from tests.small_site import browser, small_site

ROUTES = (*home.ROUTES, *preferences.ROUTES)


@pytest.mark.parametrize(
    ("button", "classes", "now"),
    [
        ("文字を大にする", "ts-l th-light", "いま：大"),
        ("文字を最大にする", "ts-xx th-light", "いま：最大"),
        ("画面を黒にする", "ts-m th-dark", "いま：黒"),
        ("画面を黄地にする", "ts-m th-warm", "いま：黄地"),
    ],
)
async def test_a_press_changes_how_pages_look(button: str, classes: str, now: str) -> None:
    person = browser(ROUTES)
    await person.open("/")
    page = await person.press(button)
    assert page.path == "/"
    assert page.root.get("class") == classes
    assert now in page.response.text
    again = await person.open("/")
    assert again.root.get("class") == classes


async def test_changes_add_up_and_can_be_taken_back() -> None:
    person = browser(ROUTES)
    await person.open("/")
    await person.press("文字を特大にする")
    await person.press("画面を黒にする")
    page = await person.press("ふりがなを付ける")
    assert page.root.get("class") == "ts-x th-dark"
    assert "<ruby>" in page.response.text
    page = await person.press("ふりがなを消す")
    assert "<ruby>" not in page.response.text
    page = await person.press("文字を標準にする")
    assert page.root.get("class") == "ts-m th-dark"


async def test_the_page_says_what_is_and_what_a_press_will_do() -> None:
    person = browser(ROUTES)
    page = await person.open("/")
    buttons = {words for form in page.forms for words in form.buttons}
    assert "文字を大にする" in buttons
    assert "文字を標準にする" not in buttons
    assert "やさしい日本語にする" not in buttons  # this page has none


async def test_error_pages_follow_the_settings_too() -> None:
    person = browser(ROUTES)
    await person.open("/")
    await person.press("画面を黒にする")
    page = await person.open("/nowhere")
    assert page.status == 404
    assert page.root.get("class") == "ts-m th-dark"


async def test_the_cookie_lasts_a_year_and_is_ours_alone() -> None:
    answer = await browser(ROUTES).client.post("/prefs", {"ts": "l", "back": "/"})
    assert answer.status == 303
    assert answer.get("location") == "/#top"
    assert answer.get("set-cookie") == (
        "prefs=l.light; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000"
    )


@pytest.mark.parametrize(
    ("back", "at", "where"),
    [
        ("/record/years?a=1", "", "/record/years?a=1#top"),
        ("/record", "settings", "/record#settings"),
        ("/record#grid", "", "/record#top"),
        ("/record", "evil", "/record#top"),
        ("https://evil.example/", "", "/#top"),
        ("//evil.example", "", "/#top"),
        ("/\\evil.example", "", "/#top"),
        ("/a\\b", "", "/#top"),
        ("/a\r\nset-cookie: x=y", "", "/#top"),
        ("/\t/evil.example", "", "/#top"),
        ("/年金", "", "/#top"),
        ("javascript:alert(1)", "", "/#top"),
        ("", "", "/#top"),
        ("/" + "a" * 2000, "", "/#top"),
    ],
)
def test_the_way_back_never_leads_elsewhere(back: str, at: str, where: str) -> None:
    assert way_back({"back": [back], "at": [at]}) == where


@pytest.mark.parametrize(
    "submission",
    [{}, {"ts": ["huge"]}, {"th": ["<b>"]}, {"ruby": ["yes"]}, {"easy": [""]}, {"ts": ["\0"]}],
)
def test_what_nobody_offers_changes_nothing(submission: dict[str, list[str]]) -> None:
    before = Preferences(size="x", theme="warm", ruby=True, easy=True)
    assert changed(before, submission) == before


async def test_a_person_signed_in_needs_no_token_for_it() -> None:
    person = browser(ROUTES, signed_in=True)
    await person.open("/")
    page = await person.press("文字を大にする")
    assert page.root.get("class") == "ts-l th-light"


async def test_they_are_kept_over_https_as_well() -> None:
    person = Browser(small_site(ROUTES, secure=True))
    answer = await person.client.post("/prefs", {"th": "dark", "back": "/"})
    name, _, value = answer.get("set-cookie").partition(";")[0].partition("=")
    assert name == "__Host-prefs"
    page = await person.client.get("/", headers={"cookie": f"{name}={value}"})
    assert '<html lang="ja" class="ts-m th-dark">' in page.text


@pytest.mark.parametrize(
    ("told", "theme"), [('"dark"', "dark"), ('"light"', "light"), ('"<b>"', "light"), ("", "light")]
)
async def test_the_first_guess_of_the_colours_is_how_the_device_is_set(
    told: str, theme: str
) -> None:
    person = browser(ROUTES)
    person.client.headers["Sec-CH-Prefers-Color-Scheme"] = told
    page = await person.open("/")
    assert page.root.get("class") == f"ts-m th-{theme}"
    assert page.response.get("accept-ch") == "sec-ch-prefers-color-scheme"
    # what somebody chose stands over it
    page = await person.press("画面を黄地にする")
    assert page.root.get("class") == "ts-m th-warm"
