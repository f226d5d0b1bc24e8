"""/staff/audit/exports: a file of the trail without anybody's name; asked, allowed by another, given once."""

from collections.abc import Iterator, Mapping, Sequence

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect

from nenkin.content.posted import short_number
from nenkin.features.audit.asking import sought_of
from nenkin.features.audit.desk import BASE, CONFLICT, WRONG, Desk, duty, moment_said
from nenkin.features.audit.forms import ANY, ExportForm, slug
from nenkin.interchange.receipt_numbers import grouped
from nenkin.law.duties import Duty
from nenkin.storage.audit import ActorKind, Entry
from nenkin.storage.audit_exports import (
    MOST,
    Export,
    ask_export,
    decide_export,
    exports,
    give_export,
    how_many,
    last_entry,
    read_export,
)
from nenkin.storage.audit_search import pseudonym, staff_numbers
from nenkin.storage.correction_plans import Stopped
from nenkin.storage.staff import find_member
from nenkin.storage.viewings import Verdict
from nenkin.web.addresses import id_of
from nenkin.web.forms import Rejected, Trouble, view
from nenkin.web.spreadsheets import write_table
from nenkin.web.submissions import Submission

EXPORTS = f"{BASE}/exports"
ONE = EXPORTS + "/{export:str}"
ASK, ALLOW = duty(Duty.AUDIT_EXPORT), duty(Duty.ALLOW_EXPORT)
DIGITS = 16  # of a file's digest: enough to tell it from another
COLUMNS = ("export", "seq", "at", "kind", "staff", "place", "action", "person", "case")
Page = Response[bytes] | Redirect


@get(EXPORTS, opt=ASK)
async def listed(desk: NamedDependency[Desk]) -> Page:
    """List what was asked for, and ask for more."""
    return await _list(desk, {"action": [ANY]})


@post(EXPORTS, opt=ASK)
async def ask(desk: NamedDependency[Desk], submission: NamedDependency[Submission]) -> Page:
    """Ask for a file: of the entries up to now."""
    form = ExportForm.read(submission)
    if not isinstance(form, Rejected) and form.staff_number:
        member = await find_member(desk.db, form.staff_number.upper())
        if member is None:
            form = Rejected(submission, (Trouble("staff_number", "unknown"),))
    if isinstance(form, Rejected):
        return await _list(desk, form)
    sought, until_seq = await sought_of(desk, form), await last_entry(desk.db)
    if await how_many(desk.db, sought, until_seq) > MOST:
        too_many = Rejected(submission, (Trouble("until", "too-many"),))
        return await _list(desk, too_many)
    async with desk.db.write() as session:
        export_id = await ask_export(
            session, sought, until_seq, desk.hand, why=form.why, now=desk.visit.now
        )
    return _see(f"{EXPORTS}/{export_id}")


@get(ONE, opt=ASK)
async def show(desk: NamedDependency[Desk], export: FromPath[str]) -> Page:
    """Show what was asked for, and what may be done with it."""
    one = await _open(desk, export)
    numbers = await staff_numbers(desk.db, [one.asked_by, one.decided_by or 0])
    mine = one.asked_by == desk.staff.staff_id
    return desk.page(
        "export",
        rows=list(_rows(desk, one, numbers)),
        may_decide=one.verdict is None and not mine and desk.staff.may(Duty.ALLOW_EXPORT),
        may_take=one.may_be_given(desk.staff.staff_id, desk.visit.now),
        waits=one.verdict is None and mine,
        address=f"{EXPORTS}/{one.id}",
        back=EXPORTS,
    )


@post(f"{ONE}/allow", opt=ALLOW)
async def allow(desk: NamedDependency[Desk], export: FromPath[str]) -> Page:
    """Say yes."""
    return await _decide(desk, export, Verdict.ALLOWED)


@post(f"{ONE}/refuse", opt=ALLOW)
async def refuse(desk: NamedDependency[Desk], export: FromPath[str]) -> Page:
    """Say no."""
    return await _decide(desk, export, Verdict.REFUSED)


