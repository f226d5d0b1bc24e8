"""/staff/unnumbered: requests of people without a number; a pension office finds whose they are.

Only here is anybody searched by name, inside one request, with its birth date and sex; each person who
is shown can see that afterwards. What is found becomes a case of theirs, and is answered by post.
"""

from collections.abc import AsyncIterator, Iterator
from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from nenkin.clock import japanese_day
from nenkin.features.office.desk import CONFLICT, Desk, Page
from nenkin.features.office.opened import CASES
from nenkin.features.office.routing import duty, office_router, see_other
from nenkin.interchange.receipt_numbers import grouped, read
from nenkin.interchange.sent_requests import Request, decoded
from nenkin.law.duties import Duty
from nenkin.law.periods import Sex
from nenkin.law.procedures import Procedure, Way
from nenkin.law.wareki import write_day
from nenkin.storage import audit, unnumbered
from nenkin.storage.cases import Arrival, open_case
from nenkin.storage.people import Known, read_person
from nenkin.storage.unnumbered import Unnumbered
from nenkin.web.addresses import id_of
from nenkin.web.submissions import Submission, first

UNNUMBERED = "/staff/unnumbered"
MOST = 100
SEEN, NOBODY = "unnumbered.seen", "nobody"
_SHOWN = 2  # digits of a number


@get(UNNUMBERED, opt=duty(Duty.SEARCH_BY_NAME))
async def listed(desk: NamedDependency[Desk]) -> Page:
    """List those that wait, the oldest first, without a name."""
    today = japanese_day(desk.visit.now)
    words = desk.library.words
    items = []
    for one in await unnumbered.waiting(desk.db, MOST):
        days = (today - japanese_day(one.sent_at)).days
        items.append(
            {
                "text": words("office.unnumbered.line", number=grouped(one.number)),
                "href": f"{UNNUMBERED}/{one.number}",
                "status": words("office.queue.days", days=days)
                if days
                else words("office.queue.today"),
                "hint": one.place,
            }
        )
    return desk.page("unnumbered", items=items)


@get(f"{UNNUMBERED}/{{number:str}}", opt=duty(Duty.SEARCH_BY_NAME))
async def show(desk: NamedDependency[Desk], number: FromPath[str]) -> Page:
    """Show what was written, and who may be meant; each of them is noted before they are shown."""
    return await _draw(desk, await _find(desk, number))


@post(f"{UNNUMBERED}/{{number:str}}", opt=duty(Duty.SEARCH_BY_NAME))
async def decide(
    desk: NamedDependency[Desk], number: FromPath[str], submission: NamedDependency[Submission]
) -> Page:
    """Make it a case of the person who was found, or note that nobody was; once, whoever presses."""
    one = await _find(desk, number)
    chosen, now = first(submission, "person"), desk.visit.now
    people = {str(known.id) async for known in _like(desk, decoded(one.sent))}
    if chosen != NOBODY and chosen not in people:
        return await _draw(desk, one, wrong=True)
    case = None if chosen == NOBODY else one.number
    async with desk.db.write() as session:
        if await unnumbered.finish(session, one.id, desk.staff.staff_id, now, case=case):
            person_id = None if case is None else id_of(chosen)
            if person_id is not None:
                await open_case(
                    session,
                    Procedure.INQUIRY,
                    number=one.number,
                    person_id=person_id,
                    sent=one.sent,
                    follows=None,
                    now=now,
                    arrival=Arrival(way=Way.COUNTER, place_id=one.place_id),
                )
            await audit.note(session, _event(desk, one, "unnumbered.done", person_id), now)
    return see_other(UNNUMBERED if case is None else f"{CASES}/{case}")


async def _find(desk: Desk, typed: str) -> Unnumbered:
    found = await unnumbered.find(desk.db, read(typed) or "")
    if found is None:
        raise NotFoundException
    return found


async def _draw(desk: Desk, one: Unnumbered, *, wrong: bool = False) -> Page:
    sent, words = decoded(one.sent), desk.library.words
    people = [known async for known in _like(desk, sent)]
    for known in people:
        await audit.append(desk.db, _event(desk, one, SEEN, known.id), desk.visit.now)
    nobody = {"value": NOBODY, "label": words("office.unnumbered.nobody"), "hint": ""}
    return desk.page(
        "unnumbered_one",
        status=CONFLICT if wrong else 200,
        number=grouped(one.number),
        place=one.place,
        sent=sent,
        day=write_day(japanese_day(one.sent_at)),
        options=[*_options(desk, people), nobody],
        found=len(people),
        error=words("office.unnumbered.missing") if wrong else "",
        action=f"{UNNUMBERED}/{one.number}",
    )


def _options(desk: Desk, people: list[Known]) -> Iterator[dict[str, str]]:
    words = desk.library.words
    for known in people:
        person = known.person
        number = f"****-****{person.basic_number[-_SHOWN:]}"
        name = f"{person.surname} {person.given_name}"
        kana = f"{person.surname_kana} {person.given_name_kana}"
        yield {
            "value": str(known.id),
            "label": words("office.unnumbered.person", name=name, kana=kana),
            "hint": words("office.unnumbered.number", number=number),
        }


async def _like(desk: Desk, sent: Request) -> AsyncIterator[Known]:
    wanted = sent.wanted
    if wanted is None:
        return
    for person_id in await unnumbered.people_like(
        desk.db, wanted.born, wanted.given_name_kana, Sex(wanted.sex)
    ):
        yield await read_person(desk.db, person_id)


def _event(desk: Desk, one: Unnumbered, action: str, subject: int | None) -> audit.Event:
    return audit.Event(
        actor=audit.ActorKind.STAFF,
        actor_id=desk.staff.staff_id,
        action=action,
        subject=subject,
        place=desk.staff.place,
        purpose=one.number,
    )


ROUTES: tuple[Any, ...] = (office_router(listed, show, decide),)
