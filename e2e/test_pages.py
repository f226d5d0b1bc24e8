"""Every page in every state and every setting, block by block (accessibility.md §4.1)."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from e2e import paper
from e2e.audit import Finding, Options, audit_html, audit_page, axe
from e2e.audit.document import Document, hidden_from_all, selector
from e2e.audit.findings import finding
from e2e.audit.live import as_findings, probe
from e2e.audit.passes import (
    BY_WIDTH,
    as_it_stands,
    in_forced_colours,
    in_windows,
    with_large_default,
    with_tab,
)
from e2e.conftest import Report
from e2e.looks import FRESH, Looks
from e2e.pages import EVERY, NO_PAGES
from e2e.screens.text_browser import dump
from e2e.states import State
from e2e.strict import Validator
from e2e.visits import Visitors
from nenkin.app import create_app
from nenkin.settings import Settings
from nenkin.web.access import handlers

SIZES = ("m", "l", "x", "xx")
CORE = (as_it_stands, with_large_default, in_forced_colours)
# What only a script can do, such as showing a password, is offered by that script alone.
BY_SCRIPT = "button[type=button]"
TEXT = ("h1", "h2", "h3", "h4", "a", "label", "legend", "button", "caption", "td", "th", "p", "li")
LONGEST_CELL = 3  # characters that no table of w3m breaks
# What every answer has of its own: masks of the form's token, when it was, and new words.
OF_ITS_OWN = re.compile(
    rb'(?<=name="token" value=")[^"]*|(?<=data-left=")[^"]*|\d{1,2}:\d{2}|(?<=<li class="lead">)[^<]*'
)
NEW_WORDS = "main li.lead"  # of a resume code: others each time that it is made
WORDS = """named => [
  [...document.querySelectorAll(named)].map((one) => one.innerText).join("\\n"),
  document.querySelector("main").innerText,
]"""
JUDGED = Looks()  # in the other colours
TIME = re.compile(r"\d{1,2}:\d{2}")
OF_RUBY = {"ruby-no-rp", "ruby-in-name"}


def test_every_page_of_the_site_is_walked(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A new page is looked at from its first day, or says why not."""
    keys = tmp_path_factory.mktemp("keys") / "keys.json"
    app = create_app(Settings(demo=True, keys=keys))
    routes = {
        path
        for path, handler in handlers(app.inner)  # type: ignore[arg-type]
        if "GET" in getattr(handler, "http_methods", ())
    }
    walked = {state.covers for state in EVERY}
    assert routes - NO_PAGES.keys() - walked == set()
    assert NO_PAGES.keys() <= routes - walked
    assert {route for route in walked if route.startswith("/")} <= routes
    assert len({state.name for state in EVERY}) == len(EVERY)


def _cases() -> Iterator[Any]:
    """Give every state; those of another profile of passwords to one worker, which runs their site."""
    for state in EVERY:
        apart = [] if state.profile == State.profile else [pytest.mark.xdist_group(state.profile)]
        yield pytest.param(state, id=state.name, marks=apart)


@pytest.mark.parametrize("state", [*_cases()])
def test_page(
    state: State, visitors: Visitors, terms: frozenset[str], validator: Validator, report: Report
) -> None:
    """Every rule and engine, on screens and paper, without script, with readings, in w3m."""
    options = Options(terms=terms, budget=state.budget)
    found: dict[str, list[Finding]] = {}
    with visitors.visit(state) as watch:
        page, html = watch.page, watch.html()
        alike = state.then is None and watch.untouched()
        found["core"] = audit_page(watch, options, passes=CORE)
        found["keyboard"] = with_tab(page, options)
        found["html"] = validator.strict_html(html.encode(), page.url)
        found["text"] = list(_lost(html))
        found["reflow"] = in_windows(page, options, sizes=SIZES, windows=BY_WIDTH)
        plain = _shown(page, without=f"main {BY_SCRIPT}")
        if not state.part:
            found["paper"] = paper.findings(page)
            found["themes"] = []
            fresh = JUDGED.fresh(page)
            for theme in ("dark", "warm") if fresh else ():
                visitors.theme(page, theme)
                found["themes"] += _colours(page, theme)
            JUDGED.known.update(() if found["themes"] else fresh)
            found["noscript"] = []
    if not (state.part or alike):
        with visitors.visit(state, script=False) as watch:
            found["noscript"] = as_it_stands(watch.page, options, "no script")
            if _main(html) != _main(watch.html()) or plain != _shown(watch.page):
                what = "the main part differs without script"
                found["noscript"].append(finding("hx-no-fallback", "main", what))
            if state.errors:
                found["errors"] = list(_led_to_its_fields(watch.page))
    with visitors.visit(state, "m.light.r") as watch:
        found["readings"] = audit_html(watch.html(), options, watch.page.url, only=OF_RUBY)
        ends = (SIZES[0], SIZES[-1])
        found["reflow"] += in_windows(
            watch.page, options, "readings", sizes=ends, spaced=False, windows=BY_WIDTH
        )
    report(state, found)


def _colours(page: Page, name: str) -> list[Finding]:
    """Words at 7:1, borders and marks at 4.5:1, the ring at 3:1."""
    found = axe.run(page, name, axe.OF_COLOURS, within=FRESH)
    hits = probe(page, ["border-contrast", "bg-image-text", "focus-colours"], Options())
    return found + as_findings(hits, page, name)


def _main(html: str) -> bytes:
    found = re.search(rb"<main.*</main>", html.encode(), re.DOTALL)
    assert found
    return OF_ITS_OWN.sub(b"", found[0])


def _shown(page: Page, without: str = "") -> list[str]:
    """Give the lines of the main part, less those of the elements named."""
    named = f"{without}, {NEW_WORDS}" if without else NEW_WORDS
    less, main = page.evaluate(WORDS, named)
    lines = TIME.sub("", main).splitlines()
    return [line for line in lines if line.strip() and line not in less.splitlines()]


def _lost(html: str) -> Iterator[Finding]:
    """Give what w3m does not print: headings, links, questions, buttons, short cells."""
    document, printed = Document(html), "".join(dump(html.encode()).split())
    for element in document.root.find(".//main").iter(*TEXT):
        words = "".join(document.words(element).split())
        in_table = any(one.tag == "table" for one in element.iterancestors())
        broken = (in_table and len(words) > LONGEST_CELL) or element.find(".//ul") is not None
        broken = broken or element.find(".//svg") is not None  # w3m prints no picture, nor its name
        if words and not broken and not hidden_from_all(element) and words not in printed:
            yield Finding(
                rule="text-browser", selector=selector(element), what=f"«{words}» is lost"
            )


def _led_to_its_fields(page: Page) -> Iterator[Finding]:
    """The summary has the focus without script, and its links lead to fields."""
    page.keyboard.press("Tab")
    if not page.evaluate("() => !!document.activeElement.closest('#err')"):
        yield finding("err-unassoc", "#err", "Tab does not begin at the summary")
    links = page.locator("#err a")
    if not links.count():
        yield finding("err-unassoc", "#err", "no link to a field")
    for number in range(links.count()):
        target = links.nth(number).get_attribute("href") or "#"
        if not page.locator(f"main {target}").count():
            yield finding("dead-fragment", "#err a", target)
