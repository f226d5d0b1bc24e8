"""Compares one part of a name (姓 or 名) as typed with the same part as recorded."""

from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from nenkin.interchange.names import modern_name
from nenkin.law.ownerless import OwnerlessRecord, SoughtKind, SoughtName
from nenkin.matching.knowledge import Readings
from nenkin.matching.levels import NameLevel
from nenkin.matching.skeletons import heard, plain_kana, skeleton, unvoiced

_LEAST = 2  # kana that a part needs before one of them may be wrong

_HEARD = frozenset({NameLevel.SAME, NameLevel.FOLDED})

Part = tuple[str, str]  # kana and kanji, as typed or as recorded


def whole_names(names: tuple[SoughtName, ...]) -> tuple[SoughtName, ...]:
    """Fill what later names leave out from the first; a part is kana and kanji together.

    A foreign name is also looked for the other way round, and as one word.
    """
    first = names[0]
    whole = []
    for name in names:
        family, given = family_part(name), given_part(name)
        if not any(family):
            family = family_part(first)
        if not any(given):
            given = given_part(first)
        whole.append(_name(name.kind, family, given))
        if name.kind is SoughtKind.FOREIGN:
            joined, turned = _joined(family, given), _joined(given, family)
            whole += [
                _name(name.kind, given, family),
                _name(name.kind, joined, ("", "")),
                _name(name.kind, turned, ("", "")),
            ]
    return tuple(dict.fromkeys(whole))


def _name(kind: SoughtKind, family: Part, given: Part) -> SoughtName:
    return SoughtName(
        kind=kind,
        family_kana=family[0],
        family_kanji=family[1],
        given_kana=given[0],
        given_kanji=given[1],
    )


def _joined(one: Part, other: Part) -> Part:
    return one[0] + other[0], one[1] + other[1]


@dataclass(slots=True)
class Comparer:
    """Compares one part of names, and remembers what it has compared."""

    readings: Readings
    confused: frozenset[frozenset[str]]
    known: dict[tuple[Part, Part], NameLevel] = field(default_factory=dict)

    def level(self, typed: Part, recorded: Part) -> NameLevel:
        """Say how far a part agrees."""
        pair = typed, recorded
        if (level := self.known.get(pair)) is None:
            level = self.known[pair] = self._level(typed, recorded)
        return level

    def _level(self, typed: Part, recorded: Part) -> NameLevel:
        if typed == recorded:
            return NameLevel.SAME
        kana, kanji = typed
        other_kana, other_kanji = recorded
        same_kanji = bool(kanji) and modern_name(kanji) == modern_name(other_kanji)
        if kana and other_kana:
            level = self._by_kana(kana, other_kana)
            if level in _HEARD:
                return level
            other_reading = skeleton(other_kana) in self.readings.others(kana, kanji)
            return NameLevel.READING if same_kanji or other_reading else level
        if same_kanji:
            return NameLevel.SAME
        if kanji and other_kanji:
            return NameLevel.DIFFERENT
        # One side has kana only, the other kanji only.
        return self._as_read(kana or other_kana, kanji or other_kanji)

    def _as_read(self, kana: str, kanji: str) -> NameLevel:
        read = self.readings.of_kanji.get(modern_name(kanji)) if kana and kanji else None
        if read is None:
            return NameLevel.UNKNOWN
        return NameLevel.READING if skeleton(kana) in read else NameLevel.DIFFERENT

    def _by_kana(self, kana: str, other: str) -> NameLevel:
        one, two = plain_kana(kana), plain_kana(other)
        if one == two:
            return NameLevel.SAME
        if unvoiced(one) == unvoiced(two):
            return NameLevel.FOLDED
        if skeleton(one) == skeleton(two) or self._one_confused(heard(one), heard(two)):
            return NameLevel.CONFUSED
        alike = _one_apart(heard(one), heard(two)) or _one_apart(skeleton(one), skeleton(two))
        return NameLevel.SLIP if alike else NameLevel.DIFFERENT

    def _one_confused(self, one: str, two: str) -> bool:
        if len(one) != len(two) or len(one) < _LEAST:
            return False
        pairs = [frozenset(pair) for pair in zip(one, two, strict=True) if pair[0] != pair[1]]
        return len(pairs) == 1 and pairs[0] in self.confused


def _one_apart(one: str, two: str) -> bool:
    """Whether one kana is another, missing or too many, or two are changed round."""
    return min(len(one), len(two)) >= _LEAST and OSA.distance(one, two, score_cutoff=1) <= 1


def family_part(name: SoughtName | OwnerlessRecord) -> Part:
    """Give the family name as typed or recorded."""
    return name.family_kana, name.family_kanji


def given_part(name: SoughtName | OwnerlessRecord) -> Part:
    """Give the given name as typed or recorded."""
    return name.given_kana, name.given_kanji
