"""The tiers of the search (照合の段階), as named rules: why a record is a candidate.

The first rule that holds is the candidate's. Their words for the office are
``ownerless.rule.`` and the name in content/. What no rule holds for is no candidate.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from nenkin.matching.levels import HEARD, BirthLevel, NameLevel, SexLevel

VERSION = "2026-11-b"

_READ = HEARD | {NameLevel.CONFUSED, NameLevel.READING}
_NAMED = _READ | {NameLevel.SLIP}
_CLOSE = frozenset({BirthLevel.SAME, BirthLevel.NEAR, BirthLevel.ERA, BirthLevel.SWAPPED})


class Agreement(NamedTuple):
    """How far a record agrees: family name, given name, birth date, sex."""

    family: NameLevel
    given: NameLevel
    birth: BirthLevel
    sex: SexLevel

    @property
    def names(self) -> frozenset[NameLevel]:
        """Give the levels of both parts of the name."""
        return frozenset({self.family, self.given})


class Rule(StrEnum):
    """A tier, the strictest first."""

    SAME = "same"  # 氏名・生年月日・性別が同じ
    KANA = "kana"  # 第一次: 濁点などを別にすれば同じ
    SEX = "sex"  # 第二次第一段階: 性別がちがう、または記録にない
    DAY = "day"  # 第二次第一段階: 生年月日が1日ちがう
    ERA = "era"  # 第二次第二段階: 元号がちがう、またはない
    READING = "reading"  # 第二次第二段階: 字の形や読みかたのちがい
    BIRTH = "birth"  # 生年月日の一部、月と日の入れ替わり、旧暦、遅れた届出
    SLIP = "slip"  # お名前の1字がちがう
    FAMILY = "family"  # 姓がちがい、名が同じで、生年月日も同じか近い
    GIVEN = "given"  # 名がちがい、姓と生年月日が同じ


_HOLDS: tuple[tuple[Rule, Callable[[Agreement], bool]], ...] = (
    (
        Rule.SAME,
        lambda all_: all_ == (NameLevel.SAME, NameLevel.SAME, BirthLevel.SAME, SexLevel.SAME),
    ),
    (
        Rule.KANA,
        lambda all_: (
            all_.names <= HEARD and all_.birth is BirthLevel.SAME and all_.sex is SexLevel.SAME
        ),
    ),
    (Rule.SEX, lambda all_: all_.names <= HEARD and all_.birth is BirthLevel.SAME),
    (Rule.DAY, lambda all_: all_.names <= HEARD and all_.birth is BirthLevel.NEAR),
    (Rule.ERA, lambda all_: all_.names <= _READ and all_.birth is BirthLevel.ERA),
    (
        Rule.READING,
        lambda all_: all_.names <= _READ and all_.birth in {BirthLevel.SAME, BirthLevel.NEAR},
    ),
    (Rule.BIRTH, lambda all_: all_.names <= _READ and all_.birth is not BirthLevel.DIFFERENT),
    (Rule.SLIP, lambda all_: all_.names <= _NAMED and all_.birth is not BirthLevel.DIFFERENT),
    (Rule.FAMILY, lambda all_: all_.given in _NAMED and all_.birth in _CLOSE),
    (
        Rule.GIVEN,
        lambda all_: all_.family in _NAMED and all_.birth in {BirthLevel.SAME, BirthLevel.ERA},
    ),
)


@lru_cache(maxsize=4096)  # more than there are
def rule_of(agreement: Agreement) -> Rule | None:
    """Give the tier that a record belongs to, or ``None`` where it is no candidate."""
    return next((rule for rule, holds in _HOLDS if holds(agreement)), None)
