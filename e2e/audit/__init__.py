"""The checker of pages: axe and our own rules over any address.

``audit_html`` needs no browser and can be called from any test; ``audit_page`` looks at a page
that is open in one; ``python -m e2e.audit URL…`` is for people.
"""

from collections.abc import Callable, Sequence

from playwright.sync_api import Page

from e2e.audit import axe
from e2e.audit.browser import Watch
from e2e.audit.findings import WHOLE_RECORD, Budget, Finding, Options, finding, kept, rules
from e2e.audit.passes import PASSES
from e2e.audit.static import audit_html

__all__ = [
    "WHOLE_RECORD",
    "Budget",
    "Finding",
    "Options",
    "audit_html",
    "audit_page",
    "rules",
]

Pass = Callable[[Page, Options, str], list[Finding]]


def audit_page(
    watch: Watch,
    options: Options | None = None,
    state: str = "",
    passes: Sequence[Pass] = PASSES,
) -> list[Finding]:
    """Run the static rules, axe and the passes over the page that a ``Watch`` has open."""
    options, page = options or Options(), watch.page
    found = audit_html(watch.html(), options, page.url)
    found += [
        finding("external-request", "html", address, url=page.url, state=state)
        for address in watch.foreign()
    ]
    found += axe.run(page, state)
    for one in passes:
        found += one(page, options, state)
    return kept(found, options)
