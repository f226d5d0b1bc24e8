"""Answers at fixed moments, by a clock of the test's own."""

from dataclasses import dataclass, field

import pytest

from nenkin.web.pacing import Pace
from tests.ranks import told_apart


@dataclass
class StoppedClock:
    """A clock that goes on only where somebody works or waits."""

    at: float = 1000.0
    waits: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.at += seconds


@pytest.mark.parametrize(
    ("took", "goes_out"),
    [(0, 0.5), (0.001, 0.5), (0.499, 0.5), (0.5, 0.5), (0.501, 1), (1.2, 1.5), (60.1, 60.5)],
)
async def test_an_answer_waits_for_the_next_step(took: float, goes_out: float) -> None:
    clock = StoppedClock()
    pace = Pace(0.5, clock.now, clock.sleep)
    began = pace.now()
    clock.at += took
    await pace.hold(began)
    assert clock.at - began == pytest.approx(goes_out)
    assert min(clock.waits) >= -1e-9


def test_ranks_by_the_book() -> None:
    # Hollander and Wolfe, table 4.1: W of 35 by hand here; z = 1.2247 without ties.
    some = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46]
    others = [1.15, 0.88, 0.90, 0.74, 1.21]
    assert told_apart(some, others) == pytest.approx(0.2207, abs=1e-4)
    assert told_apart([1.0] * 30, [1.0] * 30) == 1
    assert told_apart(range(30), range(30, 60)) < 1e-9
