"""The question about twenty years with the police or a fire brigade: who is asked, and what it changes."""

from datetime import date

import pytest

from nenkin.features.estimate.question_journey import Asked
from nenkin.law.conditions import life_of
from nenkin.law.future import Future, whole_life
from nenkin.law.parameters import Law
from nenkin.law.periods import Kind, Record, Scheme
from nenkin.law.settling import settle
from tests.law.lives import life, span
from tests.reading import read_law


@pytest.fixture(scope="module")
def law() -> Law:
    return read_law()


def of_record(born: str) -> Record:
    return life(
        span(Scheme.MUTUAL, Kind.LOCAL_SERVANT, "1985-04", "2015-03", pay=300_000), born=born
    )


@pytest.mark.parametrize(
    ("born", "is_asked"),
    [
        ("1961-12-02", True),
        ("1961-12-01", False),  # 65 in this month: nothing to come depends on it
        ("1967-04-01", True),
        ("1967-04-02", False),
    ],
)
def test_it_is_asked_while_it_can_change_what_is_to_come(
    law: Law, born: str, *, is_asked: bool
) -> None:
    asked = Asked(law, of_record(born), date(2026, 11, 20))
    assert ("police" in [step.slug for step in asked.journey.follow({}).path]) is is_asked


def test_an_answer_counts_in_both_ways_to_an_estimate_and_is_named_no_more(law: Law) -> None:
    record = of_record("1965-04-01")
    asked, settled = Asked(law, record, date(2026, 11, 20)), settle(record)
    for said, police in (("yes", True), ("no", False)):
        answers = asked.journey.known({"police": {"police": [said]}})
        future = asked.future(answers)
        assert whole_life(law, settled, future)[0].police is police
        assert life_of(law, settled, future, ())[0].police is police
        assert "police" not in asked.missing(answers, settled.life)
    assert "police" in asked.missing({}, settled.life)
    assert whole_life(law, settled, Future())[0].police is False
