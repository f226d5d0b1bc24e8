"""The words of a PDF file in the order of its structure, read by pikepdf.

poppler says the same (test_papers.py holds one against the other), but reads a page anew for each
piece of it: a long record takes it 90 times as long.
"""

import io
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Dictionary, Pdf

from tests.pdf_ua import Node, kids

Letters = dict[int, str]  # what each glyph of a font stands for
Pages = dict[Any, dict[int, str]]  # the words of each numbered piece, by the page's own number

_SECTION = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
_NUMBER = re.compile(rb"<([0-9a-fA-F]+)>")
_SHOWN = {"Tj", "TJ"}


def words(data: bytes) -> str:
    """Give what a file says to who listens; decoration is in no structure."""
    with Pdf.open(io.BytesIO(data)) as pdf:
        fonts: dict[Any, Letters] = {}
        pages = {page.objgen: _pieces(page, fonts) for page in pdf.pages}
        return "".join(_told(pdf.Root.StructTreeRoot, None, pages))


def _told(node: Node, page: Any, pages: Pages) -> Iterator[str]:
    for kid in kids(node):
        if isinstance(kid, Dictionary):
            here = kid.Pg.objgen if "/Pg" in kid else page
            if "/ActualText" in kid:
                yield str(kid.ActualText)
            elif "/MCID" in kid:
                assert here is not None, "a piece of no page"
                yield pages[here][int(kid.MCID)]
            else:
                yield from _told(kid, here, pages)
        else:
            assert page is not None, "a piece of no page"
            yield pages[page][int(kid)]


def _pieces(page: Node, fonts: dict[Any, Letters]) -> dict[int, str]:
    """Give the words of each numbered piece of a page."""
    found: dict[int, str] = defaultdict(str)
    letters: Letters = {}
    numbers: list[int | None] = []
    instead: list[str | None] = []
    instructions: Any = pikepdf.parse_content_stream(page, "Tf Tj TJ BDC BMC EMC")
    for operands, operator in instructions:
        name = str(operator)
        if name == "Tf":
            font: Node = page.Resources.Font[str(operands[0])]
            if font.objgen not in fonts:
                fonts[font.objgen] = _letters(bytes(font.ToUnicode.read_bytes()))
            letters = fonts[font.objgen]
        elif name in {"BDC", "BMC"}:
            marked: Node = operands[1] if name == "BDC" else {}
            mark = marked.get("/MCID")
            numbers.append(int(mark) if mark is not None else None)
            instead.append(str(marked.ActualText) if "/ActualText" in marked else None)
            at = _innermost(numbers)
            if instead[-1] is not None and at is not None:
                found[at] += instead[-1]
        elif name == "EMC":
            numbers.pop()
            instead.pop()
        elif name in _SHOWN:
            at = _innermost(numbers)
            if at is not None and not any(one is not None for one in instead):
                found[at] += "".join(_drawn(operands[0], letters))
    return found


def _innermost(numbers: list[int | None]) -> int | None:
    return next((number for number in reversed(numbers) if number is not None), None)


def _drawn(shown: Node, letters: Letters) -> Iterator[str]:
    """Give the letters of one instruction: glyphs of two bytes, with distances between them."""
    for piece in shown if isinstance(shown, pikepdf.Array) else [shown]:
        if isinstance(piece, pikepdf.String):
            code = bytes(piece)
            for at in range(0, len(code), 2):
                yield letters[int.from_bytes(code[at : at + 2])]


def _letters(table: bytes) -> Letters:
    """Read a ToUnicode table."""
    found: Letters = {}
    for section in _SECTION.finditer(table):
        assert b"[" not in section[2], "a range whose letters stand in a list"
        held = iter(bytes.fromhex(one.decode()) for one in _NUMBER.findall(section[2]))
        if section[1] == b"char":
            found |= {int.from_bytes(code): _text(next(held)) for code in held}
            continue
        for first in held:
            start, last, text = int.from_bytes(first), int.from_bytes(next(held)), _text(next(held))
            for code in range(start, last + 1):
                found[code] = text[:-1] + chr(ord(text[-1]) + code - start)
    return found


def _text(written: bytes) -> str:
    return written.decode("utf-16-be")
