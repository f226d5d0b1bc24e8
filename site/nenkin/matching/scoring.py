"""Weighs candidates as Fellegi and Sunter do, against the chance that is counted in the store.

The weight of a level is how often it is seen for the person's own record (m), over how often for
another's (u). Of names and days u is not looked up but counted: how many records of the store have
that name, that day, that given name on that day. So a name that many bear, and each of its namesakes
in the store, lowers the probability that one record is the person's. Records that may all be one
person's count as one person, whose evidence is that of the best of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log2

from nenkin.law.ownerless import OwnerlessRecord, Query
from nenkin.matching.answers import overlap_level, place_level, sex_level, work_level, years_level
from nenkin.matching.found import Answer, Candidate, Found
from nenkin.matching.keys import born_number, written_number
from nenkin.matching.knowledge import Knowledge, Weight
from nenkin.matching.levels import HEARD, BirthLevel, OverlapLevel
from nenkin.matching.names import Comparer, family_part, given_part
from nenkin.matching.plans import Plan
from nenkin.matching.rules import Agreement, Rule, rule_of
from nenkin.matching.skeletons import part_skeleton
from nenkin.matching.together import groups

MOST_CANDIDATES = 20
# Chance of these is so many times the chance of one day; that of the others stands by itself.
_BY_DAY = frozenset(
    {BirthLevel.SAME, BirthLevel.ERA, BirthLevel.NEAR, BirthLevel.SWAPPED, BirthLevel.LUNAR}
)
# Records of a name that a day needs before its own count weighs as much as the usual: our assumption.
_AS_USUAL = 5
_AS_TYPED = -1  # instead of the number of a name
_LEAST = 1e-7  # records; chance is never said to be none


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What the store counted. ``records``: all; ``namesakes``: with a typed name; ``day``: with a
    typed birth date; ``given``: of those, with a typed given name; ``bearers``: of all, with the
    most borne of the typed given names.
    """

    records: int
    namesakes: int
    day: int
    given: int
    bearers: int


@dataclass(frozen=True, slots=True)
class _Weighed:
    record: OwnerlessRecord
    name: int
    agreement: Agreement
    rule: Rule
    evidence: Mapping[str, str]
    odds: float  # m over the number of records that chance would bring

    @property
    def heard(self) -> bool:
        """Whether its names are as they were typed."""
        return self.agreement.names <= HEARD


