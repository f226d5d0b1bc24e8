"""What a person of the proof has sent to the office: every word of it their own."""

from datetime import datetime

from nenkin.interchange.sent_requests import Entry, Line, Part, Request, Said
from nenkin.law.procedures import Procedure, State
from nenkin.storage.audit import ActorKind
from nenkin.storage.cases import Actor, find_case, move_case, new_number, open_case
from nenkin.storage.database import Database


def request_of(word: str) -> Request:
    """Make a request in which each text is this word; the record itself is disputed."""
    line = Line(word, word)
    said = {"key": word, "about": word, "title": word, "spans": [word], "months": word}
    return Request(
        person=[line],
        data_date="2026-11-01",
        data_day=word,
        findings=[Said(**said, grade=word, why=word, also=[word], bring=word)],  # type: ignore[arg-type]
        left_out=[word],
        contact=[line],
        bring=[word],
        parts=[Part(word, word, [Entry(word, [line])])],
        disputed=True,
        values=[word],
        sheet=[word],
    )


async def ask(db: Database, word: str, person_id: int, now: datetime) -> dict[str, str]:
    """Send it, and let the office ask back; give what could be put into an address."""
    number = new_number()
    async with db.write() as session:
        await open_case(
            session,
            Procedure.INQUIRY,
            number=number,
            person_id=person_id,
            sent=request_of(word).encoded(),
            follows=None,
            now=now,
        )
        by = Actor(kind=ActorKind.STAFF, id=1)
        for state in (State.INVESTIGATING, State.PAPERS_WANTED):
            await move_case(session, number, state, by=by, now=now, note=word)
    found = await find_case(db, person_id, number)
    assert found is not None
    return {"request": number, "case": str(found.case.id)}
