"""How a record lies in the store, in a file of SQLite and on PostgreSQL alike."""

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeAlias

from nenkin.law.ownerless import OwnerlessRecord, OwnerlessScheme, read_birth
from nenkin.law.periods import Sex
from nenkin.matching.keys import VERSION as KEYS
from nenkin.matching.keys import Key

VERSION = f"3.{KEYS}"  # of the tables and of the keys; another one is not read
COMMON = 64  # names that so many records have are counted once, when the store is made
MANY = 400  # records of a name: where there are more, only the days that may be near are looked up

COLUMNS = (
    *("id", "scheme", "born", "family_kana", "given_kana", "family_kanji", "given_kanji"),
    *("sex", "employer", "place", "first", "last", "ledger"),
)
_SCHEMES = tuple(OwnerlessScheme)
_SCHEME_CODES = {scheme: code for code, scheme in enumerate(_SCHEMES)}
_SEXES = (None, Sex.MALE, Sex.FEMALE)
_SEX_CODES = {sex: code for code, sex in enumerate(_SEXES)}

StoredRow: TypeAlias = Sequence[Any]  # one value for each of ``COLUMNS``


class OtherStore(Exception):
    """A difference that does not follow the state of the store, or a store that cannot be read."""


class Looked(NamedTuple):
    """What the index says of a search: keys by each kind of probe, and what is counted.

    ``namesakes``: records with a typed name; ``day``: with a typed birth date; ``bearers``: with the
    most borne of the typed given names; ``records``: all.
    """

    by_name: Sequence[Key]
    by_given: Sequence[Key]
    by_day: Sequence[Key]
    namesakes: int
    day: int
    bearers: int
    records: int


def stored(record: OwnerlessRecord) -> StoredRow:
    """Give the row of a record."""
    return (
        record.id,
        _SCHEME_CODES[record.scheme],
        str(record.born),
        record.family_kana,
        record.given_kana,
        record.family_kanji,
        record.given_kanji,
        _SEX_CODES[record.sex],
        record.employer,
        record.place,
        record.first,
        record.last,
        record.ledger,
    )


def restored(row: StoredRow) -> OwnerlessRecord:
    """Give the record of a row."""
    id_, scheme, born, family, given, family_kanji, given_kanji, sex = row[:8]
    return OwnerlessRecord(
        id_,
        _SCHEMES[scheme],
        read_birth(born),
        family,
        given,
        family_kanji,
        given_kanji,
        _SEXES[sex],
        *row[8:],
    )
