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
from nenkin.matching.found import Found
from nenkin.matching.glances import Glances
from nenkin.matching.keys import NAME_BITS, PART, PART_BITS
from nenkin.matching.knowledge import Knowledge
from nenkin.matching.plans import Plan, plan
from nenkin.matching.scoring import Counted, Scorer
from nenkin.storage.ownerless.loading import load_sqlite
from nenkin.storage.ownerless.loading_postgresql import load_postgresql
from nenkin.storage.ownerless.postgresql import PostgresqlStore
from nenkin.storage.ownerless.rows import Looked, OtherStore
from nenkin.storage.ownerless.sqlite import SqliteStore

_POSTGRESQL = "postgresql"
MOST_WEIGHED = 32  # records; those that the index makes the likeliest


class Reader(Protocol):
    """One state of the store, for one search."""

    def look(self, plan: Plan) -> Looked: ...
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
        return _gather(reader, query, planned, knowledge)


def _gather(reader: Reader, query: Query, planned: Plan, knowledge: Knowledge) -> Gathered:
    looked = reader.look(planned)
    same, typed = set(planned.births.same), set(planned.typed_givens)
    counted = Counted(
        records=looked.records,
        namesakes=looked.namesakes,
        day=looked.day,
        given=sum(
            key >> NAME_BITS in same and key >> PART_BITS & PART in typed
            for key, _, _ in looked.by_given
        ),
        bearers=looked.bearers,
    )
    likely = _likely(looked, Glances(Scorer(query, planned, knowledge, counted)))
    return Gathered(query, planned, counted, tuple(reader.read(likely[:MOST_WEIGHED])))


def _likely(looked: Looked, glances: Glances) -> list[int]:
    """Put the places of all candidates in order by what the index says of them."""
    odds = dict(glances.of_names(looked.by_name))
    odds |= glances.of_births((*looked.by_given, *looked.by_day))
    return sorted(odds, key=lambda ref: (-odds[ref], ref))


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
