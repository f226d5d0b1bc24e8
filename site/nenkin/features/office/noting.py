"""/staff/cases/<number>/notes: what clerks note for each other, on a page of its own.

Beside the next step of a case, on one page, a change of the look would keep only one of two texts.
"""

from collections.abc import Mapping
from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from nenkin.clock import JAPAN, japanese_day
from nenkin.features.office.desk import Desk, Page
from nenkin.features.office.forms import NoteForm
from nenkin.features.office.opened import CASES, Opened
from nenkin.features.office.routing import duty, office_router
from nenkin.law.duties import Duty
from nenkin.law.wareki import write_day
from nenkin.storage import audit
from nenkin.storage.case_notes import Noted, notes_of, write_note
from nenkin.web.forms import Rejected
from nenkin.web.submissions import Submission

NOTED = "case.noted"
NOTES = CASES + "/{number:str}/notes"
WRITE = duty(Duty.WRITE_NOTE)


@get(NOTES, opt=WRITE)
async def ask(desk: NamedDependency[Desk], number: FromPath[str]) -> Page:
    """Ask for a note, or for a paper that was seen."""
    return _draw(desk, await desk.open(number, "note"), {"noted": [Noted.NOTE]})


@post(NOTES, opt=WRITE)
async def write(
    desk: NamedDependency[Desk], number: FromPath[str], submission: NamedDependency[Submission]
) -> Page:
    """Note something for others of the office. Pressed twice, it is there once."""
    here = await desk.open(number, "note")
    form = NoteForm.read(submission)
    if isinstance(form, Rejected):
        return _draw(desk, here, form)
    noted, now = Noted(form.noted), desk.visit.now
    async with desk.db.write() as session:
        if await write_note(
            session, here.case.id, noted, form.text, staff_id=desk.staff.staff_id, now=now
        ):
            await audit.note(session, desk.event(here.case, NOTED, what=str(noted)), now)
    return Redirect(f"{here.address}#notes", status_code=303)


async def noted_in(desk: Desk, here: Opened) -> Mapping[str, Any]:
    """Say what was noted: papers that were seen apart from the rest."""
    words = desk.library.words
    rows: dict[Noted, list[tuple[str, str, str]]] = {kind: [] for kind in Noted}
    for one in await notes_of(desk.db, here.case.id):
        day, time = write_day(japanese_day(one.at)), one.at.astimezone(JAPAN).strftime("%H:%M")
        rows[one.kind].append((words("office.notes.moment", day=day, time=time), one.by, one.text))
    heads = [{"text": words(f"office.notes.{name}")} for name in ("at", "by", "text")]
    return {"note_columns": heads, "notes": rows[Noted.NOTE], "papers": rows[Noted.PAPER]}


def _draw(desk: Desk, here: Opened, typed: Submission | Rejected) -> Page:
    return desk.page("note", **desk.heads(here), **desk.form(NoteForm, typed))


ROUTES: tuple[Any, ...] = (office_router(ask, write),)
