"""/requests/new: 年金事務所に送る, in three steps: what goes along, how to be reached, the check page."""

import re
from typing import Any

import msgspec
from litestar import Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.response import Response

from nenkin.content.mails import write_mail
from nenkin.features.history.comparing import COMPARE
from nenkin.features.history.desk import ALL, Desk, Page, provide_desk, see_other
from nenkin.features.history.request import Begun, Prepared, prepare
from nenkin.features.history.request_form import ContactForm
from nenkin.features.history.whose import REQUESTS
from nenkin.interchange.receipt_numbers import grouped
from nenkin.interchange.sent_requests import Request
from nenkin.law.procedures import Procedure
from nenkin.storage import audit
from nenkin.storage.cases import Arrival, new_number, open_case
from nenkin.storage.drafts import Owner, delete_draft
from nenkin.storage.helpers import Power
from nenkin.storage.operations import Done, OtherBody, find_operation, finish_operation
from nenkin.storage.person_mails import MailWords, mail_person
from nenkin.storage.resuming import revoke_code
from nenkin.web.access import Access
from nenkin.web.forms import Rejected, view
from nenkin.web.submissions import Submission, first, without_secrets

NEW, CONTACT, CHECK = "/new", "/new/contact", "/new/check"  # below where requests stand
PERSON: dict[str, Any] = {"access": Access.PERSON}
SENT = "request.sent"
SENT_FOR_YOU = "request-sent"  # the mail to whom is helped
CHOSEN, OP, SEEN = "finding", "op", "seen"
CONFLICT, WRONG = 409, 422
_OP = re.compile("[0-9a-f]{32}")
_STEPS = 3


@get(f"{REQUESTS}{NEW}", opt=PERSON)
async def choose(desk: NamedDependency[Desk]) -> Page:
    """Show the findings, all of them chosen; or say what has to be done first."""
    prepared = await _prepared(desk)
    if not isinstance(prepared, Prepared):
        return prepared
    return await _choice(prepared, await prepared.begun())


@post(f"{REQUESTS}{NEW}", opt=PERSON)
async def chose(desk: NamedDependency[Desk], submission: NamedDependency[Submission]) -> Page:
    """Keep which findings go along; one at least."""
    prepared = await _prepared(desk)
    if not isinstance(prepared, Prepared):
        return prepared
    chosen = set(submission.get(CHOSEN, []))
    keys = [one.key for one in prepared.findings]
    if desk.visit.shown_again:
        return await _choice(prepared, Begun(op="", left_out=[*set(keys) - chosen]))
    if chosen.isdisjoint(keys):
        return await _choice(prepared, Begun(op="", left_out=keys), wrong=True)
    begun = await prepared.keep(left_out=[key for key in keys if key not in chosen])
    return see_other(f"{desk.requests}{CHECK if begun.reached else CONTACT}")


@get(f"{REQUESTS}{CONTACT}", opt=PERSON)
async def ask_contact(desk: NamedDependency[Desk]) -> Page:
    """Ask how the person can be reached."""
    prepared = await _prepared(desk)
    if not isinstance(prepared, Prepared):
        return prepared
    begun = await prepared.begun()
    return _again(desk) if begun is None else _contact(desk, await prepared.contact(begun))


@post(f"{REQUESTS}{CONTACT}", opt=PERSON)
async def keep_contact(
    desk: NamedDependency[Desk], submission: NamedDependency[Submission]
) -> Page:
    """Keep it, or show it again with what is wrong."""
    prepared = await _prepared(desk)
    if not isinstance(prepared, Prepared):
        return prepared
    form = ContactForm.read(submission)
    if isinstance(form, Rejected):
        return _contact(desk, form)
    names = {"telephone", "hours", "needs", "message"}
    typed = {name: sent for name, sent in without_secrets(submission).items() if name in names}
    await prepared.keep(contact=typed, reached=True)
    return see_other(f"{desk.requests}{CHECK}")


@get(f"{REQUESTS}{CHECK}", opt=PERSON)
async def check(desk: NamedDependency[Desk]) -> Page:
    """Show exactly what would be sent, with the way to change each part of it."""
    prepared = await _prepared(desk)
    if not isinstance(prepared, Prepared):
        return prepared
    begun = await prepared.begun()
    if begun is None or not begun.reached:
        return _again(desk)
    request = await prepared.request(begun)
    return _check(desk, begun, request) if request.findings else _again(desk)


@post(f"{REQUESTS}{CHECK}", opt=PERSON)
async def send(desk: NamedDependency[Desk], submission: NamedDependency[Submission]) -> Page:
    """Send it once: however often it is pressed, from however many tabs, whatever breaks between."""
    op, seen = first(submission, OP), first(submission, SEEN)
    if not _OP.fullmatch(op):
        return see_other(f"{desk.requests}{CHECK}")
    owner = Owner.person(desk.subject)
    try:
        done = await find_operation(desk.db, op, owner, seen.encode())
        if done is None:
            found = await _send_seen(desk, op, seen)
            if not isinstance(found, Done):
                # Another press of the same button may have been quicker than this one.
                done = await find_operation(desk.db, op, owner, seen.encode())
                return see_other(done.location) if done else found
            done = found
        return see_other(done.location)
    except OtherBody:
        return desk.page("request_sent_already", status=CONFLICT)


