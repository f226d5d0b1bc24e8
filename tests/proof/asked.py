"""What a person of the proof has searched for and sent to the office: every word of it their own."""

from datetime import datetime

from nenkin.interchange.search_slips import Memory, Slip
from nenkin.interchange.sent_requests import Entry, Line, Part, Request, Said
from nenkin.law.ownerless import MemoryKind
from nenkin.law.procedures import Procedure, State
from nenkin.matching.found import Answer
from nenkin.storage.audit import ActorKind
from nenkin.storage.cases import Actor, find_case, move_case, new_number, open_case
from nenkin.storage.database import Database
from nenkin.storage.search_memories import keep_memory, memories_of
from nenkin.storage.searches import keep_search


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
    slips = await _search(db, word, person_id, now)
    return {"request": number, "case": str(found.case.id), **slips}


async def _search(db: Database, word: str, person_id: int, now: datetime) -> dict[str, str]:
    """Search twice, with something remembered; the second one was sent."""
    line, numbers = Line(word, word), {"slip": new_number(), "sent slip": new_number()}
    slip = Slip(
        lines=[line], names=[{"kind": "current", "family_kanji": word}], births=["1950-04-02"]
    )
    said = Memory(MemoryKind.WORK, word, word, line).encoded()
    async with db.write() as session:
        for number in numbers.values():
            await keep_search(
                session,
                number=number,
                person_id=person_id,
                criteria=number.encode(),
                typed=slip.encoded(),
                answer=Answer.FOUND,
                now=now,
            )
            await keep_memory(session, person_id, number, said, now)
        await open_case(
            session,
            Procedure.SEARCH,
            number=numbers["sent slip"],
            person_id=person_id,
            sent=request_of(word).encoded(),
            follows=None,
            now=now,
        )
    (kept,) = await memories_of(db, numbers["slip"])
    return {**numbers, "memory": str(kept.id)}
