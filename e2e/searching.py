"""持ち主不明記録をさがす: its pages in every state, and slips that lie ready."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from playwright.sync_api import Page

from e2e.history import WRITER
from e2e.staff import OFFICE_CLERK
from e2e.states import State, empty, hidden, press, send, typed, wrong
from nenkin.features.ownerless.answering import NO_STORE, TOO_MANY
from nenkin.interchange.search_slips import Memory, Slip
from nenkin.interchange.sent_requests import Entry, Line, Part, Request
from nenkin.law.ownerless import MemoryKind
from nenkin.law.procedures import Outcome, Procedure
from nenkin.law.procedures import State as Stage
from nenkin.matching.found import Answer
from nenkin.storage.attempts import ask
from nenkin.storage.audit import ActorKind
from nenkin.storage.cases import Actor, move_case, new_number, open_case
from nenkin.storage.database import Database, Writing
from nenkin.storage.search_memories import keep_memory
from nenkin.storage.searches import keep_search, limits

SEARCHER = "tohoku85"
OTHERS = frozenset({"no-autocomplete"})  # a clerk types somebody else's birth date
TIRED = "hokkaido75"  # who has searched as often as is allowed
# By the name under which addresses find its number: the answer that was given.
ANSWERS: dict[str, Answer | None] = {
    "search_found": Answer.FOUND,
    "search_possible": Answer.POSSIBLE,
    "search_nothing": Answer.NOT_FOUND,
    "search_office": None,
    "search_answered": Answer.FOUND,  # and the office has answered what was sent
}
TYPED = Slip(
    lines=[
        Line("名前", "見本 花子（ミホン ハナコ）、年金（ネンキン）：結婚などで変わる前の姓"),
        Line("生年月日", "1969年（昭和44年）5月5日"),
        Line("都道府県", "答えていません"),
    ],
    names=[{"kind": "current"}, {"kind": "former"}],
    births=["1969-05-05", "1969-05-06"],
)


MEMORY = Memory(
    MemoryKind.SHIP,
    "第三まぼろし丸",
    "昭和30年ごろ",
    Line("乗った船", "第三まぼろし丸（昭和30年ごろ）"),
)
ASKED = Request(
    person=[Line("氏名", "見本 花子"), Line("生年月日", "1969年（昭和44年）5月5日")],
    contact=[Line("電話番号", "03-0000-0000")],
    bring=["本人とわかる物"],
    parts=[Part("さがした名前と生年月日", "", [Entry("", [*TYPED.lines])])],
)
# By the name of its number: the stages that what was sent has come to.
SENT: dict[str, tuple[Stage, ...]] = {
    "search_office": (),
    "search_answered": (Stage.INVESTIGATING, Stage.ANSWERED),
}


async def keep(session: Writing, person_id: int, now: datetime) -> dict[str, str]:
    """Lay a slip of each answer ready; give their numbers."""
    numbers = {name: new_number() for name in ANSWERS}
    for name, answer in ANSWERS.items():
        await keep_search(
            session,
            number=numbers[name],
            person_id=person_id,
            criteria=name.encode(),
            typed=TYPED.encoded(),
            answer=answer,
            now=now,
        )
    await keep_memory(session, person_id, numbers["search_found"], MEMORY.encoded(), now)
    by = Actor(kind=ActorKind.STAFF, id=1)
    for name, stages in SENT.items():
        await open_case(
            session,
            Procedure.SEARCH,
            number=numbers[name],
            person_id=person_id,
            sent=ASKED.encoded(),
            follows=None,
            now=now,
        )
        for stage in stages:
            said = Outcome.NOT_FOUND if stage is Stage.ANSWERED else None
            await move_case(session, numbers[name], stage, by=by, now=now, outcome=said)
    await keep_memory(session, person_id, numbers["search_office"], MEMORY.encoded(), now)
    return numbers


async def use_up(db: Database, person_id: int, now: datetime) -> None:
    """Let somebody search until they have to wait."""
    while (await ask(db, limits(person_id), now)).allowed:
        pass


def _add(page: Page) -> None:
    """Press the button of the form itself, which is not the first of the page."""
    press(page.locator("main form button").last)


def pages() -> Iterator[State]:
    """Walk names, birth dates, the three questions, check page, each answer and its slip."""
    for who in (SEARCHER, WRITER):
        yield State(name=f"search records, {who}", path="/search", persona=who)
    for slug in ("names", "births"):
        yield State(name=f"search records, {slug}", path=f"/search/{slug}", persona=SEARCHER)
        new = State(
            name=f"search records, {slug}, new", path=f"/search/{slug}/new", persona=SEARCHER
        )
        yield new
        yield wrong(new, "empty", empty)
    name = State(name="search records, name", path="/search/names/new", persona=SEARCHER)
    yield wrong(name, "no kind", typed({"surname": "川辺", "surname-kana": "Kawabe"}))
    for question in ("place", "work", "years"):
        yield State(
            name=f"search records, {question}",
            path=f"/search/{question}",
            route="/search/{question}",
            persona=SEARCHER,
        )
    # What her history sheet tells: a surname without its reading, and answers to the questions.
    for page in ("names", "names/new?entry=marriage.mihon1", "years"):
        path = f"/search/{page}"
        route = "/search/{question}" if page == "years" else ""
        yield State(
            name=f"search records, from the sheet, {page}", path=path, route=route, persona=WRITER
        )
    check = State(name="search records, check", path="/search/check", persona=SEARCHER)
    yield check
    yield replace(check, name="search records, wait", persona=TIRED, then=send, status=TOO_MANY)
    without = replace(check, profile="seed")
    yield replace(without, name="search records, no records there", path="/search")
    yield replace(without, name="search records, check, no records", then=send, status=NO_STORE)
    slip = "/search/slips/{number}"
    for answer in ANSWERS:
        path = f"/search/slips/{{{answer}}}"
        yield State(name=f"search records, {answer}", path=path, route=slip, persona=WRITER)
    for size in ("", "?size=large"):
        yield State(
            name=f"search records, slip{size}",
            path=f"/search/slips/{{search_found}}/print{size}",
            route=f"{slip}/print",
            persona=WRITER,
        )
    send_it = State(
        name="search records, send",
        path="/search/slips/{search_found}/send",
        route=f"{slip}/send",
        persona=WRITER,
    )
    yield send_it
    yield wrong(send_it, "refused", typed({"telephone": "12"}))
    yield replace(send_it, name="search records, send, changed", then=hidden("seen", "x"))
    more = replace(
        send_it,
        name="search records, more",
        path="/search/slips/{search_found}/more",
        route=f"{slip}/more",
    )
    yield more
    yield replace(more, name="search records, more, added", path=f"{more.path}?kept=yes")
    yield replace(
        more, name="search records, more, sent", path="/search/slips/{search_office}/more"
    )
    bare = replace(more, path="/search/slips/{search_possible}/more")
    yield wrong(bare, "empty", _add)
    brought = State(
        name="office, a slip on paper", path="/staff/slips", staff=OFFICE_CLERK, excused=OTHERS
    )
    yield brought
    yield wrong(brought, "another number", typed({"number": "9999-000115"}))
    for sent in SENT:
        for page in ("", "/print"):
            yield State(
                name=f"request, {sent}{page}",
                path=f"/requests/{{{sent}}}{page}",
                route=f"/requests/{{number}}{page}",
                persona=WRITER,
            )
