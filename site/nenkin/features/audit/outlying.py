"""Who looks too much (のぞき見): found by comparing clerks with each other, and pages of one person."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from nenkin.storage.audit_search import Looked

DAYS = 30
# Our own choice: so often nobody needs to open the cases of one person in that time.
MOST_OF_ONE = 30
# So many times as many people as the middle one of all clerks, and so many at least.
TIMES, LEAST = 3, 20


@dataclass(frozen=True, slots=True)
class Outlier:
    """A member of staff of whom somebody should ask why.

    ``people``: how many they looked at; ``most``: how often at the one they looked at most.
    """

    staff_id: int
    people: int
    most: int
    of_one: bool  # one person's cases were opened too often
    of_many: bool  # many more people than others look at


def outliers(looked: Sequence[Looked]) -> Iterator[Outlier]:
    """Give who stands out, the one with most views of one person first."""
    people = Counter(one.staff_id for one in looked)
    most: dict[int, int] = {}
    for one in looked:
        most[one.staff_id] = max(most.get(one.staff_id, 0), one.times)
    middle = median(people.values()) if people else 0
    for staff_id in sorted(people, key=lambda each: (-most[each], each)):
        of_one = most[staff_id] > MOST_OF_ONE
        of_many = people[staff_id] >= max(LEAST, TIMES * middle) and len(people) > 1
        if of_one or of_many:
            yield Outlier(staff_id, people[staff_id], most[staff_id], of_one, of_many)
