"""Each step's formula, with its numbers, gives its result: nothing is worked out behind it."""

import re
from fractions import Fraction

import pytest

from nenkin.law.estimates import Estimate, Step
from nenkin.law.estimating import estimate
from nenkin.law.lives import PaidBonus, Scenario
from nenkin.law.months import month
from nenkin.law.parameters import Law
from nenkin.law.periods import Kind
from nenkin.law.rounding import half_up
from nenkin.law.working import written
from tests.law.whole_lives import nation, pays, whole

LIFE = whole(
    "1958-06-10",
    nation("1978-06", "1981-03", "Y"),
    pays("1981-04", "1990-03", 213_000, Kind.MINERS_SEAMEN),
    pays("1990-04", "2003-03", 311_000),
    nation("2003-04", "2010-03", "B"),
    nation("2010-04", "2011-03", "イ"),
    pays("2011-04", "2026-03", 620_000),
    bonuses=(PaidBonus(month(2024, 7), 1_234_567),),
)
CLAIMS = [
    Scenario(),
    Scenario(basic=732, employees=732),
    Scenario(basic=804, employees=840),
    Scenario(basic=840, employees=800, arrears=True),
]


def value_of(formula: str) -> Fraction:
    """Work a formula out with exact fractions."""
    exact = re.sub(r"[0-9]+(\.[0-9]+)?", lambda found: f"Fraction('{found.group()}')", formula)
    exact = exact.replace("×", "*").replace("÷", "/")
    assert re.fullmatch(r"[-+*/() ,max0-9.'Fraction]*", exact), formula
    return Fraction(eval(exact))


def steps(found: Estimate) -> list[Step]:
    return [step for phase in found.phases for amount in phase.amounts for step in amount.steps]


@pytest.mark.parametrize("scenario", CLAIMS, ids=["at 65", "early", "late", "in arrears"])
@pytest.mark.parametrize("year", [2016, 2023, 2026])
def test_formulas_give_their_results(law: Law, scenario: Scenario, year: int) -> None:
    found = steps(estimate(law, LIFE, scenario, year))
    assert len({step.label for step in found}) > 7
    for step in found:
        assert step.source.article
        if step.label == "suspended-young":
            continue
        value = value_of(step.formula)
        if step.label in {"basic-change", "additional-change", "suspended"}:
            value = abs(value)
            assert abs(step.result) <= half_up(value)
            continue
        assert step.result in {value, half_up(value), -half_up(-value)}, step


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(395), "395"),
        (Fraction(921, 1000), "0.921"),
        (Fraction(1, 3), "1/3"),
        (Fraction(-5, 4), "-1.25"),
        (Fraction(72, 5), "14.4"),
    ],
)
def test_numbers_as_formulas_show_them(number: Fraction, text: str) -> None:
    assert written(number) == text
