"""Reads the tables that a pension is worked out from."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from nenkin.law import figures
from nenkin.law.months import read_month
from nenkin.law.parameters import Dated
from nenkin.reference.revaluation import former_rates, revaluation
from nenkin.reference.rows import Row, parameter, table

if TYPE_CHECKING:
    from nenkin.law.months import Month

Value = TypeVar("Value")
_BORN = "born_until_"


def load_benefits(data: Path) -> figures.Benefits:
    """Read all; raises ``BadData`` with file, line and reason."""
    tables, employees = data / "tables", data / "parameters" / "employees_pension"
    additional = parameter(data / "parameters" / "national_pension" / "additional_pension.toml")
    claims = {kind: _claim_rates(tables / "claim_rates.csv", kind) for kind in ("early", "late")}
    by_age = list(table(tables / "claim_ages.csv"))
    return figures.Benefits(
        full_amounts=_valued(tables / "full_amounts.csv", _full_amount),
        capable_months=_by_birth(tables / "capable_months.csv", _whole("months")),
        transfer_rates=_by_birth(tables / "transfer_rates.csv", _fraction("rate")),
        revaluation=revaluation(tables / "revaluation.csv"),
        revaluation_seamen=revaluation(tables / "revaluation_seamen.csv"),
        revaluation_mutual=revaluation(tables / "revaluation_mutual.csv"),
        former=former_rates(tables / "revaluation_former.csv", "employees"),
        former_seamen=former_rates(tables / "revaluation_former.csv", "seamen"),
        former_mutual=former_rates(tables / "revaluation_former.csv", "mutual"),
        former_rates=_valued(tables / "former_rates.csv", _former_rate),
        special_rates=_valued(tables / "special_rates.csv", _special_rate),
        multipliers=_by_birth(tables / "benefit_multipliers.csv", _multipliers),
        mean_floors=_by_birth(tables / "mean_floors.csv", _whole("yen")),
        fixed_units=_valued(tables / "fixed_units.csv", _two_units),
        fixed_multipliers=_by_birth(tables / "fixed_multipliers.csv", _fraction("multiplier")),
        fixed_caps=_by_birth(tables / "fixed_caps.csv", _whole("months")),
        difference_caps=_by_birth(tables / "difference_caps.csv", _whole("months")),
        middle_aged=_by_birth(tables / "middle_aged.csv", _whole("months")),
        additions=_valued(tables / "additions.csv", _additions),
        special_additions=_valued(tables / "special_additions.csv", _special),
        suspension=_valued(tables / "suspension.csv", _thresholds),
        proportional_ages=_ages(tables / "start_ages.csv", "proportional"),
        fixed_ages=_ages(tables / "start_ages.csv", "fixed"),
        early=claims["early"],
        late=claims["late"],
        claims_by_age=figures.ByAge(
            by_age[0].day("born_until"),
            _by_age(by_age, "early"),
            _by_age(by_age, "late"),
            by_age[0].source,
        ),
        additional=figures.Valued(0, None, additional.yen("yen"), additional.source),
        conditions=_conditions(parameter(employees / "conditions.toml")),
        least_pay=_least_pay(parameter(employees / "least_pay.toml")),
        reform=_reform(parameter(employees / "reform_2028.toml")),
        wartime=_wartime(parameter(employees / "wartime.toml")),
        job_benefits=_job_benefits(
            tables / "job_benefits.csv", parameter(employees / "job_benefits.toml")
        ),
        unconfirmed_from=parameter(employees / "unconfirmed.toml").yen("first_year"),
    )


def _whole(name: str) -> Callable[[Row], int]:
    return lambda row: row.yen(name)


def _fraction(name: str) -> Callable[[Row], Fraction]:
    return lambda row: row.read(name, Fraction)


def _valued(path: Path, make: Callable[[Row], Value]) -> Dated[figures.Valued[Value]]:
    """Read rows by month in force; unsorted or overlapping rows are refused."""
    entries: list[figures.Valued[Value]] = []
    after: Month | None = 0
    for row in table(path):
        first, last = row.months()
        if after is None or first < after:
            raise row.wrong("overlaps the row before, or stands before it in time")
        after = None if last is None else last + 1
        entries.append(figures.Valued(first, last, make(row), row.source))
    return Dated(path.stem, tuple(entries))


def _by_birth(
    path: Path, make: Callable[[Row], Value], *, only: Callable[[Row], bool] = lambda _: True
) -> figures.ByBirth[Value]:
    """Read rows by birth; each ends later than the one before, and only the last may be open."""
    rows: list[figures.Born[Value]] = []
    for row in table(path):
        if not only(row):
            continue
        until = row.optional("born_until", date.fromisoformat)
        before = rows[-1].until if rows else date.min
        if before is None or (until is not None and until <= before):
            raise row.wrong("overlaps the row before, or stands before it in time")
        rows.append(figures.Born(until, make(row), row.source))
    return figures.ByBirth(path.stem, tuple(rows))


def _classes(row: Row, make: Callable[[str], Value]) -> figures.TwoClasses[Value]:
    return figures.TwoClasses(
        make("new"), make("existing"), row.optional("existing_born_until", date.fromisoformat)
    )


def _two_units(row: Row) -> figures.TwoClasses[Fraction]:
    return _classes(row, lambda name: row.read(name, Fraction))


def _special_rate(row: Row) -> Fraction:
    return row.read("level", Fraction) * row.read("slide", Fraction)


def _full_amount(row: Row) -> figures.FullAmount:
    rates = None
    if row.text("rate_new"):
        rates = _classes(row, lambda name: row.read(f"rate_{name}", Fraction))
    return figures.FullAmount(_classes(row, row.yen), rates)


def _former_rate(row: Row) -> figures.TwoClasses[Fraction]:
    (name,) = (name for name in row.values if name.startswith(_BORN))
    until = date.fromisoformat(name.removeprefix(_BORN))
    return figures.TwoClasses(row.read("born_later", Fraction), row.read(name, Fraction), until)


def _multipliers(row: Row) -> figures.Multipliers:
    def permille(name: str) -> Fraction:
        return row.read(name, Fraction) / 1000

    return figures.Multipliers(
        permille("before_2003"),
        permille("from_2003"),
        permille("former_before_2003"),
        permille("former_from_2003"),
    )


def _additions(row: Row) -> figures.Additions:
    return figures.Additions(row.yen("spouse"), row.yen("child"), row.yen("third_child"))


def _special(row: Row) -> figures.ByBirth[int]:
    found: list[figures.Born[int]] = [
        figures.Born(date.fromisoformat(name.removeprefix(_BORN)), row.yen(name), row.source)
        for name in row.values
        if name.startswith(_BORN)
    ]
    found.append(figures.Born(None, row.yen("born_later"), row.source))
    return figures.ByBirth(row.path.stem, tuple(found))


def _thresholds(row: Row) -> figures.Thresholds:
    return figures.Thresholds(
        row.yen("threshold"), row.optional("young_start", int), row.optional("young_upper", int)
    )


def _ages(path: Path, of: str) -> dict[figures.StartGroup, figures.ByBirth[int]]:
    def of_group(group: figures.StartGroup) -> Callable[[Row], bool]:
        return lambda row: row.text("of") == of and row.text("who") == group

    return {
        group: _by_birth(path, _whole("age"), only=of_group(group)) for group in figures.StartGroup
    }


def _claim_rates(path: Path, kind: str) -> figures.ByBirth[figures.ClaimRate]:
    return _by_birth(
        path,
        lambda row: figures.ClaimRate(row.read("rate", Fraction), row.yen("months")),
        only=lambda row: row.text("kind") == kind,
    )


def _by_age(rows: list[Row], kind: str) -> dict[int, Fraction]:
    return {
        row.yen("age"): row.read("multiplier", Fraction) for row in rows if row.text("kind") == kind
    }


def _conditions(row: Row) -> figures.Conditions:
    return figures.Conditions(
        addition=row.yen("addition"),
        special=row.yen("special"),
        long=row.yen("long"),
        miner=row.yen("miner"),
        source=row.source,
    )


def _reform(row: Row) -> figures.Reform:
    return figures.Reform(
        since=row.read("since", read_month),
        enacted=row.yen("enacted"),
        spouse=row.yen("spouse"),
        child=row.yen("child"),
        special=row.read("special", Fraction),
        child_months=row.yen("child_months"),
        source=row.source,
    )


def _job_benefits(path: Path, row: Row) -> figures.JobBenefits:
    def cut(each: Row) -> figures.ContinuedCut:
        return figures.ContinuedCut(
            share=each.read("share", Fraction),
            below=each.read("below", Fraction),
            until=each.read("until", Fraction),
            eased=each.read("eased", Fraction),
            part=each.read("part", Fraction),
        )

    return figures.JobBenefits(
        rates=_by_birth(path, cut),
        enacted=row.yen("enacted"),
        days=row.yen("days"),
        source=row.source,
    )


def _wartime(row: Row) -> figures.Wartime:
    return figures.Wartime(
        first=row.read("first", read_month),
        last=row.read("last", read_month),
        source=row.source,
    )


def _least_pay(row: Row) -> figures.LeastPay:
    return figures.LeastPay(
        until=row.read("until", read_month),
        employees=row.yen("employees"),
        seamen=row.yen("seamen"),
        source=row.source,
    )
