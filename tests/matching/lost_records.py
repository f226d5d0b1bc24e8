"""Short ways to write ownerless records, a store of them, and a search, for a test."""

import io
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from nenkin import paths
from nenkin.interchange.ownerless_files import FileKind, Header, Removal, write_file
from nenkin.law.ownerless import (
    OwnerlessRecord,
    OwnerlessScheme,
    Query,
    SoughtKind,
    SoughtName,
    read_birth,
)
from nenkin.law.periods import Sex
from nenkin.matching.found import Found
from nenkin.reference.matching import load_knowledge
from nenkin.storage.ownerless.loading import load_sqlite
from nenkin.storage.ownerless.searching import search
from nenkin.storage.ownerless.sqlite import SqliteStore

KNOWLEDGE = load_knowledge(paths.DATA)
HEADER = Header(data_date=date(2026, 11, 1), kind=FileKind.FULL)


def lost(
    id_: str, kana: str, born: str, sex: Sex | None = Sex.FEMALE, **values: Any
) -> OwnerlessRecord:
    """Write a record: «サトウ ハナ»; of an empty reading only the kanji are there."""
    family, _, given = kana.partition(" ")
    whole: dict[str, Any] = {"scheme": OwnerlessScheme.EMPLOYEES, **values}
    return OwnerlessRecord(
        id=id_, born=read_birth(born), family_kana=family, given_kana=given, sex=sex, **whole
    )


def strangers(number: int = 2000) -> list[OwnerlessRecord]:
    """Write records of other people: no name twice, and days over fifty years."""
    kana = "アイエカキケタテトナニネハヒヘマミメ"
    given = [
        f"{kana[at % 18]}{kana[at // 18 % 18]}{kana[at // 324 % 18]}ミ" for at in range(number)
    ]
    days = [f"19{at % 50 + 10}-{at % 12 + 1:02d}-{at % 28 + 1:02d}" for at in range(number)]
    return [
        lost(f"N{at}", f"ヘンミ {given[at]}", days[at], scheme=OwnerlessScheme.NATIONAL)
        for at in range(number)
    ]


def name(kana: str, kanji: str = "", kind: SoughtKind = SoughtKind.CURRENT) -> SoughtName:
    """Write a name: «サトウ ハナ», «佐藤 花»."""
    family, _, given = kana.partition(" ")
    family_kanji, _, given_kanji = kanji.partition(" ")
    return SoughtName(
        kind=kind,
        family_kana=family,
        given_kana=given,
        family_kanji=family_kanji,
        given_kanji=given_kanji,
    )


def sought(
    kana: str, born: str, *, sex: Sex | None = Sex.FEMALE, kanji: str = "", **values: Any
) -> Query:
    """Write a search with one name and one birth date, and whatever else."""
    whole: dict[str, Any] = {
        "names": (name(kana, kanji),),
        "born": (date.fromisoformat(born),),
        **values,
    }
    return Query(sex=sex, **whole)


def lines(rows: Iterable[OwnerlessRecord | Removal], header: Header = HEADER) -> io.BytesIO:
    """Write a file."""
    return io.BytesIO("".join(write_file(header, rows)).encode())


def store_of(folder: Path, *records: OwnerlessRecord) -> SqliteStore:
    """Load a store."""
    file = folder / "ownerless.db"
    load_sqlite(file, lines(records))
    return SqliteStore(file)


def find(store: SqliteStore, query: Query, claimed: frozenset[str] = frozenset()) -> Found:
    """Search with what data/matching/ knows."""
    return search(store, query, KNOWLEDGE, claimed)


def ids(found: Found) -> list[str]:
    """Give who was found, the best first."""
    return [each.record.id for each in found.candidates]
