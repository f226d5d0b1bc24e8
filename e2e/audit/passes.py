"""The passes over one open page: each sets a state, looks, and puts the state back."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from playwright.sync_api import Page, ViewportSize

from e2e.audit.findings import Finding, Options
from e2e.audit.live import MOST_STOPS, Step, as_findings, probe, probe_steps, rules_of
from e2e.audit.window import resize, size_of

WIDE = (1280, 800)
NARROW = (320, 800)
# Most of a window's work is to lay out the page anew, so each is opened once for everything in it.
WINDOWS = (WIDE, NARROW, (320, 256), (768, 800))  # the third: 1280 × 1024 at 400%
SPACED = (WIDE, NARROW)
# Where no style asks how high a window is, those of one width show a page alike.
BY_WIDTH = tuple({window[0]: window for window in reversed(WINDOWS)}.values())[::-1]
LARGE = 32  # the browser's own default text, doubled (1.4.4)
NORMAL = 16
# The browser tells its pages of another size a moment later.
IN_FORCE = """(size) => new Promise((done) => {
  const letter = document.documentElement.appendChild(document.createElement("i"));
  letter.style.fontSize = "medium";
  const look = () => {
    if (getComputedStyle(letter).fontSize !== size) setTimeout(look);
    else done(letter.remove());
  };
  look();
})"""


@contextmanager
def width(page: Page, pixels: int, height: int = 800) -> Iterator[None]:
    """Show the page in a window of another size for a while."""
    before = size_of(page)
    resize(page, ViewportSize(width=pixels, height=height))
    try:
        yield
    finally:
        resize(page, before)


def as_it_stands(page: Page, options: Options, state: str = "") -> list[Finding]:
    """Look at the page as it is."""
    return as_findings(probe(page, [*rules_of("page"), "no-visible-label"], options), page, state)


def with_tab(page: Page, options: Options, state: str = "") -> list[Finding]:
    """Walk the page with the Tab key, then look at each stop while it is focused."""
    probe(page, ["stops"], options)
    number = int(page.evaluate("() => window.__auditStops.length"))
    if number <= MOST_STOPS:  # of longer pages the order is that of the shorter ones' template
        for _ in range(number + 2):
            page.keyboard.down("Tab")
        page.keyboard.up("Tab")
        names = ["walked", "focus"] if number else ["focus"]
    else:
        names = ["focus"]
    return as_findings(probe(page, names, options), page, state)


def in_windows(
    page: Page,
    options: Options,
    state: str = "",
    *,
    sizes: Sequence[str] = ("",),
    spaced: bool = True,
    windows: Sequence[tuple[int, int]] = WINDOWS,
) -> list[Finding]:
    """Look for sideways scrolling, clipped words and small targets in all windows and sizes of text.

    In the first size letters and lines are also spaced as a reader may: what is cut only then is a
    finding of its own.
    """
    found: list[Finding] = []
    boxes = ["320-hscroll", "clipped", "target-44"]
    with width(page, *WIDE):
        for window in windows:
            resize(page, ViewportSize(width=window[0], height=window[1]))
            names = [*boxes, "font-lt-18"] if window == WIDE else boxes
            steps = [Step(names=names, size=size) for size in sizes]
            if spaced and window in SPACED:
                steps.append(Step(names=boxes[:2], size=sizes[0], spaced=True))
            every = probe_steps(page, steps, options)
            shown = f"{window[0]} px" if window[1] == WIDE[1] else "400%"
            for size, hits in zip(sizes, every, strict=False):
                found += as_findings(hits, page, " ".join(filter(None, (state, size, shown))))
            before = {(hit["rule"], hit["selector"]) for hit in every[0]}
            fresh = [
                hit
                for hits in every[len(sizes) :]
                for hit in hits
                if (hit["rule"], hit["selector"]) not in before
            ]
            found += as_findings(fresh, page, f"{state} {shown}".strip(), rule="spacing-clip")
    return found


def with_large_default(page: Page, options: Options, state: str = "") -> list[Finding]:
    """Double the browser's own text size."""
    session = page.context.new_cdp_session(page)
    probe(page, ["sizes"], options)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": LARGE, "fixed": LARGE}})
    try:
        page.evaluate(IN_FORCE, f"{LARGE}px")
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
        hits = probe(page, [*rules_of("forced"), "focus-colours"], options)
    finally:
        page.emulate_media(forced_colors="none")
    # The colours are the reader's own choice: their contrast is not ours to judge.
    hits = [hit for hit in hits if hit["rule"] in {"no-border-forced", "focus-ring"}]
    return as_findings(hits, page, f"{state} forced colours".strip())


PASSES: tuple[Callable[[Page, Options, str], list[Finding]], ...] = (
    as_it_stands,
    with_tab,
    in_windows,
    with_large_default,
    in_forced_colours,
)
