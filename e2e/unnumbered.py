"""番号の分からない人と練習: a request that lies ready for the office, and where clerks practise."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from e2e.audit import WHOLE_RECORD
from e2e.people import sample
from e2e.states import State, empty, send, wrong
from nenkin.interchange.sent_requests import Line, Request, Wanted
from nenkin.storage import unnumbered
from nenkin.storage.cases import new_number
from nenkin.storage.database import Database
from nenkin.storage.staff import find_member

CLERK, PERSON = "A0002", "tenshoku"
# A clerk writes of others: nothing that the browser remembers of the clerk belongs there.
OTHERS = frozenset({"no-autocomplete"})


async def keep(db: Database, now: datetime) -> dict[str, str]:
    """Lay a request without a number ready, for somebody whom the office finds."""
    member = await find_member(db, CLERK)
    person = sample(PERSON).record.person
    assert member is not None
    number, name = new_number(), f"{person.surname} {person.given_name}"
    sent = Request(
        person=[Line("名前", name)],
        contact=[Line("届けてあると思う住所", "みほん市ひがし町1-2-3")],
        bring=[],
        parts=[],
        wanted=Wanted(person.born_on, person.given_name_kana, person.sex),
    )
    async with db.write() as session:
        await unnumbered.keep(
            session,
            number=number,
            staff_id=member.id,
            place="みほん市役所 年金の窓口",
            sent=sent.encoded(),
            now=now,
        )
    return {"unnumbered": number}


def pages(free: str, office: str) -> Iterator[State]:
    """Walk both. ``free``: a clerk who helps nobody; ``office``: one of a pension office."""
    practice = State(
        name="practice", path="/staff/practice", staff=free, excused=OTHERS, budget=WHOLE_RECORD
    )
    yield practice
    yield wrong(practice, "empty", empty)
    papers = State(
        name="practice, papers",
        path="/staff/practice/tenshoku/papers",
        route="/staff/practice/{slug}/papers",
        staff=free,
        excused=OTHERS,
    )
    yield papers
    yield wrong(papers, "empty", send)
    for came in ("agent", "family"):
        yield replace(papers, name=f"practice, papers of {came}", path=f"{papers.path}?came={came}")
    yield State(
        name="practice, a record",
        path="/staff/practice/tenshoku/record",
        route="/staff/practice/{slug}/record",
        staff=free,
        budget=WHOLE_RECORD,
    )
    here = "/staff/practice/tenshoku"
    for slug, route in (
        ("", ""),
        ("/record/print?words=easy", "/record/print"),
        ("/history", ""),
        ("/history/work", "/history/{part}"),
        ("/history/work/e2e/job", "/history/{part}/{key}/{page}"),
        ("/search", ""),
        ("/search/names", ""),
        ("/search/check", ""),
        ("/search/slips", ""),
        ("/search/slips/found", "/search/slips/{number}"),
        ("/search/slips/office", "/search/slips/{number}"),
        ("/search/slips/not-found", "/search/slips/{number}"),
        ("/search/slips/found/print", "/search/slips/{number}/print"),
    ):
        yield State(
            name=f"practice{slug or ', a request'}",
            path=f"{here}{slug}",
            route=f"/staff/practice/{{slug}}{route or slug}",
            staff=free,
            budget=WHOLE_RECORD,
            excused=OTHERS,
        )
    refer = State(
        name="practice, refer",
        path="/staff/practice/tenshoku/refer",
        route="/staff/practice/{slug}/refer",
        staff=free,
        excused=OTHERS,
    )
    yield refer
    yield wrong(refer, "empty", send)
    yield State(
        name="practice, referred",
        path="/staff/practice/tenshoku/referred",
        route="/staff/practice/{slug}/referred",
        staff=free,
    )
    without = State(
        name="counter, without", path="/staff/counter/without", staff=free, excused=OTHERS
    )
    yield without
    # The page has twelve fields: the summary names a mistake in each before the first.
    yield wrong(replace(without, excused=OTHERS | {"late-field"}), "empty", send)
    yield State(
        name="counter, without, sent",
        path="/staff/counter/without/{unnumbered}",
        route="/staff/counter/without/{number}",
        staff=free,
    )
    yield State(name="office, unnumbered", path="/staff/unnumbered", staff=office)
    one = State(
        name="office, unnumbered, one",
        path="/staff/unnumbered/{unnumbered}",
        route="/staff/unnumbered/{number}",
        staff=office,
    )
    yield one
    yield State(
        name="office, unnumbered, nobody chosen",
        path=one.path,
        route=one.route,
        staff=office,
        then=send,
        status=409,
        errors=True,
    )
