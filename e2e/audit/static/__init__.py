"""Rules that read the HTML as it was sent. No browser is needed for them."""

from collections.abc import Callable, Collection, Iterator

from e2e.audit.document import Document, Element, selector, snippet
from e2e.audit.findings import Finding, Options, finding, kept

Hit = tuple[Element, str]
Check = Callable[[Document, Options], Iterator[Hit]]

CHECKS: dict[str, Check] = {}


def rule(name: str) -> Callable[[Check], Check]:
    """Register a check under its name in rules.toml."""

    def register(check: Check) -> Check:
        CHECKS[name] = check
        return check

    return register


def audit_html(
    html: str | bytes,
    options: Options | None = None,
    url: str = "",
    only: Collection[str] | None = None,
) -> list[Finding]:
    """Run every static rule, or those named, over a page's HTML."""
    # The files of rules register themselves; they import ``rule`` from here.
    from e2e.audit.static import forms, head, links, scripting, structure, wording

    assert {forms, head, links, scripting, structure, wording}
    options = options or Options()
    document = Document(html, url or "http://page.test/")
    return kept(
        (
            finding(name, selector(element), what, snippet=snippet(element), url=url)
            for name, check in CHECKS.items()
            if only is None or name in only
            for element, what in check(document, options)
        ),
        options,
    )
