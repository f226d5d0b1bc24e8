"""The open case file is read exactly, or refused with its place."""

from datetime import date
from pathlib import Path

import pytest

from nenkin.interchange.case_files import (
    BadCase,
    Expected,
    PaidOut,
    Payable,
    Prepaid,
    read_case,
)
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


def test_what_is_paid_out_and_in_is_read_from_the_second_example() -> None:
    case = read_case(SMALL + FORMAT.read_text().split("```toml\n")[2].split("```")[0])
    assert case.payments == (PaidOut(read_month("2026-06"), 141_216, None),)
    assert case.payable == (
        Payable(
            month=read_month("2015-10"),
            paid_on=date(2025, 4, 11),
            yen=15_930,
            until=date(2025, 10, 31),
        ),
    )
    assert case.prepaid == (
        Prepaid(first=read_month("2025-04"), last=read_month("2026-03"), how="cash", yen=206_390),
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
        (
            SMALL + '[[prepaid]]\nfirst = "2025-04"\nlast = "2025-05"\nhow = "bank"\nyen = 1\n',
            "prepaid 1.how: cannot be 'bank'",
        ),
        (SMALL + "bonuses = [1]\n", "life.bonuses 1: must be a table"),
        (SMALL + "bonuses = 1\n", "life.bonuses: must be a list of tables"),
        (SMALL + '[[life.bonuses]]\nmonth = "2004-13"\nyen = 1\n', "life.bonuses 1.month"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, said: str) -> None:
    with pytest.raises(BadCase) as refused:
        read_case(text)
    assert said in str(refused.value)
