"""What every page of the search begins with: whose it is, the store, and what was typed so far."""

import asyncio
import secrets
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import msgspec
from litestar import Request
from litestar.response import Redirect, Response

from nenkin import paths
from nenkin.content.library import Library
from nenkin.features.ownerless.forms import (
    SKIPPED,
    BirthForm,
    NameForm,
    PlaceForm,
    WorkForm,
    YearsForm,
)
from nenkin.features.ownerless.from_sheet import FromSheet, from_sheet
from nenkin.features.ownerless.whose import QUESTIONS, banner, chosen
from nenkin.interchange.receipt_numbers import grouped
from nenkin.law.ownerless import MOST_BIRTH_DATES, MOST_NAMES, Query, SoughtName, WorkKind
from nenkin.law.periods import Record
from nenkin.matching.knowledge import Knowledge
from nenkin.reference.matching import load_knowledge
from nenkin.settings import Settings
from nenkin.storage import audit, records, sheets
from nenkin.storage.assisted import Assisted
from nenkin.storage.database import Database
from nenkin.storage.drafts import Draft, Owner, load_draft, save_over
from nenkin.storage.ownerless.searching import Store, opened_store
from nenkin.storage.relations import Relation
from nenkin.storage.sheets import Holder
from nenkin.web.access import exchange_of
from nenkin.web.rendering import Renderer
from nenkin.web.submissions import Submission
from nenkin.web.visits import SignedIn, Visit

Page = Response[bytes] | Redirect
JOURNEY = "ownerless"
COUNTER = "/staff/counter"
MOST_OTHER_NAMES, MOST_OTHER_DAYS = MOST_NAMES - 1, MOST_BIRTH_DATES - 1


class Begun(msgspec.Struct, frozen=True):
    """What was typed so far, as it was typed; ``op`` is sent with it once, from however many tabs."""

    op: str
    names: list[Submission] = []
    births: list[Submission] = []
    answers: dict[str, Submission] = {}  # of the three questions, by their slugs
    filled: list[str] = []  # which of them the sheet has answered, and nobody has looked at yet
    taken: list[str] = []  # what of the sheet has been taken over, by its entries


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for: the forms that read, and the query that they are."""

    record: Record
    names: Sequence[NameForm]
    births: Sequence[date]
    prefecture: str
    work: str
    years: str
    query: Query


@cache
def knowledge() -> Knowledge:
    """Read what names and days are compared by, once a process. Call it in a thread."""
    return load_knowledge(paths.DATA)


@dataclass(frozen=True, slots=True)
class Desk:
    """One request's way to one person's search."""

    visit: Visit
    db: Database
    renderer: Renderer
    library: Library
    settings: Settings
    counter: Assisted | None = None  # in whose session a clerk helps, by the person's own yes
    relation: Relation | None = None  # where it is for another person, as the office has confirmed

    @property
    def person(self) -> SignedIn:
        """Give who is signed in."""
        return self.visit.known

    @property
    def subject(self) -> int:
        """Give whose search it is."""
        return self.person.person_id if self.counter is None else self.counter.person_id

    @property
    def alone(self) -> bool:
        """Whether the person is by themselves: with a clerk nothing is sent but a referral (相談へ)."""
        return self.counter is None and not self.visit.at_kiosk

    @property
    def owner(self) -> Owner:
        """Give whose draft and operation it is."""
        return Owner.person(self.subject)

    @property
    def journey(self) -> str:
        """Give the name of the draft that is written now."""
        return f"{JOURNEY} {self.relation.id}" if self.relation else JOURNEY

    def page(self, template: str, status: int = 200, **values: Any) -> Response[bytes]:
        """Draw a page of the search; above its questions, for whom it is where it is not one's own."""
        name = f"ownerless/{template}.html"
        values["alone"] = self.alone
        if self.counter is not None:
            values["above"] = self._whose(self.counter)
        elif self.relation is not None and template in QUESTIONS:
            values["above"] = banner(self.renderer, self.library, self.relation)
        return self.renderer.page(self.visit, name, status=status, **values)

    def _whose(self, counter: Assisted) -> str:
        words, number = self.library.words, grouped(counter.number)
        return self.renderer.components.for_whom(
            text=words("counter.helping-search", name=counter.name, number=number),
            until="",
            own=COUNTER,
            back=words("counter.back"),
        )

    def did(self, action: str, number: str, **more: str) -> audit.Event:
        """Give what is noted of what was done with a search: by the person, or a clerk with them."""
        staff, helped = self.visit.staff, self.counter
        return audit.Event(
            actor=audit.ActorKind.STAFF if staff else audit.ActorKind.PERSON,
            actor_id=staff.staff_id if staff else self.subject,
            action=action,
            subject=self.subject,
            place=staff.place if staff else self.visit.address,
            purpose=helped.number if helped else self.person.assisted,
            detail={**more, "number": number, **({} if staff else self.person.by)},
        )

    async def record(self) -> Record:
        """Read who the person is, and their own months."""
        return await records.read_spans(self.db, self.subject)

    async def record_sought(self) -> Record:
        """Read the same of the person whose record is searched for."""
        of = self.relation.of_person_id if self.relation else self.subject
        return await records.read_spans(self.db, of)

    async def begun(self) -> Begun:
        """Give what was typed, with what the history sheet has had to add since."""
        draft = await load_draft(self.db, self.owner, self.journey, self.visit.now)
        return await self._now(draft)

    async def keep(self, **changes: Any) -> Begun:
        """Keep answers, beside whatever another tab keeps at the same moment."""
        while True:
            draft = await load_draft(self.db, self.owner, self.journey, self.visit.now)
            begun = msgspec.structs.replace(await self._now(draft), **changes)
            async with self.db.write() as session:
                saved = await save_over(
                    session, self.owner, self.journey, begun, read=draft, now=self.visit.now
                )
            if saved:
                return begun

    async def has_sheet(self) -> bool:
        """Whether the person has written a history sheet."""
        return await self._written() is not None

    async def _written(self) -> sheets.Sheet | None:
        holder = Holder.person(self.subject)
        return await sheets.read_sheet(self.db, holder, self.visit.now)

    async def sheet(self) -> FromSheet:
        """Give what the person's history sheet tells the search; nothing of another's."""
        sheet = None if self.relation else await self._written()
        if sheet is None:
            return FromSheet({}, {}, {}, {})
        record, known = await self.record(), await asyncio.to_thread(knowledge)
        return from_sheet(sheet.answers, record, self.library, known)

    async def _now(self, draft: Draft | None) -> Begun:
        begun = Begun(op=new_op()) if draft is None else _read(draft)
        return with_sheet(begun, await self.sheet())

    async def sought(self, begun: Begun) -> Sought:
        """Give what would be looked for now."""
        return sought(await self.record_sought(), begun, self.library)

    def store(self) -> AbstractAsyncContextManager[Store | None]:
        """Open the store as it is now, or say that there is none."""
        return opened_store(self.settings.ownerless_store)


