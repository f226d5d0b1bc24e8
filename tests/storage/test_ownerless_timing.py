"""Whether the time of an answer tells a hit from a miss: a rank test, without any clock of the machine.

The work of a search is counted (calls of Python, steps of SQLite), so the figures are the same on every
machine; the disturbance by other people's requests is drawn with a fixed seed. It shows that a hit does
more work, that the test notices it in 2,000 answers each, and that it does not where answers go out at
fixed moments. What is left is how much oftener that work crosses a step on a busy machine; with ten
searches a day nobody gathers what would show it.
"""

import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nenkin.law.ownerless import Query
from nenkin.matching.found import Answer
from nenkin.storage.ownerless.searching import Store, gather, judge
from nenkin.storage.ownerless.sqlite import SqliteStore
from nenkin.web.pacing import Pace
from tests.matching.lost_records import KNOWLEDGE, lost, name, sought, store_of, strangers
from tests.ranks import told_apart

EACH = 2000
STEP = 0.3
A_CALL, A_HUNDRED_STEPS = 2e-6, 1e-5  # seconds, about, on the machine this was written on
SURE = 1e-6
NAMES = [f"サト{one} {other}ナ" for one in "ウミヤムルワ" for other in "ハミヨレカア"]


def work(store: SqliteStore, query: Query) -> tuple[float, Answer]:
    """Search, and give the work as if in seconds."""
    counted = [0, 0]

    def called(_frame: object, event: str, _value: object) -> None:
        counted[0] += event in {"call", "c_call"}

    def stepped() -> int:
        counted[1] += 1
        return 0

    with store.reading() as reader:
        reader.connection.set_progress_handler(stepped, 100)
    before = sys.getprofile()
    sys.setprofile(called)
    try:
        found = judge(gather(store, query, KNOWLEDGE), KNOWLEDGE, frozenset())
    finally:
        sys.setprofile(before)
    return counted[0] * A_CALL + counted[1] * A_HUNDRED_STEPS, found.answer


def queries() -> list[Query]:
    return [sought(one, f"1930-04-{at % 28 + 1:02}") for at, one in enumerate(NAMES)]


def disturbed(works: Sequence[float], dice: random.Random) -> list[float]:
    """Give so many answers' times: one in ten meets somebody else's long request."""
    means = (0.0005, 0.3)
    return [
        dice.choice(works) + dice.expovariate(1 / means[dice.random() < 0.1]) for _ in range(EACH)
    ]


async def paced(times: Sequence[float]) -> list[float]:
    """Give when these answers go out."""
    at = [0.0]

    async def sleep(seconds: float) -> None:
        at[0] += seconds

    pace, went = Pace(STEP, lambda: at[0], sleep), []
    for took in times:
        began = pace.now()
        at[0] += took
        await pace.hold(began)
        went.append(round(at[0] - began, 6))
    return went


async def test_the_work_tells_a_hit_from_a_miss_and_the_time_of_the_answer_does_not(
    tmp_path: Path,
) -> None:
    folders = [tmp_path / "with", tmp_path / "without"]
    for folder in folders:
        folder.mkdir()
    theirs = [
        lost(f"R{at}", one, f"S05-04-{at % 28 + 1:02}", employer="見本商店")
        for at, one in enumerate(NAMES)
    ]
    stores = [store_of(folders[0], *theirs, *strangers(600)), store_of(folders[1], *strangers(636))]
    for query in queries():  # so that what is kept from one search to the next is there for all
        work(stores[0], query)
    counted = [[work(store, query) for query in queries()] for store in stores]
    told: list[set[Answer]] = [{answer for _, answer in one} for one in counted]
    assert told == [{Answer.FOUND}, {Answer.NOT_FOUND}]
    hits, misses = ([seconds for seconds, _ in one] for one in counted)
    assert max(hits) < STEP / 10  # the work itself is far from the first step

    dice = random.Random(20261121)
    raw = [disturbed(one, dice) for one in (hits, misses)]
    assert told_apart(*raw) < SURE  # no padding: it leaks, and the test sees it
    late = [[took + STEP for took in one] for one in raw]
    assert told_apart(*late) < SURE  # a pause added to the work hides nothing
    least = [[max(took, STEP) for took in one] for one in raw]
    assert len(set(least[0])) > EACH / 50  # «at least so long» shows how long the slow ones took

    went = [await paced(one) for one in raw]
    assert told_apart(*went) > 0.05
    assert set(went[0]) | set(went[1]) <= {round(STEP * step, 6) for step in range(1, 12)}


def test_the_same_ranges_are_read_whatever_is_there(tmp_path: Path) -> None:
    """The plan comes from what was typed: a hit, a miss and an empty store read as many ranges."""
    query = sought("", "1930-04-02", names=(name("サトウ ハナ"), name("タナカ ハナ")))
    full: Store = store_of(tmp_path, lost("R1", "サトウ ハナ", "S05-04-02"))
    hit: Any = gather(full, query, KNOWLEDGE)
    (tmp_path / "ownerless.db").unlink()
    miss: Any = gather(store_of(tmp_path, *strangers(3)), query, KNOWLEDGE)
    assert hit.plan == miss.plan
    assert len(hit.records) == 1
    assert not miss.records
