"""The passes over one open page: each sets a state, looks, and puts the state back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, ViewportSize

from e2e.audit.findings import Finding, Options
from e2e.audit.live import MOST_STOPS, as_findings, probe, rules_of

# WCAG 1.4.12: what a reader may set. A constructed sheet is not touched by the page's policy.
SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5em !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important } p { margin-bottom: 2em !important }
    h1, h2, h3, h4, h5, h6 { line-height: 1.5em !important }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
NO_SPACING = (
    "() => { document.adoptedStyleSheets = Array.from(document.adoptedStyleSheets).slice(0, -1) }"
)
LARGE = 32  # the browser's own default text, doubled (1.4.4)
NORMAL = 16


@contextmanager
def width(page: Page, pixels: int, height: int = 800) -> Iterator[None]:
    """Show the page in a window of another size for a while."""
    before = page.viewport_size or ViewportSize(width=1280, height=800)
    page.set_viewport_size({"width": pixels, "height": height})
    try:
        yield
    finally:
        page.set_viewport_size(before)


def as_it_stands(page: Page, options: Options, state: str = "") -> list[Finding]:
    """Look at the page as it is."""
    return as_findings(probe(page, [*rules_of("page"), "no-visible-label"], options), page, state)


def with_tab(page: Page, options: Options, state: str = "") -> list[Finding]:
    """Walk the page with the Tab key, then look at each stop while it is focused."""
    probe(page, ["stops"], options)
    number = int(page.evaluate("() => window.__auditStops.length"))
    if number <= MOST_STOPS:  # of longer pages the order is that of the shorter ones' template
        for _ in range(number + 2):
            page.keyboard.press("Tab")
        hits = probe(page, ["walked"], options) if number else []
    else:
        hits = []
    return as_findings([*hits, *probe(page, ["focus"], options)], page, state)


def at_widths(
    page: Page, options: Options, state: str = "", widths: tuple[int, ...] = (320, 768)
) -> list[Finding]:
    """Look for sideways scrolling, clipped words and small targets in narrow windows."""
    found: list[Finding] = []
    for pixels in widths:
        with width(page, pixels):
            hits = probe(page, ["320-hscroll", "clipped", "target-44"], options)
            found += as_findings(hits, page, f"{state} {pixels} px".strip())
    return found


def with_spacing(page: Page, options: Options, state: str = "") -> list[Finding]:
    """Space letters and lines as a reader may, in a wide and a narrow window."""
    found: list[Finding] = []
    for pixels in (1280, 320):
        with width(page, pixels):
            names = ["clipped", "320-hscroll"]
            before = {(hit["rule"], hit["selector"]) for hit in probe(page, names, options)}
            page.evaluate(SPACING)
            try:
                after = probe(page, names, options)
            finally:
                page.evaluate(NO_SPACING)
            fresh = [hit for hit in after if (hit["rule"], hit["selector"]) not in before]
            found += as_findings(fresh, page, f"{state} {pixels} px".strip(), rule="spacing-clip")
    return found


def with_large_default(page: Page, options: Options, state: str = "") -> list[Finding]:
    """Double the browser's own text size."""
    session = page.context.new_cdp_session(page)
    probe(page, ["sizes"], options)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": LARGE, "fixed": LARGE}})
    try:
        # One frame later the new sizes are in force.
        page.evaluate("() => new Promise(requestAnimationFrame)")
        hits = probe(page, ["font-not-scaling"], options)
        with width(page, 640):
            hits += probe(page, ["320-hscroll", "clipped"], options)
    finally:
        session.send("Page.setFontSizes", {"fontSizes": {"standard": NORMAL, "fixed": NORMAL}})
        session.detach()
    return as_findings(hits, page, f"{state} 200% text".strip())


def in_forced_colours(page: Page, options: Options, state: str = "") -> list[Finding]:
    """Let the system choose all colours."""
    page.emulate_media(forced_colors="active")
    try:
        hits = probe(page, [*rules_of("forced"), "focus"], options)
    finally:
        page.emulate_media(forced_colors="none")
    # The colours are the reader's own choice: their contrast is not ours to judge.
    hits = [hit for hit in hits if hit["rule"] in {"no-border-forced", "focus-ring"}]
    return as_findings(hits, page, f"{state} forced colours".strip())


PASSES: tuple[Callable[[Page, Options, str], list[Finding]], ...] = (
    as_it_stands,
    with_tab,
    at_widths,
    with_spacing,
    with_large_default,
    in_forced_colours,
)
