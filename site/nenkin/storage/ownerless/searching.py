"""The search itself: what was typed, the store, and what data/matching/ knows. Synchronous.

It reads the same number of ranges whether something is there or not. Call it in a thread.
"""

import asyncio
from collections.abc import AsyncIterator, Container, Sequence
from contextlib import AbstractContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO, Protocol

from nenkin.interchange.ownerless_files import Header
from nenkin.law.ownerless import OwnerlessRecord, Query
from nenkin.matching.births import Births
from nenkin.matching.found import Found
from nenkin.matching.keys import BORN, NAME_BITS, PART, PART_BITS, part_number
from nenkin.matching.knowledge import Knowledge
from nenkin.matching.levels import BirthLevel
from nenkin.matching.names import given_part
from nenkin.matching.plans import Plan, plan
from nenkin.matching.scoring import Counted, Scorer
from nenkin.matching.skeletons import part_skeleton
from nenkin.storage.ownerless.loading import load_sqlite
from nenkin.storage.ownerless.loading_postgresql import load_postgresql
from nenkin.storage.ownerless.postgresql import PostgresqlStore
from nenkin.storage.ownerless.rows import Key, OtherStore
from nenkin.storage.ownerless.sqlite import SqliteStore

_POSTGRESQL = "postgresql"
MOST_WEIGHED = 96  # records; those of the strictest probes first
_CLOSELY, _PARTLY, _LOOSELY = 1, 2, 3
_ORDER = {
    BirthLevel.SAME: 0,
    BirthLevel.ERA: _CLOSELY,
    BirthLevel.NEAR: _CLOSELY,
    BirthLevel.SWAPPED: _CLOSELY,
    BirthLevel.LATE: _LOOSELY,
}


class Reader(Protocol):
    """One state of the store, for one search."""

    @property
    def records(self) -> int: ...
    def namesakes(self, names: Sequence[int]) -> int: ...
    def born(self, days: Sequence[int]) -> int: ...
    def bearers(self, givens: Sequence[int]) -> int: ...
    def by_name(self, names: Sequence[int], births: Births) -> list[Key]: ...
    def by_given(self, pairs: Sequence[tuple[int, int]]) -> list[Key]: ...
    def by_day(self, days: Sequence[int], families: Sequence[int]) -> list[Key]: ...
    def read(self, refs: Sequence[int]) -> list[OwnerlessRecord]: ...


class Store(Protocol):
    """Where ownerless records are."""

    @property
    def data_date(self) -> date: ...
    @property
    def records(self) -> int: ...
    def reading(self) -> AbstractContextManager[Reader]: ...
    def close(self) -> None: ...


def load_store(place: str | Path, file: BinaryIO) -> Header:
    """Take a file in, whole or not at all; see ``load_sqlite`` and ``load_postgresql``."""
    if str(place).startswith(_POSTGRESQL):
        return load_postgresql(str(place), file)
    return load_sqlite(Path(place), file)


def open_store(place: str | Path) -> Store:
    """Open a store; raises ``OtherStore`` where it is none."""
    if str(place).startswith(_POSTGRESQL):
        return PostgresqlStore(str(place))
    return SqliteStore(Path(place))


@asynccontextmanager
async def opened_store(place: str | Path) -> AsyncIterator[Store | None]:
    """Open a store beside the event loop as it is now, or say that there is none."""
    try:
        store = await asyncio.to_thread(open_store, place)
    except OtherStore:
        yield None
        return
    try:
        yield store
    finally:
        await asyncio.to_thread(store.close)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the store has for a search, before it is weighed."""

    query: Query
    plan: Plan
    counted: Counted
    records: tuple[OwnerlessRecord, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """Give the ids of which somebody has to say whether they have an owner by now."""
        return tuple(record.id for record in self.records)


def gather(store: Store, query: Query, knowledge: Knowledge) -> Gathered:
    """Read what may be the person's."""
    planned = plan(query, knowledge)
    with store.reading() as reader:
        return _gather(reader, query, planned)


def _gather(reader: Reader, query: Query, planned: Plan) -> Gathered:
    same = set(planned.births.same)
    given_keys = reader.by_given(planned.givens)
    typed = {part_number(part_skeleton(*given_part(name))) for name in planned.sought}
    given = sum(
        1 for key, _ in given_keys if key >> NAME_BITS in same and key >> PART_BITS & PART in typed
    )
    places = _places(reader, planned, given_keys, typed)
    counted = Counted(
        records=reader.records,
        namesakes=reader.namesakes(planned.names[: planned.typed]),
        day=reader.born(planned.births.same),
        given=given,
        bearers=reader.bearers(sorted(typed)),
    )
    return Gathered(query, planned, counted, tuple(reader.read(places)))


def _places(
    reader: Reader, planned: Plan, given_keys: Sequence[Key], typed: Container[int]
) -> list[int]:
    """Say which records are weighed, the strictest first, by what their keys tell already."""
    same, families = set(planned.births.same), set(planned.families)
    order: dict[int, int] = {}
    for key, ref in reader.by_name(planned.names, planned.births):
        level = planned.births.level(key & BORN)
        if level is not BirthLevel.DIFFERENT:
            order[ref] = _ORDER.get(level, _PARTLY)
    for key, ref in given_keys:
        # With another family name, the day and the given name have to be as typed.
        if key & PART in families:
            order.setdefault(ref, _CLOSELY)
        elif key >> NAME_BITS in same and key >> PART_BITS & PART in typed:
            order.setdefault(ref, _PARTLY)
    for _, ref in reader.by_day(planned.days, planned.families):
        order.setdefault(ref, _LOOSELY)
    return sorted(order, key=lambda ref: (order[ref], ref))[:MOST_WEIGHED]


def judge(gathered: Gathered, knowledge: Knowledge, claimed: Container[str]) -> Found:
    """Weigh what was gathered, without the records that have an owner by now."""
    free = (record for record in gathered.records if record.id not in claimed)
    scorer = Scorer(gathered.query, gathered.plan, knowledge, gathered.counted)
    return scorer.found(free, gathered.plan.probes)


def search(
    store: Store, query: Query, knowledge: Knowledge, claimed: Container[str] = frozenset()
) -> Found:
    """Look for the records of a person; ``claimed`` are ids that have an owner by now."""
    return judge(gather(store, query, knowledge), knowledge, claimed)
