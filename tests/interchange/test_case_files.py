"""The open case file is read exactly, or refused with its place."""

from datetime import date
from pathlib import Path

import pytest

from nenkin.interchange.case_files import BadCase, Expected, read_case
from nenkin.law.lives import Child, PaidBonus, Scenario, Spouse
from nenkin.law.months import read_month
from nenkin.law.periods import Kind, Scheme, Sex

FORMAT = Path("site/nenkin/interchange/CASES.md")
SMALL = 'title = "t"\nyear = 2026\n[life]\nborn_on = 1961-05-10\nsex = "male"\n'


def test_the_example_of_the_format_is_read() -> None:
    case = read_case(FORMAT.read_text().split("```toml\n")[1].split("```")[0])
    assert (case.year, case.life.born_on, case.life.sex) == (2026, date(1961, 5, 10), Sex.FEMALE)
    (stretch,) = case.life.stretches
    assert (stretch.scheme, stretch.kind, stretch.status) == (
        Scheme.NATIONAL,
        Kind.CATEGORY_1,
        "A",
    )
    assert stretch.last - stretch.first == 479
    assert case.life.bonuses == (PaidBonus(read_month("2004-07"), 500_000),)
    assert case.life.spouse == Spouse(
        born_on=date(1965, 1, 20), pension_since=read_month("2029-02")
    )
    assert case.life.children == (Child(date(2010, 6, 1)),)
    assert case.life.divisions[0].bonuses[0].yen == 250_000
    assert case.scenario == Scenario()
    assert case.expected == (
        Expected(read_month("2026-06"), {"basic": 847_300, "yearly": 847_300}),
    )


def test_ages_are_years_and_months() -> None:
    case = read_case(SMALL + '[scenario]\nbasic = "70-03"\nemployees = "66-00"\narrears = true\n')
    assert case.scenario == Scenario(basic=843, employees=792, arrears=True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title = 1\n", "title: must be str"),
        ("title", "Expected '='"),
        ('title = "t"\n', "year: is missing"),
        (SMALL.replace("male", "man"), "life.sex: cannot be 'man'"),
        (SMALL + "colour = 1\n", "life.colour: is not known"),
        (SMALL + '[scenario]\nbasic = "65-12"\n', "scenario.basic: cannot be '65-12'"),
        (SMALL + '[[expected]]\nmonth = "2026-06"\ntotal = 1\n', "expected 1.total: is not known"),
        (SMALL + "bonuses = [1]\n", "life.bonuses 1: must be a table"),
        (SMALL + "bonuses = 1\n", "life.bonuses: must be a list of tables"),
        (SMALL + '[[life.bonuses]]\nmonth = "2004-13"\nyen = 1\n', "life.bonuses 1.month"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, said: str) -> None:
    with pytest.raises(BadCase) as refused:
        read_case(text)
    assert said in str(refused.value)