@post(f"{ONE}/take", opt=ASK)
async def take(desk: NamedDependency[Desk], export: FromPath[str]) -> Page:
    """Give the file, this once."""
    one, now = await _open(desk, export), desk.visit.now

    def write(entries: Sequence[Entry]) -> bytes:
        return write_table(COLUMNS, (list(_line(desk, one, each)) for each in entries)).encode()

    try:
        async with desk.db.write() as session:
            file = await give_export(session, one.id, desk.hand, write, now)
    except Stopped as stopped:
        return _stopped(desk, stopped, one)
    return Response(
        file,
        media_type="text/csv",
        status_code=200,
        headers={"content-disposition": f'attachment; filename="audit-{one.id}.csv"'},
    )


async def _decide(desk: Desk, typed: str, verdict: Verdict) -> Page:
    one = await _open(desk, typed)
    try:
        async with desk.db.write() as session:
            await decide_export(session, one.id, desk.hand, verdict, desk.visit.now)
    except Stopped as stopped:
        return _stopped(desk, stopped, one)
    return _see(f"{EXPORTS}/{one.id}")


async def _list(desk: Desk, typed: Submission | Rejected) -> Page:
    words = desk.library.words
    found = await exports(desk.db)
    numbers = await staff_numbers(desk.db, [one.asked_by for one in found])
    form = view(ExportForm, desk.library.forms[ExportForm.words], typed)
    return desk.page(
        "exports",
        status=WRONG if isinstance(typed, Rejected) else 200,
        form=form,
        items=[
            {
                "text": words(
                    "audit.exports.line",
                    number=short_number(one.id),
                    staff=numbers.get(one.asked_by, ""),
                    at=moment_said(one.asked_at),
                ),
                "href": f"{EXPORTS}/{one.id}",
                "status": words(f"audit.exports.{_state(one)}"),
            }
            for one in found
        ],
    )


async def _open(desk: Desk, typed: str) -> Export:
    number = id_of(typed)
    one = None if number is None else await read_export(desk.db, number)
    if one is None:
        raise NotFoundException
    return one


def _line(desk: Desk, export: Export, one: Entry) -> Iterator[str]:
    """Give one entry without anybody's name or number; each line says of which file it is."""
    event = one.event
    staff = event.actor is ActorKind.STAFF
    yield str(export.id)
    yield str(one.seq)
    yield one.at.isoformat()
    yield event.actor.name.lower()
    yield pseudonym(desk.db, event.actor_id) if staff and event.actor_id is not None else ""
    # Where staff stood is their office; where a person stood is nobody's business.
    yield event.place if staff else ""
    yield event.action
    yield pseudonym(desk.db, event.subject) if event.subject is not None else ""
    yield pseudonym(desk.db, event.purpose) if event.purpose else ""


def _rows(desk: Desk, one: Export, numbers: Mapping[int, str]) -> Iterator[Mapping[str, str]]:
    sought, words = one.sought, desk.library.words
    actions = desk.library.forms[ExportForm.words].fields["action"].options
    until = "" if sought.until is None else moment_said(sought.until)
    for key, value in (
        ("staff", numbers.get(one.asked_by, "")),
        ("at", moment_said(one.asked_at)),
        ("why", one.reason),
        ("action", actions[slug(sought.action) if sought.action else ANY].label),
        ("case", grouped(sought.case_number) if sought.case_number else ""),
        ("until", until),
        ("entry", str(one.until_seq)),
        ("state", words(f"audit.exports.{_state(one)}")),
        ("second", numbers.get(one.decided_by or 0, "")),
        ("entries", "" if one.entries is None else str(one.entries)),
        ("digest", "" if one.digest is None else one.digest.hex()[:DIGITS]),
    ):
        if value:
            yield {"key": words(f"audit.export.{key}"), "value": value}


def _state(one: Export) -> str:
    if one.given_at is not None:
        return "given"
    return str(one.verdict) if one.verdict else "waits"


def _stopped(desk: Desk, stop: Stopped, one: Export) -> Page:
    back = f"{EXPORTS}/{one.id}"
    return desk.page("stopped", status=CONFLICT, why=str(stop.why), back=back)


def _see(address: str) -> Redirect:
    return Redirect(f"{address}#main", status_code=303)


EXPORTING = (listed, ask, show, allow, refuse, take)
