"""Strict reading of HTML, which is dear, done only where a page is built as none was before.

html5lib takes tens of milliseconds for a page, and a run of all tests reads tens of thousands.
Whether a page is strict HTML depends on its tags, the names of their attributes, on some of their
values and on where there is text at all: pages that differ in nothing but plain words and plain
values are read once, with marks in the places of these, and are all made of that one.
"""

import copy
import re
from typing import Any

import html5lib

Element = Any  # xml.etree elements, as html5lib builds them

# Marks of ours around the number of a place; a page that has them itself is read as it is.
_OPEN, _CLOSE = "\ue0f0", "\ue0f1"
_MARK = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
# Not what may be a mistake: references, signs of tags, control characters, noncharacters, surrogates.
_PLAIN = "\\n\\t !#-%'-;=?-~\\xa0-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd"
_PIECE = re.compile("(<[^<>]*>)")
_VALUE = re.compile(f'([a-z0-9-]+)="([{_PLAIN}]+)"')
_TEXT = re.compile(f'([ \\t\\n]*)([{_PLAIN}"]+?)([ \\t\\n]*)')
_SPACE = " \t\n\f\r"
# Attributes whose value decides how the page is read, or whether it is right.
_DECIDING = frozenset({"type", "charset", "content", "encoding", "http-equiv"})

# Which element, which attribute (or text), and the number of the value between what stays.
_Places = list[tuple[int, str | None, str, int, str]]
_READ: dict[str, tuple[Element, _Places]] = {}
MOST_READ = 1_000  # kept
_TAIL = ""  # no attribute has this name: what follows the element


class NotStrict(AssertionError):
    """HTML that a browser would have to mend."""


def read(text: str) -> Element:
    """Give a whole page as a tree of its own; raises ``NotStrict``."""
    if _OPEN in text or _CLOSE in text:
        return _parsed(text)
    shape, values = _shape(text)
    if shape not in _READ:
        if len(_READ) >= MOST_READ:
            _READ.pop(next(iter(_READ)))
        made = _parsed(shape)
        _READ[shape] = made, _places(made)
    made, places = _READ[shape]
    root = copy.deepcopy(made)
    elements = list(root.iter())
    for at, name, before, number, after in places:
        value = f"{before}{values[number]}{after}"
        if name is None:
            elements[at].text = value
        elif name == _TAIL:
            elements[at].tail = value
        else:
            elements[at].set(name, value)
    return root


def _parsed(text: str) -> Element:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False, strict=False)
    root = parser.parse(text)
    if parser.errors:
        raise NotStrict(str(parser.errors[:3]))
    return root


def _shape(text: str) -> tuple[str, list[str]]:
    """Give a page with marks for its plain words and values, and these in their order."""
    values: list[str] = []

    def marked(value: str) -> str:
        values.append(value)
        return f"{_OPEN}{len(values) - 1}{_CLOSE}"

    def attribute(found: re.Match[str]) -> str:
        name, value = found.groups()
        return found[0] if name in _DECIDING else f'{name}="{marked(value)}"'

    pieces = _PIECE.split(text)
    for place, piece in enumerate(pieces):
        if place % 2:
            if not piece.startswith("<!"):
                pieces[place] = _VALUE.sub(attribute, piece)
        elif piece.strip(_SPACE) and (found := _TEXT.fullmatch(piece)):
            pieces[place] = f"{found[1]}{marked(found[2])}{found[3]}"
    return "".join(pieces), values


def _places(root: Element) -> _Places:
    found: _Places = []
    for at, element in enumerate(root.iter()):
        for name, value in ((None, element.text), (_TAIL, element.tail), *element.items()):
            if value and _OPEN in value:
                before, number, after = _MARK.split(value)
                found.append((at, name, before, int(number), after))
    return found
