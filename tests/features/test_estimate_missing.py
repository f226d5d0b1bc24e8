"""この金額に入っていないもの: named where the record suggests it, and nowhere else."""

import pytest

from nenkin.features.estimate.figures import missing_in
from nenkin.law.parameters import Law
from nenkin.law.periods import Kind, Scheme, Span
from nenkin.law.settling import settle
from nenkin.paths import DATA
from nenkin.reference import load
from tests.law.lives import employed, life, national, span


@pytest.fixture(scope="module")
def law() -> Law:
    return load(DATA)


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
