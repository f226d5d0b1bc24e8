"""Repeats the standing searches (継続検索) when records have arrived, and tells people what is new.

Each run keeps a search with its slip and an audit row, whatever it found: the answer of that day, which
stands like any other first answer. Only a record that was not there before makes news.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from dataclasses import dataclass

from nenkin.clock import Clock
from nenkin.law.ownerless import Query
from nenkin.matching.found import Answer, Found
from nenkin.matching.knowledge import Knowledge
from nenkin.matching.own_search import is_own_search
from nenkin.storage import audit
from nenkin.storage.accounts import Account, account_of
from nenkin.storage.cases import new_number
from nenkin.storage.claims import claimed_among
from nenkin.storage.database import Database, StorageUnavailable
from nenkin.storage.outbox import Mail, enqueue_mail
from nenkin.storage.ownerless.rows import OtherStore
from nenkin.storage.ownerless.searching import Store, gather, judge, open_store
from nenkin.storage.records import read_spans
from nenkin.storage.searches import criteria_of, keep_search
from nenkin.storage.standing import Standing, again, due, forget_person, note_looked

_LOG = logging.getLogger(__name__)
AGAIN = "ownerless.searched-again"
Compose = Callable[[str, int, str], Mail]  # to which address, to whom, why once


class _Outrun(Exception):
    """Another worker has repeated the same search."""


@dataclass(frozen=True, slots=True)
class Repeating:
    """What repeats searches. ``knowledge`` is read when the first search is due; ``place``: the store."""

    db: Database
    place: str
    knowledge: Callable[[], Knowledge]
    compose: Compose
    clock: Clock

    async def run_due(self) -> int:
        """Repeat every search that has not looked at the records that are there now; how many."""
        try:
            store = await asyncio.to_thread(open_store, self.place)
        except OtherStore:
            return 0
        done = 0
        try:
            with contextlib.suppress(OtherStore):  # gone meanwhile: the next one is looked at whole
                day = store.data_date
                while waiting := await due(self.db, day):
                    for one in waiting:
                        with contextlib.suppress(_Outrun):
                            await self._repeat(store, one)
                        done += 1
        finally:
            await asyncio.to_thread(store.close)
        return done

    async def work(self, *, stop: asyncio.Event, every: float) -> None:
        """Look ``every`` so many seconds whether records have arrived, until ``stop`` is set."""
        while not stop.is_set():
            try:
                await self.run_due()
            except (StorageUnavailable, OSError) as error:
                _LOG.warning("standing searches have to wait: %s", error)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), every)

    async def _repeat(self, store: Store, one: Standing) -> None:
        account = await account_of(self.db, one.person_id)
        if account is None:  # closed meanwhile: nobody asks for it any more
            async with self.db.write() as session:
                await forget_person(session, one.person_id)
            return
        known = await asyncio.to_thread(self.knowledge)
        record = await read_spans(self.db, one.person_id)
        own = [(span.first, span.last) for span in record.spans if span.last is not None]
        query = one.slip.query(record.person.sex, own)
        found, fresh = await self._look(store, one, query, known)
        # A name that was corrected meanwhile may have made this another's search: it tells nothing then.
        answer = found.answer if is_own_search(query, record.person, known) else None
        await self._keep(store, one, query, account, found, answer, fresh=fresh)

    async def _look(
        self, store: Store, one: Standing, query: Query, known: Knowledge
    ) -> tuple[Found, bool]:
        """Search, and say whether records that were not there before would be told by themselves."""
        gathered = await asyncio.to_thread(gather, store, query, known)
        claimed = await claimed_among(self.db, gathered.ids)
        found = await asyncio.to_thread(judge, gathered, known, claimed)
        seen = {id_ for id_ in gathered.ids if one.has_seen(self.db.vault, id_)}
        fresh = await asyncio.to_thread(judge, gathered, known, claimed | seen)
        return found, fresh.answer is not Answer.NOT_FOUND

    async def _keep(  # noqa: PLR0917  # of one run
        self,
        store: Store,
        one: Standing,
        query: Query,
        account: Account,
        found: Found,
        answer: Answer | None,
        *,
        fresh: bool,
    ) -> None:
        number, now, day = new_number(), self.clock.now(), store.data_date
        criteria = criteria_of(self.db.vault, query, day)
        async with self.db.write() as session:
            stands = await keep_search(
                session,
                number=number,
                person_id=one.person_id,
                criteria=criteria,
                typed=again(one.slip).encoded(),
                answer=answer,
                now=now,
            )
            new = fresh and stands in {Answer.FOUND, Answer.POSSIBLE}
            news = number if new else None
            if not await note_looked(session, one, day, seen=found.ids, news=news):
                raise _Outrun
            if new and account.mail:
                mail = self.compose(account.mail, one.person_id, f"{one.id}:{day}")
                await enqueue_mail(session, mail, now)
            event = audit.Event(
                actor=audit.ActorKind.SYSTEM,
                action=AGAIN,
                subject=one.person_id,
                detail={"criteria": criteria.hex(), "number": number},
            )
            await audit.note(session, event, now)
