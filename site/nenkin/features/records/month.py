"""One month: everything that is known of it, why it is flagged, and what it said before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from nenkin.content.library import Library
from nenkin.features.records.concerns import Concern, concern, write_place
from nenkin.features.records.counted import flags_of, shown_months
from nenkin.features.records.desk import Opened
from nenkin.features.records.marks import FLAGGED, Marks, codes_of
from nenkin.features.records.wording import NOT_PAID, write_paid, write_premium, write_yen
from nenkin.features.records.years import Neighbour
from nenkin.law.career import state_of
from nenkin.law.months import Month, fiscal_year, month_of, spell
from nenkin.law.parameters import Law
from nenkin.law.periods import NUMBERED_KINDS, Scheme, Span
from nenkin.law.premiums import bonuses_premium, payable_until
from nenkin.law.statuses import NOT_INSURED, STATUSES
from nenkin.law.wareki import write_day, write_fiscal_year, write_month, write_month_both

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """What one record says of the month."""

    title: str
    word: str
    tone: str
    explanation: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Former:
    """What was recorded of the month before it was corrected."""

    until: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class MonthView:
    """One month."""

    name: str  # 昭和55年（1980年）4月
    word: str  # of the month as a whole
    tone: str
    explanation: str
    change: str  # against the month before
    entries: tuple[Entry, ...]
    concerns: tuple[Concern, ...]
    former: tuple[Former, ...]
    year: Neighbour
    before: Neighbour | None
    after: Neighbour | None


def has_month(opened: Opened, at: Month) -> bool:
    """Whether a month has a page for this person."""
    return at in shown_months(opened.career)


def month_view(law: Law, library: Library, marks: Marks, opened: Opened, at: Month) -> MonthView:
    """Say everything of a month; ``opened`` holds the replaced spans too."""
    months = shown_months(opened.career)
    code = codes_of(opened.career, opened.flags)[at - months.start]
    mark = marks[code & ~FLAGGED]
    spans = opened.career.covering(at) if at < opened.career.end else ()
    said = _Saying(law, library, opened, at)
    year = fiscal_year(at)
    return MonthView(
        name=write_month_both(at),
        word=mark.name,
        tone=mark.tone,
        explanation=mark.explanation,
        change=_change(library, marks, opened, at) if at - 1 in months else "",
        entries=tuple(said.entry(span, marks) for span in spans),
        concerns=tuple(concern(library, flag) for flag in flags_of(opened.flags, at, at)),
        former=tuple(said.former()),
        year=Neighbour(f"/record/years/{year}", write_fiscal_year(year)),
        before=_neighbour(library, months, at - 1, "previous"),
        after=_neighbour(library, months, at + 1, "following"),
    )


def _change(library: Library, marks: Marks, opened: Opened, at: Month) -> str:
    """Say what the month before was, by schemes, employers and the state of 国民年金."""
    if at >= opened.career.end:
        return ""
    was, now = (_places(library, marks, opened, month) for month in (at - 1, at))
    if was == now:
        return library.phrases["record.month.was-same"]
    return library.words("record.month.was", what="、".join(was))


def _places(library: Library, marks: Marks, opened: Opened, at: Month) -> list[str]:
    career = opened.career
    spans = career.covering(at) if at < career.end else ()
    if spans:
        return sorted({write_place(library, span) for span in spans})
    code = codes_of(career, opened.flags)[at - shown_months(career).start]
    return [marks[code & ~FLAGGED].name]


def _neighbour(library: Library, months: range, at: Month, phrase: str) -> Neighbour | None:
    if at not in months:
        return None
    text = library.words(f"record.month.{phrase}", month=write_month(at))
    return Neighbour(f"/record/months/{spell(at)}", text)


class _Saying:
    """Says spans as rows of words, as far as there is something to say."""

    def __init__(self, law: Law, library: Library, opened: Opened, at: Month) -> None:
        self._law = law
        self._library = library
        self._record = opened.record
        self._at = at
        self._today = opened.today
        self._shows_money = opened.money
        spans = opened.career.covering(at) if at < opened.career.end else ()
        self._national = any(span.scheme is Scheme.NATIONAL for span in spans)

    def entry(self, span: Span, marks: Marks) -> Entry:
        mark = marks[state_of(span)]
        return Entry(
            title=write_place(self._library, span),
            word=mark.name,
            tone=mark.tone,
            explanation=mark.explanation,
            rows=tuple(self._rows(self._pairs(span))),
        )

    def former(self) -> Iterator[Former]:
        for span in self._record.spans:
            inside = span.first <= self._at and (span.last is None or self._at <= span.last)
            if inside and span.known_until is not None:
                until = self._library.words("record.month.until", day=write_day(span.known_until))
                yield Former(until, tuple(self._rows(self._pairs(span))))

    def _rows(self, pairs: Iterator[tuple[str, str | date | None]]) -> Iterator[Row]:
        for name, value in pairs:
            if value is None or value == "":
                continue
            words = write_day(value) if isinstance(value, date) else value
            yield {"key": self._library.words(f"record.month.{name}"), "value": words}

    def _pairs(self, span: Span) -> Iterator[tuple[str, str | date | None]]:
        said = self._library.words
        yield "scheme", said(f"record.scheme.{span.scheme}")
        yield "kind", said(f"record.kind.{span.kind}")
        if span.scheme is Scheme.NATIONAL:
            yield from self._status(span.status or "#")
        else:
            yield "code", self._code(span)
        yield "employer", span.employer
        if span.pay is not None:
            yield "pay", write_yen(span.pay)
            yield "pay-change", self._change(span)
        if span.known_until is None and self._shows_money:
            yield from self._money(span)
        yield "acquired", span.acquired_on
        yield "lost", span.lost_on
        if span.reported_by is not None:
            yield "reported-by", said(f"record.reporter.{span.reported_by}")
        yield "reported-on", span.reported_on
        yield "known-from", span.known_from
        if span.corrected:
            yield "note", said("record.month.corrected")
        if span.disputed:
            yield "note", self._library.states["disputed"].explanation

    def _status(self, code: str) -> Iterator[tuple[str, str | date | None]]:
        words = self._library.statuses[code]
        yield "status", words.word
        yield "code", self._library.words("record.month.code-value", code=code, word=words.word)
        if STATUSES[code].standing in NOT_PAID:
            until = payable_until(self._law, self._at)
            over = "" if until >= self._today else self._library.words("record.month.payable-over")
            yield "payable", write_day(until) + over

    def _code(self, span: Span) -> str:
        """Give the signs of the official printout: 種別, and that of a month without 国民年金."""
        said = []
        if span.kind in NUMBERED_KINDS:
            number = NUMBERED_KINDS.index(span.kind) + 1
            kind = self._library.words(f"record.kind.{span.kind}")
            said.append(self._library.words("record.month.code-kind", number=number, kind=kind))
        if not self._national:
            said.append(self._library.words("record.month.code-none", code=NOT_INSURED))
        return "、".join(said)

    def _change(self, span: Span) -> str | None:
        """Compare with the month before in the same employment."""
        before = next(
            (
                other.pay
                for other in self._record.spans
                if other.known_until is None
                and other.scheme is span.scheme
                and other.employer == span.employer
                and other.pay is not None
                and other.first <= self._at - 1
                and (other.last is None or self._at - 1 <= other.last)
            ),
            None,
        )
        if before is None or span.pay is None or span.known_until is not None:
            return None
        if span.pay == before:
            return self._library.phrases["record.month.pay-same"]
        name = "more" if span.pay > before else "less"
        return self._library.words(
            f"record.month.pay-{name}",
            amount=write_yen(abs(span.pay - before)),
            before=write_yen(before),
        )

    def _money(self, span: Span) -> Iterator[tuple[str, str | date | None]]:
        born_on = self._record.person.born_on
        if span.scheme is not Scheme.COMPLEMENTARY:
            yield "premium", write_paid(self._law, self._library, [span], self._at, born_on)
        bonuses = [
            bonus
            for bonus in self._record.bonuses
            if bonus.known_until is None
            and bonus.scheme is span.scheme
            and bonus.employer == span.employer
            and month_of(bonus.paid_on) == self._at
        ]
        for bonus in bonuses:
            value = self._library.words(
                "record.month.bonus-value",
                day=write_day(bonus.paid_on),
                amount=write_yen(bonus.amount),
            )
            yield "bonus", value
        if bonuses:
            amount = sum(bonus.amount for bonus in bonuses)
            paid = bonuses_premium(self._law, self._at, amount=amount, kind=span.kind)
            yield "bonus-premium", write_premium(self._library, [paid])
