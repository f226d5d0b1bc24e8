"""Rules that look at the page as the browser draws it: the scripts of this folder, joined."""

from collections.abc import Iterable
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from e2e.audit.findings import Finding, Options, finding, rules

_FILES = ("common.js", "text.js", "boxes.js", "page.js", "focus.js")
MOST_STOPS = 120  # of a page with hundreds of links the first ones are walked
BEFORE_FIELD = 15  # stops of the Tab key, at most (accessibility.md G8)


@cache
def _script() -> str:
    here = Path(__file__).parent
    body = "\n".join((here / name).read_text("utf-8") for name in _FILES)
    return f"([names, options]) => {{ {body}\n for (const name of names) rules[name](options); return hits; }}"


def probe(page: Page, names: Iterable[str], options: Options) -> list[dict[str, str]]:
    """Run the named scripts in the page; return their hits as they are."""
    given: dict[str, Any] = {
        "budget": asdict(options.budget),
        "smallest_text": options.smallest_text,
        "control": options.control,
        "target": options.target,
        "most_stops": MOST_STOPS,
        "before_field": BEFORE_FIELD,
    }
    found: list[dict[str, str]] = page.evaluate(_script(), [list(names), given])
    return found


def as_findings(
    hits: Iterable[dict[str, str]], page: Page, state: str, *, rule: str = ""
) -> list[Finding]:
    """Turn hits into findings, under another rule's name where a pass asks for that."""
    return [
        finding(
            rule or hit["rule"],
            hit["selector"],
            hit["what"],
            snippet=hit["snippet"],
            url=page.url,
            state=state,
        )
        for hit in hits
    ]


def rules_of(where: str) -> list[str]:
    """Return the rules that a pass runs."""
    return [rule.id for rule in rules().values() if rule.where == where]
