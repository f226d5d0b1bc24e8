"""Routes of the tests' own: they fail on demand, write, and do what no route of ours may do.

What the tests of this folder say of a site is only worth something if they also say no. Each route
of ``LEAKS`` has one defect, and a test shows that it is found.
"""

import asyncio
import json
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency, Provide
from litestar.exceptions import HTTPException
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect
from sqlalchemy import select

from nenkin.law.duties import Duty
from nenkin.storage import audit, ledger
from nenkin.storage.case_notes import Noted, write_note
from nenkin.storage.cases import CASES, numbered_case
from nenkin.storage.database import Database, StorageFull, StorageUnavailable
from nenkin.storage.drafts import Owner, load_draft, save_draft
from nenkin.storage.people import PEOPLE, read_person
from nenkin.storage.records import read_record
from nenkin.web.access import Access
from nenkin.web.executors import TooBusy
from nenkin.web.refusals import Refused
from nenkin.web.submissions import Submission, without_secrets
from nenkin.web.visits import Visit

OPEN = {"access": Access.EVERYBODY}
OWN = {"access": Access.PERSON}
IN_CASES = {"access": Access.STAFF, "duty": Duty.SEE_CASE}
OK = 200
Text = Response[str]


def text(words: object, **headers: str) -> Text:
    return Response(str(words), media_type="text/plain", headers=headers)


@get("/proof/status/{status:int}", opt=OPEN)
async def answer_with(status: FromPath[int]) -> Text:
    """Fail in the way that ends in this status."""
    failures: dict[int, Exception] = {
        503: StorageUnavailable("gone"),
        507: StorageFull("full"),
        500: RuntimeError("broken"),
        429: Refused(429),
        409: HTTPException(status_code=409),
    }
    if status == OK:
        return text("well")
    raise failures.get(status) or HTTPException(status_code=status)


@get(
    "/proof/misfit/{status:int}",
    opt=OPEN,
    dependencies={"misfit": Provide(lambda: "somebody's name", sync_to_thread=False)},
)
async def misfit(status: FromPath[int], misfit: NamedDependency[Visit]) -> Text:
    """Be given what does not fit."""
    return text((status, misfit))


@post("/proof/failing", opt=OPEN)
async def failing(submission: NamedDependency[Submission]) -> Text:
    """Fail with what was typed in both messages."""
    word = submission["word"][0]
    try:
        int(word)
    except ValueError as wrong:
        raise KeyError(word) from wrong
    return text(word)


@get("/proof/busy", opt=OPEN)
async def busy() -> Text:
    """Have too many passwords to hash."""
    raise TooBusy


@get("/proof/form", opt=OPEN)
async def form(visit: NamedDependency[Visit]) -> Text:
    """Offer a form."""
    return Response(
        '<!DOCTYPE html><form method="post" action="/proof/draft">'
        f'<input name="token" value="{visit.token()}"><input name="word"></form>',
        media_type="text/html",
    )


async def keep(db: Database, owner: Owner, submission: Submission, visit: Visit) -> int:
    """Keep a form beside those before it, as every journey does."""
    fields = without_secrets(submission)
    before = await load_draft(db, owner, "proof", visit.now)
    kept = json.loads(before.answers) if before else {}
    async with db.write() as session:
        await save_draft(
            session,
            owner,
            "proof",
            json.dumps({**kept, **fields}),
            expected=before.version if before else 0,
            now=visit.now,
        )
        note = audit.Event(actor=audit.ActorKind.VISITOR, action="proof.kept")
        return await audit.note(session, note, visit.now)


@post("/proof/draft", opt=OPEN)
async def keep_for_visitor(
    db: NamedDependency[Database],
    visit: NamedDependency[Visit],
    submission: NamedDependency[Submission],
) -> Redirect:
    """Write for a visitor."""
    await keep(db, Owner.visit(visit.begin()), submission, visit)
    return Redirect("/proof/form", status_code=303)


@get("/proof-own/page", opt=OWN)
async def own_page(db: NamedDependency[Database], visit: NamedDependency[Visit]) -> Text:
    """Show a person their own employers, noted before."""
    assert visit.person is not None
    record = await read_record(db, visit.person.person_id)
    view = audit.Event(
        actor=audit.ActorKind.PERSON, subject=visit.person.person_id, action="record.viewed"
    )
    await audit.append(db, view, visit.now)
    return text([span.employer for span in record.spans])


@post("/proof-own/draft", opt=OWN)
async def keep_for_person(
    db: NamedDependency[Database],
    visit: NamedDependency[Visit],
    submission: NamedDependency[Submission],
) -> Redirect:
    """Write for a person."""
    assert visit.person is not None
    await keep(db, Owner.person(visit.person.person_id), submission, visit)
    return Redirect("/proof-own/page", status_code=303)


@get("/proof-own/unnoted", opt=OWN)
async def unnoted(db: NamedDependency[Database], visit: NamedDependency[Visit]) -> Text:
    """Show a person their own employers without a word in the trail, as no page of ours may."""
    assert visit.person is not None
    record = await read_record(db, visit.person.person_id)
    return text([span.employer for span in record.spans])


