"""第3号被保険者 reported late: which of the months count, and from when."""

from dataclasses import dataclass

from nenkin.law.months import Month, month

BACK = (
    25  # the two years that end with the month before the last, seen from the month of the report
)
FREELY_UNTIL = month(2005, 3)  # 平成16年改正法附則20条・21条


@dataclass(frozen=True, slots=True)
class LateMonths:
    """Months ``first`` to ``last`` that count from ``counted_since`` on; ``None``: they do not count."""

    first: Month
    last: Month
    counted_since: Month | None


def late_category_3(
    first: Month, last: Month, reported: Month, *, told: Month | None = None, excused: bool = False
) -> list[LateMonths]:
    """国民年金法附則7条の3, 平成16年改正法附則20条・21条: split months by how they count.

    Those of the two years before the report count as if reported in time. Older ones count from the
    day of a special report (``told``: its month) on: those until 2005-03 always, later ones only with
    a reason that could not be helped (``excused``). A special report may be made with the first one.
    """
    timely = max(reported - BACK, first)
    found = []
    for start, end, special in (
        (first, min(FREELY_UNTIL, timely - 1, last), told),
        (max(first, FREELY_UNTIL + 1), min(timely - 1, last), told if excused else None),
    ):
        if start <= end:
            found.append(LateMonths(start, end, special))
    if timely <= last:
        found.append(LateMonths(timely, last, timely))
    return found
