"""新しい記録が入ったときも、さがす: asking for it, what stands, what is new, and ended."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from e2e.history import WRITER
from e2e.searching import SEARCHER, TIRED, TYPED
from e2e.states import State
from nenkin.interchange.search_slips import Slip
from nenkin.interchange.sent_requests import Line
from nenkin.matching.found import Answer
from nenkin.storage.accounts import Account
from nenkin.storage.cases import new_number
from nenkin.storage.database import Database, Writing
from nenkin.storage.searches import keep_search
from nenkin.storage.standing import MOST, begin, note_looked, standing_of

LOOKED, NEXT = date(2026, 11, 1), date(2026, 12, 1)  # later than the demonstration's own records
PLACE = "e2e"


def slip(year: int) -> Slip:
    """Give a search with another birth date."""
    line = Line("生年月日", f"{year}年（昭和{year - 1925}年）5月5日")
    lines = [TYPED.lines[0], line]
    return Slip(lines=lines, names=[{"kind": "current"}], births=[f"{year}-05-05"])


async def keep(db: Database, accounts: Mapping[str, Account], now: datetime) -> dict[str, str]:
    """Let one search of the first stand with news, and three of the second; give slips' numbers."""
    writer, tired, searcher = (accounts[who].person_id for who in (WRITER, TIRED, SEARCHER))
    numbers = {}
    async with db.write() as session:
        for name, person_id, year in (
            ("stand_ask", searcher, 1960),
            ("stand_same", writer, 1961),
            ("stand_full", tired, 1962),
            ("stand_news", writer, 1961),
        ):
            numbers[name] = await _search(session, person_id, slip(year), now)
        await _begin(session, writer, slip(1961), now)
        for year in range(1963, 1963 + MOST):
            await _begin(session, tired, slip(year), now)
    (standing,) = await standing_of(db, writer)
    async with db.write() as session:
        await note_looked(session, standing, NEXT, seen=(), news=numbers["stand_news"])
    return numbers


async def _search(session: Writing, person_id: int, typed: Slip, now: datetime) -> str:
    number = new_number()
    await keep_search(
        session,
        number=number,
        person_id=person_id,
        criteria=number.encode(),
        typed=typed.encoded(),
        answer=Answer.POSSIBLE,
        now=now,
    )
    return number


async def _begin(session: Writing, person_id: int, typed: Slip, now: datetime) -> None:
    await begin(
        session,
        person_id=person_id,
        slip=typed,
        looked_at=LOOKED,
        seen=(),
        place=PLACE,
        now=now,
    )


def pages() -> Iterator[State]:
    """Walk the question in each of its states, the list empty, with news and full, and ended."""
    asks = "/search/slips/{number}/standing"
    for name, who in (("ask", SEARCHER), ("same", WRITER), ("full", TIRED)):
        path = f"/search/slips/{{stand_{name}}}/standing"
        yield State(name=f"standing search, {name}", path=path, route=asks, persona=who)
    listed = State(name="standing searches, none", path="/search/standing", persona=SEARCHER)
    yield listed
    yield replace(listed, name="standing searches, ended", path="/search/standing?ended=yes")
    yield replace(listed, name="standing searches, news", persona=WRITER)
    yield replace(
        listed, name="standing searches, begun", path="/search/standing?begun=yes", persona=TIRED
    )
    yield State(name="search records, three stand", path="/search", persona=TIRED)
    yield State(name="account, news", path="/account", persona=WRITER)
