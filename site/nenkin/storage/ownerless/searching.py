"""The search itself: what was typed, the store, and what data/matching/ knows. Synchronous.

It reads the same number of ranges whether something is there or not. Call it in a thread.
"""

from collections.abc import Container, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO, Protocol

from nenkin.interchange.ownerless_files import Header
from nenkin.law.ownerless import OwnerlessRecord, Query
from nenkin.matching.births import Births
from nenkin.matching.found import Found
from nenkin.matching.keys import NAME_BITS, PART, PART_BITS, part_number
from nenkin.matching.knowledge import Knowledge
from nenkin.matching.names import given_part
from nenkin.matching.plans import Plan, plan
from nenkin.matching.scoring import Counted, Scorer
from nenkin.matching.skeletons import part_skeleton
from nenkin.storage.ownerless.loading import load_sqlite
from nenkin.storage.ownerless.loading_postgresql import load_postgresql
from nenkin.storage.ownerless.postgresql import PostgresqlStore
from nenkin.storage.ownerless.rows import Key
from nenkin.storage.ownerless.sqlite import SqliteStore

_POSTGRESQL = "postgresql"
MOST_WEIGHED = 400  # records; those of the strictest probes first


class Reader(Protocol):
    """One state of the store, for one search."""

    @property
    def records(self) -> int: ...
    def namesakes(self, names: Sequence[int]) -> int: ...
    def born(self, days: Sequence[int]) -> int: ...
    def bearers(self, givens: Sequence[int]) -> int: ...
    def by_name(self, names: Sequence[int], births: Births) -> list[int]: ...
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
    families = set(planned.families)
    refs = dict.fromkeys(reader.by_name(planned.names, planned.births))
    given_keys = reader.by_given(planned.givens)
    for key, ref in given_keys:
        # On another day than the typed one, the family name has to agree as well.
        if key >> NAME_BITS in same or key & PART in families:
            refs[ref] = None
    refs.update((ref, None) for _, ref in reader.by_day(planned.days, planned.families))
    typed = {part_number(part_skeleton(*given_part(name))) for name in planned.sought}
    given = sum(
        1 for key, _ in given_keys if key >> NAME_BITS in same and key >> PART_BITS & PART in typed
    )
    counted = Counted(
        records=reader.records,
        namesakes=reader.namesakes(planned.names[: planned.typed]),
        day=reader.born(planned.births.same),
        given=given,
        bearers=reader.bearers(sorted(typed)),
    )
    return Gathered(query, planned, counted, tuple(reader.read(list(refs)[:MOST_WEIGHED])))


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
