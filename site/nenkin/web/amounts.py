"""Boxes for amounts, as people write them."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from nenkin.web.fields import Mistake, Text
from nenkin.web.submissions import Submission

_BETWEEN = re.compile("[,、，\\s円￥¥]")  # as people type them
_IN_WORDS = re.compile("(?:([0-9]+(?:\\.[0-9]+)?)万)?(?:([0-9]+(?:\\.[0-9]+)?)千)?([0-9]*)")
_TEN_THOUSAND, _THOUSAND = 10_000, 1_000
LONGEST = 30


@dataclass(frozen=True)
class Yen(Text):
    """An amount: ``300,000円``, ``３０万``, ``30万5千円`` or ``25.5万円``."""

    most: int = LONGEST
    inputmode: str = "text"  # a keyboard of digits has no 万
    width: str = "medium"
    least: int = 0
    below: int = 10_000_000

    @property
    def codes(self) -> frozenset[str]:
        """Give every code that ``read`` can raise."""
        return super().codes | {"not-amount", "too-little", "too-much"}

    def read(self, submission: Submission, name: str) -> Any:
        """Give whole yen."""
        yen = _yen(_BETWEEN.sub("", super().read(submission, name)))
        if yen < self.least:
            raise Mistake("too-little")
        if yen >= self.below:
            raise Mistake("too-much")
        return yen


def _yen(text: str) -> int:
    found = _IN_WORDS.fullmatch(text)
    if found is None or not any(found.groups()):
        raise Mistake("not-amount")
    tens, thousands, ones = found.groups()
    whole = Decimal(tens or 0) * _TEN_THOUSAND + Decimal(thousands or 0) * _THOUSAND
    if whole != int(whole):
        raise Mistake("not-amount")
    return int(whole) + int(ones or 0)


@dataclass(frozen=True)
class OptionalYen(Yen):
    """An amount that may be left empty: then all stays as it is."""

    required: bool = False

    def read(self, submission: Submission, name: str) -> Any:
        """Give whole yen, or ``None``."""
        return super().read(submission, name) if Text.read(self, submission, name) else None
