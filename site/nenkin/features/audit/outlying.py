"""Who looks too much (のぞき見): clerks compared with each other, pages of one person, and what was done.

Whoever works on a case leaves more than a look: a note, a step, a proposal, a letter. Who opens cases
of several people and does nothing in any of them, or one person's again and again, is asked why.
tests/proof/test_outliers.py measures on invented days how many are found, and how many asked in vain.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from nenkin.storage.audit_search import Looked

DAYS = 30
# Our own choice: so often nobody needs to open the cases of one person in that time.
MOST_OF_ONE = 30
# So often where nothing was done; and so many people in whose cases nothing was.
MOST_IDLE, IDLE = 8, 4
# So many times as many people as the middle one of all clerks, and so many at least.
TIMES, LEAST = 3, 20


@dataclass(frozen=True, slots=True)
class Outlier:
    """A member of staff of whom somebody should ask why.

    ``people``: how many they looked at; ``most``: how often at the one they looked at most; ``idle``:
    of how many they opened cases in which they did nothing.
    """

    staff_id: int
    people: int
    most: int
    of_one: bool  # one person's cases were opened too often
    of_many: bool  # many more people than others look at
    idle: int = 0
    of_idle: bool = False  # more of them than others


def outliers(looked: Sequence[Looked]) -> Iterator[Outlier]:
    """Give who stands out, the one with most views of one person first."""
    people = Counter(one.staff_id for one in looked)
    most: dict[int, int] = {}
    for one in looked:
        most[one.staff_id] = max(most.get(one.staff_id, 0), one.times)
    left = [one for one in looked if not one.acted]
    idle = Counter(one.staff_id for one in left)
    again = {one.staff_id for one in left if one.times > MOST_IDLE}
    middle = median(people.values()) if people else 0
    usual = median(idle[staff_id] for staff_id in people) if people else 0
    for staff_id in sorted(people, key=lambda each: (-most[each], each)):
        of_one = most[staff_id] > MOST_OF_ONE or staff_id in again
        of_many = people[staff_id] >= max(LEAST, TIMES * middle) and len(people) > 1
        of_idle = idle[staff_id] >= max(IDLE, TIMES * usual) and len(people) > 1
        if of_one or of_many or of_idle:
            yield Outlier(
                staff_id,
                people[staff_id],
                most[staff_id],
                of_one,
                of_many,
                idle=idle[staff_id],
                of_idle=of_idle,
            )
