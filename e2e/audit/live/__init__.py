"""Rules that look at the page as the browser draws it: the scripts of this folder, joined."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from e2e.audit.findings import Finding, Options, finding, rules

_FILES = ("common.js", "text.js", "boxes.js", "page.js", "focus.js", "steps.js")
MOST_STOPS = 120  # of a page with hundreds of links the first ones are walked
BEFORE_FIELD = 15  # stops of the Tab key, at most (accessibility.md G8)


@cache
def _script() -> str:
    here = Path(__file__).parent
    body = "\n".join((here / name).read_text("utf-8") for name in _FILES)
    taken = "return (steps, options) => steps.map((step) => taken(step, options));"
    return f"() => {{ window.auditRules = (() => {{ {body}\n {taken} }})(); }}"


# The page keeps the rules: they are read once by each.
_RUN = "([steps, options]) => window.auditRules ? window.auditRules(steps, options) : null"


@dataclass(frozen=True, kw_only=True)
class Step:
    """What is run at once, and how the page is changed for it: each call of the browser costs."""

    names: Sequence[str]
    size: str = ""  # of text, as the site's cookie says it; empty: as it is
    spaced: bool = False  # with letters and lines as far apart as WCAG 1.4.12 says


def probe(page: Page, names: Iterable[str], options: Options) -> list[dict[str, str]]:
    """Run the named scripts in the page; return their hits as they are."""
    (found,) = probe_steps(page, [Step(names=list(names))], options)
    return found


def probe_steps(page: Page, steps: Sequence[Step], options: Options) -> list[list[dict[str, str]]]:
    """Run one step after the other in one call; return the hits of each, and put the page back."""
    given: dict[str, Any] = {
        "budget": asdict(options.budget),
        "smallest_text": options.smallest_text,
        "control": options.control,
        "target": options.target,
        "most_stops": MOST_STOPS,
        "before_field": BEFORE_FIELD,
    }
    asked = [[asdict(step) for step in steps], given]
    found: list[list[dict[str, str]]] | None = page.evaluate(_RUN, asked)
    if found is None:
        page.evaluate(_script())
        found = page.evaluate(_RUN, asked)
    assert found is not None
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
