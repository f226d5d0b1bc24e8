"""/kiosk/together: the person's own screen at the counter, where they agree themselves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any, ClassVar

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect

from nenkin.clock import japanese_day
from nenkin.content.library import Library
from nenkin.features.kiosk.standing import START, WAYS
from nenkin.storage import assisted, audit
from nenkin.storage.assisted import CODE_LENGTH, Assisted
from nenkin.storage.attempts import Budget, ask
from nenkin.storage.database import Database
from nenkin.web.access import Access
from nenkin.web.fields import Digits
from nenkin.web.forms import Form, Rejected, Trouble, view
from nenkin.web.refusals import Refused
from nenkin.web.rendering import Renderer
from nenkin.web.submissions import Submission
from nenkin.web.visits import SESSION, SignedIn, Visit

TOGETHER, AGREE, RECORD = "/kiosk/together", "/kiosk/together/agree", "/record"
OPEN: dict[str, Any] = {"access": Access.EVERYBODY}
_LONGEST = 20  # characters of six digits, however they are typed
WRONG, TOO_MANY = 422, 429
Page = Response[bytes] | Redirect


@dataclass(frozen=True)
class TogetherForm(Form):
    """The short code on the clerk's screen."""

    words: ClassVar[str] = "kiosk-together"
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {"code": frozenset({"wrong"})}

    code: Annotated[str, Digits(_LONGEST, length=CODE_LENGTH, autocomplete="off")]


@get(TOGETHER, opt=OPEN)
async def ask_code(
    visit: NamedDependency[Visit],
    renderer: NamedDependency[Renderer],
    library: NamedDependency[Library],
    db: NamedDependency[Database],
) -> Page:
    """Ask for the code, or lead on where this turn has joined already."""
    if visit.kiosk is None:
        return _to(START)
    if await assisted.of_kiosk(db, visit.kiosk, visit.now):
        return _to(AGREE)
    return _form(visit, renderer, library)


@post(TOGETHER, opt=OPEN)
async def join(  # what Litestar hands over by name
    visit: NamedDependency[Visit],
    renderer: NamedDependency[Renderer],
    library: NamedDependency[Library],
    db: NamedDependency[Database],
    submission: NamedDependency[Submission],
) -> Page:
    """Join the clerk's session, or say that the code is none."""
    if visit.kiosk is None:
        return _to(START)
    form = TogetherForm.read(submission)
    if isinstance(form, Rejected):
        return _form(visit, renderer, library, form)
    tries = [
        Budget(kind="together place", key=visit.address, times=60, period=timedelta(hours=1)),
        Budget(kind="together turn", key=visit.kiosk, times=10, period=timedelta(hours=1)),
    ]
    if not (await ask(db, tries, visit.now)).allowed:
        raise Refused(TOO_MANY)
    async with db.write() as session:
        joined = await assisted.join(session, form.code, visit.kiosk, visit.now)
    if not joined:
        wrong = Rejected(submission, (Trouble("code", "wrong"),))
        return _form(visit, renderer, library, wrong)
    return _to(AGREE)


@get(AGREE, opt=OPEN)
async def ask_agreement(
    visit: NamedDependency[Visit],
    renderer: NamedDependency[Renderer],
    db: NamedDependency[Database],
) -> Page:
    """Say who will see what, and ask; before the papers were seen there is nothing to agree to."""
    if visit.kiosk is None:
        return _to(START)
    helped = await assisted.of_kiosk(db, visit.kiosk, visit.now)
    if helped is None:
        return _to(TOGETHER)
    if helped.consented_at is not None:
        return _to(RECORD if visit.person is not None else WAYS)
    return renderer.page(
        visit,
        "kiosk/agree.html",
        ready=bool(helped.seen),
        place=helped.place,
        name=helped.name if helped.seen else "",
        who="agent" if helped.came else "who",
        items=list(done_together(helped, japanese_day(visit.now))),
    )


@post(AGREE, opt=OPEN)
async def agree(visit: NamedDependency[Visit], db: NamedDependency[Database]) -> Redirect:
    """Open the record on both screens."""
    if visit.kiosk is None:
        return _to(START)
    helped = await assisted.of_kiosk(db, visit.kiosk, visit.now)
    if helped is None:
        return _to(TOGETHER)
    async with db.write() as session:
        cookie = await assisted.consent(session, helped.id, visit.kiosk, visit.now)
        if cookie is not None:
            agreed = audit.Event(
                actor=audit.ActorKind.PERSON,
                actor_id=helped.person_id,
                action="counter.agreed",
                subject=helped.person_id,
                place=helped.place,
                purpose=helped.number,
                detail={"came": helped.came} if helped.came else {},
            )
            await audit.note(session, agreed, visit.now)
    if cookie is None:
        return _to(AGREE)
    visit.set_cookie(SESSION, cookie)
    return _to(AGREE)


async def recognise(db: Database, cookie: str, now: datetime) -> SignedIn | None:
    """Give the person who has agreed on this screen, for as long as the clerk's session goes on.

    Nobody where the place shows no record (福祉事務所), or a mandate reaches less far: a sheet is
    written there by the words on paper.
    """
    found = await assisted.of_person(db, cookie, now)
    if found is None or found.person_hash is None:
        return None
    if not found.shows_record or not found.may("record", japanese_day(now)):
        return None
    return SignedIn(
        person_id=found.person_id,
        name=found.name,
        session=found.person_hash,
        csrf_key=found.csrf_key,
        level=0,
        authenticated_at=found.started_at,
        ends_at=found.ends_at,
        today=found.shown_on,
        assisted=found.number,
        together=frozenset(done_together(found, japanese_day(now))),
        came=found.came,
    )


def done_together(found: Assisted, today: date) -> Iterator[str]:
    """Give what is done together at the counter: as far as the place does it, and a mandate goes."""
    if found.shows_record and found.reaches("record", today):
        yield "record-amounts" if found.amounts else "record"
    if found.reaches("sheet", today):
        yield "sheet"
    if found.searches and found.reaches("search", today):
        yield "search"


def _form(
    visit: Visit, renderer: Renderer, library: Library, typed: Rejected | None = None
) -> Response[bytes]:
    form = view(TogetherForm, library.forms[TogetherForm.words], typed)
    status = 200 if typed is None else WRONG
    return renderer.page(visit, "kiosk/together.html", status=status, form=form)


def _to(address: str) -> Redirect:
    return Redirect(address, status_code=303)


ROUTES = (ask_code, join, ask_agreement, agree)
