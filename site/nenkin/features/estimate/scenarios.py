"""Scenarios that a person has saved under a name of their own, to be put side by side (くらべる)."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from litestar import Request

from nenkin.features.estimate.asking import Answered, Interview, provide_interview
from nenkin.features.estimate.desk import Desk
from nenkin.features.estimate.figures import ANSWERS, AS_IT_IS, CONDITIONS
from nenkin.features.estimate.planning import DRAFT as TABLE
from nenkin.features.estimate.question_journey import Asked
from nenkin.features.estimate.quick import Quick, quick
from nenkin.law.conditions import Period, life_of, periods_of
from nenkin.law.dated import NotInForce
from nenkin.law.estimates import Refused
from nenkin.law.future import whole_life
from nenkin.law.lives import Life, Scenario
from nenkin.law.settling import as_it_is
from nenkin.storage import ledger
from nenkin.storage.drafts import Draft, load_draft, save_over

DRAFT = "scenarios"
MOST = 5
KINDS = (AS_IT_IS, ANSWERS, CONDITIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What was saved: answers as typed, and the table where it is one, so that the record may grow.

    ``number`` is its own among the person's for as long as there are any; ``kind`` is that of the figure.
    """

    number: int
    name: str
    kind: str
    typed: Mapping[str, Mapping[str, list[str]]]
    periods: tuple[Period, ...] = ()

    def lives(self, asked: Asked) -> tuple[Life, Scenario]:
        """Give the whole life and what is claimed by today's record; raises ``Unfit``."""
        if self.kind == AS_IT_IS:
            return as_it_is(asked.settled), Scenario()
        # What the record has come to ask since this was saved is not known.
        future = asked.future(asked.journey.known(self.typed))
        if self.kind == CONDITIONS:
            return life_of(asked.law, asked.settled, future, self.periods)
        return whole_life(asked.law, asked.settled, future)

    def worked_out(self, asked: Asked) -> Quick:
        """Give what it comes to; raises as ``estimate`` does."""
        return quick(asked.law, *self.lives(asked), asked.year)


@dataclass(frozen=True)
class Shelf:
    """What lies there, beside the record and the day."""

    asked: Asked
    saved: tuple[Saved, ...]
    draft: Draft | None

    @property
    def full(self) -> bool:
        """Whether one has to go before another can come."""
        return len(self.saved) >= MOST


@dataclass(frozen=True, slots=True)
class Comparer:
    """Opens and keeps the scenarios of who is signed in."""

    interview: Interview

    @property
    def desk(self) -> Desk:
        """Give the request's desk."""
        return self.interview.desk

    async def open(self, page: str) -> Shelf:
        """Note that the record is looked at, and read what was saved."""
        await self.desk.note(page)
        return await self.read()

    async def told(self, page: str, shown: Sequence[ledger.Shown]) -> None:
        """Note that the record is looked at and keep what is told of it, both before anything is shown."""
        desk = self.desk
        kept = ledger.keep(desk.db, desk.person.person_id, shown, desk.visit.now)
        await asyncio.gather(kept, desk.note(page))

    async def read(self) -> Shelf:
        """Read what was saved, for who notes it before anything is shown."""
        asked = await self.interview.asked()
        draft = await load_draft(self.desk.db, self.interview.owner, DRAFT, self.desk.visit.now)
        saved = () if draft is None else msgspec.json.decode(draft.answers, type=tuple[Saved, ...])
        return Shelf(asked, saved, draft)

    async def as_of_now(self, shelf: Shelf, here: Answered, kind: str, name: str) -> Saved | None:
        """Give what would be saved under a name; ``None`` where it cannot be worked out."""
        number = max((one.number for one in shelf.saved), default=0) + 1
        try:
            saved = Saved(
                number=number,
                name=name,
                kind=kind,
                typed={} if kind == AS_IT_IS else here.typed,
                periods=await self._table(here) if kind == CONDITIONS else (),
            )
            saved.worked_out(here.asked)
        except (Refused, NotInForce):
            return None
        return saved

    async def _table(self, here: Answered) -> tuple[Period, ...]:
        owner, now = self.interview.owner, self.desk.visit.now
        draft = await load_draft(self.desk.db, owner, TABLE, now)
        if draft is not None:
            return msgspec.json.decode(draft.answers, type=tuple[Period, ...])
        future = here.asked.future(here.progress.answered)
        return periods_of(here.asked.law, here.asked.settled, future)

    async def keep(self, shelf: Shelf, saved: Sequence[Saved]) -> bool:
        """Keep a changed list; ``False`` where another tab has changed it meanwhile."""
        async with self.desk.db.write() as session:
            return await save_over(
                session,
                self.interview.owner,
                DRAFT,
                saved,
                read=shelf.draft,
                now=self.desk.visit.now,
            )


def provide_comparer(request: Request[Any, Any, Any]) -> Comparer:
    """Give a request's way to what its person has saved."""
    return Comparer(provide_interview(request))
