"""Searches for records without an owner (持ち主不明記録の検索): each with its slip, the first answer stands.

Whatever a search finds, the same rows are written, of the same length. The audit row belongs into
the caller's transaction, after ``keep_search``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import bindparam, insert, select

from nenkin.clock import JAPAN, japanese_day
from nenkin.law.ownerless import Query
from nenkin.matching.found import Answer
from nenkin.storage.attempts import Budget
from nenkin.storage.codes import moment, stamp
from nenkin.storage.database import Database, Row, Writing
from nenkin.storage.identifiers import new_id
from nenkin.storage.records import lock_person
from nenkin.storage.statements import Prepared
from nenkin.storage.tables import OwnerlessSearchRow, table_of
from nenkin.storage.vault import Vault

SEARCHES = table_of(OwnerlessSearchRow)
VALID = timedelta(days=90)  # of a slip (検索結果の有効期間)
_TYPED, _ANSWER = "ownerless_search.typed", "ownerless_search.answer"
# Of one length, so that a stolen database does not tell one answer from another.
_LETTERS: dict[Answer | None, str] = {
    Answer.FOUND: "F",
    Answer.POSSIBLE: "P",
    Answer.NOT_FOUND: "N",
    None: "O",
}
_ANSWERS = {letter: answer for answer, letter in _LETTERS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A search as it stands. ``answer`` ``None``: the office answers it, not the screen."""

    number: str
    at: datetime
    typed: str
    answer: Answer | None

    @property
    def valid_until(self) -> date:
        """Give the last day of its slip, in Japan."""
        return japanese_day(self.at) + VALID

    def is_valid(self, now: datetime) -> bool:
        """Whether its slip still is, until that day is over."""
        return japanese_day(now) <= self.valid_until


_COLUMNS = ("id", "number", "at", "typed", "answer")
_SEARCHES = select(*(SEARCHES.c[name] for name in _COLUMNS))
_OF_PERSON = Prepared(
    _SEARCHES.where(
        SEARCHES.c.person_id == bindparam("person_id"), SEARCHES.c.at >= bindparam("since")
    ).order_by(SEARCHES.c.at.desc(), SEARCHES.c.id.desc()),
    "person_id",
    "since",
)
_ONE = Prepared(
    _SEARCHES.where(
        SEARCHES.c.number == bindparam("number"), SEARCHES.c.person_id == bindparam("person_id")
    ),
    "number",
    "person_id",
)


_NAMED = ("family_kana", "given_kana", "family_kanji", "given_kanji")


def criteria_of(vault: Vault, query: Query, data_date: date, relation: int = 0) -> bytes:
    """Give the keyed hash of what an answer depends on: names, birth dates, the store's day.

    In no order, and without what else is remembered: later memories change no answer. ``relation``:
    by which it is for another person.
    """
    names = {"\x1f".join(str(getattr(one, part)) for part in _NAMED) for one in query.names}
    days = {day.isoformat() for day in query.born}
    whose = (f"relation {relation}",) if relation else ()
    said = (data_date.isoformat(), *sorted(days), *sorted(names), *whose)
    return vault.index("ownerless search", *said)


def valid_since(now: datetime) -> datetime:
    """Give the moment from which on the slips of searches are valid now."""
    return datetime.combine(japanese_day(now) - VALID, time(), JAPAN)


def limits(person_id: int) -> tuple[Budget, ...]:
    """Give how often somebody may search: 10 times a day, 30 times in 30 days (security.md T2)."""
    return (
        Budget(kind="ownerless day", key=str(person_id), times=10, period=timedelta(days=1)),
        Budget(kind="ownerless month", key=str(person_id), times=30, period=timedelta(days=30)),
    )


async def keep_search(
    session: Writing,
    *,
    number: str,
    person_id: int,
    criteria: bytes,
    typed: str,
    answer: Answer | None,
    now: datetime,
) -> Answer | None:
    """Keep a search and give the answer that stands: the first for these criteria, else this one."""
    await lock_person(session, person_id)  # or two tabs at once would both be the first
    before = (
        select(SEARCHES.c.id, SEARCHES.c.answer)
        .where(SEARCHES.c.person_id == person_id, SEARCHES.c.criteria == criteria)
        .order_by(SEARCHES.c.at, SEARCHES.c.id)
        .limit(1)
    )
    row = (await session.run(before)).one_or_none()
    stands = answer if row is None else _opened(session.vault, row.id, row.answer)
    search_id = new_id()
    values = {
        "id": search_id,
        "number": number,
        "person_id": person_id,
        "at": stamp(now),
        "criteria": criteria,
        "typed": session.vault.seal(typed, _TYPED, search_id),
        "answer": session.vault.seal(_LETTERS[stands], _ANSWER, search_id),
    }
    await session.run(insert(SEARCHES), values)
    return stands


async def find_search(db: Database, person_id: int, number: str) -> Search | None:
    """Give one of a person's own searches."""
    for row in await db.rows(_ONE, number, person_id):
        return _search(db.vault, row)
    return None


async def was_of_day(db: Database, number: str, criteria: bytes) -> bool:
    """Whether a search was for these names and dates, in the records of the same day."""
    wanted = select(SEARCHES.c.id).where(
        SEARCHES.c.number == number, SEARCHES.c.criteria == criteria
    )
    async with db.read() as session:
        return (await session.run(wanted)).one_or_none() is not None


async def searches_of(db: Database, person_id: int, now: datetime) -> Sequence[Search]:
    """Give a person's searches whose slips are valid, the latest first."""
    rows = await db.rows(_OF_PERSON, person_id, stamp(valid_since(now)))
    return [_search(db.vault, row) for row in rows]


def _search(vault: Vault, row: Row) -> Search:
    search_id, number, at, typed, answer = row
    return Search(
        number=number,
        at=moment(at),
        typed=vault.open(typed, _TYPED, search_id),
        answer=_opened(vault, search_id, answer),
    )


def _opened(vault: Vault, search_id: int, answer: bytes) -> Answer | None:
    return _ANSWERS[vault.open(answer, _ANSWER, search_id)]
