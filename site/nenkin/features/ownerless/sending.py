"""/search/slips/…/send: 年金事務所に送る. The slip becomes a case of the office, with the same number.

For all three answers alike; what gets no answer on screen is sent as soon as it was searched for.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from litestar import Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath

from nenkin.content.contacts import contact_lines
from nenkin.content.library import Library
from nenkin.features.ownerless.asking import PERSON, SLIPS
from nenkin.features.ownerless.desk import Desk, Page, provide_desk, see_other
from nenkin.features.ownerless.slips import OFFICE, REQUESTS, find
from nenkin.interchange.search_slips import decoded, memory
from nenkin.interchange.sent_requests import Entry, Line, Part, Request
from nenkin.law.periods import Person
from nenkin.law.procedures import Procedure
from nenkin.law.wareki import write_day
from nenkin.storage import audit
from nenkin.storage.accounts import read_account
from nenkin.storage.cases import find_case, open_case
from nenkin.storage.database import Writing
from nenkin.storage.drafts import Owner
from nenkin.storage.operations import finish_operation
from nenkin.storage.records import lock_person
from nenkin.storage.search_memories import Kept, memories_now, memories_of
from nenkin.storage.searches import Search
from nenkin.web.contacts import ContactForm
from nenkin.web.forms import Rejected, view
from nenkin.web.submissions import Submission, first

ASKED = "ownerless.asked"
BRING = ("who", "number", "old")
WRONG = 422
_SEEN = "seen"


class _Changed(Exception):
    """Something was added, or taken back, since the page was shown."""


@get(f"{SLIPS}/{{number:str}}/send")
async def check(desk: NamedDependency[Desk], number: FromPath[str]) -> Page:
    """Show all that would be sent; or where it stands, once it was."""
    found = await find(desk, number)
    if await find_case(desk.db, desk.subject, found.number):
        return see_other(f"{REQUESTS}/{found.number}")
    request = await request_of(desk, found, await memories_of(desk.db, found.number))
    return _page(desk, found.number, request, {"telephone": [(await contact_of(desk)).telephone]})


@post(f"{SLIPS}/{{number:str}}/send")
async def send(
    desk: NamedDependency[Desk], number: FromPath[str], submission: NamedDependency[Submission]
) -> Page:
    """Send what was seen, once for each slip: pressed twice, or from two tabs, it leads to the one."""
    found = await find(desk, number)
    if await find_case(desk.db, desk.subject, found.number):
        return see_other(f"{REQUESTS}/{found.number}")
    form, memories = ContactForm.read(submission), await memories_of(desk.db, found.number)
    request = await request_of(desk, found, memories)
    if isinstance(form, Rejected):
        return _page(desk, found.number, request, form)
    if request.seal != first(submission, _SEEN):
        return _page(desk, found.number, request, submission, changed=True)
    try:
        return see_other(await _send(desk, found, memories, form))
    except _Changed:
        request = await request_of(desk, found, await memories_of(desk.db, found.number))
        return _page(desk, found.number, request, submission, changed=True)


async def _send(desk: Desk, found: Search, memories: Sequence[Kept], contact: ContactForm) -> str:
    number, location = found.number, f"{REQUESTS}/{found.number}?sent=yes"
    request = await request_of(desk, found, memories, contact)
    async with desk.db.write() as session:
        if await once(session, desk.subject, number, desk.visit.now):
            await lock_person(session, desk.subject)
            if await memories_now(session, number) != memories:
                raise _Changed  # and nothing of this is done
            await open_for(desk, session, number, request)
    return location


async def once(session: Writing, person_id: int, number: str, now: datetime) -> bool:
    """Whether a slip is sent for the first time, by its person or from the paper that they brought."""
    op, location = f"ownerless {number}", f"{REQUESTS}/{number}?sent=yes"
    whose = Owner.person(person_id)
    done = await finish_operation(session, op, whose, op.encode(), location=location, now=now)
    return done is None


async def open_for(desk: Desk, session: Writing, number: str, request: Request) -> None:
    """Put it into the office's queue, and on record. Call it last in the block."""
    person_id, now = desk.subject, desk.visit.now
    await open_case(
        session,
        Procedure.SEARCH,
        number=number,
        person_id=person_id,
        sent=request.encoded(),
        follows=None,
        now=now,
    )
    await audit.note(session, desk.did(ASKED, number), now)


async def contact_of(desk: Desk) -> ContactForm:
    """Give how the account says that its person can be reached; with a clerk no account is open."""
    if not desk.alone and (desk.counter or desk.person.assisted):
        return ContactForm(telephone="", hours=None, needs=())
    account = await read_account(desk.db, desk.person.account_id)
    return ContactForm(telephone=account.telephone or "", hours=None, needs=())


async def request_of(
    desk: Desk, found: Search, memories: Sequence[Kept], contact: ContactForm | None = None
) -> Request:
    """Put together what is sent by the person themselves."""
    person = (await desk.record()).person
    return request_by(desk.library, person, found, memories, contact)


def request_by(
    library: Library,
    person: Person,
    found: Search,
    memories: Sequence[Kept],
    contact: ContactForm | None = None,
) -> Request:
    """Put it together: the search in just the words of its slip, and what is remembered."""
    reach = contact or ContactForm(telephone="", hours=None, needs=())
    words = library.words
    answer = Line(
        words("search.send.answer"), words(f"search.answer.{found.answer or OFFICE}.title")
    )
    lines = [*decoded(found.typed).lines, answer]
    said = [memory(one.said).line for one in memories]
    return Request(
        person=[
            Line(words("search.send.name"), f"{person.surname} {person.given_name}"),
            Line(words("search.send.born"), write_day(person.born_on)),
        ],
        contact=contact_lines(library, reach.telephone, reach.hours, reach.needs),
        bring=[words(f"search.bring.{thing}") for thing in BRING],
        parts=[
            Part(words("search.searched.title"), "", [Entry("", lines)]),
            *([Part(words("search.memory.title"), "", [Entry("", said)])] if said else ()),
        ],
    )


def _page(
    desk: Desk,
    number: str,
    request: Request,
    typed: Submission | Rejected,
    *,
    changed: bool = False,
) -> Page:
    return desk.page(
        "send",
        status=WRONG if isinstance(typed, Rejected) else 200,
        request=request,
        form=view(ContactForm, desk.library.forms[ContactForm.words], typed),
        changed=changed,
        seen=request.seal,
        address=f"{SLIPS}/{number}",
    )


ROUTES: tuple[Any, ...] = (
    Router(
        "/",
        route_handlers=[check, send],
        dependencies={"desk": Provide(provide_desk)},
        opt=PERSON,
    ),
)