def sought(record: Record, begun: Begun, library: Library) -> Sought:
    """Read what was typed."""
    person = record.person
    names = [form for one in begun.names if isinstance(form := NameForm.read(one), NameForm)]
    days = [day for one in begun.births if isinstance(day := BirthForm.read(one), BirthForm)]
    place = PlaceForm.read(begun.answers.get("place", {}))
    work = WorkForm.read(begun.answers.get("work", {}))
    years = YearsForm.read(begun.answers.get("years", {}))
    fields = library.forms[PlaceForm.words].fields
    prefecture, trade, when = SKIPPED, SKIPPED, SKIPPED
    if isinstance(place, PlaceForm):
        prefecture = place.prefecture
    if isinstance(work, WorkForm):
        trade = work.work
    if isinstance(years, YearsForm):
        when = years.years
    current = SoughtName(
        family_kana=person.surname_kana,
        given_kana=person.given_name_kana,
        family_kanji=person.surname,
        given_kanji=person.given_name,
    )
    births = tuple(dict.fromkeys((person.born_on, *(day.other_birth for day in days))))
    query = Query(
        names=(current, *(form.sought for form in names)),
        born=births,
        sex=person.sex,
        prefectures=()
        if prefecture == SKIPPED
        else (fields["prefecture"].options[prefecture].label,),
        work=None if trade == SKIPPED else WorkKind(trade),
        years=years.sought if isinstance(years, YearsForm) else None,
        own=tuple((span.first, span.last) for span in record.spans if span.last is not None),
    )
    return Sought(record, names, births[1:], prefecture, trade, when, query)


def new_op() -> str:
    """Give what a form is sent with once."""
    return secrets.token_hex(16)


def see_other(address: str) -> Redirect:
    """Lead to a page; ``#main`` so that a browser does not carry ``#err`` along."""
    return Redirect(f"{address}#main", status_code=303)


async def provide_desk(request: Request[Any, Any, Any]) -> Desk:
    """Give the desk of a request, for whom the search is now."""
    parts, visit = request.app.state, exchange_of(request).visit
    relation = await chosen(parts.db, visit)
    return Desk(visit, parts.db, parts.renderer, parts.library, parts.settings, relation=relation)


def _read(draft: Draft) -> Begun:
    return msgspec.json.decode(draft.answers, type=Begun)


def with_sheet(begun: Begun, sheet: FromSheet) -> Begun:
    """Add what the sheet has, each entry once: what was taken out of a search stays out."""
    names = {key: said for key, said in sheet.names.items() if key not in begun.taken}
    births = {key: said for key, said in sheet.births.items() if key not in begun.taken}
    filled = {key: said for key, said in sheet.answers.items() if key not in begun.taken}
    there = [NameForm.read(one) for one in begun.names]
    days = [BirthForm.read(one) for one in begun.births]
    new = [one for one in names.values() if NameForm.read(one) not in there]
    dates = [one for one in births.values() if BirthForm.read(one) not in days]
    return msgspec.structs.replace(
        begun,
        names=[*begun.names, *new][:MOST_OTHER_NAMES],
        births=[*begun.births, *dates][:MOST_OTHER_DAYS],
        answers={**filled, **begun.answers},
        filled=[*begun.filled, *(key for key in filled if key not in begun.answers)],
        taken=[*begun.taken, *names, *births, *filled],
    )
