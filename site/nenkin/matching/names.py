"""Compares one part of a name (姓 or 名) as typed with the same part as recorded."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from nenkin.interchange.names import modern_name
from nenkin.law.ownerless import OwnerlessRecord, SoughtKind, SoughtName
from nenkin.matching.knowledge import Readings
from nenkin.matching.levels import HEARD, NameLevel
from nenkin.matching.skeletons import heard, plain_kana, skeleton, unvoiced

_LEAST = 2  # kana that a part needs before one of them may be wrong

Part = tuple[str, str]  # kana and kanji, as typed or as recorded


def whole_names(names: tuple[SoughtName, ...]) -> tuple[SoughtName, ...]:
    """Fill what later names leave out from the first; a part is kana and kanji together.

    A foreign name is also looked for the other way round, and as one word.
    """
    first = names[0]
    whole = []
    for name in names:
        family, given = whole_parts(name, first)
        whole.append(_name(name.kind, family, given))
        if name.kind is SoughtKind.FOREIGN:
            joined, turned = _joined(family, given), _joined(given, family)
            whole += [
                _name(name.kind, given, family),
                _name(name.kind, joined, ("", "")),
                _name(name.kind, turned, ("", "")),
            ]
    return tuple(dict.fromkeys(whole))


def whole_parts(name: SoughtName, first: SoughtName) -> tuple[Part, Part]:
    """Give family and given name; a part that a later name leaves out is that of the first."""
    family, given = family_part(name), given_part(name)
    return (
        family if any(family) else family_part(first),
        given if any(given) else given_part(first),
    )


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


class _Typed:
    """One part of a name as typed, worked out once for all that it is compared with."""

    def __init__(self, part: Part, readings: Readings) -> None:
        self.kana, self.kanji = part
        self.plain = plain_kana(self.kana)
        self.heard = heard(self.kana)
        self.unvoiced = unvoiced(self.kana)
        self.skeleton = skeleton(self.kana)
        self.modern = modern_name(self.kanji)
        self.others = frozenset(readings.others(self.kana, self.kanji))


@dataclass(slots=True)
class Comparer:
    """Compares one part of names, and remembers what it has compared."""

    readings: Readings
    confused: frozenset[frozenset[str]]
    typed: dict[Part, _Typed] = field(default_factory=dict)
    known: dict[tuple[Part, Part], NameLevel] = field(default_factory=dict)

    def level(self, typed: Part, recorded: Part) -> NameLevel:
        """Say how far a part agrees."""
        pair = typed, recorded
        if (level := self.known.get(pair)) is None:
            if typed not in self.typed:
                self.typed[typed] = _Typed(typed, self.readings)
            level = self.known[pair] = self._level(self.typed[typed], recorded)
        return level

    def _level(self, typed: _Typed, recorded: Part) -> NameLevel:
        kana, kanji = recorded
        if (typed.kana, typed.kanji) == recorded:
            return NameLevel.SAME
        same_kanji = bool(typed.modern) and typed.modern == modern_name(kanji)
        if typed.kana and kana:
            level = self._by_kana(typed, kana)
            if level in HEARD:
                return level
            return NameLevel.READING if same_kanji or skeleton(kana) in typed.others else level
        if same_kanji:
            return NameLevel.SAME
        if typed.kanji and kanji:
            return NameLevel.DIFFERENT
        # One side has kana only, the other kanji only.
        return self._as_read(typed.kana or kana, typed.kanji or kanji)

    def _as_read(self, kana: str, kanji: str) -> NameLevel:
        read = self.readings.of_kanji.get(modern_name(kanji)) if kana and kanji else None
        if read is None:
            return NameLevel.UNKNOWN
        return NameLevel.READING if skeleton(kana) in read else NameLevel.DIFFERENT

    def _by_kana(self, typed: _Typed, kana: str) -> NameLevel:
        if typed.plain == plain_kana(kana):
            return NameLevel.SAME
        if typed.unvoiced == unvoiced(kana):
            return NameLevel.FOLDED
        plain, recorded, bones = plain_kana(kana), heard(kana), skeleton(kana)
        if typed.skeleton == bones or self._one_confused(typed.heard, recorded):
            return NameLevel.CONFUSED
        pairs = (typed.plain, plain), (typed.heard, recorded), (typed.skeleton, bones)
        alike = any(_one_apart(one, other) for one, other in pairs)
        return NameLevel.SLIP if alike else NameLevel.DIFFERENT

    def _one_confused(self, one: str, two: str) -> bool:
        if len(one) != len(two) or len(one) < _LEAST:
            return False
        apart = [pair for pair in zip(one, two, strict=True) if pair[0] != pair[1]]
        return len(apart) == 1 and frozenset(apart[0]) in self.confused


def _one_apart(one: str, two: str) -> bool:
    """Whether one kana is another, missing or too many, or two are changed round."""
    return min(len(one), len(two)) >= _LEAST and _distance()(one, two, score_cutoff=1) <= 1


@cache
def _distance() -> Callable[..., int]:
    """Load what measures with the first search: a worker without one has 3 MB less."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    return OSA.distance


def family_part(name: SoughtName | OwnerlessRecord) -> Part:
    """Give the family name as typed or recorded."""
    return name.family_kana, name.family_kanji


def given_part(name: SoughtName | OwnerlessRecord) -> Part:
    """Give the given name as typed or recorded."""
    return name.given_kana, name.given_kanji
