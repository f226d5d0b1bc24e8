"""What a page looks like on paper (accessibility.md G19): printed as PDF, read with poppler."""

import re
import subprocess
from collections.abc import Iterator

from playwright.sync_api import Page

from e2e.audit import Options
from e2e.audit.findings import Finding
from e2e.audit.live import probe
from e2e.audit.passes import width

MARGINS = 15 * 2  # millimetres
INSIDE = round((210 - MARGINS) / 25.4 * 96)  # CSS pixels of an A4 sheet's width
SMALLEST = 16  # CSS pixels: 12 points
DAY = re.compile(r"[0-9]{4}年.{0,10}[0-9]{1,2}月[0-9]{1,2}日")
A4 = "(A4)"


def problems(page: Page) -> Iterator[tuple[str, str]]:
    """Print the open page; say which elements or what of the paper is wrong."""
    heading = page.locator("h1").first.inner_text()
    title = page.title()
    page.emulate_media(media="print")
    try:
        with width(page, INSIDE, 1000):
            names = ["paper", "font-lt-18", "320-hscroll", "clipped"]
            for hit in probe(page, names, Options(smallest_text=SMALLEST)):
                yield hit["selector"], hit["what"]
    finally:
        page.emulate_media(media="null")  # the printer then prints, not the screen
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    facts = dict(
        line.split(":", 1) for line in _poppler("pdfinfo", pdf).splitlines() if ":" in line
    )
    text = "".join(_poppler("pdftotext", pdf).split())
    if A4 not in facts["Page size"]:
        yield "html", f"the paper is {facts['Page size'].strip()}"
    if "".join(heading.split()) not in text:
        yield "h1", f"«{heading}» is not on the paper"
    if not DAY.search(text):
        yield "html", "no date is on the paper"
    if facts.get("Title", "").strip() != title:
        yield "title", "the file has not the page's title"


def _poppler(program: str, pdf: bytes) -> str:
    """Ask one of poppler's programs about a file; both read «-» as what they are given."""
    command = [program, *(["-raw"] if program == "pdftotext" else []), "-"]
    command += ["-"] if program == "pdftotext" else []
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


def findings(page: Page) -> list[Finding]:
    """Return the same as findings."""
    return [
        Finding(rule="paper", selector=selector, what=what, url=page.url)
        for selector, what in problems(page)
    ]
