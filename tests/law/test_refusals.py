"""Impossible lives and missing years are refused by name, never worked out as 0."""

import pytest

from nenkin.law.estimates import Refused
from nenkin.law.estimating import estimate
from nenkin.law.lives import Division, Life, Scenario
from nenkin.law.months import month
from nenkin.law.parameters import Law, NotInForce
from nenkin.law.periods import Kind
from tests.law.whole_lives import nation, pays, whole

AT_65 = Scenario()


def test_a_year_without_figures_is_named(law: Law) -> None:
    life = whole("1966-05-10", pays("1990-04", "2010-03", 300_000))
    with pytest.raises(NotInForce, match="nothing is known for"):
        estimate(law, life, AT_65, 2027)
    with pytest.raises(NotInForce, match=r"^fixed_units: nothing is known for 2005-03"):
        estimate(law, whole("1935-05-10", pays("1975-04", "1995-03", 300_000)), AT_65, 2004)


@pytest.mark.parametrize(
    ("life", "scenario", "code"),
    [
        (whole("1926-04-01"), AT_65, "old-law"),
        (whole("2030-01-01"), AT_65, "not-born"),
        (whole("1930-01-01", nation("1961-03", "1980-01")), AT_65, "before-the-scheme"),
        (whole("1970-01-01", pays("1969-01", "1990-01", 100_000)), AT_65, "before-birth"),
        (whole("1970-01-01", pays("1979-01", "1990-01", 100_000)), AT_65, "too-young"),
        (whole("1970-01-01", nation("1992-01", "1991-01")), AT_65, "end-before-start"),
        (
            whole("1970-01-01", pays("1990-01", "1991-01", 1), nation("1991-01", "1992-01")),
            AT_65,
            "two-careers",
        ),
        (
            whole("1970-01-01", nation("1991-01", "1992-01"), pays("1990-01", "1990-12", 1)),
            AT_65,
            "not-in-order",
        ),
        (whole("1970-01-01", pays("1990-01", "1991-01", 0)), AT_65, "impossible-pay"),
        (whole("1970-01-01", pays("1990-01", "1991-01", 10**7)), AT_65, "impossible-pay"),
        (whole("1970-01-01", nation("1990-01", "2072-01")), AT_65, "too-old"),
        *(
            (whole("1970-01-01", divisions=(one,)), AT_65, "impossible-division")
            for one in (
                Division(first=month(1995, 4), last=month(1995, 3), kind=Kind.MEN, pay=1),
                Division(first=month(1980, 4), last=month(1995, 3), kind=Kind.MEN, pay=1),
                Division(first=month(1995, 4), last=month(2039, 12), kind=Kind.MEN, pay=1),
                Division(first=month(1995, 4), last=month(1995, 4), kind=Kind.MEN, pay=-1),
                Division(first=month(1995, 4), last=month(1995, 4), kind=Kind.MEN, pay=10**7),
            )
        ),
        (whole("1970-01-01"), Scenario(basic=59 * 12, employees=59 * 12), "claim-age"),
        (whole("1970-01-01"), Scenario(basic=76 * 12), "claim-age"),
        (whole("1970-01-01"), Scenario(basic=785), "claim-between-65-and-66"),
        (whole("1970-01-01"), Scenario(employees=760), "early-together"),
        (
            whole("1970-01-01", pays("1990-01", "2020-01", 200_000)),
            Scenario(basic=760),
            "early-together",
        ),
        (whole("1940-01-01"), Scenario(employees=800), "employees-not-late"),
        (
            whole("1962-04-10", nation("1995-04", "2004-03"), nation("2022-04", "2024-03")),
            Scenario(basic=720, employees=720),
            "early-not-qualified",
        ),
    ],
)
def test_what_cannot_be_is_refused(law: Law, life: Life, scenario: Scenario, code: str) -> None:
    with pytest.raises(Refused) as refused:
        estimate(law, life, scenario, 2026)
    assert refused.value.code == code
