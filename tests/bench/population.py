"""A population for measurements: seeded lives of 45 years, a million people, some of them signed in.

Lives are drawn once and shared by many people, each with a number, a name and rows of their own:
what is measured depends on how rows lie in the database, not on how many different lives there are.
"""

import random
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from nenkin.law.months import Month, first_day, month
from nenkin.law.periods import Bonus, Kind, Person, Record, Reporter, Scheme, Sex, Span
from nenkin.storage.codes import stamp
from nenkin.storage.identifiers import hashed
from nenkin.storage.imports import rows_of
from nenkin.storage.keys import Keys
from nenkin.storage.migrating import migrate
from nenkin.storage.vault import Vault

DATA_DATE = date(2026, 11, 20)
FIRST = month(1981, 11)  # 45 years before the data
LAST = month(2026, 10)
BONUSES_FROM = month(2003, 4)
EMPLOYERS = [f"みほん{name}" for name in ("製作所", "商店", "運輸", "食品", "電機", "建設", "病院")]
CODES = ["A", "A", "A", "*", "Z", "ア", "イ", "P", "サ"]
LIVES = 400


def lives(seed: int, count: int) -> Iterator[Record]:
    """Draw lives of 45 years with 10 to 20 spans each."""
    draw = random.Random(seed)
    for number in range(count):
        yield _life(draw, f"{number:010d}")


def _life(draw: random.Random, number: str) -> Record:
    spans: list[Span] = []
    bonuses: list[Bonus] = []
    edges = sorted(draw.sample(range(FIRST + 6, LAST - 6), draw.randint(9, 19)))
    starts = [FIRST, *edges]
    ends = [edge - 1 for edge in edges] + [LAST]
    employer, acquired = "", FIRST
    for first, last in zip(starts, ends, strict=True):
        known = first_day(first) + timedelta(days=20)
        if draw.random() < 0.7:
            if not employer or draw.random() < 0.3:
                employer, acquired = draw.choice(EMPLOYERS), first
            pay = draw.choice([150_000, 200_000, 240_000, 300_000, 360_000, 410_000])
            spans.append(
                Span(
                    scheme=Scheme.EMPLOYEES,
                    kind=Kind.MEN,
                    first=first,
                    last=None if last == LAST else last,
                    known_from=known,
                    employer=employer,
                    pay=pay,
                    acquired_on=first_day(acquired),
                    reported_by=Reporter.EMPLOYER,
                    reported_on=known,
                )
            )
            bonuses += _bonuses(employer, first, last, pay)
        else:
            employer = ""
            if draw.random() < 0.1:
                continue  # 未加入
            spans.append(
                Span(
                    scheme=Scheme.NATIONAL,
                    kind=Kind.CATEGORY_1,
                    first=first,
                    last=last,
                    known_from=known,
                    status=draw.choice(CODES),
                    acquired_on=first_day(first),
                    reported_by=Reporter.PERSON,
                    reported_on=known,
                )
            )
    return Record(
        person=Person(
            surname="見本",
            given_name="一郎",
            surname_kana="ミホン",
            given_name_kana="イチロウ",
            born_on=date(1961, 10, draw.randint(3, 28)),
            sex=Sex.MALE,
            basic_number=number,
        ),
        data_date=DATA_DATE,
        spans=tuple(spans),
        bonuses=tuple(bonuses),
    )


def _bonuses(employer: str, first: Month, last: Month, pay: int) -> Iterator[Bonus]:
    """Give one bonus a year, so that a record has about a dozen."""
    for at in range(max(first, BONUSES_FROM), last + 1):
        if at % 12 == 6:  # July
            yield Bonus(
                scheme=Scheme.EMPLOYEES,
                paid_on=first_day(at) + timedelta(days=9),
                amount=2 * pay,
                employer=employer,
                known_from=first_day(at) + timedelta(days=20),
            )


@dataclass(frozen=True)
class Population:
    """A database full of people, and the cookies of those who are signed in."""

    file: Path
    cookies: list[str]


class _Sealer:
    """What ``rows_of`` needs of a database."""

    def __init__(self, keys: Keys) -> None:
        self.vault = Vault(keys)


def fill(
    file: Path, keys: Keys, *, people: int, signed_in: int, seed: int = 20261120
) -> Population:
    """Make a database of people, of whom the first are signed in."""
    migrate(f"sqlite:///{file}")
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("PRAGMA cache_size=-500000")
    sealer = _Sealer(keys)
    templates = [rows_of(sealer, 0, life) for life in lives(seed, LIVES)]  # type: ignore[arg-type]
    draw = random.Random(seed)
    with connection:
        for start in range(1, people + 1, 20_000):
            ids = range(start, min(start + 20_000, people + 1))
            chosen = [(person, draw.choice(templates)) for person in ids]
            _insert(connection, "person", (_person(sealer.vault, i, t.person) for i, t in chosen))
            for table, rows in (("record_span", "spans"), ("record_bonus", "bonuses")):
                _insert(
                    connection,
                    table,
                    ({**row, "person_id": i} for i, t in chosen for row in getattr(t, rows)),
                )
    cookies = [f"bench-{person:037d}" for person in range(1, signed_in + 1)]
    with connection:
        _insert(connection, "account", map(_account, range(1, signed_in + 1)))
        _insert(connection, "session", map(_session, range(1, signed_in + 1), cookies))
    connection.execute("ANALYZE")
    connection.close()
    return Population(file, cookies)


def _insert(connection: sqlite3.Connection, table: str, rows: Iterator[dict[str, Any]]) -> None:
    first = next(rows, None)
    if first is None:
        return
    names = list(first)
    marks = ",".join("?" * len(names))
    statement = f"INSERT INTO {table} ({','.join(names)}) VALUES ({marks})"
    connection.execute(statement, list(first.values()))
    connection.executemany(statement, (list(row.values()) for row in rows))


def _person(vault: Vault, person: int, template: dict[str, Any]) -> dict[str, Any]:
    number = f"{person:010d}"
    return {
        **template,
        "id": person,
        "numbers": vault.seal(number, "person.numbers", person),
        "number_index": vault.index("number", number),
    }


_NOW = datetime.now(UTC)  # noqa: TID251  # sessions must be alive for a server with a real clock


def _account(person: int) -> dict[str, Any]:
    at = stamp(_NOW)
    return {
        "id": person,
        "person_id": person,
        "user_id": f"bench{person}",
        "notices": False,
        "password_hash": "none",
        "password_changed_at": at,
        "policy": "standard",
        "blocklist": 0,
        "proven_by": 1,
        "terms_version": "bench",
        "terms_agreed_at": at,
        "created_at": at,
    }


def _session(person: int, cookie: str) -> dict[str, Any]:
    at = stamp(_NOW)
    return {
        "id_hash": hashed(cookie),
        "person_id": person,
        "account_id": person,
        "csrf_key": b"k" * 32,
        "level": 1,
        "created_at": at,
        "authenticated_at": at,
        "last_seen_at": at,
        "idle_seconds": 12 * 3600,
        "ends_at": stamp(_NOW + timedelta(hours=12)),
        "agent": "",
    }
