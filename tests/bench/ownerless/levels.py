"""How far a line of the query file and one of the record file agree, in the search's own levels."""

from functools import cache, lru_cache
from typing import Any

from nenkin import paths
from nenkin.interchange.ownerless_files import FileKind, read_row
from nenkin.interchange.ownerless_queries import read_queries
from nenkin.law.ownerless import OwnerlessRecord, Query
from nenkin.matching import answers
from nenkin.matching.births import Births, births
from nenkin.matching.keys import born_number
from nenkin.matching.knowledge import Knowledge
from nenkin.matching.levels import AnswerLevel, BirthLevel, NameLevel, OverlapLevel, SexLevel
from nenkin.matching.names import Comparer, family_part, given_part, whole_names
from nenkin.reference.matching import load_knowledge

FIELDS: dict[str, list[str]] = {
    "family": list(NameLevel),
    "given": list(NameLevel),
    "birth": list(BirthLevel),
    "sex": list(SexLevel),
    "place": list(AnswerLevel),
    "work": list(AnswerLevel),
    "years": list(AnswerLevel),
    "overlap": list(OverlapLevel),
}

_HEADER = '{"type":"queries","format":"nenkin-ownerless-queries","version":1}'


def levels_of(query_line: str, record_line: str) -> dict[str, str]:
    """Give the level of each field; of several typed names, that of the one that fits best."""
    query, born, names = _query(query_line)
    record = _record(record_line)
    family, given = comparers()
    parts = [(family_part(name), given_part(name)) for name in names]
    recorded = family_part(record), given_part(record)
    found = [
        (family.level(one, recorded[0]), given.level(other, recorded[1])) for one, other in parts
    ]
    order = FIELDS["family"]
    best = min(found, key=lambda both: sum(map(order.index, both)))
    return {
        "family": best[0].value,
        "given": best[1].value,
        "birth": born.level(born_number(record.born)).value,
        "sex": answers.sex_level(query, record).value,
        "place": answers.place_level(query, record).value,
        "work": answers.work_level(query, record, knowledge()).value,
        "years": answers.years_level(query, record).value,
        "overlap": answers.overlap_level(query.own, record).value,
    }


@cache
def knowledge() -> Knowledge:
    """Read what the search knows, once."""
    return load_knowledge(paths.DATA)


@cache
def comparers() -> tuple[Comparer, Comparer]:
    """Give what compares surnames, and what compares given names."""
    known = knowledge()
    return Comparer(known.family, known.confused), Comparer(known.given, known.confused)


@lru_cache(maxsize=100_000)
def _query(line: str) -> tuple[Query, Births, tuple[Any, ...]]:
    (named,) = read_queries([_HEADER, line])
    query = named.query
    return query, births(query.born, knowledge().lunar), whole_names(query.names)


@lru_cache(maxsize=400_000)
def _record(line: str) -> OwnerlessRecord:
    record = read_row(1, line, FileKind.FULL)
    if not isinstance(record, OwnerlessRecord):
        raise TypeError(f"{line}: {record}")
    return record
