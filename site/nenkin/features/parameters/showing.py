"""How the numbers of data/ are said to people."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit

from markupsafe import Markup

from nenkin.content.library import Library
from nenkin.law.months import month_of, read_month
from nenkin.law.parameters import Confidence, Source
from nenkin.law.wareki import write_day, write_fiscal_year, write_month_both
from nenkin.reference.quantities import Line, Quantity

_BORN = re.compile(r"(?:\w+_)?born_until(?:_(?P<day>[0-9-]{10}))?")
_WHOLE = re.compile("[0-9]+")
_SHARE = re.compile("([0-9]+)/([0-9]+)")
_RATE = re.compile(r"0\.[0-9]+")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH = re.compile("[0-9]{4}-[0-9]{2}")
_YEAR = "fiscal_year"
_YEARS = frozenset({"enacted", "first_year", "paid_in", "month_of"})  # columns of fiscal years
_LATER = "born_later"
_FEW = 2
_UNDERSTOOD = frozenset({"last", _YEAR})  # said with another column, or above the table


@dataclass(frozen=True, slots=True)
class Told:
    """Where values come from, once for all rows that share it."""

    number: int
    article: str
    links: tuple[dict[str, str], ...]
    confidence: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """One quantity as people read it; the last cell of a row leads to its sources.

    ``now`` are the rows in force, where others are not.
    """

    columns: tuple[dict[str, str], ...]
    rows: tuple[tuple[str, ...], ...]
    now: tuple[tuple[str, ...], ...]
    sources: tuple[Told, ...]


def title(library: Library, quantity: Quantity) -> str:
    """Give what a quantity is called."""
    return library.words(f"parameters.table.{quantity.name}.title")


def unverified(quantity: Quantity) -> bool:
    """Whether any value of it has not been checked against an official text."""
    return any(source.unverified for line in quantity.lines for source in _sources(line))


def since(library: Library, quantity: Quantity, today: date) -> str:
    """Say since when its newest row in force holds; empty where it does not depend on months."""
    at = month_of(today)
    firsts = [line.values.get("first", "") for line in quantity.lines if line.holds(at)]
    if not firsts or not all(firsts):
        return ""
    return library.words("parameters.since", month=write_month_both(max(map(read_month, firsts))))


def births(quantity: Quantity) -> tuple[str, ...]:
    """Give the columns of which a page shows one at a time: those for births, where they are many."""
    found = tuple(name for name in quantity.columns if name == _LATER or _born_day(name))
    return found if len(found) > _FEW else ()


def heading(library: Library, quantity: Quantity, name: str) -> str:
    """Give the words of a column."""
    own = f"parameters.column.{quantity.name}.{name}"
    if own in library.phrases:
        return library.phrases[own]
    day = _born_day(name)
    if day:
        return library.words("parameters.born", day=write_day(date.fromisoformat(day)))
    return library.phrases[f"parameters.column.{name}"]


def _born_day(name: str) -> str:
    born = _BORN.fullmatch(name)
    return (born["day"] or "") if born else ""


def numbers(
    library: Library, quantity: Quantity, today: date, *, year: str = "", born: str = ""
) -> Numbers:
    """Say all rows of a quantity, or those of one fiscal year and for one class of births."""
    at = month_of(today)
    hidden = set(births(quantity)) - {born} if born else set()
    lines = [line for line in quantity.lines if not year or line.values[_YEAR] == year]
    columns = [name for name in quantity.columns if name not in _UNDERSTOOD | hidden]
    places: dict[Source, int] = {}
    rows = tuple(_row(library, quantity, line, columns, places) for line in lines)
    now = tuple(row for row, line in zip(rows, lines, strict=True) if line.holds(at))
    headings = [heading(library, quantity, name) for name in columns]
    return Numbers(
        columns=tuple({"text": text} for text in (*headings, library.words("parameters.source"))),
        rows=rows,
        now=now if len(now) < len(rows) else (),
        sources=tuple(_told(library, source, number) for source, number in places.items()),
    )


def year_words(year: str) -> str:
    """Give a fiscal year as people say it."""
    return write_fiscal_year(int(year))


def _row(
    library: Library,
    quantity: Quantity,
    line: Line,
    columns: Iterable[str],
    places: dict[Source, int],
) -> tuple[str, ...]:
    used = dict.fromkeys(places.setdefault(source, len(places) + 1) for source in _sources(line))
    links = Markup(" ").join(
        Markup('<a href="#source-{}">{}</a>').format(
            number, library.words("parameters.source-number", number=number)
        )
        for number in used
    )
    return (*(_cell(library, quantity, line, name) for name in columns), links)


def _sources(line: Line) -> list[Source]:
    return list(line.sources.values()) or [line.source]


def _cell(library: Library, quantity: Quantity, line: Line, name: str) -> str:
    value = line.values[name]
    if name == "first":
        return _months(library, value, line.values.get("last", ""))
    if not value:
        return library.words("parameters.none" if not _BORN.fullmatch(name) else "parameters.later")
    if name in {"born_until", "existing_born_until"} or _DAY.fullmatch(value):
        said = write_day(date.fromisoformat(value))
        return library.words("parameters.until", day=said) if _BORN.fullmatch(name) else said
    for words in (f"parameters.value.{name}.{value}", f"parameters.value.{value}"):
        if words in library.phrases:
            return library.phrases[words]
    if _MONTH.fullmatch(value):
        month = write_month_both(read_month(value))
        said = (
            library.words("parameters.until", day=month)
            if name == "until"
            else library.words("parameters.from", first=month)
        )
    elif name in _YEARS:
        said = year_words(value)
    else:
        unit = _unit(library, quantity, name)
        said = library.words(unit, value=_number(library, value), percent=_percent(value))
    source = line.sources.get(name, line.source)
    return library.words("parameters.unverified", value=said) if source.unverified else said


def _number(library: Library, value: str) -> str:
    share = _SHARE.fullmatch(value)
    if share:
        return library.words("parameters.share", part=share[1], whole=share[2])
    return f"{int(value):,}" if _WHOLE.fullmatch(value) else value


def _percent(value: str) -> str:
    """Give 4 of 0.04; of what is no such number nothing, as no phrase asks for it."""
    return f"{(Decimal(value) * 100).normalize():f}" if _RATE.fullmatch(value) else ""


def _months(library: Library, first: str, last: str) -> str:
    begin = write_month_both(read_month(first))
    if not last:
        return library.words("parameters.from", first=begin)
    return library.words("parameters.months", first=begin, last=write_month_both(read_month(last)))


def _unit(library: Library, quantity: Quantity, name: str) -> str:
    """Give the phrase that a value is put in: of this table's column, of such columns, or none."""
    names = (
        f"parameters.unit.{quantity.name}.{name}",
        f"parameters.unit.{quantity.name}.all",
        f"parameters.unit.{name}",
    )
    return next((one for one in names if one in library.phrases), "parameters.unit.plain")


def _told(library: Library, source: Source, number: int) -> Told:
    links = tuple(
        {"href": found, "text": urlsplit(found).hostname or found}
        for found in re.findall(r"https?://[^\s;(),]+", source.url)
    )
    return Told(
        number=number,
        article=source.article,
        links=links,
        confidence=library.phrases[_CONFIDENCE[source.confidence]],
    )


_CONFIDENCE = {one: f"parameters.confidence.{one.name.lower()}" for one in Confidence}
