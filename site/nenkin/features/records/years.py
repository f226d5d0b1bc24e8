"""年度ごと: a record by fiscal years, and one year by its twelve months."""

from collections.abc import Iterator
from dataclasses import dataclass

from nenkin.content.library import Library
from nenkin.features.records.concerns import tone_of
from nenkin.features.records.counted import (
    counted_months,
    fiscal_years,
    flags_of,
    lived_years,
    write_numbers,
)
from nenkin.features.records.desk import Opened
from nenkin.features.records.marks import FLAGGED, Marks, codes_of
from nenkin.features.records.wording import age_in, write_paid, write_yen
from nenkin.law.career import Career, state_of
from nenkin.law.flags import flagged_months
from nenkin.law.months import Month, first_of_fiscal_year, spell
from nenkin.law.parameters import Law
from nenkin.law.periods import Span
from nenkin.law.premiums import yearly_premiums
from nenkin.law.wareki import write_fiscal_year

MONTHS = 12
_NAMES = 3  # employers of one year that are named in its line


@dataclass(frozen=True, slots=True)
class YearLine:
    """One fiscal year in one line."""

    year: int
    name: str  # 昭和55年度
    western: str  # 1980年度
    age: str  # 20歳
    months: int  # that count
    employers: tuple[str, ...]
    more_employers: int
    premium: str
    attention: int
    reasons: tuple[str, ...]
    tone: str


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month in one line."""

    name: str
    month: str  # 1980-04
    linked: bool
    marks: tuple[tuple[str, str], ...]  # word and tone of each record of the month
    employers: tuple[str, ...]
    pay: str
    premium: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A year before or after."""

    href: str
    text: str


@dataclass(frozen=True, slots=True)
class YearView:
    """One fiscal year."""

    line: YearLine
    sentences: tuple[str, ...]
    months: tuple[MonthLine, ...]
    before: Neighbour | None
    after: Neighbour | None


def year_lines(law: Law, library: Library, opened: Opened) -> tuple[YearLine, ...]:
    """Give every year of a life, the latest first."""
    years = lived_years(opened.career)
    each = _Years(law, library, opened)
    return tuple(each.line(year) for year in reversed(years))


def has_year(opened: Opened, year: int) -> bool:
    """Whether a year has a page for this person."""
    return year in fiscal_years(opened.career)


def year_view(law: Law, library: Library, marks: Marks, opened: Opened, year: int) -> YearView:
    """Say one year."""
    return _Years(law, library, opened).view(year, marks)


class _Years:
    """What the lines of all years share."""

    def __init__(self, law: Law, library: Library, opened: Opened) -> None:
        self._law = law
        self._library = library
        self._opened = opened
        self._career: Career = opened.career
        self._counted = counted_months(opened.career)
        self._premiums = yearly_premiums(law, opened.record, opened.career.end)
        self._flagged = flagged_months(opened.flags)

    def line(self, year: int) -> YearLine:
        first = first_of_fiscal_year(year)
        last = first + MONTHS - 1
        start = max(0, first - self._career.first)
        employers = tuple(
            dict.fromkeys(
                span.employer
                for span in self._career.spans
                if span.employer and span.first <= last and self._career.last_of(span) >= first
            )
        )
        found = flags_of(self._opened.flags, first, last)
        flags = self._library.flags
        age = age_in(year, self._opened.record.person.born_on)
        return YearLine(
            year=year,
            name=write_fiscal_year(year),
            western=self._library.words("record.years.western", year=year),
            age=self._library.words("record.age", age=age),
            months=self._counted[start : max(0, first + MONTHS - self._career.first)].count(1),
            employers=employers[:_NAMES],
            more_employers=max(0, len(employers) - _NAMES),
            premium=self._premium(year),
            attention=len(self._flagged.intersection(range(first, last + 1))),
            reasons=tuple(dict.fromkeys(flags[flag.code].title for flag in found)),
            tone="bad" if any(tone_of(flag) == "bad" for flag in found) else "care",
        )

    def _premium(self, year: int) -> str:
        if not self._opened.money:
            return ""
        paid = self._premiums.get(year)
        if paid is None:
            return self._library.phrases["record.unknown"]
        if not paid.complete:
            return self._library.phrases["record.premium-unknown"]
        if paid.unverified:
            return self._library.words("record.premium-rough", amount=write_yen(paid.yen))
        return write_yen(paid.yen)

    def view(self, year: int, marks: Marks) -> YearView:
        april = first_of_fiscal_year(year)
        start = april - first_of_fiscal_year(fiscal_years(self._career).start)
        codes = codes_of(self._career, self._opened.flags)[start : start + MONTHS]
        line = self.line(year)
        return YearView(
            line=line,
            sentences=tuple(self._sentences(marks, line, april, codes)),
            months=tuple(self._month(marks, april + at, code) for at, code in enumerate(codes)),
            before=self._neighbour(year - 1, "previous"),
            after=self._neighbour(year + 1, "following"),
        )

    def _sentences(self, marks: Marks, line: YearLine, april: Month, codes: bytes) -> Iterator[str]:
        total = sum(marks[code].linked for code in codes)
        if not total:
            yield self._library.phrases["record.years.sentence-nothing"]
            return
        name = "all" if line.months == total else "some" if line.months else "none"
        yield self._library.words(f"record.years.sentence-{name}", months=line.months, total=total)
        bad: dict[str, list[Month]] = {}
        for at, code in enumerate(codes, april):
            if marks[code].tone == "bad":
                bad.setdefault(marks[code].word, []).append(at)
        for word, months in bad.items():
            said = write_numbers(self._library, months)
            yield self._library.words("record.years.sentence-bad", months=said, word=word)
        rest = line.attention - sum(len(months) for months in bad.values())
        if rest > 0:
            yield self._library.words("record.years.sentence-attention", months=rest)

    def _month(self, marks: Marks, at: Month, code: int) -> MonthLine:
        library = self._library
        mark = marks[code & ~FLAGGED]
        spans = self._career.covering(at) if at < self._career.end else ()
        shown = [marks[state_of(span)] for span in spans]
        paid = [span.pay for span in spans if span.pay is not None]
        found = flags_of(self._opened.flags, at, at)
        return MonthLine(
            name=library.words("record.month-number", number=at % 12 + 1),
            month=spell(at),
            linked=mark.linked,
            marks=tuple((each.name, each.tone) for each in shown or [mark]),
            employers=tuple(dict.fromkeys(span.employer for span in spans if span.employer)),
            pay=library.words("record.and").join(map(write_yen, paid)),
            premium=self._month_premium(spans, at),
            reasons=tuple(dict.fromkeys(library.flags[flag.code].title for flag in found)),
        )

    def _month_premium(self, spans: tuple[Span, ...], at: Month) -> str:
        if not self._opened.money:
            return ""
        born_on = self._opened.record.person.born_on
        return write_paid(self._law, self._library, spans, at, born_on)

    def _neighbour(self, year: int, phrase: str) -> Neighbour | None:
        if not has_year(self._opened, year):
            return None
        text = self._library.words(f"record.years.{phrase}", year=write_fiscal_year(year))
        return Neighbour(f"/record/years/{year}", text)
