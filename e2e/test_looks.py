"""What is not looked at twice is the same to the byte: pages without scripts, elements in other colours."""

import re

import pytest
from playwright.sync_api import Browser

from e2e.audit import axe
from e2e.audit.browser import Watch
from e2e.audit.window import undrawn
from e2e.conftest import DefectServer
from e2e.looks import FRESH, Looks
from e2e.visits import THEMES
from nenkin.web import assets

SELECTORS = re.compile(r"([^{}]+)\{")
PSEUDO = re.compile(r":[a-z-]+")
# Links are judged unvisited, and what is under a finger or has the focus has checks of its own.
KNOWN_PSEUDO = {":focus", ":visited", ":hover", ":first-child", ":not"}
# An attribute that an element has not is one that selectors ask for.
OTHER_WAYS = re.compile(r"#[a-z]|[+~]|\bscripting\b|:not\((?!(?:\[[\w-]+\]|\.[\w-]+)\))")


def test_a_style_sheet_asks_for_nothing_that_a_look_has_not() -> None:
    """Neither for an id, nor for what comes after an element, nor whether scripts run."""
    files = assets.load().files
    for theme in THEMES:
        for chosen in SELECTORS.findall(bytes(files[f"{theme}.css"]).decode()):
            assert set(PSEUDO.findall(re.sub(r"\([^)]*\)", "", chosen))) <= KNOWN_PSEUDO, chosen
            assert not OTHER_WAYS.search(chosen), chosen
    for asked in ("#main", "a+b", "@media (scripting: none)", "a:not(:last-child)"):
        assert OTHER_WAYS.search(asked), asked


MAIN = "document.querySelector('main p')"
# One byte of one element of the good page.
LOOKS_OTHER = {
    "class": f"{MAIN}.className += 'a'",
    "style": f"{MAIN}.style.color = '#767676'",
    "words": "document.querySelector('main form').append('a')",
    "above": "document.querySelector('main').className += 'a'",
    "root": "document.documentElement.className += 'a'",
}


@pytest.mark.parametrize("change", LOOKS_OTHER)
def test_an_element_that_looks_other_by_one_byte_is_judged(
    change: str, layouts: Browser, defects: DefectServer
) -> None:
    """And one that does not is not, nor is one of which another word alone differs."""
    looks = Looks()
    with undrawn(layouts) as page:
        page.goto(f"{defects.address}good.html")
        looks.known |= looks.fresh(page)
        assert looks.known
        assert looks.fresh(page) == set()
        page.evaluate(f"() => {{ {MAIN}.textContent += 'a' }}")
        assert looks.fresh(page) == set()
        page.evaluate(f"() => {{ {LOOKS_OTHER[change]} }}")
        assert looks.fresh(page)
        found = axe.run(page, only=axe.OF_COLOURS, within=FRESH)
    rules = {one.rule for one in found}
    assert rules == ({"axe:color-contrast-enhanced"} if change == "style" else set())


# What a script might do to a page: another word, another attribute, another answer.
TOUCHED = {
    "a word": f"{MAIN}.firstChild.data += 'a'",
    "a class": f"{MAIN}.className = 'a'",
    "a blank": "document.body.append(' ')",
    "an answer": "document.querySelector('main [type=radio]').checked = true",
    "an entry": "document.querySelector('main [type=email], main [type=text]').value = 'a'",
}


@pytest.mark.parametrize("change", TOUCHED)
def test_a_page_that_a_script_changes_by_one_byte_is_looked_at_without_scripts_too(
    change: str, layouts: Browser, defects: DefectServer
) -> None:
    """One that no script has touched is what people without scripts get."""
    with undrawn(layouts) as page:
        watch = Watch(page)
        page.goto(f"{defects.address}good.html")
        assert watch.untouched()
        page.evaluate(f"() => {{ {TOUCHED[change]} }}")
        assert not watch.untouched()