ROUTES = (answer_with, busy, form, keep_for_visitor, own_page, keep_for_person, unnoted)


# One defect each.


@get("/proof-own/person/{person_id:int}", opt=OWN)
async def anybodys_name(db: NamedDependency[Database], person_id: FromPath[int]) -> Text:
    """Show whoever stands in the address."""
    return text((await read_person(db, person_id)).person.surname)


@get("/proof/export", opt=OPEN)
async def open_export(db: NamedDependency[Database]) -> Text:
    """Give everything to everybody."""
    async with db.read() as session:
        rows: Any = await session.run(_everybody())
        return text([tuple(row) for row in rows])


@get("/proof-own/touch", opt=OWN)
async def writing_page(db: NamedDependency[Database], visit: NamedDependency[Visit]) -> Text:
    """Change something because a page was opened."""
    assert visit.person is not None
    await keep(db, Owner.person(visit.person.person_id), {"opened": ["x"]}, visit)
    return text("")


@post("/proof-own/person/{person_id:int}", opt=OWN)
async def anybodys_draft(
    db: NamedDependency[Database],
    visit: NamedDependency[Visit],
    submission: NamedDependency[Submission],
    person_id: FromPath[int],
) -> Text:
    """Write into the draft of whoever stands in the address."""
    await keep(db, Owner.person(person_id), submission, visit)
    return text("")


@get("/proof-own/told/{person_id:int}", opt=OWN)
async def told_anybody(
    db: NamedDependency[Database], visit: NamedDependency[Visit], person_id: FromPath[int]
) -> Text:
    """Keep for whoever stands in the address what was told to the one who asked."""
    told = ledger.Shown(kind="so-far", inputs="{}", result="{}", versions=ledger.Versions("1", "1"))
    await ledger.keep(db, person_id, [told], visit.now)
    return text("")


@get("/proof/away", opt=OPEN)
async def away(next: FromQuery[str] = "/") -> Redirect:  # noqa: A002  # the parameter that such routes have
    """Lead wherever the address says."""
    return Redirect(next, status_code=303)


@post("/proof/unguarded", opt={"access": Access.EVERYBODY, "tokenless": True})
async def unguarded(
    db: NamedDependency[Database],
    visit: NamedDependency[Visit],
    submission: NamedDependency[Submission],
) -> Text:
    """Write without a token."""
    await keep(db, Owner.visit(visit.begin()), submission, visit)
    return text("")


@get("/proof/stored", opt=OPEN)
async def stored(visit: NamedDependency[Visit]) -> Text:
    """Let a personal page be kept by whoever carries it."""
    name = visit.person.name if visit.person else ""
    return text(name, **{"cache-control": "public, max-age=600"})


@get("/proof/slow", opt=OPEN)
async def hanging() -> Text:
    """Never answer."""
    await asyncio.Event().wait()
    return text("")


@get("/staff/proof-case/own/{number:str}", opt=IN_CASES)
async def own_case(db: NamedDependency[Database], number: FromPath[str]) -> Text:
    """Show the person of the case in the address, as a page of a case may: no defect."""
    whole = await numbered_case(db, number)
    if whole is None:
        raise HTTPException(status_code=404)
    return text((await read_person(db, whole.case.person_id)).person.surname)


@get("/staff/proof-case/{number:str}", opt=IN_CASES)
async def any_case(db: NamedDependency[Database], number: FromPath[str]) -> Text:
    """Show whoever has sent a case, whichever case stands in the address."""
    async with db.read() as session:
        ids = (await session.run(select(CASES.c.person_id).distinct())).scalars().all()
    found = [await read_person(db, one) for one in ids]
    return text([number, *(one.person.surname for one in found)])


@post("/staff/proof-case/{number:str}", opt=IN_CASES)
async def note_in_any_case(
    db: NamedDependency[Database],
    visit: NamedDependency[Visit],
    submission: NamedDependency[Submission],
    number: FromPath[str],
) -> Text:
    """Write a note into every case that there is."""
    assert visit.staff is not None
    async with db.write() as session:
        for case_id in (await session.run(select(CASES.c.id))).scalars().all():
            staff_id, now = visit.staff.staff_id, visit.now
            await write_note(session, case_id, Noted.NOTE, number, staff_id=staff_id, now=now)
    return text(len(submission))


LEAKS = (
    *(anybodys_name, open_export, writing_page, anybodys_draft, told_anybody, away),
    *(unguarded, stored, hanging, any_case, note_in_any_case),
)
# All that is in no site of ours, for worlds in which a defect is looked for: registering the routes
# of a site takes longer than finding one, so that they have the same.
EVERYTHING = (*ROUTES, *LEAKS, own_case, misfit, failing)


def _everybody() -> Any:
    return select(PEOPLE.c.surname, PEOPLE.c.given_name)


class Feature:
    """A feature of these routes, as app.py takes them."""

    def __init__(self, *routes: Any) -> None:
        self.ROUTES = routes
