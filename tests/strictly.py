"""Strict reading of HTML at the cost of reading XML.

html5lib takes tens of milliseconds for a page, and a run of all tests reads tens of thousands. Our
pages are written so regularly that XML's parser, which is in C, reads most of them: every tag is
closed, every value quoted. What HTML demands beyond that is asked of html5lib, once for each way in
which elements stand in one another: where ``<body><form><p>`` alone is read without a complaint and
comes out as it was written, it is so in every page. Whatever is not plain goes to html5lib whole.
"""

import re
from typing import Any
from xml.etree import ElementTree as ET

import html5lib

Element = Any  # xml.etree elements, as html5lib builds them too

_DOCTYPE = "<!DOCTYPE html>"
_SPACE = " \t\n"
_NOT_CHARACTERS = "".join(
    f"{chr(p + 0xFFFE)}{chr(p + 0xFFFF)}" for p in range(0, 0x110000, 0x10000)
)
# Signs that are or may be mistakes, and references beside those that our templates write.
_ODD = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\ud800-\\udfff\\ufdd0-\\ufdef" + _NOT_CHARACTERS + "]"
)
_REFERENCE = re.compile("&(?!(?:amp|lt|gt|quot|#34|#39);)")
# Most pages have no others than these, which is seen in a hundredth of the time.
_USUAL = re.compile("[\\t\\n\\x20-\\x7e\\xa0-\\ud7ff\\ue000-\\ufdcf\\ufdf0-\\ufffd]*")
_TAG = re.compile("(<[^<>]*>)")
_END = re.compile("</[a-z][a-z0-9]*>")
_OF_SVG = "viewBox|preserveAspectRatio"
_ATTRIBUTE = re.compile(f"[ \\n\\t]+(?!xmlns)({_OF_SVG}|[a-z][a-z0-9-]*)(?:=(\"[^\"]*\"|'[^']*'))?")
_START = re.compile(f"<([a-z][a-z0-9]*)((?:{_ATTRIBUTE.pattern})*)[ \\n\\t]*(/?)>")
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]
)
# What is in these is no markup, whatever it looks like.
_RAW = frozenset(["script", "style", "xmp", "iframe", "noembed", "noframes", "plaintext"])
_DROPS_NEWLINE = frozenset({"textarea", "pre", "listing"})
_SVG = "{http://www.w3.org/2000/svg}"
_TEXT = "#text"


class NotStrict(AssertionError):
    """HTML that a browser would have to mend."""


class _NotPlain(Exception):  # no error of anybody's
    """HTML that is not so regular that XML's parser could read it."""


def read(text: str) -> Element:
    """Give a whole page as a tree of its own; raises ``NotStrict``."""
    try:
        return _read_plain(text)
    except (_NotPlain, ET.ParseError):
        return _parsed(text)


def _parsed(text: str) -> Element:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False, strict=False)
    root = parser.parse(text)
    if parser.errors:
        raise NotStrict(str(parser.errors[:3]))
    return root


def _read_plain(text: str) -> Element:
    if not text.startswith(_DOCTYPE) or _is_odd(text):
        raise _NotPlain
    pieces = _TAG.split(text.removeprefix(_DOCTYPE))
    tags = pieces[1::2]
    if len(_TAGS) >= MOST_TAGS:
        _TAGS.clear()
    for unknown in set(tags).difference(_TAGS):
        _tag(unknown)
    pieces[1::2] = [_TAGS[tag][0] for tag in tags]
    # The names of what is closed at once though it need not be empty.
    empty = {_TAGS[tag][1] for tag in set(tags)} - {""}
    root = ET.fromstring("".join(pieces))  # a page of our own
    _arrange(root, pieces[-1])
    for part, place in ((root[0], _HEAD), (root[1], _BODY)):
        _judge(part, place, empty)
    return root


def _is_odd(text: str) -> bool:
    if _REFERENCE.search(text):
        return True
    return not _USUAL.fullmatch(text) and _ODD.search(text) is not None


