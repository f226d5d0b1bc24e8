"""What the search knows besides the records: readings, shares of names, weights (data/matching/)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

from nenkin.interchange.names import modern_name
from nenkin.law.ownerless import OwnerlessScheme, WorkKind
from nenkin.law.periods import Sex
from nenkin.matching.births import Lunar
from nenkin.matching.skeletons import skeleton

MOST_READINGS = 8  # other skeletons of one part of a name that are looked up, the likeliest first
MOST_SPELLED = 240  # readings that kanji can have together; beyond that none is better than another
_LONGEST = 3  # kanji whose readings are put together


@dataclass(frozen=True, slots=True)
class Readings:
    """Readings of the kanji of one part of names (姓 or 名).

    ``of_kanji``: skeletons by modern kanji; ``beside``: of a skeleton, the others that its kanji can
    have; ``written``: modern kanji by skeleton, the most borne first. ``of_each``: readings of single
    kanji within names, in kana, the commonest first; ``alone``: of kanji that are a name by themselves.
    """

    of_kanji: Mapping[str, tuple[str, ...]]
    beside: Mapping[str, tuple[str, ...]]
    written: Mapping[str, tuple[str, ...]]
    of_each: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    alone: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def others(self, kana: str, kanji: str) -> tuple[str, ...]:
        """Give the other skeletons of a part: by its kanji if known, else by all it may have."""
        own = skeleton(kana) if kana else ""
        modern = modern_name(kanji)
        found = self.of_kanji.get(modern, ())
        if own and own not in found:
            # Kanji that nobody listed with this reading: they may be mistyped, or read otherwise.
            found = (*found, *self.beside.get(own, ()))
        return tuple(
            dict.fromkeys(each for each in (*found, *self._spelled(modern)) if each != own)
        )

    def _spelled(self, kanji: str) -> Iterator[str]:
        """Put the readings of single kanji together (サチ and ユキ, コ), the likeliest first."""
        if len(kanji) == 1:
            yield from map(skeleton, self.alone.get(kanji, ()))
        elif len(kanji) <= _LONGEST:
            each = [self.of_each.get(one, ()) for one in kanji]
            ways = product(*(range(len(one)) for one in each))
            for way in sorted(ways, key=sum)[:MOST_SPELLED]:
                yield skeleton("".join(one[at] for one, at in zip(each, way, strict=True)))


@dataclass(frozen=True, slots=True)
class Weight:
    """Of one level: how often it is seen for the person's own record, and for another's.

    ``others`` is a factor on what chance is counted to be in the store where ``counted`` says so.
    """

    own: float
    others: float


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When an answer is given. All are probabilities, from 0 to 1."""

    has_record: float  # of those who search, before anything is known
    found: float  # of one candidate: 一致する記録があります
    possible: float  # of all together: あるかもしれません


@dataclass(frozen=True, slots=True)
class Trade:
    """What a kind of work looks like on a record."""

    schemes: frozenset[OwnerlessScheme]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """Everything of data/matching/. ``bearers`` is the share of people with a family skeleton."""

    version: str
    family: Readings
    given: Readings
    bearers: Mapping[str, float]
    rare: float  # the share of a family name that is in no list
    rare_given: float  # the share of a given name that nobody else has on that day
    confused: frozenset[frozenset[str]]
    lunar: Lunar
    weights: Mapping[str, Mapping[str, Weight]]
    thresholds: Thresholds
    trades: Mapping[WorkKind, Trade] = field(default_factory=dict)

    def share(self, family: str) -> float:
        """Give the share of people with this family skeleton."""
        return self.bearers.get(family, self.rare)

    def family_weights(self, sex: Sex | None) -> Mapping[str, Weight]:
        """Give the weights of family names: women's changed far more often."""
        return self.weights["family-women" if sex is Sex.FEMALE else "family-men"]
