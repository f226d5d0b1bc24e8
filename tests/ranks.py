"""The test of Mann, Whitney and Wilcoxon: whether one lot of numbers tends to be larger than another."""

from collections import Counter
from collections.abc import Sequence
from math import erfc, sqrt


def told_apart(some: Sequence[float], others: Sequence[float]) -> float:
    """Give the probability (two-sided p, from 0 to 1) of ranks so far apart by chance alone.

    By the normal approximation with its correction for equal numbers: from 20 of each on.
    """
    every = sorted([*some, *others])
    times = Counter(every)
    rank, first = {}, 1
    for value in sorted(times):
        rank[value] = first + (times[value] - 1) / 2  # the middle of equal ones
        first += times[value]
    count, rest, total = len(some), len(others), len(every)
    above = sum(rank[value] for value in some) - count * (count + 1) / 2 - count * rest / 2
    equal = sum(many**3 - many for many in times.values()) / (total * (total - 1))
    spread = sqrt(count * rest / 12 * (total + 1 - equal))
    return erfc(abs(above) / spread / sqrt(2)) if spread else 1.0