async def _send_seen(desk: Desk, op: str, seen: str) -> Done | Page:
    """Send what is there now, if it is what was seen; otherwise show it once more."""
    prepared = await _prepared(desk)
    if not isinstance(prepared, Prepared):
        return prepared
    begun = await prepared.begun()
    if begun is None or not begun.reached or begun.op != op:
        return _again(desk)  # another one was begun since; the page says what was sent
    request = await prepared.request(begun)
    if not request.findings:
        return _again(desk)
    if request.seal != seen:
        return _check(desk, begun, request, changed=True)
    return await _send(desk, prepared, begun, request)


async def _send(desk: Desk, prepared: Prepared, begun: Begun, request: Request) -> Done:
    now, number = desk.visit.now, new_number()
    done = Done(f"{desk.requests}/{number}?sent=yes")
    async with desk.writing(Power.SEND) as session:
        before = await finish_operation(
            session,
            begun.op,
            prepared.owner,
            request.seal.encode(),
            location=done.location,
            now=now,
        )
        if before is not None:
            return before
        await open_case(
            session,
            Procedure.INQUIRY,
            number=number,
            person_id=desk.subject,
            sent=request.encoded(),
            follows=request.follows or None,
            now=now,
            sent_by=desk.person.person_id,
            arrival=Arrival(worth=request.worth),
        )
        await revoke_code(session, desk.holder)
        await delete_draft(session, prepared.owner, prepared.journey)
        if desk.helping is not None:
            mail = MailWords(SENT_FOR_YOU, *write_mail(desk.library, SENT_FOR_YOU))
            await mail_person(session, desk.subject, mail, cause=number, now=now)
        await audit.note(session, desk.event(SENT, {"number": number}), now)
    return done


def _again(desk: Desk) -> Page:
    """Lead to where a request begins."""
    return see_other(f"{desk.requests}{NEW}")


async def _prepared(desk: Desk) -> Prepared | Page:
    """Give what a request can be made of, or the page that says why there is nothing to send."""
    here = await desk.open()
    if here.sheet is None:
        return see_other(desk.base)
    if not here.saw_record(ALL):
        return desk.page("request_first", compare=f"{desk.base}/{COMPARE}")
    prepared = await prepare(desk, here)
    return prepared if prepared.findings else desk.page("request_nothing")


async def _choice(prepared: Prepared, begun: Begun | None, *, wrong: bool = False) -> Page:
    desk, left_out = prepared.desk, begun.left_out if begun else []
    words, before = desk.library.words, await prepared.before()
    views = list(prepared.views())
    message = words("request.choose.none")
    return desk.page(
        "request_choose",
        status=WRONG if wrong else 200,
        errors=[{"text": message, "href": f"#f-{CHOSEN}"}] if wrong else [],
        error=message if wrong else "",
        name=CHOSEN,
        options=[
            {
                "value": view["key"],
                "label": view["about"],
                "hint": words("request.choose.hint", title=view["title"], months=view["months"]),
            }
            for view in views
        ],
        values=[view["key"] for view in views if view["key"] not in left_out],
        before=grouped(before) if before else "",
        total=_STEPS,
        action=f"{desk.requests}{NEW}",
        back=f"{desk.base}/{COMPARE}",
    )


def _contact(desk: Desk, typed: Submission | Rejected) -> Response[bytes]:
    words = desk.library.forms[ContactForm.words]
    rejected = isinstance(typed, Rejected)
    return desk.page(
        "request_contact",
        status=WRONG if rejected else 200,
        form=view(ContactForm, words, typed),
        total=_STEPS,
        action=f"{desk.requests}{CONTACT}",
        back=f"{desk.requests}{NEW}",
    )


def _check(desk: Desk, begun: Begun, request: Request, *, changed: bool = False) -> Page:
    contact = f"{desk.requests}{CONTACT}"
    return desk.page(
        "request_check",
        status=CONFLICT if changed else 200,
        knows_as=desk.helping.knows_as if desk.helping else "",
        request=request,
        changed=changed,
        follows=grouped(request.follows) if request.follows else "",
        contact=[{**msgspec.structs.asdict(line), "href": contact} for line in request.contact],
        change=f"{desk.requests}{NEW}",
        op=begun.op,
        seen=request.seal,
        total=_STEPS,
        action=f"{desk.requests}{CHECK}",
        back=contact,
    )


# For oneself and, where they were asked to (Power.SEND), for whom somebody helps.
PAGES: list[Any] = [choose, chose, ask_contact, keep_contact, check, send]
ROUTES: tuple[Any, ...] = (
    Router("/", route_handlers=PAGES, dependencies={"desk": Provide(provide_desk)}),
)
