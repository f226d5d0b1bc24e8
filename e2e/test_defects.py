"""Every rule still bites on the page with its one seeded fault, and on nothing else there."""

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from e2e import paper
from e2e.audit import audit_html, audit_page, rules
from e2e.audit.axe import SCRIPT, VERSION
from e2e.audit.browser import Watch
from e2e.audit.live import rules_of
from e2e.audit.window import undrawn
from e2e.conftest import DefectServer
from e2e.strict import Validator, old_script, styles

DEFECTS = Path(__file__).parent / "defects"
PAGES = sorted(page.stem for page in DEFECTS.glob("*.html"))
SEEDED = re.compile(r"<!-- seeded: (\S+?)(?:; also: (.+?))? -->")
# What stylelint and acorn must say of their seeded files.
STYLE_RULES = {
    "css:at-rule-disallowed-list",
    "css:declaration-property-value-disallowed-list",
    "css:function-disallowed-list",
    "css:max-nesting-depth",
    "css:property-disallowed-list",
    "css:selector-pseudo-class-disallowed-list",
    "css:unit-disallowed-list",
}


def seeded(name: str) -> set[str]:
    """Return what a page says that it must be found guilty of."""
    match = SEEDED.search((DEFECTS / f"{name}.html").read_text("utf-8"))
    return {match[1], *(match[2] or "").split()} if match else set()


def test_every_rule_has_its_page_and_every_page_but_the_good_one_its_fault() -> None:
    """A rule without a seeded page may have died unseen."""
    of_pages = {name: seeded(name) for name in PAGES}
    assert [name for name, found in of_pages.items() if not found] == ["good"]
    assert set(rules()) <= {rule for found in of_pages.values() for rule in found}
    assert all(name in of_pages[name] for name in PAGES if name in rules())


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_found_guilty_of_its_seeded_fault_and_of_nothing_else(
    name: str, layouts: Browser, defects: DefectServer
) -> None:
    """Not one fewer: the rule is alive. Not one more: it is precise."""
    with undrawn(layouts) as page:
        watch = Watch(page)
        watch.page.goto(f"{defects.address}{name}.html")
        found = audit_page(watch)
    assert {one.rule for one in found} == seeded(name), "\n".join(one.as_text() for one in found)


@pytest.mark.parametrize("name", [rule.id for rule in rules().values() if rule.where == "static"])
def test_static_rules_need_no_browser(name: str) -> None:
    """The same faults are found in the HTML alone."""
    found = {one.rule for one in audit_html((DEFECTS / f"{name}.html").read_bytes())}
    assert name in found
    assert not found & set(rules_of("page"))


def test_strict_html_accepts_the_good_page_and_refuses_a_wrong_one(validator: Validator) -> None:
    """The checker for HTML is alive."""
    assert validator.strict_html((DEFECTS / "good.html").read_bytes()) == []
    found = validator.strict_html((DEFECTS / "dup-id.html").read_bytes(), "dup-id")
    assert {(one.url, one.rule, "Duplicate ID" in one.what) for one in found} == {
        ("dup-id", "html", True)
    }


def test_styles_are_accepted_and_refused() -> None:
    """The checker for styles is alive, rule by rule."""
    assert styles([DEFECTS / "good.css"]) == []
    assert {one.rule for one in styles([DEFECTS / "avoid.css"])} == STYLE_RULES


def test_scripts_are_accepted_and_refused() -> None:
    """The checker for scripts is alive."""
    assert old_script(DEFECTS / "trap.js") == []
    assert [one.rule for one in old_script(DEFECTS / "modern.js")] == ["js:es2015"]


def test_axe_is_the_one_that_was_looked_at() -> None:
    """A changed engine would change what «no findings» means."""
    lines = (SCRIPT.parent / "SHA256SUMS").read_text("utf-8").splitlines()
    sums = {name: digest for digest, name in (line.split() for line in lines)}
    assert set(sums) == {"axe.min.js", "LICENSE", "LICENSE-3RD-PARTY.txt"}
    for name, expected in sums.items():
        assert hashlib.sha256((SCRIPT.parent / name).read_bytes()).hexdigest() == expected
    assert f"axe v{VERSION}" in SCRIPT.read_text("utf-8")[:200]


def test_the_command_prints_what_to_do_and_says_by_its_status_whether_there_is_anything() -> None:
    """People of quality assurance and their scripts can rely on it."""
    command = [sys.executable, "-m", "e2e.audit", "--ignore", "axe:css-orientation-lock"]

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*command, *arguments],
            capture_output=True,
            text=True,
            check=False,
            cwd=DEFECTS.parent.parent,
        )

    good = run(DEFECTS / "good.html")
    assert (good.returncode, good.stderr) == (0, ""), good.stdout
    bad = run("--json", DEFECTS / "jargon.html", DEFECTS / "focus-ring.html")
    assert bad.returncode == 1
    assert {(one["rule"], bool(one["do"])) for one in json.loads(bad.stdout)} == {
        ("jargon", True),
        ("focus-ring", True),
    }
    told = run(DEFECTS / "jargon.html").stdout
    assert rules()["jargon"].ja in told
    assert "1 findings on 1 pages" in told
    nowhere = run("http://127.0.0.1:1/")
    assert (nowhere.returncode, nowhere.stdout) == (2, "")
    assert "127.0.0.1:1" in nowhere.stderr


DATED = "document.querySelector('main').append('2026年（令和8年）11月20日')"
# What is done to a good page, and what its paper is then found to lack.
ON_PAPER = {
    "nothing": ("", ""),
    "no date": ("document.querySelector('main').lastChild.remove()", "no date"),
    "no heading": ("paper('h1 { display: none }')", "is not on the paper"),
    "small print": ("paper('main p { font-size: 10px }')", "10 px"),
    "a cut table": ("paper('table { width: 1200px }')", "px"),
}
UNPRINTED = "paper('form, header { display: none }')"
PAPER = """window.paper = (rules) => { const sheet = new CSSStyleSheet();
  sheet.replaceSync(`@media print { ${rules} }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet] }"""


@pytest.mark.parametrize("what", ON_PAPER)
def test_what_is_wrong_on_paper_is_found(
    what: str, browser: Browser, defects: DefectServer
) -> None:
    """The checks of the paper bite too."""
    change, said = ON_PAPER[what]
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{defects.address}good.html")
        page.evaluate(f"() => {{ {PAPER}; {UNPRINTED}; {DATED}; {change} }}")
        found = [text for _, text in paper.problems(page)]
    assert bool(found) is bool(said), found
    assert not said or any(said in text for text in found), found
