"""What a search asks the index: a bounded number of ranges, the same for a hit and a miss.

Three kinds of probes. *Names*: every record under a name, with a birth date near enough. *Given
names*: every record of a birth date and a given name, whatever its family name (旧姓, a slip in it).
*Days*: every record of a birth date with a family name, whatever its given name.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from nenkin.law.ownerless import Query, SoughtName
from nenkin.law.wareki import era_of
from nenkin.matching.births import Births, births
from nenkin.matching.keys import PART_BITS, name_number, no_era_number, part_number, written_number
from nenkin.matching.knowledge import MOST_READINGS, Knowledge, Readings
from nenkin.matching.levels import BirthLevel
from nenkin.matching.names import family_part, given_part, whole_names
from nenkin.matching.skeletons import part_skeleton, skeleton

MOST_NAME_PROBES = 96
MOST_GIVEN_PROBES = 96
MOST_FAMILIES = 48
MOST_WRITTEN = 3  # ways in kanji that a reading without kanji is looked up under
_CLOSE = (BirthLevel.SAME, BirthLevel.NEAR, BirthLevel.SWAPPED)


@dataclass(frozen=True, slots=True)
class Plan:
    """The probes of one search. All numbers are those of ``keys``.

    ``typed``: how many of ``names``, which come first, are the names as typed.
    """

    sought: tuple[SoughtName, ...]
    births: Births
    names: tuple[int, ...]
    typed: int
    givens: tuple[tuple[int, int], ...]  # birth date, given name
    days: tuple[int, ...]
    families: tuple[int, ...]

    @property
    def typed_givens(self) -> tuple[int, ...]:
        """Give the given names as typed."""
        return tuple({number >> PART_BITS: None for number in self.names[: self.typed]})

    @property
    def probes(self) -> int:
        """Give how many ranges of the index are read."""
        return len(self.names) + len(self.givens) + len(self.days)


def plan(query: Query, knowledge: Knowledge) -> Plan:
    """Work out the probes of a search, from what was typed alone."""
    sought = whole_names(query.names)
    dates = births(query.born, knowledge.lunar)
    typed = [written_number(name) for name in sought]
    names, families, givens = [], [], []
    for name in sought:
        family = _ways(*family_part(name), knowledge.family)
        given = _ways(*given_part(name), knowledge.given)
        names += [(one, two) for one in family for two in given]
        families += family
        givens += given
    keys = [*typed, *(name_number(*name) for name in names)]
    unique = tuple(dict.fromkeys(keys))[:MOST_NAME_PROBES]
    no_era = [no_era_number(era_of(day).year_of(day), day) for day in query.born]
    close = [number for number, level in dates.known.items() if level in _CLOSE]
    # Under another era only the names as typed: other readings would be as many ranges again.
    of_typed = dict.fromkeys(part_number(part_skeleton(*given_part(name))) for name in sought)
    other_eras = [number for number, level in dates.known.items() if level is BirthLevel.ERA]
    pairs = [(number, given) for given in of_typed for number in (*close, *other_eras)]
    readings = dict.fromkeys(map(part_number, _filled(givens)))
    pairs += [(number, given) for given in readings for number in (*close, *no_era)]
    return Plan(
        sought=sought,
        births=dates,
        names=unique,
        typed=len(set(typed)),
        givens=tuple(dict.fromkeys(pairs))[:MOST_GIVEN_PROBES],
        days=tuple(dict.fromkeys((*dates.same, *no_era))),
        families=tuple(dict.fromkeys(map(part_number, _filled(families))))[:MOST_FAMILIES],
    )


def _filled(skeletons: Iterable[str]) -> Iterable[str]:
    return (each for each in skeletons if each)


def _ways(kana: str, kanji: str, readings: Readings) -> list[str]:
    """Give every skeleton that a record may have for this part, the likeliest first.

    A record without kana lies under its kanji, so those are looked up too.
    """
    ways = [part_skeleton(kana, kanji), *readings.others(kana, kanji)[:MOST_READINGS]]
    if kanji:
        ways.append(part_skeleton("", kanji))
    elif kana:
        ways += readings.written.get(skeleton(kana), ())[:MOST_WRITTEN]
    return list(dict.fromkeys(ways))
