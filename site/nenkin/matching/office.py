"""What the office sees of one search: its candidates with rule, score, evidence and what joining would write.

Nothing of it is for anybody else's eyes. The rules' and the weights' versions say how it came about.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nenkin.interchange.names import modern_name
from nenkin.law.months import Month
from nenkin.law.ownerless import OwnerlessRecord, Query
from nenkin.law.periods import Record, Span
from nenkin.matching.evidence import Side, shared_months, sides
from nenkin.matching.found import Answer, Candidate, Found
from nenkin.matching.knowledge import Knowledge
from nenkin.matching.merging import Hindrance, Proposal, propose
from nenkin.matching.rules import VERSION

_BETWEEN = re.compile(r"[\s、。，．,.・（）()「」]+")
_LEAST = 2  # characters that a remembered word needs: one alone is in too many names


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One candidate. Its rule's and its levels' words are those of «candidate.»

    ``shared``: each standing span of the person's own record that it overlaps (期間重複), with the
    first and the last shared month. ``told``: the places, in the order they were given, of memories
    that name its employer, its ship or its place. ``proposal``: what joining it would write.
    """

    candidate: Candidate
    sides: tuple[Side, ...]
    shared: tuple[tuple[Span, Month, Month], ...]
    told: tuple[int, ...]
    proposal: Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeView:
    """One search as the office sees it today, the likeliest candidate first.

    ``answer``: what the person would be told today; ``posterior``: the probability, from 0 to 1,
    that any of the candidates is the person's; ``namesakes``: how many records of the store have a
    typed name.
    """

    answer: Answer
    candidates: tuple[Shown, ...]
    posterior: float
    namesakes: int
    rules: str
    weights: str


def office_view(
    found: Found,
    query: Query,
    own: Record,
    knowledge: Knowledge,
    *,
    on: date,
    memories: Sequence[str] = (),
) -> OfficeView:
    """Put a search before a clerk. ``on`` is the day on which a joining would be known.

    ``memories`` (参考情報) came after the answer: what they name stands first here, whatever its
    score, and no answer on screen changes by them.
    """
    shown = [
        Shown(
            candidate=one,
            sides=sides(one, query),
            shared=() if query.for_relative else tuple(shared_months(one, own)),
            told=tuple(at for at, said in enumerate(memories) if names(said, one.record)),
            proposal=_not_theirs(one.record)
            if query.for_relative
            else propose(one.record, own, on),
        )
        for one in found.candidates
    ]
    shown.sort(key=lambda one: (-len(one.told), -one.candidate.score))
    return OfficeView(
        answer=found.answer,
        candidates=tuple(shown),
        posterior=found.posterior,
        namesakes=found.namesakes,
        rules=VERSION,
        weights=knowledge.version,
    )


def _not_theirs(record: OwnerlessRecord) -> Proposal:
    hindrances = (Hindrance.RELATIVES,)
    return Proposal(record=record, span=None, hindrances=hindrances, beside=())


def names(said: str, record: OwnerlessRecord) -> bool:
    """Whether what is remembered names the employer, the ship or the place of a record, in part."""
    recorded = [modern_name(field) for field in (record.employer, record.place) if field]
    words = [modern_name(word) for word in _BETWEEN.split(said)]
    return any(
        word in field or (len(field) >= _LEAST and field in word)
        for word in words
        if len(word) >= _LEAST
        for field in recorded
    )
