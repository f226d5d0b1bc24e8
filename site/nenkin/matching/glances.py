"""Weighs records by what the index alone says of them: which are worth reading, the likeliest first.

A glance takes a part of a name whose skeleton was typed for the same, one that is looked up besides for
another reading, and any other for a different one; otherwise it weighs as the Scorer does, but for what
only the whole record tells: finer differences of names, the employer, the months within a year.
"""

from collections.abc import Iterable, Mapping

from nenkin.law.ownerless import OwnerlessRecord, RecordedBirth
from nenkin.matching.answers import sex_level, short_prefecture, work_level, years_agree
from nenkin.matching.keys import PART, PART_BITS, part_number
from nenkin.matching.levels import AnswerLevel, BirthLevel, NameLevel, OverlapLevel
from nenkin.matching.names import Part
from nenkin.matching.rules import Agreement, rule_of
from nenkin.matching.scoring import Scorer
from nenkin.matching.skeletons import part_skeleton
from nenkin.matching.traits import PLACE, WHO, YEARS, first_and_last, place_number, sex_and_scheme

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

    def odds(self, name: int, born: int, traits: int) -> float:
        """Give about what the Scorer will say of a record; 0 where it is no candidate."""
        if (birth := self._born.get(born)) is None:
            birth = self._born[born] = self.scorer.plan.births.level(born)
        family = self._family.get(name & PART, NameLevel.DIFFERENT)
        given = self._given.get(name >> PART_BITS, NameLevel.DIFFERENT)
        seen = family, given, birth, traits & WHO
        if (agreed := self._agreed.get(seen)) is None:
            agreed = self._agreed[seen] = self._agreement(*seen)
        if not agreed:
            return 0
        if (placed := self._placed.get(traits & PLACE)) is None:
            placed = self._placed[traits & PLACE] = self._place(traits & PLACE)
        if (when := self._when.get(traits & YEARS)) is None:
            when = self._when[traits & YEARS] = self._years(traits)
        return agreed * placed * when

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
