"""年度と月の一覧表: a whole life as a table, in microseconds.

The table is the component ``year-grid``, drawn once and cut where rows and cells differ; a row of
twelve cells is made when a year first has such months, and kept.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from jinja2.runtime import Macro
from markupsafe import Markup

from nenkin.content.library import Library
from nenkin.features.records.counted import lived_years
from nenkin.features.records.marks import BLANK, FLAGGED, Mark, Marks, codes_of, make_marks
from nenkin.features.records.wording import cohort_of, write_run
from nenkin.law.career import MISSING, OUTSIDE, Career
from nenkin.law.flags import Flag
from nenkin.law.months import APRIL, Month, first_of_fiscal_year, spell
from nenkin.law.periods import Scheme
from nenkin.law.wareki import write_fiscal_year, write_month
from nenkin.web.environment import Components
from nenkin.web.rendering import SPLICE

ADDRESS = "/record/grid"
_ROWS = 4096  # kept rows of twelve cells: about 10 MB
_COHORTS = 256  # kept heads of whole lives: about 2 MB
_ORDER = {"bad": 0, "care": 1}  # what needs attention stands first in the legend
_UNFLAGGED = bytes(range(FLAGGED))
_ALL = bytes(range(256))
_BLANK, _OUTSIDE = bytes((BLANK,)), bytes((OUTSIDE,))
_NOTHING = _BLANK * 12
_LABEL, _NOTE, _HREF, _CELLS = "\ue010\ue011\ue012\ue013"
_WITH_ADDRESS = 3


@dataclass(frozen=True, slots=True)
class GridView:
    """One person's table, with what is said above it."""

    months: int
    run: str  # which months the table has, in words
    shown: str  # the choice of months, in words; empty for all of them
    attention: int
    filters: Markup
    legend: Markup
    table: Markup  # with a place for ``rows``
    rows: bytes  # empty where no month is as asked
    onward: Markup  # the button below the table


