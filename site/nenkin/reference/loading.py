"""Reads all of data/ that the law needs, once, at start-up."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from nenkin.law import parameters as law
from nenkin.reference.benefits import load_benefits
from nenkin.reference.rows import Row, parameter, table

if TYPE_CHECKING:
    from nenkin.law.months import Month

Entry = TypeVar("Entry", bound=law.InForce)


def load(data: Path) -> law.Law:
    """Read the law; raises ``BadData`` with file, line and reason."""
    tables, parameters = data / "tables", data / "parameters"
    return law.Law(
        national_premiums=_dated(tables / "national_premiums.csv", _national_premium),
        additional_premiums=_dated(tables / "additional_premiums.csv", _additional_premium),
        employees_rates=_dated(tables / "employees_rates.csv", _employees_rates),
        bonus_caps=_dated(tables / "bonus_caps.csv", _bonus_cap),
        qualifying=_dated(tables / "qualifying_months.csv", _qualifying),
        shortened=[_shortened(row) for row in table(tables / "shortened_qualifying.csv")],
        fractions=_fractions(tables / "counted_fractions.csv"),
        pay_grades=_pay_grades(tables / "pay_grades.csv"),
        pay_limits=_dated(tables / "pay_limits.csv", _pay_limits),
        multipliers=_dated(tables / "qualifying_multipliers.csv", _multiplier),
        late_windows=[_late_window(row) for row in table(tables / "late_payment.csv")],
        attention=_attention(parameter(parameters / "design" / "attention.toml")),
        limits=_limits(parameter(parameters / "national_pension" / "payment_limits.toml")),
        objection=_objection(parameter(parameters / "national_pension" / "objection.toml")),
        old_law=_old_law(parameter(parameters / "national_pension" / "old_law.toml")),
        late_voluntary=_late_voluntary(
            parameter(parameters / "national_pension" / "late_voluntary.toml")
        ),
        paid_later=_paid_later(
            tables / "surcharge_rates.csv",
            parameter(parameters / "national_pension" / "later_payment.toml"),
        ),
        prepayment=_prepayment(parameter(parameters / "national_pension" / "prepayment.toml")),
        benefits=load_benefits(data),
    )


def _dated(path: Path, make: Callable[[Row], Entry]) -> law.Dated[Entry]:
    """Read rows by month in force; unsorted or overlapping rows are refused."""
    entries: list[Entry] = []
    after: Month | None = 0
    for row in table(path):
        first, last = row.months()
        if after is None or first < after:
            raise row.wrong("overlaps the row before, or stands before it in time")
        after = None if last is None else last + 1
        entries.append(make(row))
    return law.Dated(path.stem, tuple(entries))


def _national_premium(row: Row) -> law.NationalPremium:
    first, last = row.months()
    return law.NationalPremium(
        first=first,
        last=last,
        under_35=row.yen("under_35"),
        from_35=row.yen("from_35"),
        source=row.source,
    )


def _additional_premium(row: Row) -> law.AdditionalPremium:
    first, last = row.months()
    return law.AdditionalPremium(first=first, last=last, yen=row.yen("yen"), source=row.source)


def _employees_rates(row: Row) -> law.EmployeesRates:
    first, last = row.months()
    return law.EmployeesRates(
        first=first,
        last=last,
        men=_rate(row, "men"),
        women=_rate(row, "women") if row.text("women") else None,
        miners_seamen=_rate(row, "miners_seamen"),
    )


def _rate(row: Row, name: str) -> law.Rate:
    return law.Rate(row.percent(name), row.source_of(f"{name}_confidence"))


def _bonus_cap(row: Row) -> law.BonusCap:
    first, last = row.months()
    return law.BonusCap(first=first, last=last, yen=row.yen("yen"), source=row.source)


def _qualifying(row: Row) -> law.QualifyingMonths:
    first, last = row.months()
    return law.QualifyingMonths(first=first, last=last, months=row.yen("months"), source=row.source)


def _shortened(row: Row) -> law.ShortenedQualifying:
    if row.text("of") not in {"all", "employees"}:
        raise row.wrong("«of» must be all or employees")
    return law.ShortenedQualifying(
        employees_only=row.text("of") == "employees",
        born_until=row.day("born_until"),
        months=row.yen("months"),
        source=row.source,
    )


def _fractions(path: Path) -> tuple[law.CountedFraction, ...]:
    """Read what exempt months count for: several tables in one, by the share that is waived."""
    found: list[law.CountedFraction] = []
    for row in table(path):
        first, last = row.months()
        exempt, counts = row.read("exempt", Fraction), row.read("counts", Fraction)
        excess = row.read("excess", Fraction)
        if not 0 < exempt <= 1 or not 0 <= excess < counts < 1:
            raise row.wrong("shares lie between 0 and 1, and an excess is below its share")
        before = [entry for entry in found if entry.exempt == exempt]
        if before and (before[-1].last is None or first <= before[-1].last):
            raise row.wrong("overlaps the row before, or stands before it in time")
        found.append(
            law.CountedFraction(
                first=first,
                last=last,
                exempt=exempt,
                counts=counts,
                excess=excess,
                source=row.source,
            )
        )
    return tuple(found)


def _pay_grades(path: Path) -> law.Dated[law.PayGrades]:
    """Read one row for each grade; those of the same months are one table, from its lowest on."""
    found: list[law.PayGrades] = []
    grades: dict[int, int] = {}
    for row in table(path):
        (first, last), grade, pay = row.months(), row.yen("grade"), row.yen("pay")
        if not found or (first, last) != (found[-1].first, found[-1].last):
            if found and (found[-1].last is None or first <= found[-1].last):
                raise row.wrong("overlaps the row before, or stands before it in time")
            grades = {}
            found.append(law.PayGrades(first=first, last=last, grades=grades, source=row.source))
        if grade != len(grades) + 1 or any(pay <= lower for lower in grades):
            raise row.wrong("grades run from 1 without a hole, and their pay rises")
        grades[pay] = grade
    return law.Dated(path.stem, tuple(found))


def _pay_limits(row: Row) -> law.PayLimits:
    first, last = row.months()
    lowest, highest = row.yen("lowest"), row.yen("highest")
    if not 0 < lowest < highest:
        raise row.wrong("«lowest» is above 0 and below «highest»")
    return law.PayLimits(first=first, last=last, lowest=lowest, highest=highest, source=row.source)


def _multiplier(row: Row) -> law.QualifyingMultiplier:
    first, last = row.months()
    multiplier = row.read("multiplier", Fraction)
    if multiplier <= 1:
        raise row.wrong("«multiplier» is above 1; months without one need no row")
    return law.QualifyingMultiplier(
        first=first, last=last, multiplier=multiplier, source=row.source
    )


def _late_window(row: Row) -> law.LateWindow:
    opened_on, closed_on = row.day("opened_on"), row.day("closed_on")
    if closed_on < opened_on:
        raise row.wrong("«closed_on» is before «opened_on»")
    return law.LateWindow(
        opened_on=opened_on, closed_on=closed_on, months=row.yen("months"), source=row.source
    )


def _objection(row: Row) -> law.Objection:
    return law.Objection(months=row.yen("months"), source=row.source)


def _old_law(row: Row) -> law.OldLaw:
    return law.OldLaw(born_until=row.day("born_until"), source=row.source)


def _late_voluntary(row: Row) -> law.LateVoluntary:
    return law.LateVoluntary(born_until=row.day("born_until"), source=row.source)


def _attention(row: Row) -> law.Attention:
    return law.Attention(
        pay_fall=row.read("pay_fall", Fraction),
        pay_grades=row.yen("pay_grades"),
        reentry_months=row.yen("reentry_months"),
        between_jobs_months=row.yen("between_jobs_months"),
        retroactive_months=row.yen("retroactive_months"),
        source=row.source,
    )


def _limits(row: Row) -> law.Limits:
    return law.Limits(
        payable_months=row.yen("payable_months"),
        later_years=row.yen("later_years"),
        source=row.source,
    )


def _prepayment(row: Row) -> law.Rate:
    return law.Rate(row.read("rate", Fraction), row.source)


def _paid_later(path: Path, row: Row) -> law.PaidLater:
    """Read the rates by both years; sorted, and a pair of years once."""
    rates: dict[tuple[int, int], law.Rate] = {}
    for line in table(path):
        years = line.yen("paid_in"), line.yen("month_of")
        if rates and years <= max(rates):
            raise line.wrong("overlaps the row before, or stands before it in time")
        rates[years] = law.Rate(line.read("rate", Fraction), line.source)
    return law.PaidLater(rates=rates, free_years=row.yen("free_years"), source=row.source)
