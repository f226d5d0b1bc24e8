"""What a search gives: one of three answers, and for the office alone the candidates."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from nenkin.law.ownerless import OwnerlessRecord, SoughtName
from nenkin.matching.rules import Agreement, Rule


class Answer(StrEnum):
    """All that a person is told (照会の結果)."""

    FOUND = "found"  # 一致する記録があります
    POSSIBLE = "possible"  # あるかもしれません
    NOT_FOUND = "not-found"  # 見つかりませんでした


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A record that may be the person's. For the office only.

    ``name``: the typed name that fits best; ``evidence``: each field with its level; ``score``: bits
    (log2) of evidence, chance counted; ``posterior``: the probability that it is theirs;
    ``overlaps``: it shares months with the person's own record (期間重複).
    """

    record: OwnerlessRecord
    name: SoughtName
    agreement: Agreement
    rule: Rule
    evidence: Mapping[str, str]
    score: float
    posterior: float
    overlaps: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The answer, and for the office what it rests on. ``candidates``: the best first.

    ``posterior``: that any record is the person's; ``namesakes``: how many records have a typed
    name; ``probes``: how many ranges of the index were read, for a hit and a miss alike; ``ids``: of
    every record that was weighed, also beyond the candidates.
    """

    answer: Answer
    posterior: float
    candidates: tuple[Candidate, ...]
    namesakes: int
    probes: int
    ids: frozenset[str] = frozenset()
