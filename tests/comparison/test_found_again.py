"""A thousand lives with slips of memory: what is missing is found, and little else is said to be."""

import pytest

from nenkin.comparison.comparing import compare
from nenkin.comparison.findings import Grade
from tests.bench.comparing import EVENTS, LIVES, SEED, forty_events
from tests.bench.found_again import Score, score
from tests.bench.invented_life import ALIASES
from tests.bench.remembered_lives import drawn_lives, long_life
from tests.comparison.sheets import COVER


@pytest.fixture(scope="module")
def thousand() -> Score:
    return score(drawn_lives(LIVES, SEED), COVER)


@pytest.mark.slow
def test_what_is_missing_lies_inside_a_finding(thousand: Score) -> None:
    assert thousand.lives == LIVES
    assert thousand.never_insured >= 0.2 * thousand.remembered
    assert thousand.recall >= 0.95


@pytest.mark.slow
def test_few_more_months_are_flagged_than_are_missing(thousand: Score) -> None:
    assert thousand.flagged <= 1.5


@pytest.mark.slow
def test_grades_mean_what_they_say(thousand: Score) -> None:
    assert thousand.by_grade[Grade.SURE].total() > 300
    assert thousand.right(Grade.SURE) >= 0.98
    # Calibrated: each grade is right more often than the one below it, and none is a coin.
    assert thousand.right(Grade.SURE) > thousand.right(Grade.LIKELY) > 0.85
    assert thousand.right(Grade.LIKELY) > thousand.right(Grade.MAYBE) > 0.3


@pytest.mark.slow
def test_each_kind_of_slip_has_its_figure(thousand: Score) -> None:
    wanted = {"wrong-year", "season", "year", "age", "about", "old-name", "parent", "misspelt"}
    assert wanted <= set(thousand.by_slip)
    told = "\n".join(thousand.lines())
    assert all(f"{slip}: " in told for slip in wanted)


def test_lives_are_drawn_the_same_again() -> None:
    assert [life.sheet for life in drawn_lives(3, 1)] == [life.sheet for life in drawn_lives(3, 1)]


def test_a_life_of_sixty_years_with_forty_events_is_compared_whole() -> None:
    found = compare(long_life(), forty_events(), COVER, aliases=ALIASES)
    assert sum(run.last - run.first + 1 for run in found.runs) == found.end - found.first
    assert found.end - found.first >= 12 * 60
    assert {key for one in found.runs for key in one.events} >= {"e-0", f"e-{EVENTS - 2}"}
