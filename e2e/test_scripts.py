"""What our own scripts add to pages that work without them, in a real browser."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route

from nenkin.features.gallery.parts import draw, read_parts
from nenkin.web import assets
from nenkin.web.visits import Visit
from tests.browser import ADDRESS
from tests.pages import SOMEBODY, renderer, visit, words

# Debian's Chromium has no voice: what would be said is caught instead.
VOICE = """
window.said = [];
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => [{ lang: "ja-JP" }], cancel() {}, addEventListener() {},
  speak(utterance) { window.said.push(utterance.text); },
} });
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
"""


def question(seen: Visit) -> str:
    found = words().faq["unpaid-effect"]
    return renderer().draw(seen, "help/question.html", question=found, others=[], back=None)


def term(seen: Visit, slug: str) -> str:
    found = words().glossary[slug]
    return renderer().draw(seen, "help/term.html", term=found, questions=[], back=None)


def password(seen: Visit) -> str:
    part = read_parts()["password-field"]
    html = draw(renderer().components, part, part.examples[0])
    return renderer().draw(
        seen, "gallery/example.html", part=part, example=part.examples[0], html=html
    )


def answer(route: Route) -> None:
    """Answer a request as the site would, out of the renderer's and the assets' own hands."""
    path = urlsplit(route.request.url).path
    partial = route.request.headers.get("hx-request-type") == "partial"
    seen = visit(path, person=SOMEBODY, ruby=path == "/ruby", fragment=partial)
    if path.startswith("/static/"):
        name = path.rpartition("/")[2]
        kind = "text/css" if name.endswith(".css") else "text/javascript"
        route.fulfill(body=assets.load().files[name], content_type=kind)
    elif path.startswith("/glossary/"):
        route.fulfill(body=term(seen, path.rpartition("/")[2]), content_type="text/html")
    else:
        body = password(seen) if path == "/password" else question(seen)
        route.fulfill(body=body, content_type="text/html; charset=utf-8")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a page on which a script's mistake is a failure."""
    context = browser.new_context()
    opened = context.new_page()
    opened.set_default_timeout(10_000)
    opened.route("**/*", answer)
    mistakes: list[str] = []
    opened.on("pageerror", lambda error: mistakes.append(str(error)))
    yield opened
    context.close()
    assert mistakes == []


def test_a_word_is_explained_below_its_paragraph_and_closed_again(page: Page) -> None:
    page.goto(f"{ADDRESS}/question")
    link = page.locator("main a.term").first
    before = page.title()
    link.click()
    box = page.locator(".explanation")
    box.wait_for()
    slug = (link.get_attribute("href") or "").rpartition("/")[2]
    assert words().glossary[slug].summary in box.inner_text()
    assert link.get_attribute("aria-expanded") == "true"
    assert page.evaluate("document.activeElement.className") == "explanation"
    assert page.title() == before
    assert page.url == f"{ADDRESS}/question"
    link.click()
    assert box.count() == 0
    assert link.get_attribute("aria-expanded") == "false"


def test_an_explanation_that_cannot_be_fetched_opens_as_a_page(page: Page) -> None:
    page.goto(f"{ADDRESS}/question")
    failing = "**/glossary/*"
    page.route(
        failing,
        lambda route: route.abort() if route.request.resource_type == "fetch" else answer(route),
    )
    page.locator("main a.term").first.click()
    page.wait_for_url(failing)


@pytest.mark.parametrize(
    ("path", "first"), [("/question", "未納があると"), ("/ruby", "みのうがあると")]
)
def test_the_main_text_is_read_once_with_authored_readings(
    page: Page, path: str, first: str
) -> None:
    page.add_init_script(VOICE)
    page.goto(f"{ADDRESS}{path}")
    button = page.locator(".read-aloud button")
    start = button.inner_text()
    button.click()
    said = page.evaluate("window.said")
    assert said[0].startswith(first)
    assert len(said) > 3
    assert not any("(" in text for text in said)  # no brackets of furigana
    assert button.inner_text() != start
    assert page.locator("#status").inner_text() == words().phrases["settings.read-aloud-going"]
    button.click()
    assert button.inner_text() == start
    assert page.locator("#status").inner_text() == ""


def test_without_a_japanese_voice_there_is_no_button(page: Page) -> None:
    page.goto(f"{ADDRESS}/question")
    assert page.locator(".read-aloud button").count() == 0


def test_the_end_of_the_time_is_said_once_five_minutes_before(page: Page) -> None:
    page.clock.install()
    page.goto(f"{ADDRESS}/question")
    page.clock.fast_forward("24:59")
    assert page.locator("#status").inner_text() == ""
    page.clock.fast_forward("00:02")
    assert "あと5分" in page.locator("#status").inner_text()
    page.clock.fast_forward("05:00")
    assert page.locator("#status").inner_text() == words().phrases["session.ended-title"]


def test_a_password_can_be_seen_while_it_is_typed(page: Page) -> None:
    page.goto(f"{ADDRESS}/password")
    field, button = page.locator("#f-password"), page.locator(".password-field__switch")
    button.click()
    assert field.get_attribute("type") == "text"
    button.click()
    assert field.get_attribute("type") == "password"
