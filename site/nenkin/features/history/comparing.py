"""What is remembered beside what is recorded: one life in two lanes, and what to ask the office about."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from nenkin.comparison.comparing import compare
from nenkin.comparison.findings import Comparison, Finding, MonthClass
from nenkin.comparison.worth import worth_from
from nenkin.content.library import Library
from nenkin.features.history.desk import Desk, Opened
from nenkin.features.history.entries import Entry
from nenkin.features.history.wording import say_run
from nenkin.law.months import fiscal_year, month_of
from nenkin.law.wareki import write_month_both

COMPARE = "compare"
WIDTH = 1000  # of a lane; its months are parts of it
# Months that tell nothing: neither side has anything to say of them.
SILENT = frozenset({MonthClass.NEITHER})


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison with the names of what it is about."""

    found: Comparison
    entries: Mapping[str, Entry]  # by the key of their events

    def finding(self, key: str) -> Finding | None:
        """Find one finding, also one that the person did not recognise."""
        both = (*self.found.findings, *self.found.unrecognised)
        return next((one for one in both if one.key == key), None)


async def compared(desk: Desk, here: Opened) -> Compared:
    """Compare the sheet with the whole record, in the money of the person's day.

    Where no amount may be shown, no finding is given one: how many months it is about stays.
    """
    record = await desk.record()
    sheet = here.remembered
    worth = None
    if desk.money:
        worth = worth_from(desk.law, record, fiscal_year(month_of(desk.today)))
    known = desk.knowledge
    # What each finding is worth takes a tenth of a second in all: others are answered meanwhile.
    found = await desk.aside.run(
        lambda: compare(record, sheet, known.cover, aliases=known.aliases, worth=worth)
    )
    entries = {entry.event_key: entry for entry in here.entries if entry.section.category}
    return Compared(found, entries)


def lanes(library: Library, found: Comparison) -> list[Mapping[str, object]]:
    """Give the two lanes of the picture; 2 is certain, 1 is not, or another scheme."""
    return [
        {
            "name": library.words(f"history.compare.{name}"),
            "what": library.words(f"history.compare.{name}-what"),
            "bars": list(_bars(months)),
        }
        for name, months in (("memory", found.remembered), ("record", found.recorded))
    ]


def _bars(months: bytes) -> Iterator[Mapping[str, object]]:
    at = 0
    for level, run in groupby(months):
        length = len(list(run))
        if level:
            start, end = (WIDTH * place // len(months) for place in (at, at + length))
            kind = "full" if level > 1 else "part"
            yield {"kind": kind, "start": start, "width": max(end - start, 1)}
        at += length


def ends(found: Comparison) -> tuple[str, str]:
    """Say the first and the last month of the picture."""
    return write_month_both(found.first), write_month_both(found.end - 1)


def rows(
    library: Library, here: Opened, both: Compared, without: frozenset[MonthClass] = SILENT
) -> list[tuple[str, str, str, str]]:
    """Give the same as a table: months, memory, record, and what they say together."""
    nothing = library.words("history.compare.nothing")
    and_ = library.words("history.and")
    return [
        (
            say_run(library, run.first, run.last),
            and_.join(_names(library, here, both, run.events)) or nothing,
            and_.join(run.employers) or nothing,
            library.words(f"finding.month.{run.months}"),
        )
        for run in both.found.runs
        if run.months not in without
    ]


def _names(library: Library, here: Opened, both: Compared, events: Iterable[str]) -> Iterator[str]:
    for key in events:
        if key in both.entries:
            yield both.entries[key].name(library, here.setting.born_on)


def finding_view(desk: Desk, one: Finding) -> Mapping[str, object]:
    """Say a finding: what it is about, since when, how sure it is and what it may be worth."""
    words = desk.library.words
    alone = "history.record.national-pension" if one.recorded else "history.compare.no-name"
    about = one.employer or words(alone)
    return {
        "title": words(f"finding.pattern.{one.pattern}.title"),
        "about": about,
        "href": f"{desk.base}/{COMPARE}/{one.key}",
        "months": words("history.compare.months", months=one.months) if one.months else "",
        "spans": [say_run(desk.library, *span) for span in (*one.spans, *_disputed(one))],
        "grade": words(f"finding.grade.{one.grade}"),
        "grade_why": words(f"finding.grade-why.{one.grade}"),
        "worth": _worth(desk.library, one),
        "why": words(f"finding.pattern.{one.pattern}.why"),
        "also": [words(f"finding.pattern.{pattern}.why") for pattern in one.also],
        "next": words(f"finding.pattern.{one.pattern}.next"),
        "bring": words(f"finding.pattern.{one.pattern}.bring"),
    }


def _disputed(one: Finding) -> tuple[tuple[int, int], ...]:
    return () if one.recorded is None else (one.recorded,)


def _worth(library: Library, one: Finding) -> str:
    least, most = one.worth, one.worth_at_most
    if least is None or not most:
        return ""
    name = "worth-same" if least == most else "worth"
    return library.words(f"history.compare.{name}", least=f"{least:,}", most=f"{most:,}")
