"""One request's way to a person's table of periods to come: read, changed and kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from litestar import Request

from nenkin.features.estimate.asking import Interview, provide_interview
from nenkin.features.estimate.desk import Desk
from nenkin.features.estimate.figures import CONDITIONS, Figure
from nenkin.features.estimate.question_journey import Asked
from nenkin.law.conditions import Period, life_of, periods_of
from nenkin.law.estimating import estimate
from nenkin.law.future import Future, claims
from nenkin.law.lives import Scenario
from nenkin.law.months import Month
from nenkin.storage.drafts import Draft, Owner, delete_draft, load_draft, save_over
from nenkin.web.journeys import Answers

DRAFT = "conditions"
MOST = 20  # lines of a table: more than anybody's life has, and few enough for one page


@dataclass(frozen=True)
class Plan:
    """What a person's table says now; it begins as what was answered comes to."""

    asked: Asked
    answers: Answers
    future: Future
    periods: tuple[Period, ...]
    draft: Draft | None

    @property
    def scenario(self) -> Scenario:
        """What is claimed, as was answered."""
        return claims(self.future)

    def find(self, first: Month) -> int | None:
        """Give the place of the line that begins in a month; there is one at most."""
        found = (place for place, one in enumerate(self.periods) if one.first == first)
        return next(found, None)

    def worked_out(self) -> Figure:
        """Give what the table comes to; raises as ``estimate`` does."""
        asked = self.asked
        life, scenario = life_of(asked.law, asked.settled, self.future, self.periods)
        found = estimate(asked.law, life, scenario, asked.year)
        return Figure(CONDITIONS, life, scenario, found)


@dataclass(frozen=True, slots=True)
class Planner:
    """Opens and keeps the table of who is signed in."""

    interview: Interview

    @property
    def desk(self) -> Desk:
        """Give the request's desk."""
        return self.interview.desk

    @property
    def owner(self) -> Owner:
        """Give whose table it is."""
        return self.interview.owner

    async def open(self) -> Plan:
        """Note that the record is looked at, and read the table; raises as ``periods_of`` does."""
        here = await self.interview.open("conditions")
        asked = here.asked
        future = asked.future(here.progress.answered)
        draft = await load_draft(self.desk.db, self.owner, DRAFT, self.desk.visit.now)
        periods = (
            periods_of(asked.law, asked.settled, future)
            if draft is None
            else msgspec.json.decode(draft.answers, type=tuple[Period, ...])
        )
        return Plan(asked, here.progress.answered, future, periods, draft)

    async def keep(self, plan: Plan, periods: Sequence[Period]) -> bool:
        """Keep a changed table; ``False`` where another tab has changed it meanwhile."""
        ordered = sorted(periods, key=lambda one: one.first)
        async with self.desk.db.write() as session:
            return await save_over(
                session, self.owner, DRAFT, ordered, read=plan.draft, now=self.desk.visit.now
            )

    async def forget(self) -> None:
        """Begin anew, as the owner asked."""
        async with self.desk.db.write() as session:
            await delete_draft(session, self.owner, DRAFT)


def provide_planner(request: Request[Any, Any, Any]) -> Planner:
    """Give a request's way to its table."""
    return Planner(provide_interview(request))
