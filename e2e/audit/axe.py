"""axe-core in the page: our own pinned copy, and what its «incomplete» may stay."""

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from e2e.audit.findings import Finding

VERSION = "4.14.1"
SCRIPT = Path(__file__).parent.parent / "vendor" / f"axe-core-{VERSION}" / "axe.min.js"
TAGS = (
    "wcag2a",
    "wcag2aa",
    "wcag2aaa",
    "wcag21a",
    "wcag21aa",
    "wcag22aa",
    "best-practice",
    "experimental",
)
# The two rules on contrast divide the words between them: that of level AAA lets pass, unread, all
# that is below level AA or cannot be measured. To work both out takes a third of axe's time, so that
# of AAA is told to judge every word (below 7:1, and 4.5:1 where large), and that of AA rests.
TWICE = {"color-contrast": {"enabled": False}}
EVERY_WORD = """
axe.configure({checks: [{
  id: "color-contrast-enhanced",
  evaluate: "color-contrast-evaluate",
  options: {...axe._audit.checks["color-contrast-enhanced"].options,
            contrastRatio: {normal: {expected: 7}, large: {expected: 4.5}}},
}]});"""
# Rules that pass and those of other pages are most of an answer, and nobody reads them.
WHAT_IS_READ = """
const whole = axe.run;
void (axe.run = (...asked) => whole(...asked)
  .then(({ violations, incomplete }) => ({ violations, incomplete })));"""
# What other colours can change (e2e/test_settings.py: themes differ in their colours alone).
OF_COLOURS = ("color-contrast-enhanced", "link-in-text-block")


@cache
def _axe() -> Any:
    return Axe(axe_script=SCRIPT.read_text("utf-8") + EVERY_WORD + WHAT_IS_READ)


def _there(page: Page) -> Any:
    """Give what runs axe: its half a megabyte is read once by each page."""
    return Axe(axe_script="0") if page.evaluate("() => 'axe' in window") else _axe()


@cache
def explained() -> list[dict[str, str]]:
    """Read which «incomplete» results were judged by a person, and how."""
    table = tomllib.loads(Path(__file__).with_name("explained.toml").read_text("utf-8"))
    entries: list[dict[str, str]] = table.get("explained", [])
    for entry in entries:
        missing = {"rule", "selector", "reason"} - entry.keys()
        if missing or not entry["reason"].strip():
            raise ValueError(f"explained.toml: {entry} lacks {', '.join(sorted(missing))}")
    return entries


class _InPage(str):
    """What the page itself is to work out, where axe's caller would give a selector."""

    __slots__ = ()
    __repr__ = str.__str__


def run(page: Page, state: str = "", only: Iterable[str] = (), within: str = "") -> list[Finding]:
    """Run axe over the open page; return its violations and its unexplained «incomplete».

    Only within the elements that the page keeps under a name, where one is given.
    """
    rules = list(only)
    run_only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": list(TAGS)}
    options = {
        "runOnly": run_only,
        "rules": {} if rules else TWICE,
        "resultTypes": ["violations", "incomplete"],
    }
    context = _InPage(f"window[{within!r}]") if within else None
    results = _there(page).run(page, context, options).response
    found = [
        _finding(page, result, node, state, "")
        for result in results["violations"]
        for node in result["nodes"]
    ]
    undecided = [(result, node) for result in results["incomplete"] for node in result["nodes"]]
    answers = _explained(page, [(result["id"], node["target"]) for result, node in undecided])
    return found + [
        _finding(page, result, node, state, "incomplete: ")
        for (result, node), known in zip(undecided, answers, strict=True)
        if not known
    ]


def _explained(page: Page, undecided: list[tuple[str, list[Any]]]) -> list[bool]:
    """Say of each whether a person has judged it."""
    asked = []
    for rule, target in undecided:
        selectors = [entry["selector"] for entry in explained() if entry["rule"] == rule]
        known = selectors and isinstance(target[0], str)
        asked.append([target[0], ", ".join(selectors)] if known else None)
    if not any(asked):
        return [False] * len(asked)
    script = (
        "asked => asked.map((one) => !!one && !!document.querySelector(one[0])?.matches(one[1]))"
    )
    answers: list[bool] = page.evaluate(script, asked)
    return answers


def _finding(
    page: Page, result: dict[str, Any], node: dict[str, Any], state: str, kind: str
) -> Finding:
    messages = [
        check["message"] for group in ("any", "all", "none") for check in node.get(group, [])
    ]
    criteria = [tag for tag in result["tags"] if tag.startswith("wcag") and tag[4:].isdigit()]
    return Finding(
        rule=f"axe:{result['id']}",
        selector=" ".join(map(str, node["target"])),
        what=kind + "; ".join(messages),
        snippet=node.get("html", "")[:160].replace("\n", " "),
        wcag=" ".join(".".join((tag[4], tag[5], tag[6:])) for tag in criteria),
        do=result["help"],
        url=page.url,
        state=state,
    )
