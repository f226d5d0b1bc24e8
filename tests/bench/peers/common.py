"""What every peer does with the rows it read: plain objects and dictionaries, one a month."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from nenkin import paths
from nenkin.content.library import load as load_library
from nenkin.features.records.counted import lived_years
from nenkin.features.records.grid import ADDRESS
from nenkin.features.records.marks import BLANK, FLAGGED, codes_of, make_marks
from nenkin.features.records.wording import write_run
from nenkin.law.career import OUTSIDE, career
from nenkin.law.flags import flags
from nenkin.law.months import APRIL, first_of_fiscal_year, spell
from nenkin.law.periods import Person, Record, Scheme, Sex, Span
from nenkin.law.wareki import write_day, write_fiscal_year, write_month
from nenkin.reference import load as load_law
from nenkin.storage.codes import KINDS, REPORTERS, SCHEMES, day, optional_day

LIBRARY = load_library(paths.CONTENT)
LAW = load_law(paths.DATA)
MARKS = make_marks(LIBRARY)
ORDER = {"bad": 0, "care": 1}
QUESTIONS = 4


def words(name: str, /, **values: object) -> str:
    """Give a phrase."""
    return LIBRARY.words(name, **values)


def record_of(person: Any, rows: Iterable[Any]) -> Record:
    """Turn an ORM's objects into the law's."""
    return Record(
        person=Person(
            surname=person.surname,
            given_name=person.given_name,
            surname_kana=person.surname_kana,
            given_name_kana=person.given_name_kana,
            born_on=day(person.born_on),
            sex=Sex.MALE,
            basic_number="",
        ),
        data_date=day(person.data_date),
        spans=tuple(
            Span(
                scheme=SCHEMES[row.scheme - 1],
                kind=KINDS[row.kind - 1],
                first=row.first,
                last=row.last,
                known_from=day(row.known_from),
                known_until=optional_day(row.known_until),
                status=row.status,
                employer=row.employer,
                pay=row.pay,
                acquired_on=optional_day(row.acquired_on),
                lost_on=optional_day(row.lost_on),
                reported_by=REPORTERS[row.reported_by - 1] if row.reported_by else None,
                reported_on=optional_day(row.reported_on),
                corrected=bool(row.corrected),
                disputed=bool(row.disputed),
            )
            for row in sorted(rows, key=lambda row: row.first)
        ),
    )


def context_of(record: Record, today: date) -> dict[str, Any]:
    """Give everything that the template shows, as dictionaries."""
    seen = career(record)
    found = flags(LAW, seen, today)
    years = lived_years(seen)
    first = first_of_fiscal_year(years.start)
    codes = codes_of(seen, found)[: 12 * len(years)]
    last = seen.first + max(1, len(seen.states.rstrip(bytes((OUTSIDE,))))) - 1
    born_on = record.person.born_on
    cohort = born_on.year - ((born_on.month, born_on.day) <= (4, 1))
    rows = []
    for year in years:
        cells = []
        for at in range(first_of_fiscal_year(year), first_of_fiscal_year(year + 1)):
            mark = MARKS[codes[at - first]]
            blank = mark.code & ~FLAGGED == BLANK
            cells.append(
                {
                    "tone": mark.tone,
                    "short": mark.short,
                    "label": "" if blank else f"{write_month(at)} {mark.name}",
                    "href": f"/record/months/{spell(at)}" if mark.linked else "",
                }
            )
        rows.append(
            {
                "href": f"/record/years/{year}",
                "label": write_fiscal_year(year),
                "note": words("record.age", age=year - cohort),
                "cells": cells,
            }
        )
    questions = LIBRARY.faq_for("grid")
    attention = sum(code >= FLAGGED for code in codes)
    return {
        "months": last - seen.first + 1,
        "run": write_run(LIBRARY, seen.first, last),
        "attention": attention,
        "data_day": write_day(record.data_date),
        "corner": words("record.years.year"),
        "caption": words("record.grid.caption"),
        "month_names": [
            words("record.month-number", number=(APRIL - 1 + at) % 12 + 1) for at in range(12)
        ],
        "rows": rows,
        "legend": _legend(set(codes)),
        "filters": _filters(set(codes)),
        "current": ADDRESS,
        "questions": questions[:QUESTIONS],
        "more_questions": max(0, len(questions) - QUESTIONS),
    }


def _legend(present: set[int]) -> list[dict[str, str]]:
    there = {(MARKS[c].tone, MARKS[c].name): MARKS[c] for c in sorted(present) if MARKS[c].name}
    return [
        {"short": mark.short, "tone": mark.tone, "word": mark.name}
        for mark in sorted(there.values(), key=lambda mark: ORDER.get(mark.tone, 2))
    ]


def _filters(present: set[int]) -> list[dict[str, str]]:
    marks = [MARKS[code] for code in present]
    links = [{"href": ADDRESS, "text": words("record.grid.filter-all")}]
    wanted = {
        "flagged": ("unclear", any(mark.code >= FLAGGED for mark in marks)),
        "unpaid": (
            "unpaid",
            any(mark.scheme is Scheme.NATIONAL and mark.tone == "bad" for mark in marks),
        ),
        "missing": ("missing", any(mark.code & ~FLAGGED == 1 for mark in marks)),
        **{
            scheme.value: (scheme.value, any(mark.scheme is scheme for mark in marks))
            for scheme in Scheme
        },
    }
    links += [
        {"href": f"{ADDRESS}?show={name}", "text": words(f"record.grid.filter-{phrase}")}
        for name, (phrase, there) in wanted.items()
        if there
    ]
    return links
