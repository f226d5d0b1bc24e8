"""A record as a file: a table that spreadsheets open, and the open record format."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from nenkin.content.library import Library
from nenkin.features.records.counted import flags_of
from nenkin.features.records.desk import Opened
from nenkin.features.records.marks import Marks
from nenkin.features.records.wording import write_premium
from nenkin.interchange.record_files import write_record
from nenkin.law.career import MISSING, state_of
from nenkin.law.months import Month, fiscal_year, month_of, spell
from nenkin.law.parameters import Law
from nenkin.law.periods import Record, Span
from nenkin.law.premiums import premium_of
from nenkin.law.wareki import write_fiscal_year, write_month
from nenkin.web.spreadsheets import write_table

COLUMNS = (
    *("month", "era-month", "fiscal-year", "scheme", "kind", "state", "code", "employer"),
    *("acquired", "lost", "pay", "premium", "bonus", "attention", "reporter", "reported"),
    "data-date",
)


def write_csv(law: Law, library: Library, marks: Marks, opened: Opened) -> str:
    """Write one line for each month of each record (RFC 4180)."""
    lines = _Table(law, library, marks, opened).lines()
    return write_table(
        [library.words(f"record.csv.{column}") for column in COLUMNS],
        ([cells.get(column, "") for column in COLUMNS] for cells in lines),
    )


def write_jsonl(record: Record) -> str:
    """Write the open record format, replaced spans too."""
    return "".join(write_record(record))


@dataclass(frozen=True, slots=True)
class _Table:
    law: Law
    library: Library
    marks: Marks
    opened: Opened

    def lines(self) -> Iterator[dict[str, str]]:
        career = self.opened.career
        for at in range(career.first, career.end):
            shared = self._of_month(at)
            for span in career.covering(at):
                yield shared | self._of_span(span, at)
            if career.states[at - career.first] == MISSING:
                yield shared | {"state": self.marks[MISSING].word}

    def _of_month(self, at: Month) -> dict[str, str]:
        titles = [
            self.library.flags[flag.code].title for flag in flags_of(self.opened.flags, at, at)
        ]
        return {
            "month": spell(at),
            "era-month": write_month(at),
            "fiscal-year": write_fiscal_year(fiscal_year(at)),
            "attention": self.library.words("record.and").join(dict.fromkeys(titles)),
            "data-date": self.opened.record.data_date.isoformat(),
        }

    def _of_span(self, span: Span, at: Month) -> dict[str, str]:
        library, record = self.library, self.opened.record
        premium = premium_of(self.law, span, at, born_on=record.person.born_on)
        bonus = sum(
            bonus.amount
            for bonus in record.bonuses
            if (bonus.scheme, bonus.employer) == (span.scheme, span.employer)
            and month_of(bonus.paid_on) == at
        )
        reporter = span.reported_by
        return {
            "scheme": library.words(f"record.scheme.{span.scheme}"),
            "kind": library.words(f"record.kind.{span.kind}"),
            "state": self.marks[state_of(span)].word,
            "code": span.status or "",
            "employer": span.employer or "",
            "acquired": _day(span.acquired_on),
            "lost": _day(span.lost_on),
            "pay": "" if span.pay is None else str(span.pay),
            "premium": write_premium(library, [premium])
            if premium.yen is None
            else str(premium.yen),
            "bonus": str(bonus) if bonus else "",
            "reporter": library.words(f"record.reporter.{reporter}") if reporter else "",
            "reported": _day(span.reported_on),
        }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
