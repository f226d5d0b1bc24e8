"""この金額に入っていないもの: named where the record suggests it, and nowhere else."""

from dataclasses import replace
from datetime import date

import pytest

from nenkin.features.estimate.figures import missing_in
from nenkin.law.lives import Child
from nenkin.law.parameters import Law
from nenkin.law.periods import Kind, Scheme, Span
from nenkin.law.settling import settle
from tests.law.lives import employed, life, national, span
from tests.reading import read_law


@pytest.fixture(scope="module")
def law() -> Law:
    return read_law()


def named(law: Law, *spans: Span, born: str) -> tuple[str, ...]:
    settled = settle(life(*spans, born=born))
    return missing_in(law, settled.life, settled)


@pytest.mark.parametrize(
    ("born", "last", "suggested"),
    [
        ("1962-06-01", "2025-04", False),  # 特別支給 from 63 (a woman), in 2025-05
        ("1962-06-01", "2025-05", True),
        ("1962-06-01", None, True),
        ("1966-04-02", None, False),  # none any more
        ("1961-12-01", None, False),  # 65 in this month: none of it is to come
        ("1961-12-02", None, True),
    ],
)
def test_benefits_for_the_unemployed_beside_a_pension_before_65(
    law: Law, born: str, last: str | None, *, suggested: bool
) -> None:
    spans = [employed("1990-04", last)]
    assert ("benefit" in named(law, *spans, born=born)) is suggested


@pytest.mark.parametrize(
    ("first", "last", "suggested"),
    [
        ("1943-01", "1943-12", False),
        ("1943-01", "1944-01", True),
        ("1945-08", "1950-03", True),
        ("1945-09", "1950-03", False),
    ],
)
def test_work_underground_in_the_war(law: Law, first: str, last: str, *, suggested: bool) -> None:
    underground = span(Scheme.EMPLOYEES, Kind.MINERS_SEAMEN, first, last, pay=100)
    later = national("1961-04", "1986-03", "A")
    assert ("wartime" in named(law, underground, later, born="1926-06-01")) is suggested


def test_work_above_ground_in_the_war(law: Law) -> None:
    assert "wartime" not in named(law, employed("1944-01", "1945-08", 100), born="1926-06-01")


@pytest.mark.parametrize(
    ("kind", "born", "suggested"),
    [
        (Kind.LOCAL_SERVANT, "1953-04-01", False),  # at 60 like everybody then
        (Kind.LOCAL_SERVANT, "1953-04-02", True),
        (Kind.NATIONAL_SERVANT, "1967-04-01", True),
        (Kind.NATIONAL_SERVANT, "1967-04-02", False),
        (Kind.PRIVATE_SCHOOL, "1960-01-01", False),
    ],
)
def test_public_service_that_may_have_been_with_the_police(
    law: Law, kind: Kind, born: str, *, suggested: bool
) -> None:
    served = span(Scheme.MUTUAL, kind, "1986-04", "2010-03", pay=300_000)
    assert ("police" in named(law, served, born=born)) is suggested


@pytest.mark.parametrize(
    ("born", "last", "suggested"),
    [
        ("1963-04-01", "2000-03", False),  # 65 before the reform
        ("1963-04-02", "2000-02", False),  # 119 months
        ("1963-04-02", "2000-03", True),  # 120
        ("1963-04-02", "2010-03", False),  # 240: the addition for a spouse is named instead
    ],
)
def test_ten_years_that_may_bring_an_addition_for_a_child(
    law: Law, born: str, last: str, *, suggested: bool
) -> None:
    missing = named(law, employed("1990-04", last), born=born)
    assert ("child" in missing) is suggested
    assert ("spouse" in missing) is (last == "2010-03")


@pytest.mark.parametrize(
    ("born", "child", "suggested"),
    [
        ("1963-04-02", "2009-04-01", False),  # the end of March after 18 is before 65
        ("1963-04-02", "2010-04-02", True),
        ("1963-04-01", "2010-04-02", False),  # the right arises before the reform
        ("1963-04-02", "2028-05-01", False),  # born after it arose
    ],
)
def test_a_child_for_whom_the_basic_pension_may_bring_an_addition(
    law: Law, born: str, child: str, *, suggested: bool
) -> None:
    settled = settle(life(national("1990-04", "2020-03", "A"), born=born))
    with_child = replace(settled.life, children=(Child(date.fromisoformat(child)),))
    missing = missing_in(law, with_child, settled, family=True)
    assert ("basic-child" in missing) is suggested


@pytest.mark.parametrize(
    ("last", "suggested"),
    [
        (None, "unpaid"),
        ("2024-10", "unpaid"),  # due at the end of 2024-11: paid until that of 2026-11
        ("2024-09", "unpaid-over"),
    ],
)
def test_unpaid_months_are_not_said_to_be_payable_when_it_is_too_late(
    law: Law, last: str | None, suggested: str
) -> None:
    spans = [employed("1995-04", "2004-03"), national("2004-04", last, "*")]
    missing = named(law, *spans, born="1975-06-01")
    assert {one for one in missing if one.startswith("unpaid")} == {suggested}


@pytest.mark.parametrize(
    ("born", "last", "suggested"),
    [
        ("1975-06-01", None, True),
        ("1975-06-01", "2016-11", True),  # ten years before this month
        ("1975-06-01", "2016-10", False),
        ("1961-11-01", "2018-03", False),  # 65 by now
    ],
)
def test_months_that_were_postponed_can_be_paid_back_for_ten_years(
    law: Law, born: str, last: str | None, *, suggested: bool
) -> None:
    spans = [employed("1995-04", "2004-03"), national("2004-04", last, "Y")]
    assert ("postponed" in named(law, *spans, born=born)) is suggested
