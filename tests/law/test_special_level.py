"""Until 2015-03: 物価スライド特例水準, as examinations of those years worked it out."""

from fractions import Fraction

import pytest

from nenkin.law.basic_pension import full_amount
from nenkin.law.doubts import Doubt
from nenkin.law.earnings import BEFORE, FROM, GIVEN
from nenkin.law.estimates import Part
from nenkin.law.estimating import estimate
from nenkin.law.fixed_part import difference
from nenkin.law.lives import Life, Scenario
from nenkin.law.months import month
from nenkin.law.parameters import Law
from nenkin.law.proportional import Level, Mean, former_rate
from tests.law.whole_lives import pays, whole

LATER = month(2060, 1)
SHARES = Fraction(75, 10_000), Fraction(5_769, 1_000_000)
# FP 2級 of 2014-01 and 2015-01, 金財 (生保 問2, 個人 問1), as fp-kouza.jp has them: means and months before
# 2003-04 and since; the yen of 報酬比例.
WORKED_OUT = [
    (2013, (220_000, 252), (290_000, 4), 421_650),
    (2013, (420_000, 348), (500_000, 144), 1_508_557),
    (2014, (400_000, 288), (520_000, 216), 1_498_050),
]


@pytest.mark.parametrize(("year", "before", "since", "yen"), WORKED_OUT)
def test_the_former_level_less_the_fall_of_prices(
    law: Law, year: int, before: tuple[int, int], since: tuple[int, int], yen: int
) -> None:
    rate, source = former_rate(law, whole("1953-10-10").born_on, year)
    means = [
        Mean(group, 1000 * mean * months, months, Fraction(months), GIVEN)
        for group, (mean, months) in ((BEFORE, before), (FROM, since))
    ]
    assert Level("former", SHARES, source=source, sources={}, rate=rate).of(means).yen == yen
    assert source.article.startswith("平成16年改正法附則27条")


@pytest.mark.parametrize(
    ("year", "life", "yen"),
    [
        (2013, whole("1953-10-10", pays("1982-12", "2004-03", 220_000)), 126),  # 256 months
        (2013, whole("1953-04-10", pays("1973-04", "2013-03", 420_000)), 237),  # 480, of 480
        (2014, whole("1953-04-10", pays("1970-04", "2010-03", 400_000)), 58_265),  # 444, of 480
    ],
)
def test_what_is_left_of_the_fixed_part(law: Law, year: int, life: Life, yen: int) -> None:
    found = difference(law, life, 1, LATER, year)
    assert found.yen == yen
    assert Doubt.SPECIAL_LEVEL in found.doubts


def test_every_part_of_a_year_with_it_is_approximate(law: Law) -> None:
    life = whole("1935-05-10", pays("1955-04", "1995-03", 100_000))
    for year, doubtful in ((2012, True), (2015, False)):
        for phase in estimate(law, life, Scenario(), year).phases:
            for one in phase.amounts:
                if one.part in {Part.PROPORTIONAL, Part.FIXED, Part.DIFFERENCE}:
                    assert (Doubt.SPECIAL_LEVEL in one.doubts) is doubtful


def test_years_after_it_have_none_of_it(law: Law) -> None:
    born_on = whole("1953-10-10").born_on
    assert former_rate(law, born_on, 2014)[0] == Fraction("1.031") * Fraction("0.961")
    assert former_rate(law, born_on, 2015)[0] == Fraction("0.998")
    assert full_amount(law, born_on, month(2014, 4))[0] == 772_800
