"""A record becomes a life with one stretch for each month, and goes on as it is."""

from dataclasses import replace
from datetime import date

from nenkin.law.estimates import Notice, Part
from nenkin.law.estimating import estimate
from nenkin.law.lives import Scenario
from nenkin.law.months import month, read_month, spell
from nenkin.law.parameters import Law
from nenkin.law.periods import Bonus, Kind, Scheme
from nenkin.law.settling import Settled, as_it_is, settle
from tests.law.lives import employed, life, national, span


def months(found: Settled, index: int) -> tuple[str, str]:
    stretch = found.life.stretches[index]
    return spell(stretch.first), spell(stretch.last)


def test_employment_goes_before_the_national_pension() -> None:
    found = settle(life(national("1990-04", "2000-03", "A"), employed("1995-04", "1995-12")))
    assert [s.scheme for s in found.life.stretches] == [
        Scheme.NATIONAL,
        Scheme.EMPLOYEES,
        Scheme.NATIONAL,
    ]
    assert months(found, 1) == ("1995-04", "1995-12")
    assert months(found, 2) == ("1996-01", "2000-03")
    assert found.overlapping == 0


def test_months_of_two_employments_are_counted() -> None:
    found = settle(
        life(
            employed("1995-04", "1996-03"),
            span(Scheme.MUTUAL, Kind.LOCAL_SERVANT, "1996-01", "1996-12", pay=200_000),
        )
    )
    assert found.overlapping == 3
    assert months(found, 0) == ("1995-04", "1996-03")
    assert months(found, 1) == ("1996-04", "1996-12")


def test_replaced_spans_and_no_insurance_are_left_out() -> None:
    found = settle(
        life(
            replace(national("1990-04", "1992-03", "*"), known_until=date(2001, 1, 1)),
            national("1990-04", "1991-03", "/"),
            national("1991-04", None, "A"),
            on="2026-11-20",
        )
    )
    assert [months(found, 0)] == [("1991-04", "2026-10")]
    assert found.going_on is not None
    assert found.end == month(2026, 11)


def test_employment_goes_on_until_60_with_the_bonuses_of_the_last_year() -> None:
    bonus = Bonus(
        scheme=Scheme.EMPLOYEES,
        paid_on=date(2026, 7, 10),
        amount=300_000,
        known_from=date(2026, 7, 20),
    )
    old = replace(bonus, paid_on=date(2025, 7, 10))
    record = life(employed("1995-04", None), bonuses=(bonus, bonus, old), born="1970-04-02")
    future = as_it_is(settle(record))
    assert spell(future.stretches[-1].last) == "2030-03"
    assert [(spell(b.month), b.yen) for b in future.bonuses] == [
        ("2025-07", 300_000),
        ("2026-07", 600_000),
        ("2027-07", 600_000),
        ("2028-07", 600_000),
        ("2029-07", 600_000),
    ]


def test_who_pays_goes_on_paying_and_who_does_not_does_not(law: Law) -> None:
    paying = as_it_is(settle(life(national("1990-04", None, "P"))))
    assert paying.stretches[-1].status == "A"
    unpaid = as_it_is(
        settle(life(national("1990-04", "2000-03", "A"), national("2000-04", None, "*")))
    )
    assert unpaid.stretches[-1].status == "*"
    assert estimate(law, paying, Scenario(), 2026).phases[-1].yen(Part.BASIC) == 847_300
    assert estimate(law, unpaid, Scenario(), 2026).phases[-1].yen(Part.BASIC) == 211_825


def test_nothing_goes_on_for_who_is_not_insured_or_past_the_age() -> None:
    left = settle(life(employed("1995-04", "2020-03")))
    assert as_it_is(left) == left.life
    older = settle(life(employed("1995-04", None), born="1962-04-02"))
    assert as_it_is(older) == older.life
    longer = as_it_is(older, age=70)
    assert longer.stretches[-1].last == read_month("2032-03")


def test_the_record_so_far_is_shown_before_ten_years_are_reached(law: Law) -> None:
    young = settle(life(employed("2022-04", "2026-10", pay=300_000), born="2000-04-02")).life
    assert estimate(law, young, Scenario(), 2026).phases == ()
    found = estimate(law, young, Scenario(unconditional=True), 2026)
    assert found.notices == {Notice.NOT_QUALIFIED}
    (phase,) = found.phases
    assert spell(phase.first) == "2065-05"
    assert phase.yen(Part.BASIC) == 97_086  # 847,300 × 55 ÷ 480
    assert phase.yen(Part.PROPORTIONAL) > 0