class Scorer:
    """Weighs the records of one search."""

    def __init__(self, query: Query, plan: Plan, knowledge: Knowledge, counted: Counted) -> None:
        """Take what was typed and what the store counted."""
        self.query, self.plan, self.knowledge, self.counted = query, plan, knowledge, counted
        self.family = Comparer(knowledge.family, knowledge.confused)
        self.given = Comparer(knowledge.given, knowledge.confused)
        self.parts = [(family_part(name), given_part(name)) for name in plan.sought]
        self.weights = {**knowledge.weights, "family": knowledge.family_weights(query.sex)}
        self.bears = max(knowledge.share(part_skeleton(*family)) for family, _ in self.parts)
        self._expect(counted)

    def _count(self, agreement: Agreement, twice: int) -> None:
        """Count the best person once, who has so many records more than one."""
        counted = self.counted
        named = twice if agreement.names <= HEARD else 0
        born = twice if agreement.birth is BirthLevel.SAME else 0
        given = born if agreement.given in HEARD else 0
        self._expect(
            Counted(
                records=counted.records - twice,
                namesakes=counted.namesakes - named,
                day=counted.day - born,
                given=counted.given - given,
                bearers=counted.bearers - (twice if agreement.given in HEARD else 0),
            )
        )

    def _expect(self, counted: Counted) -> None:
        """Work out what chance brings."""
        self.known: dict[Agreement, float] = {}
        self.records = records = max(counted.records, 1)
        self.day = max(counted.day, 1) / records / len(self.plan.births.same)
        # As in the whole store, until the day itself has enough of that name to say more.
        usual = max(counted.bearers / records, self.knowledge.rare_given)
        self.bears_given = (counted.given + _AS_USUAL) / (counted.day + _AS_USUAL / usual)
        # Of the namesakes one may be the person's own record.
        by_lists = records * self.bears * self.bears_given
        self.namesakes = max(counted.namesakes - 1, by_lists, _LEAST)

    def found(self, records: Iterable[OwnerlessRecord], probes: int) -> Found:
        """Give the answer and the candidates, the best first."""
        there = list(records)
        weighed, heads = self._weighed(there)
        twice = heads.count(0) - 1
        if twice > 0:  # of one person: chance would have brought them together, as one
            self._count(weighed[0].agreement, twice)
            weighed, heads = self._weighed(there)
        limits = self.knowledge.thresholds
        for_one = limits.has_record
        persons = sum(weighed[head].odds for head in set(heads))
        chance = (1 - for_one) + for_one * persons
        posteriors = [for_one * each.odds / chance for each in weighed]
        total = for_one * persons / chance
        answer = Answer.NOT_FOUND
        if total >= limits.possible:
            answer = Answer.POSSIBLE
        if posteriors and posteriors[0] >= limits.found:
            answer = Answer.FOUND
        return Found(
            answer=answer,
            posterior=total,
            candidates=tuple(
                self._candidate(each, posterior)
                for each, posterior in zip(
                    weighed[:MOST_CANDIDATES], posteriors[:MOST_CANDIDATES], strict=True
                )
            ),
            namesakes=self.counted.namesakes,
            probes=probes,
            ids=frozenset(each.record.id for each in weighed),
        )

    def _weighed(self, records: Iterable[OwnerlessRecord]) -> tuple[list[_Weighed], list[int]]:
        """Give what each record weighs, the most first, and with which it may be one person's."""
        weighed = [each for record in records if (each := self._weigh(record)) is not None]
        weighed.sort(key=lambda each: (-each.odds, each.record.id))
        return weighed, groups(
            # Whoever typed two names may have a record under each.
            (each.record, _AS_TYPED if each.heard else written_number(each.record))
            for each in weighed
        )

    def _candidate(self, each: _Weighed, posterior: float) -> Candidate:
        return Candidate(
            record=each.record,
            name=self.plan.sought[each.name],
            agreement=each.agreement,
            rule=each.rule,
            evidence=each.evidence,
            score=log2(each.odds),
            posterior=posterior,
            overlaps=each.evidence["overlap"] == OverlapLevel.OVERLAPS,
        )

    def _weigh(self, record: OwnerlessRecord) -> _Weighed | None:
        birth = self.plan.births.level(born_number(record.born))
        sex = sex_level(self.query, record)
        best: tuple[float, int, Agreement, Rule] | None = None
        family, given = family_part(record), given_part(record)
        for at, (typed_family, typed_given) in enumerate(self.parts):
            agreement = Agreement(
                self.family.level(typed_family, family),
                self.given.level(typed_given, given),
                birth,
                sex,
            )
            rule = rule_of(agreement)
            if rule is None:
                continue
            odds = self.odds(agreement)
            if best is None or odds > best[0]:
                best = odds, at, agreement, rule
        if best is None:
            return None
        odds, at, agreement, rule = best
        evidence = {
            "place": place_level(self.query, record),
            "work": work_level(self.query, record, self.knowledge),
            "years": years_level(self.query, record),
            "overlap": overlap_level(self.query.own, record),
        }
        for field, level in evidence.items():
            odds *= self.factor(field, level)
        named = {"family": agreement.family, "given": agreement.given, "birth": birth, "sex": sex}
        return _Weighed(record, at, agreement, rule, {**named, **evidence}, odds)

    def factor(self, field: str, level: str) -> float:
        """Give what one answer, or the own record, makes the odds of a record so many times."""
        weight = self.weights[field][level]
        return weight.own / weight.others

    def odds(self, agreement: Agreement) -> float:
        """Give m over the number of records of the store that chance brings to an agreement."""
        odds = self.known.get(agreement)
        if odds is None:
            odds = self.known[agreement] = self._odds(agreement)
        return odds

    def _odds(self, agreement: Agreement) -> float:
        weights = self.weights
        family = weights["family"][agreement.family]
        given = weights["given"][agreement.given]
        birth = weights["birth"][agreement.birth]
        sex = weights["sex"][agreement.sex]
        own = family.own * given.own * birth.own * sex.own
        named = self._named(agreement, family, given)
        day = birth.others * (self.day if agreement.birth in _BY_DAY else 1)
        return own / max(named * day * sex.others, _LEAST)

    def _named(self, agreement: Agreement, family: Weight, given: Weight) -> float:
        """Give how many records of the store agree so far in their names, whatever their day."""
        if agreement.family in HEARD and agreement.given in HEARD:
            return self.namesakes
        bears = self.bears if agreement.family in HEARD else family.others
        bears_given = self.bears_given if agreement.given in HEARD else given.others
        return self.records * bears * bears_given
