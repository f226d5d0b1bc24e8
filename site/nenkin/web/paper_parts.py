"""What a page for paper says, taken from the page's own HTML: typeset, it can say nothing else."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct

from nenkin.web.html_tree import Element, read_tree

# What is for the screen, and what the style sheets never show on paper.
_LEFT_OUT = frozenset({"screen", "hidden", "table__label"})
_LINES = "note-lines__line"  # to write on
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4}
_STRONG = frozenset({"b", "strong"})
_SHORT = 300  # letters; a third of a page in large print
_BLOCKS = frozenset(
    {
        "div",
        "section",
        "article",
        "header",
        "p",
        "ul",
        "ol",
        "dl",
        "table",
        "figure",
        "main",
        *_HEADINGS,
    }
)


class Run(Struct, frozen=True):
    """A piece of a line."""

    text: str
    strong: bool = False


Runs: TypeAlias = tuple[Run, ...]


class _Part(Struct, frozen=True, tag_field="kind", tag=str.lower):
    """What a paper is made of; its class is its ``kind`` in what the paper's template is given."""


class Heading(_Part, frozen=True):
    """A heading, from 1 for the page's own."""

    level: int
    runs: Runs


class Paragraph(_Part, frozen=True):
    """Some sentences."""

    runs: Runs


class Mark(_Part, frozen=True):
    """What stands on each page of the paper: its reference code."""

    text: str


class Listing(_Part, frozen=True):
    """A list; ``plain`` without a sign before each entry."""

    items: "tuple[tuple[Part, ...], ...]"
    ordered: bool = False
    plain: bool = False


class Pair(Struct, frozen=True):
    """A name and what belongs to it."""

    name: Runs
    value: Runs


class Pairs(_Part, frozen=True):
    """A summary of names with their values."""

    pairs: tuple[Pair, ...]


class Cell(Struct, frozen=True):
    """A cell of a table; ``head`` of its row, ``number`` of a column of numbers."""

    runs: Runs
    head: bool = False
    number: bool = False


class Table(_Part, frozen=True):
    """A table with one row of headers."""

    caption: Runs
    columns: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Lines(_Part, frozen=True):
    """Empty lines to write on."""

    count: int


class Together(_Part, frozen=True):
    """Parts that stay on one page."""

    parts: "tuple[Part, ...]"


class Post(_Part, frozen=True):
    """A letter among others: on pages of its own, which it counts by itself."""

    parts: "tuple[Part, ...]"
    large: bool = False


Part: TypeAlias = Heading | Paragraph | Mark | Listing | Pairs | Table | Lines | Together | Post


def read_parts(html: str) -> tuple[Part, ...]:
    """Read a page's main part, as the site's own templates draw it, into parts for paper."""
    return tuple(_parts(read_tree(html).kids))


def _parts(kids: Sequence[Element | str]) -> Iterator[Part]:
    """Give blocks as parts; text beside blocks is a paragraph of its own."""
    loose: list[Element | str] = []
    lines = 0
    for kid in kids:
        if isinstance(kid, str) or kid.tag not in _BLOCKS:
            loose.append(kid)
            continue
        yield from _paragraph(loose)
        loose.clear()
        if _LINES in kid.classes:
            lines += 1
        elif _is_shown(kid):
            yield from _block(kid)
    yield from _paragraph(loose)
    if lines:
        yield Lines(lines)


def _paragraph(kids: Sequence[Element | str]) -> Iterator[Part]:
    if runs := _runs(kids):
        yield Paragraph(runs)


def _is_shown(element: Element) -> bool:
    return not element.hidden and not element.classes & _LEFT_OUT


def _block(element: Element) -> Iterator[Part]:
    make = _MAKERS.get(element.tag)
    if "paper-mark" in element.classes:
        yield Mark("".join(run.text for run in _runs(element.kids)))
    elif element.tag in _HEADINGS:
        yield Heading(_HEADINGS[element.tag], _runs(element.kids))
    elif element.tag == "p":
        yield from _paragraph(element.kids)
    elif make:
        yield make(element)
    elif "keep" in element.classes:
        yield from _together(element)
    else:
        yield from _parts(element.kids)


def _together(element: Element) -> tuple[Part, ...]:
    """Keep what is short on one page; what is long may need more than a page."""
    parts = tuple(_parts(element.kids))
    short = sum(len(run.text) for run in _runs(element.kids)) <= _SHORT
    return (Together(parts),) if short else parts


def _listing(element: Element) -> Part:
    items = tuple(_together(item) for item in element.found("li"))
    return Listing(items, ordered=element.tag == "ol", plain="plain" in element.classes)


def _pairs(element: Element) -> Part:
    pairs: list[Pair] = []
    for one in filter(_is_shown, element.found("dt", "dd")):
        runs = _runs(one.kids)
        if one.tag == "dt":
            pairs.append(Pair(runs, ()))
        else:
            name, value = pairs[-1].name, pairs[-1].value
            between = (Run(" "),) if value else ()
            pairs[-1] = Pair(name, (*value, *between, *runs))
    return Pairs(tuple(pairs))


def _table(element: Element) -> Part:
    head, *rows = element.found("tr")
    caption = next(element.found("caption"), None)
    return Table(
        _runs(caption.kids) if caption else (),
        tuple(_cells(head)),
        tuple(tuple(_cells(row)) for row in rows),
    )


def _cells(row: Element) -> Iterator[Cell]:
    for cell in row.found("th", "td"):
        yield Cell(_runs(cell.kids), head=cell.tag == "th", number="number" in cell.classes)


_MAKERS: Mapping[str, Callable[[Element], Part]] = {
    "ul": _listing,
    "ol": _listing,
    "dl": _pairs,
    "table": _table,
}


def _runs(kids: Sequence[Element | str]) -> Runs:
    """Give a line with its spaces as a browser shows them: none at its ends, never two."""
    found: list[Run] = []
    space = False
    for text, strong in _pieces(kids, strong=False):
        if not text.strip(_SPACES):
            space = True
            continue
        space = space or text[0] in _SPACES
        words = " ".join(filter(None, _words(text)))
        found.append(Run(f"{' ' if space and found else ''}{words}", strong))
        space = text[-1] in _SPACES
    return tuple(found)


_SPACES = " \t\n\r\f"  # of HTML: a full-width one is a letter


def _words(text: str) -> list[str]:
    return text.translate(dict.fromkeys(map(ord, _SPACES), " ")).split(" ")


def _pieces(kids: Sequence[Element | str], *, strong: bool) -> Iterator[tuple[str, bool]]:
    for kid in kids:
        if isinstance(kid, str):
            yield kid, strong
        elif kid.tag == "br":
            yield " ", strong
        elif _is_shown(kid):
            yield from _pieces(kid.kids, strong=strong or kid.tag in _STRONG)
