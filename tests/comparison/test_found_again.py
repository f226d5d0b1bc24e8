"""A thousand lives with slips of memory: what is missing is found, and little else is said to be."""

import pytest

from nenkin.comparison.comparing import compare
from nenkin.comparison.findings import Grade
from tests.bench.comparing import EVENTS, LIVES, SEED, forty_events
from tests.bench.found_again import Score, score
from tests.bench.invented_life import ALIASES
from tests.bench.remembered_lives import NEVER, drawn_lives, long_life
from tests.comparison.sheets import COVER

SLIPS = {"wrong-year", "season", "year", "age", "about", "unknown", "misspelt"} | {
    *("old-name", "merged", "unlisted", "parent", "whole", "since-before"),
}
WHY = {
    "before",
    "later-trade",
    "trade",
    "small",
    "day-labour",
    "trial-only",
    "short-hours",
    "abroad",
}


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
def test_the_shares_of_the_lower_grades_hold_for_other_lives(thousand: Score) -> None:
    others = score(drawn_lives(LIVES, SEED + 1), COVER)
    for grade in (Grade.LIKELY, Grade.MAYBE):
        doubt = thousand.doubt(grade) + others.doubt(grade)
        assert abs(thousand.right(grade) - others.right(grade)) <= doubt


@pytest.mark.slow
def test_each_kind_has_its_figures(thousand: Score) -> None:
    told = "\n".join(thousand.lines())
    assert set(thousand.by_slip) >= SLIPS
    assert set(thousand.flagged_of) >= SLIPS - {"whole"} | {NEVER + why for why in WHY}
    assert all(f"  {kind}: " in told for kind in (*SLIPS, *(NEVER + why for why in WHY)))
    # Whose job is recorded and remembered without a slip is never bothered.
    assert thousand.flagged_of["none"] == {False: thousand.flagged_of["none"].total()}


def test_the_figures_hold_for_a_tenth_of_the_lives_too() -> None:
    few = score(drawn_lives(LIVES // 10, SEED), COVER)
    assert few.never_insured >= 0.2 * few.remembered
    assert few.recall >= 0.95
    assert few.flagged <= 1.5
    assert few.right(Grade.SURE) >= 0.98
    assert few.right(Grade.SURE) > few.right(Grade.LIKELY) > few.right(Grade.MAYBE)


def test_whoever_was_never_insured_is_missing_nothing() -> None:
    seen = 0
    for life in drawn_lives(60, SEED):
        lost = {one.event for one in life.lost}
        for key, kinds in life.kinds.items():
            if any(kind.startswith(NEVER) for kind in kinds):
                assert key not in lost
                seen += 1
    assert seen > 100


def test_lives_are_drawn_the_same_again() -> None:
    assert [life.sheet for life in drawn_lives(3, 1)] == [life.sheet for life in drawn_lives(3, 1)]


def test_a_life_of_sixty_years_with_forty_events_is_compared_whole() -> None:
    found = compare(long_life(), forty_events(), COVER, aliases=ALIASES)
    assert sum(run.last - run.first + 1 for run in found.runs) == found.end - found.first
    assert found.end - found.first >= 12 * 60
    assert {key for one in found.runs for key in one.events} >= {"e-0", f"e-{EVENTS - 2}"}
