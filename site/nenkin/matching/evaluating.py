"""How well a search does on queries whose truth is known: recall, answers, false claims, time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from nenkin.matching.found import Answer, Found

WITHOUT = "without-record"
OVER_ALL = "over-all"
_RANKS = (1, 10)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One search: under which name its figures are told, what it gave, and the milliseconds it took.

    ``rank`` is the place of the first right candidate, from 1, or ``None`` where none was there.
    """

    name: str
    has_record: bool
    rank: int | None
    answer: Answer
    milliseconds: float


def outcome(
    found: Found, right: frozenset[str], slips: Sequence[str], milliseconds: float, group: str = ""
) -> Outcome:
    """Judge one search by the ids of the records that are really the person's."""
    name = "+".join(sorted(slips)) or "none"
    if not right:
        name = WITHOUT
    if group:
        name = f"{name}/{group}"
    ranks = (at for at, each in enumerate(found.candidates, start=1) if each.record.id in right)
    return Outcome(name, bool(right), next(ranks, None), found.answer, milliseconds)


def figures(outcomes: Iterable[Outcome]) -> dict[str, dict[str, float | int]]:
    """Give the figures per kind of slip, of all who have a record, and of those who have none.

    Shares are from 0 to 1. ``false-claims`` is the share told 一致する記録があります though the best
    candidate is not theirs.
    """
    told = list(outcomes)
    by_name: dict[str, list[Outcome]] = {}
    for each in told:
        by_name.setdefault(each.name, []).append(each)
    kept = dict(sorted(by_name.items()))
    if having := [each for each in told if each.has_record]:
        kept[OVER_ALL] = having
    result = {name: _of(several) for name, several in kept.items()}
    if told:
        result["time"] = _times([each.milliseconds for each in told])
    return result


def _of(several: Sequence[Outcome]) -> dict[str, float | int]:
    number = len(several)
    found: dict[str, float | int] = {"queries": number}
    if several[0].has_record:
        for limit in _RANKS:
            hits = sum(each.rank is not None and each.rank <= limit for each in several)
            found[f"recall@{limit}"] = hits / number
    for answer in Answer:
        found[answer] = sum(each.answer is answer for each in several) / number
    wrong = sum(each.answer is Answer.FOUND and each.rank != 1 for each in several)
    return found | {"false-claims": wrong / number}


def _times(milliseconds: Sequence[float]) -> dict[str, float | int]:
    ordered = sorted(milliseconds)
    return {
        f"p{share}": ordered[max(ceil(len(ordered) * share / 100) - 1, 0)] for share in (50, 99)
    }
