"""The searches of a run, with the truth about each, and what of them every peer is asked."""

import json
import random
from dataclasses import dataclass, replace
from pathlib import Path

from nenkin.interchange.ownerless_queries import read_queries, read_truths
from nenkin.law.ownerless import Query
from tests.bench.ownerless.generate import QUERIES, TRUTH
from tests.bench.ownerless.model import ErrorModel

ASKED_OF_PEERS = 300


@dataclass(frozen=True)
class Asked:
    """One search: its kind of slip, and the records that are really the person's (none: has none)."""

    id: str
    query: Query
    kind: str
    records: frozenset[str]
    group: str

    @property
    def bare(self) -> Query:
        """Give the search with all three questions skipped."""
        return replace(self.query, prefectures=(), work=None, years=None)


def asked(folder: Path) -> list[Asked]:
    """Read them."""
    with (folder / TRUTH).open(encoding="utf-8") as file:
        truths = {truth.query: truth for truth in read_truths(file)}
    found = []
    with (folder / QUERIES).open(encoding="utf-8") as file:
        for named in read_queries(file):
            truth = truths[named.id]
            kind = "+".join(truth.slips) or "none"
            found.append(Asked(named.id, named.query, kind, truth.records, truth.group))
    return found


def for_peers(every: list[Asked], model: ErrorModel) -> list[Asked]:
    """Draw those that peers are asked too: of people with a record, each kind as often as it is."""
    dice = random.Random(model.seed)
    kinds: dict[str, list[Asked]] = {}
    for one in every:
        if one.records and not one.group:
            kinds.setdefault(one.kind, []).append(one)
    names = list(kinds)
    drawn = dice.choices(names, [model.kinds[name] for name in names], k=ASKED_OF_PEERS)
    return [dice.choice(kinds[name]) for name in drawn]


def plainly(one: Asked) -> str:
    """Write a search for a peer: every typed name in kana, the birth date, the sex."""
    first = one.query.names[0]
    names = [
        [name.family_kana or first.family_kana, name.given_kana or first.given_kana]
        for name in one.query.names
    ]
    born = one.query.born[0].isoformat()
    sex = one.query.sex.value if one.query.sex else ""
    return json.dumps({"id": one.id, "names": names, "born": born, "sex": sex}, ensure_ascii=False)
