"""What work after 65 would have left, month by month, of an amount that is put off (平均支給率)."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from operator import mul, sub

from nenkin.bulk.amounts import Amounts, held
from nenkin.law.months import Month


class Waiting:
    """The months after a right, each with what is left of the amount there was at the right."""

    __slots__ = ("_before", "_firsts", "_left")

    def __init__(self, facts: Amounts, right: Month, at_65: int, points: Iterable[Month]) -> None:
        """Work it out between the ``points`` at which work or the months that count may change."""
        facts.most_work()  # finds the late work
        firsts = [right + 1, *sorted({at for at in points if at > right + 1})]
        left = [at_65 - _lost(facts, right, at) for at in firsts]
        self._firsts, self._left = firsts, [max(yen, 0) for yen in left]
        months = map(sub, firsts[1:], firsts)
        self._before: list[int] = list(accumulate(map(mul, months, self._left), initial=0))

    def left(self, after: Month) -> int:
        """施行令3条の5の2第2項: sum what is left of the amount over the months before ``after``."""
        place = bisect_right(self._firsts, after - 1) - 1
        return self._before[place] + (after - self._firsts[place]) * self._left[place]


def _lost(facts: Amounts, right: Month, at: Month) -> int:
    work = facts.work(at)
    if not work:
        return 0
    cut = facts.cut(at, right, yearly=facts.tables.yearly)
    base = sum(earner.at(cut)[0] for earner in facts.earners.values())
    return held(facts.tables.thresholds, work, base, young=False) if base > 0 else 0
