"""Reads and writes searches and what they should find (OWNERLESS.md), for figures about the search."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from nenkin.interchange.mistakes import BadFile, Mistake, Wrong, show
from nenkin.interchange.ownerless_files import (
    LONGEST_NAME,
    identifier,
    kana_of_any_width,
    of_length,
    written,
)
from nenkin.interchange.raw_lines import read_line
from nenkin.interchange.values import Key, day, exactly, month, one_of, read_object, text
from nenkin.law.months import Month, spell
from nenkin.law.ownerless import (
    FIRST_YEAR,
    LAST_YEAR,
    MOST_BIRTH_DATES,
    MOST_NAMES,
    MOST_PREFECTURES,
    Query,
    SoughtKind,
    SoughtName,
    WorkKind,
    may_be_born,
)
from nenkin.law.periods import Sex

QUERIES, TRUTHS = "nenkin-ownerless-queries", "nenkin-ownerless-truth"
VERSION = 1
_LONGEST_LINE = 4_000
_MOST_SPANS, _MOST_RECORDS, _MOST_SLIPS = 100, 20, 10

Item = TypeVar("Item")
Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A search with its name in the file."""

    id: str
    query: Query


@dataclass(frozen=True, slots=True)
class Truth:
    """The records that are really of the person who searches, and what had gone wrong with them.

    ``slips`` are words of whoever made the file (none: recorded and typed alike); ``group`` sets
    queries apart whose figures are told on their own.
    """

    query: str
    records: frozenset[str]
    slips: tuple[str, ...] = ()
    group: str = ""


def _many(read: Callable[[object], Part], most: int) -> Callable[[object], tuple[Part, ...]]:
    def read_all(value: object) -> tuple[Part, ...]:
        if not isinstance(value, list) or len(value) > most:
            raise Wrong(f"Write a list of at most {most}, not {show(value)}.")
        return tuple(map(read, value))

    return read_all


def _name(value: object) -> SoughtName:
    if not isinstance(value, dict):
        raise Wrong(f"Write a name in braces, not {show(value)}.")
    values, mistakes = read_object(0, value, _NAME)
    if mistakes:
        raise Wrong(f"{mistakes[0].field}: {mistakes[0].message}")
    return SoughtName(**values)  # type: ignore[arg-type]  # each read by the reader of its own key


def _born(value: object) -> date:
    if not may_be_born(read := day(value)):
        raise Wrong(f"Write a year from {FIRST_YEAR} to {LAST_YEAR}, not {read.year}.")
    return read


def _years(value: object) -> tuple[int, int]:
    allowed = range(FIRST_YEAR, LAST_YEAR + 1)
    match value:
        case [int(first), int(last)] if first in allowed and last in allowed and first <= last:
            return first, last
    raise Wrong(f"Write two years such as [1948, 1952], not {show(value)}.")


def _months(value: object) -> tuple[Month, Month]:
    match value:
        case [first, last] if month(first) <= month(last):
            return month(first), month(last)
    raise Wrong(f'Write two months such as ["1960-04", "1975-03"], not {show(value)}.')


_NAME = {
    "kind": Key(one_of(SoughtKind)),
    "family_kana": Key(kana_of_any_width),
    "given_kana": Key(kana_of_any_width),
    "family_kanji": of_length(LONGEST_NAME),
    "given_kanji": of_length(LONGEST_NAME),
}
_QUERY = {
    "type": Key(exactly("query"), required=True),
    "id": Key(identifier, required=True),
    "names": Key(_many(_name, MOST_NAMES), required=True),
    "born": Key(_many(_born, MOST_BIRTH_DATES), required=True),
    "sex": Key(one_of(Sex)),
    "prefectures": Key(_many(text, MOST_PREFECTURES)),
    "work": Key(one_of(WorkKind)),
    "years": Key(_years),
    "own": Key(_many(_months, _MOST_SPANS)),
}
_TRUTH = {
    "type": Key(exactly("truth"), required=True),
    "query": Key(identifier, required=True),
    "records": Key(_many(identifier, _MOST_RECORDS), required=True),
    "slips": Key(_many(identifier, _MOST_SLIPS)),
    "group": Key(identifier),
}


def read_queries(lines: Iterable[str]) -> Iterator[NamedQuery]:
    """Read searches one by one; raises ``BadFile`` at the first bad line."""
    for number, values in _read(lines, "queries", QUERIES, _QUERY):
        name = str(values.pop("id"))
        try:
            yield NamedQuery(name, Query(**values))  # type: ignore[arg-type]  # as above
        except ValueError as wrong:
            raise BadFile([Mistake(number, "", f"Write {wrong}.")]) from None


def read_truths(lines: Iterable[str]) -> Iterator[Truth]:
    """Read what searches should find; raises ``BadFile`` at the first bad line."""
    for _, values in _read(lines, "truths", TRUTHS, _TRUTH):
        values["records"] = frozenset(values["records"])  # type: ignore[call-overload]
        yield Truth(**values)  # type: ignore[arg-type]  # as above


def _read(
    lines: Iterable[str], kind: str, of: str, shape: Mapping[str, Key]
) -> Iterator[tuple[int, dict[str, object]]]:
    header = {
        "type": Key(exactly(kind), required=True),
        "format": Key(exactly(of), required=True),
        "version": Key(exactly(VERSION), required=True),
        "generator": Key(text),
    }
    number, named = 0, "id" if "id" in shape else "query"
    there: dict[object, int] = {}
    for number, line in enumerate(lines, start=1):  # looked at after the loop
        try:
            content = read_line(line, _LONGEST_LINE)
        except Wrong as wrong:
            raise BadFile([Mistake(number, "", str(wrong))]) from None
        values, mistakes = read_object(number, content, header if number == 1 else shape)
        if mistakes:
            raise BadFile(mistakes)
        if number > 1:
            before = there.setdefault(values[named], number)
            if before < number:
                wanted = f"Write each query once: line {before} has it too."
                raise BadFile([Mistake(number, named, wanted)])
            del values["type"]
            yield number, values
    if number == 0:
        raise BadFile([Mistake(1, "", f"Add the line {kind}; the file is empty.")])


def write_queries(queries: Iterable[NamedQuery]) -> Iterator[str]:
    """Give the lines of a file of searches."""
    yield written({"type": "queries", "format": QUERIES, "version": VERSION})
    for each in queries:
        asked = each.query
        values: dict[str, object] = {
            "names": [_said_name(name) for name in asked.names],
            "born": [born.isoformat() for born in asked.born],
            "sex": asked.sex,
            "prefectures": list(asked.prefectures),
            "work": asked.work,
            "years": asked.years,
            "own": [[spell(first), spell(last)] for first, last in asked.own],
        }
        said = {name: value for name, value in values.items() if value}
        yield written({"type": "query", "id": each.id, **said})


def write_truths(truths: Iterable[Truth]) -> Iterator[str]:
    """Give the lines of a file of what searches should find."""
    yield written({"type": "truths", "format": TRUTHS, "version": VERSION})
    for truth in truths:
        said = {"slips": list(truth.slips), "group": truth.group}
        head = {"type": "truth", "query": truth.query, "records": sorted(truth.records)}
        yield written({**head, **{name: value for name, value in said.items() if value}})


def _said_name(name: SoughtName) -> dict[str, str]:
    parts = {each: getattr(name, each) for each in _NAME}
    return {part: words for part, words in parts.items() if words}
