"""Weighs records by what the index alone says of them: which are worth reading, the likeliest first.

A glance takes a part of a name whose skeleton was typed for the same, one that is looked up besides for
another reading, and any other for a different one; otherwise it weighs as the Scorer does, but for what
only the whole record tells: finer differences of names, the employer, the months within a year.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from math import prod

from nenkin.law.ownerless import OwnerlessRecord, RecordedBirth
from nenkin.matching.answers import sex_level, short_prefecture, work_level, years_agree
from nenkin.matching.keys import (
    BORN,
    BORN_BITS,
    NAME,
    NAME_BITS,
    PART,
    PART_BITS,
    Key,
    part_number,
)
from nenkin.matching.levels import AnswerLevel, BirthLevel, NameLevel, OverlapLevel
from nenkin.matching.names import Part
from nenkin.matching.rules import Agreement, rule_of
from nenkin.matching.scoring import Scorer
from nenkin.matching.skeletons import part_skeleton
from nenkin.matching.traits import PLACE, WHO, YEARS, first_and_last, place_number, sex_and_scheme

# Of a record that is read: what it says itself makes of that some hundreds at most.
LEAST_ODDS = 1e-5
# What the index tells beside names, birth date, sex and register.
_TOLD = {"place": AnswerLevel, "years": AnswerLevel, "overlap": OverlapLevel}
_NO_DAY = RecordedBirth(None, None, 0, 0)


class Glances:
    """Weighs the keys of one search. What each part of a number weighs is worked out once."""

    def __init__(self, scorer: Scorer) -> None:
        """Take who weighs the records themselves."""
        self.scorer, query, plan = scorer, scorer.query, scorer.plan
        self._family = _levels(plan.families, (family for family, _ in scorer.parts))
        self._given = _levels(
            (given for _, given in plan.givens), (given for _, given in scorer.parts)
        )
        self._prefectures = {place_number(short_prefecture(each)) for each in query.prefectures}
        self._born: dict[int, BirthLevel] = {}
        self._agreed: dict[tuple[NameLevel, NameLevel, BirthLevel, int], float] = {}
        self._placed: dict[int, float] = {}
        self._when: dict[int, float] = {}
        most = (max(map(partial(scorer.factor, field), levels)) for field, levels in _TOLD.items())
        self._enough = LEAST_ODDS / prod(most)

    def of_names(self, keys: Iterable[Key]) -> Iterator[tuple[int, float]]:
        """Give of keys by name the places and the odds of those that are worth reading."""
        return self._odds(keys, BORN_BITS, 0)

    def of_births(self, keys: Iterable[Key]) -> Iterator[tuple[int, float]]:
        """Give the same of keys by birth date."""
        return self._odds(keys, 0, NAME_BITS)

    def _odds(self, keys: Iterable[Key], name_at: int, born_at: int) -> Iterator[tuple[int, float]]:
        """Give about what the Scorer will say, as of a common name there are hundreds.

        What no place and no years can make likely is left after one look.
        """
        families, givens, born_level, agreed = self._family, self._given, self._born, self._agreed
        placed, when, enough = self._placed, self._when, self._enough
        for key, ref, traits in keys:
            name, born = key >> name_at & NAME, key >> born_at & BORN
            if (birth := born_level.get(born)) is None:
                birth = born_level[born] = self.scorer.plan.births.level(born)
            seen = (
                families.get(name & PART, NameLevel.DIFFERENT),
                givens.get(name >> PART_BITS, NameLevel.DIFFERENT),
                birth,
                traits & WHO,
            )
            if (odds := agreed.get(seen)) is None:
                odds = agreed[seen] = self._agreement(*seen)
            if odds < enough:
                continue
            if (factor := placed.get(traits & PLACE)) is None:
                factor = placed[traits & PLACE] = self._place(traits & PLACE)
            odds *= factor
            if (factor := when.get(traits & YEARS)) is None:
                factor = when[traits & YEARS] = self._years(traits)
            odds *= factor
            if odds >= LEAST_ODDS:
                yield ref, odds

    def _agreement(self, family: NameLevel, given: NameLevel, birth: BirthLevel, who: int) -> float:
        query, scorer = self.scorer.query, self.scorer
        sex, scheme = sex_and_scheme(who)
        record = OwnerlessRecord("", scheme, _NO_DAY, sex=sex)
        agreement = Agreement(family, given, birth, sex_level(query, record))
        if rule_of(agreement) is None:
            return 0
        work = work_level(query, record, scorer.knowledge)
        return scorer.odds(agreement) * scorer.factor("work", work)

    def _place(self, place: int) -> float:
        level = AnswerLevel.UNKNOWN
        if place and self._prefectures:
            level = AnswerLevel.FITS if place in self._prefectures else AnswerLevel.APART
        return self.scorer.factor("place", level)

    def _years(self, traits: int) -> float:
        if (told := first_and_last(traits)) is None:
            return 1
        query, factor = self.scorer.query, self.scorer.factor
        odds = 1.0 if query.years is None else factor("years", years_agree(query.years, *told))
        for begin, end in query.own:
            if told[0] <= end // 12 and begin // 12 <= told[1]:
                return odds * factor("overlap", OverlapLevel.OVERLAPS)
        return odds * factor("overlap", OverlapLevel.CLEAR) if query.own else odds


def _levels(looked_up: Iterable[int], typed: Iterable[Part]) -> Mapping[int, NameLevel]:
    same = (part_number(part_skeleton(*part)) for part in typed)
    return dict.fromkeys(looked_up, NameLevel.READING) | dict.fromkeys(same, NameLevel.SAME)