class Grid:
    """Draws the table of anybody; made once, of the site's words and components."""

    def __init__(self, library: Library, components: Components) -> None:
        """Prepare all that does not depend on a person."""
        self._library = library
        self.marks = make_marks(library)
        self._choices = _choices(library, self.marks)
        self._filter_links = components.filter_links
        self._legend_macro = components.legend
        self._to_list = _button(library, components, "record.grid.to-list", "/record")
        self._to_years = _button(library, components, "record.to-years", "/record/years")
        self._table, self._row = _cut_table(library, components.year_grid)
        self._cells = {mark.code: _cut_cell(components.year_grid, mark) for mark in self.marks}
        self._begins = lru_cache(_COHORTS)(self._make_begins)
        self._twelve = lru_cache(_ROWS)(self._make_twelve)
        self._surroundings = lru_cache(_ROWS)(self._make_surroundings)

    def view(self, career: Career, found: Iterable[Flag], show: str = "") -> GridView:
        """Draw one person's table; a choice that is none shows everything."""
        if show not in self._choices:
            show = ""
        years = lived_years(career)
        codes = codes_of(career, found)[: 12 * len(years)]
        filters, legend = self._surroundings(bytes(sorted(set(codes))), show)
        choice = self._choices[show]
        attention = len(codes.translate(None, _UNFLAGGED))
        last = career.first + max(1, len(career.states.rstrip(_OUTSIDE))) - 1
        return GridView(
            months=last - career.first + 1 if years else 0,
            run=write_run(self._library, career.first, last),
            shown=choice.text if show else "",
            attention=attention,
            filters=filters,
            legend=legend,
            table=self._table,
            rows=self._rows(
                years.start, codes.translate(choice.keep), career.record.person.born_on
            ),
            onward=self._to_list if attention else self._to_years,
        )

    def _rows(self, first_year: int, codes: bytes, born_on: date) -> bytes:
        begins = self._begins(first_year, len(codes) // 12, cohort_of(born_on))
        twelve = self._twelve
        rows: list[bytes] = []
        for place, begin in enumerate(begins):
            part = codes[12 * place : 12 * place + 12]
            if part != _NOTHING:
                rows += (begin, twelve(first_year + place, part))
        return b"".join(rows)

    def _make_begins(self, first_year: int, years: int, cohort: int) -> list[bytes]:
        """Draw the heads of all rows of a life: people of one school year share them."""
        one, two, three, four, _ = self._row
        heads = []
        for year in range(first_year, first_year + years):
            note = self._library.words("record.age", age=year - cohort)
            name = write_fiscal_year(year)
            heads.append(f"{one}/record/years/{year}{two}{name}{three}{note}{four}".encode())
        return heads

    def _make_twelve(self, year: int, codes: bytes) -> bytes:
        april = first_of_fiscal_year(year)
        parts: list[str] = []
        for at, code in enumerate(codes, april):
            parts += self._cells[code].of(at)
        parts.append(self._row[-1])
        return "".join(parts).encode()

    def _make_surroundings(self, present: bytes, show: str) -> tuple[Markup, Markup]:
        """Draw the choices and the legend for a person who has these kinds of months."""
        words = self._library.words
        links = [
            {"href": f"{ADDRESS}?show={name}" if name else ADDRESS, "text": choice.text}
            for name, choice in self._choices.items()
            if not name or present.translate(choice.keep).strip(_BLANK)
        ]
        current = f"{ADDRESS}?show={show}" if show else ADDRESS
        filters = self._filter_links(
            title=words("record.grid.filter"), links=links, current=current
        )
        there = {
            (mark.tone, mark.name): mark
            for mark in map(self.marks.__getitem__, present)
            if mark.name
        }
        items = [
            {"short": mark.short, "tone": mark.tone, "word": mark.name}
            for mark in sorted(there.values(), key=lambda mark: _ORDER.get(mark.tone, 2))
        ]
        legend = self._legend_macro(title=words("record.grid.legend"), items=items)
        return Markup(filters), Markup(legend)  # noqa: S704  # drawn by templates


def _button(library: Library, components: Components, name: str, href: str) -> Markup:
    return Markup(components.link_button(text=library.phrases[name], href=href))  # noqa: S704


@dataclass(frozen=True, slots=True)
class _Cell:
    """One kind of cell, cut where the month's address and name stand, if it has them."""

    pieces: tuple[str, ...]

    def of(self, at: Month) -> tuple[str, ...]:
        pieces = self.pieces
        if len(pieces) == _WITH_ADDRESS:
            return pieces[0], spell(at), pieces[1], _month_name(at), pieces[2]
        return (pieces[0], _month_name(at), pieces[1]) if len(pieces) > 1 else pieces


@cache
def _month_name(at: Month) -> str:
    return write_month(at)


@dataclass(frozen=True, slots=True)
class _Choice:
    """A choice of months: its words, and the table that leaves out all others."""

    text: str
    keep: bytes


def _choices(library: Library, marks: Marks) -> dict[str, _Choice]:
    def choice(name: str, wanted: Callable[[Mark], bool]) -> _Choice:
        keep = bytes(code if wanted(marks[code]) else BLANK for code in _ALL)
        return _Choice(library.phrases[name], keep)

    def of_scheme(scheme: Scheme) -> Callable[[Mark], bool]:
        return lambda mark: mark.scheme is scheme

    return {
        "": _Choice(library.phrases["record.grid.filter-all"], _ALL),
        "flagged": choice("record.grid.filter-unclear", lambda mark: mark.code >= FLAGGED),
        "unpaid": choice(
            "record.grid.filter-unpaid",
            lambda mark: mark.scheme is Scheme.NATIONAL and mark.tone == "bad",
        ),
        "missing": choice(
            "record.grid.filter-missing", lambda mark: mark.code & ~FLAGGED == MISSING
        ),
        **{
            scheme.value: choice(f"record.grid.filter-{scheme}", of_scheme(scheme))
            for scheme in Scheme
        },
    }


def _cut_table(library: Library, year_grid: Macro) -> tuple[Markup, tuple[str, ...]]:
    """Draw the component with one row and two; give it with a place for rows, and a row's pieces."""

    def drawn(rows: list[dict[str, Any]]) -> str:
        return str(
            year_grid(
                id="grid",
                caption=library.words("record.grid.caption"),
                corner=library.words("record.years.year"),
                months=[
                    library.words("record.month-number", number=(APRIL - 1 + at) % 12 + 1)
                    for at in range(12)
                ],
                rows=rows,
            )
        )

    row = {"href": _HREF, "label": _LABEL, "note": _NOTE, "cells": Markup(_CELLS)}  # noqa: S704
    one, two = drawn([row]), drawn([row, row])
    start = one.partition(_HREF)[0].rindex("<tr")
    end = start + len(two) - len(one)
    pieces = re.split(f"[{_HREF}{_LABEL}{_NOTE}{_CELLS}]", one[start:end])
    return Markup(one[:start] + SPLICE + one[end:]), tuple(pieces)  # noqa: S704


def _cut_cell(year_grid: Macro, mark: Mark) -> _Cell:
    """Draw the component with one cell of a kind and cut it where months differ."""
    cell = {"tone": mark.tone, "short": mark.short, "label": "", "href": ""}
    if mark.code & ~FLAGGED != BLANK:
        cell["label"] = f"{_LABEL} {mark.name}"
    if mark.linked:
        cell["href"] = f"/record/months/{_HREF}"
    row = {"label": "", "cells": [cell]}
    drawn = str(year_grid(id="grid", caption="", corner="", months=[], rows=[row]))
    html = drawn[drawn.rindex("<td") : drawn.rindex("</td>") + len("</td>")]
    return _Cell(tuple(re.split(f"[{_HREF}{_LABEL}]", html)))