_TAGS: dict[str, tuple[str, str]] = {}
MOST_TAGS = 50_000  # kept


def _tag(tag: str) -> None:
    """Learn how XML wants a tag, and its name where it is closed at once."""
    closed = ""
    made = tag
    if not _END.fullmatch(tag):
        found = _START.fullmatch(tag)
        if not found or (found[1] != "svg" and re.search(f"[ \\n\\t](?:{_OF_SVG})", tag)):
            raise _NotPlain
        name, attributes = found[1], _ATTRIBUTE.sub(_attribute, found[2])
        slash = found[found.lastindex or 0] == "/"
        closed = name if slash and name not in _VOID else ""
        made = f"<{name}{attributes}{'/' if slash or name in _VOID else ''}>"
    _TAGS[tag] = made, closed


def _attribute(found: re.Match[str]) -> str:
    # XML would read line breaks and tabs in values as spaces.
    value = (found[2] or '""').replace("\n", "&#10;").replace("\t", "&#9;")
    return f" {found[1]}={value}"


def _arrange(root: Element, after: str) -> None:
    """Put white space where HTML has it; raises where there are not just a head and a body."""
    if root.tag != "html" or [part.tag for part in root] != ["head", "body"]:
        raise _NotPlain
    head, body = root
    if any((text or "").strip(_SPACE) for text in (root.text, head.tail, body.tail, after)):
        raise _NotPlain
    root.text = None
    if outside := (body.tail or "") + after:  # what follows the body is the body's
        if len(body):
            body[-1].tail = (body[-1].tail or "") + outside
        else:
            body.text = (body.text or "") + outside
        body.tail = None


# Ways in which elements stand in one another, by number, each with the names from the body inward;
# and for a way and one name more the number of that way, and the name that HTML gives the element.
_WAYS: list[tuple[str, ...]] = [("head",), ("body",)]
_HEAD, _BODY = 0, 1
_KNOWN: dict[tuple[int, str], tuple[int, str]] = {}


def _judge(element: Element, way: int, empty: set[str]) -> None:
    """See that all in an element may stand there; raises where that is not sure."""
    if element.text:
        if element.tag in _DROPS_NEWLINE:
            element.text = element.text.removeprefix("\n") or None
        if element.tag in _RAW:
            raise _NotPlain
        _judge_text(element.text, way)
    for child in element:
        name = child.tag
        inner, child.tag = _KNOWN.get((way, name)) or _learn(way, name)
        if name in empty and not child.tag.startswith(_SVG):
            raise _NotPlain
        if child.text or len(child):
            _judge(child, inner, empty)
        if child.tail:
            _judge_text(child.tail, way)


def _judge_text(text: str | None, way: int) -> None:
    if (way, _TEXT) not in _KNOWN and text and text.strip(_SPACE):
        _learn(way, _TEXT)


def _learn(way: int, name: str) -> tuple[int, str]:
    """Ask html5lib of one way, or of text in it; raises where it is not read as it stands."""
    names = _WAYS[way] if name == _TEXT else (*_WAYS[way], name)
    starts = "".join(f"<{one}>" for one in names)
    ends = "".join(f"</{one}>" for one in reversed(names) if one not in _VOID)
    words = "x" if name == _TEXT else ""
    others = ("", "<body></body>") if names[0] == "head" else ("<head></head>", "")
    page = f"{_DOCTYPE}<html>{others[0]}{starts}{words}{ends}{others[1]}</html>"
    try:
        at = _parsed(page)
    except NotStrict:
        raise _NotPlain from None
    for one in names:
        inner = [child for child in at if child.tag.removeprefix(_SVG) == one]
        if not inner or (at.tag != "html" and len(at) != 1):
            raise _NotPlain
        at = inner[0]
    if len(at) or (at.text or "") != words:
        raise _NotPlain
    if name != _TEXT:
        _WAYS.append(names)
    _KNOWN[way, name] = (way if name == _TEXT else len(_WAYS) - 1), at.tag
    return _KNOWN[way, name]
