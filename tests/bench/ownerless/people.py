"""People drawn by the million: names, sex and birth date, as arrays of places in the lists of names."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from tests.bench.ownerless.given import HEADS, given_names
from tests.bench.ownerless.surnames import surnames

Places = NDArray[np.int64]

FIRST_BIRTH, MOST_BIRTHS, LAST_BIRTH = date(1890, 1, 1), date(1930, 1, 1), date(1985, 12, 31)
COMMON = 100  # full names that are reported on their own


@dataclass(frozen=True)
class People:
    """Some people; each field has one place for each of them."""

    family: Places
    former: Places  # another surname, borne before
    given: Places
    female: NDArray[np.bool_]
    born: Places  # proleptic ordinal of the day


class World:
    """All names there are, and how often each is drawn.

    Birth dates are triangular from 1890 to 1985 with the top at 1930 (our assumption: who worked
    before basic pension numbers came in 1997, the dead included).
    """

    def __init__(self, *, slope: float = HEADS["assumed"], women: float = 0.55) -> None:
        families = surnames()
        self.family_kanji, self.family_kana = families.kanji, families.kana
        self.family_others = families.others
        bearers = np.array(families.bearers)
        self.families = np.cumsum(bearers / bearers.sum())
        self.women = women
        self.given_kanji: list[str] = []
        self.given_kana: list[str] = []
        self.given_others: list[tuple[str, ...]] = []
        self._groups: list[tuple[bool, int, int, NDArray[np.float64]]] = []
        for (sex, since), names in sorted(given_names(slope).items()):
            start = len(self.given_kana)
            self.given_kanji += names.kanji
            self.given_kana += names.kana
            self.given_others += names.others
            day = date(since, 1, 1).toordinal()
            self._groups.append((sex == "female", day, start, np.cumsum(names.shares)))

    def draw(self, random: np.random.Generator, count: int) -> People:
        """Draw some people."""
        female = random.random(count) < self.women
        born = random.triangular(
            FIRST_BIRTH.toordinal(), MOST_BIRTHS.toordinal(), LAST_BIRTH.toordinal(), count
        ).astype(np.int64)
        given = np.zeros(count, dtype=np.int64)
        chance = random.random(count)
        for place, (of_women, since, start, shares) in enumerate(self._groups):
            following = self._groups[place + 1 : place + 2]
            until = following[0][1] if following and following[0][0] == of_women else 2**40
            of_these = (female == of_women) & (born >= since) & (born < until)
            given[of_these] = start + np.searchsorted(shares, chance[of_these])
        return People(
            family=self._families(random, count),
            former=self._families(random, count),
            given=np.minimum(given, len(self.given_kana) - 1),
            female=female,
            born=born,
        )

    def _families(self, random: np.random.Generator, count: int) -> Places:
        drawn = np.searchsorted(self.families, random.random(count))
        return np.minimum(drawn, len(self.family_kana) - 1)

    def commonest(self, count: int = COMMON) -> set[tuple[str, str]]:
        """Give the full names that most are called by, as (surname, given name) in kana."""
        random = np.random.default_rng(1)  # a large draw stands for the sums over all years
        people = self.draw(random, 2_000_000)
        shares: dict[str, float] = {}
        kana = np.bincount(people.given, minlength=len(self.given_kana)) / len(people.given)
        for place, share in enumerate(kana.tolist()):
            shares[self.given_kana[place]] = shares.get(self.given_kana[place], 0) + share
        families: dict[str, float] = {}
        for name, share in zip(
            self.family_kana, np.diff(self.families, prepend=0).tolist(), strict=True
        ):
            families[name] = families.get(name, 0) + share
        top = sorted(shares.items(), key=lambda one: -one[1])[:count]
        first = sorted(families.items(), key=lambda one: -one[1])[:count]
        every = [(share * part, family, given) for family, share in first for given, part in top]
        return {(family, given) for _, family, given in sorted(every, reverse=True)[:count]}
