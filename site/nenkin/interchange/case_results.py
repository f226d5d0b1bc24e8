"""What a case comes to, as plain values for JSON, and where it differs from what was expected."""

from fractions import Fraction
from typing import Any

from nenkin.interchange.case_files import Case
from nenkin.law.estimates import Amount, Estimate, Phase
from nenkin.law.months import Month, spell


def differences(case: Case, found: Estimate) -> list[str]:
    """Say each expected figure that did not come out."""
    said = []
    for expected in case.expected:
        phase = found.at(expected.month)
        values = {"arrears": found.arrears, **({} if phase is None else _values(phase))}
        for name, yen in expected.amounts.items():
            if values.get(name, 0) != yen:
                at = spell(expected.month)
                said.append(f"{at} {name}: {yen} was expected, {values.get(name, 0)} came out")
    return said


def _values(phase: Phase) -> dict[str, int]:
    parts = {str(amount.part): amount.yen for amount in phase.amounts}
    return {**parts, "fund": phase.fund, "yearly": phase.yearly}


def as_values(found: Estimate, *, steps: bool) -> dict[str, Any]:
    """Give an estimate as JSON takes it; fractions as texts such as "1/3"."""
    return {
        "year": found.year,
        "qualified_in": _month(found.qualified_in),
        "special_from": _month(found.special_from),
        "fixed_from": _month(found.fixed_from),
        "arrears": found.arrears,
        "notices": sorted(found.notices),
        "phases": [_phase(phase, steps=steps) for phase in found.phases],
    }


def _month(month: Month | None) -> str | None:
    return None if month is None else spell(month)


def _phase(phase: Phase, *, steps: bool) -> dict[str, Any]:
    values: dict[str, Any] = {
        "first": spell(phase.first),
        "last": _month(phase.last),
        "yearly": phase.yearly,
        "parts": {str(amount.part): amount.yen for amount in phase.amounts},
        "approximate": sorted(str(a.part) for a in phase.amounts if a.approximate),
        "doubts": sorted({doubt for amount in phase.amounts for doubt in amount.doubts}),
    }
    if phase.fund:
        values["fund"] = phase.fund
    if steps:
        values["steps"] = {str(amount.part): _steps(amount) for amount in phase.amounts}
    return values


def _steps(amount: Amount) -> list[dict[str, Any]]:
    return [
        {
            "label": step.label,
            "formula": step.formula,
            "result": _number(step.result),
            "article": step.source.article,
            "url": step.source.url,
            "confidence": str(step.source.confidence),
        }
        for step in amount.steps
    ]


def _number(value: Fraction) -> int | str:
    return value.numerator if value.denominator == 1 else str(value)
