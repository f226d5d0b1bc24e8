"""What a PDF file says to who listens: poppler reads its tags, independently of who wrote them."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser import text_of

FONTS = Path("/usr/share/fonts")
# `make test` installs both; `make quick` goes without what is not there.
needs_font = pytest.mark.skipif(
    not any(FONTS.glob("**/*BIZUD*")) or not any(FONTS.glob("**/ipamjm.ttf")),
    reason="fonts-morisawa-bizud-gothic and fonts-ipamj-mincho are not installed",
)
needs_poppler = pytest.mark.skipif(not shutil.which("pdfinfo"), reason="no poppler-utils")
_SAID = re.compile(r'^ *"(.*)"$', re.MULTILINE)
_UNSEEN = re.compile("[\\s\u200b]+")


def squashed(text: str) -> str:
    """Give a text without what no eye sees."""
    return _UNSEEN.sub("", text)


def said(pdf: bytes) -> str:
    """Give the words of a file in the order of its structure; decoration is in no structure."""
    return squashed("".join(_SAID.findall(poppler("pdfinfo", "-struct-text", "-", pdf=pdf))))


def poppler(*command: str, pdf: bytes) -> str:
    """Give what one of poppler's programs says of a file, which it reads as «-»."""
    found = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout
    return found.decode(errors="replace")  # it prints the names of headings in UTF-16


def on_paper(main: Any) -> str:
    """Give the words of a page's main part as a browser prints them."""
    return squashed("".join(_printed(main)))


def _printed(element: Any) -> Iterator[str]:
    classes = set(element.get("class", "").split())
    if classes & {"screen", "hidden", "table__label"} or element.get("aria-hidden") == "true":
        return
    yield element.text or ""
    for number, child in enumerate(element, 1):
        if child.tag == "li" and "plain" not in classes:
            yield f"{number}." if element.tag == "ol" else "•"
        yield from _printed(child)
        yield child.tail or ""


def heading_of(main: Any) -> str:
    """Give a page's heading."""
    return squashed(text_of(next(main.iter("h1"))))
