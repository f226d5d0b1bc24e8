"""Every number that a pension is worked out from in a month, for everybody to read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from nenkin.law.figures import ByBirth, StartGroup, TwoClasses
from nenkin.law.months import Month, first_of_fiscal_year, fiscal_year
from nenkin.law.parameters import Law, Source


@dataclass(frozen=True, slots=True)
class Number:
    """One number. ``name`` finds its words; ``since``: the first month it holds, where it is dated.

    ``born_until``: it is for births until that day (after those of the row before); ``later``: for all
    who were born after the rows before it.
    """

    name: str
    value: Fraction
    source: Source
    since: Month | None = None
    born_until: date | None = None
    later: bool = False


def numbers(law: Law, at: Month) -> Iterator[Number]:
    """Give all numbers of a month in the order of the law; raises ``NotInForce``."""
    yield from _premiums(law, at)
    yield from _basic(law, at)
    yield from _employees(law, at)
    yield from _claims(law)


def _premiums(law: Law, at: Month) -> Iterator[Number]:
    national, more = law.national_premiums.at(at), law.additional_premiums.at(at)
    yield _number("national-premium", national.from_35, national.source, national.first)
    yield _number("additional-premium", more.yen, more.source, more.first)
    rates, cap = law.employees_rates.at(at), law.bonus_caps.at(at)
    yield _number("employees-rate", rates.men.share, rates.men.source, rates.first)
    yield _number("bonus-cap", cap.yen, cap.source, cap.first)
    grades = law.pay_grades.at(at)
    yield _number("lowest-pay", min(grades.grades), grades.source, grades.first)
    yield _number("highest-pay", max(grades.grades), grades.source, grades.first)


def _basic(law: Law, at: Month) -> Iterator[Number]:
    qualifying, benefits = law.qualifying.at(at), law.benefits
    yield _number("qualifying-months", qualifying.months, qualifying.source, qualifying.first)
    full = benefits.full_amounts.at(at)
    yield from _classes("full-amount", full.value.yen, full.source, full.first)
    if full.value.rate is not None:
        yield from _classes("revision-rate", full.value.rate, full.source, full.first)
    for row in law.fractions:
        if row.last is None:
            name = f"exempt-{row.exempt.numerator}-{row.exempt.denominator}"
            yield _number(name, row.counts, row.source, row.first)
    yield _number("additional-pension", benefits.additional.value, benefits.additional.source)
    yield from _births("capable-months", benefits.capable_months)
    yield from _births("transfer-rate", benefits.transfer_rates)


def _employees(law: Law, at: Month) -> Iterator[Number]:
    benefits, year = law.benefits, fiscal_year(at)
    since = first_of_fiscal_year(year)
    for birth in benefits.revaluation.born_until:
        line = benefits.revaluation.line(year, birth or date.max)
        newest = Fraction(line.rates[-1], 1000)
        yield Number("newest-rate", newest, line.source, since, birth, birth is None)
    former = benefits.former.until(year)
    yield _number("former-newest-rate", Fraction(former.rates[-1], 1000), former.source, since)
    rate = benefits.former_rates.at(at)
    yield from _classes("former-rate", rate.value, rate.source, rate.first)
    for name in ("before_2003", "from_2003", "former_before_2003", "former_from_2003"):
        for row in benefits.multipliers.rows:
            share: Fraction = getattr(row.value, name)
            later = row.until is None
            written = f"multiplier-{name.replace('_', '-')}"
            yield Number(written, share, row.source, None, row.until, later)
    unit = benefits.fixed_units.at(at)
    yield from _classes("fixed-unit", unit.value, unit.source, unit.first)
    yield from _births("fixed-multiplier", benefits.fixed_multipliers)
    yield from _births("fixed-cap", benefits.fixed_caps)
    yield from _births("difference-cap", benefits.difference_caps)
    added = benefits.additions.at(at)
    yield _number("spouse", added.value.spouse, added.source, added.first)
    yield _number("child", added.value.child, added.source, added.first)
    yield _number("third-child", added.value.third_child, added.source, added.first)
    special = benefits.special_additions.at(at)
    yield from _births("special", special.value, special.first)
    held = benefits.suspension.at(at)
    yield _number("threshold", held.value.threshold, held.source, held.first)


def _claims(law: Law) -> Iterator[Number]:
    benefits = law.benefits
    for group in StartGroup:
        yield from _births(f"start-age-{group}", benefits.proportional_ages[group])
        yield from _births(f"fixed-age-{group}", benefits.fixed_ages[group])
    for name, rates in (("early", benefits.early), ("late", benefits.late)):
        for row in rates.rows:
            later = row.until is None
            yield Number(f"{name}-rate", row.value.rate, row.source, None, row.until, later)


def _number(name: str, value: Fraction | int, source: Source, since: Month | None = None) -> Number:
    return Number(name, Fraction(value), source, since)


def _classes(
    name: str, value: TwoClasses[int] | TwoClasses[Fraction], source: Source, since: Month
) -> Iterator[Number]:
    if value.existing_until is not None:
        older = Fraction(value.existing)
        yield Number(name, older, source, since, value.existing_until)
    later = value.existing_until is not None
    yield Number(name, Fraction(value.new), source, since, None, later)


def _births(
    name: str, table: ByBirth[int] | ByBirth[Fraction], since: Month | None = None
) -> Iterator[Number]:
    for row in table.rows:
        yield Number(name, Fraction(row.value), row.source, since, row.until, row.until is None)
