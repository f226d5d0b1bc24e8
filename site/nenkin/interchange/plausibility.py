"""What cannot be true of a record although each value reads well: order, limits, overlaps."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from nenkin.interchange.mistakes import Mistake
from nenkin.interchange.month_codes import THIRD_CATEGORY
from nenkin.law.months import Month, month, month_of, spell
from nenkin.law.periods import Bonus, Kind, Person, Scheme, Span

_EMPLOYEES_KINDS = (
    Kind.MEN, Kind.WOMEN, Kind.MINERS_SEAMEN, Kind.CONTINUED,
    Kind.FUND_MEN, Kind.FUND_WOMEN, Kind.FUND_MINERS,
)  # fmt: skip
KINDS = {
    Scheme.NATIONAL: (Kind.CATEGORY_1, Kind.CATEGORY_3, Kind.VOLUNTARY),
    Scheme.EMPLOYEES: _EMPLOYEES_KINDS,
    Scheme.SEAMEN: (Kind.SEAMAN,),
    Scheme.MUTUAL: (Kind.NATIONAL_SERVANT, Kind.LOCAL_SERVANT, Kind.PRIVATE_SCHOOL),
    Scheme.COMPLEMENTARY: (Kind.ABROAD, Kind.SPOUSE, Kind.STUDENT, Kind.OTHER),
}
WITH_PAY = frozenset({Scheme.EMPLOYEES, Scheme.SEAMEN, Scheme.MUTUAL})
# The first month each scheme, or kind within it, existed (施行), and the last where it ended.
FIRST = {
    Scheme.NATIONAL: month(1961, 4),
    Scheme.EMPLOYEES: month(1942, 6),
    Scheme.SEAMEN: month(1940, 6),
    Scheme.MUTUAL: month(1884, 1),  # 恩給 before the 共済組合 is carried over into it
    Scheme.COMPLEMENTARY: month(1961, 4),
    Kind.CATEGORY_3: month(1986, 4),
}
LAST = {
    Scheme.SEAMEN: month(1986, 3),
    Kind.SPOUSE: month(1986, 3),
    Kind.STUDENT: month(1991, 3),
}
PREPAID_MONTHS = 24  # 2年前納: the furthest ahead of the data that 国民年金 can be paid


class Placed(NamedTuple):
    """A span and the line it came from."""

    line: int
    span: Span


def person_mistakes(line: int, person: Person, data_date: date) -> Iterator[Mistake]:
    """Give what cannot be true of the person."""
    if person.born_on > data_date:
        yield Mistake(line, "born_on", f"Write a birthday before the data's day, {data_date}.")
    if person.entitled_since and person.entitled_since <= person.born_on:
        yield Mistake(line, "entitled_since", "Write a day after the birthday.")


def bonus_mistakes(line: int, bonus: Bonus, data_date: date) -> Iterator[Mistake]:
    """Give what cannot be true of a bonus."""
    if bonus.scheme not in WITH_PAY:
        yield Mistake(line, "scheme", f"Write employees, seamen or mutual, not {bonus.scheme}.")
    if bonus.paid_on > data_date:
        yield Mistake(line, "paid_on", f"Write a day not after the data's day, {data_date}.")
    yield from _knowledge_mistakes(line, bonus.known_from, bonus.known_until, data_date)


def span_mistakes(
    placed: Placed, *, data_date: date, born_on: date | None = None
) -> Iterator[Mistake]:
    """Give what cannot be true of one span."""
    line, span = placed
    if span.kind not in KINDS[span.scheme]:
        kinds = ", ".join(KINDS[span.scheme])
        yield Mistake(line, "kind", f"Write one of {kinds} for the scheme {span.scheme}.")
    yield from _extent_mistakes(placed, data_date, born_on)
    yield from _status_mistakes(placed)
    yield from _enrolment_mistakes(placed)
    if span.reported_on and span.reported_on > data_date:
        yield Mistake(line, "reported_on", f"Write a day not after the data's day, {data_date}.")
    yield from _knowledge_mistakes(line, span.known_from, span.known_until, data_date)


def _extent_mistakes(placed: Placed, data_date: date, born_on: date | None) -> Iterator[Mistake]:
    line, span = placed
    last = span.first if span.last is None else span.last
    if last < span.first:
        yield Mistake(line, "last", f"Write a month not before the first, {spell(span.first)}.")
    if born_on and span.first < month_of(born_on):
        yield Mistake(line, "first", f"Write a month after the birthday, {born_on}.")
    furthest = month_of(data_date) + PREPAID_MONTHS * (span.scheme is Scheme.NATIONAL)
    if last > furthest:
        field = "first" if span.last is None else "last"
        yield Mistake(
            line, field, f"Write a month up to {spell(furthest)}: the data are of {data_date}."
        )
    for what in (span.scheme, span.kind):
        if span.first < FIRST.get(what, 0):
            since = spell(FIRST[what])
            yield Mistake(line, "first", f"Write {since} or later: {what} did not exist before.")
        if what in LAST and (span.last is None or span.last > LAST[what]):
            until = spell(LAST[what])
            yield Mistake(line, "last", f"Write {until} or earlier: {what} ended then.")


def _status_mistakes(placed: Placed) -> Iterator[Mistake]:
    line, span = placed
    if span.scheme is Scheme.NATIONAL:
        if span.status is None:
            yield Mistake(line, "status", "Add the month code that the printout shows.")
        elif (span.status in THIRD_CATEGORY) != (span.kind is Kind.CATEGORY_3):
            yield Mistake(line, "status", "Write +, $ or - for category-3, and only for it.")
    elif span.status is not None:
        yield Mistake(line, "status", "Remove it: only the scheme national has month codes.")
    if span.scheme not in WITH_PAY:
        for field in ("pay", "employer"):
            if getattr(span, field) is not None:
                yield Mistake(line, field, f"Remove it: the scheme {span.scheme} has none.")


def _enrolment_mistakes(placed: Placed) -> Iterator[Mistake]:
    line, span = placed
    if span.acquired_on and month_of(span.acquired_on) > span.first:
        yield Mistake(line, "acquired_on", f"Write a day up to the month {spell(span.first)}.")
    if span.lost_on is None:
        return
    if span.last is None:
        yield Mistake(line, "lost_on", "Add the last month, or remove the day.")
    elif month_of(span.lost_on) < span.last:
        yield Mistake(line, "lost_on", f"Write a day in or after the month {spell(span.last)}.")
    if span.acquired_on and span.lost_on <= span.acquired_on:
        yield Mistake(line, "lost_on", f"Write a day after {span.acquired_on}, when it began.")


def _knowledge_mistakes(
    line: int, known_from: date, known_until: date | None, data_date: date
) -> Iterator[Mistake]:
    if known_from > data_date:
        yield Mistake(line, "known_from", f"Write a day not after the data's day, {data_date}.")
    if known_until and known_until <= known_from:
        yield Mistake(line, "known_until", f"Write a day after {known_from}, when it was learned.")
    if known_until and known_until > data_date:
        yield Mistake(line, "known_until", f"Write a day not after the data's day, {data_date}.")


def overlap_mistakes(placed: Iterable[Placed]) -> Iterator[Mistake]:
    """Give the standing spans of one scheme that claim the same month.

    Overlaps across schemes are what the person should see; within one scheme they are a mistake of
    whoever wrote the file, since a correction closes what it replaces.
    """
    standing = sorted(
        (each for each in placed if each.span.known_until is None),
        key=lambda each: (each.span.scheme, each.span.first),
    )
    furthest: Placed | None = None
    for each in standing:
        if furthest and furthest.span.scheme is each.span.scheme:
            if _reaches(furthest.span, each.span.first):
                yield Mistake(
                    each.line,
                    "first",
                    f"Close one of the two: line {furthest.line} has {spell(each.span.first)}"
                    f" of {each.span.scheme} too (known_until, or other months).",
                )
            if each.span.last is not None and _reaches(furthest.span, each.span.last):
                continue
        furthest = each


def _reaches(span: Span, at: Month) -> bool:
    return span.last is None or span.last >= at
