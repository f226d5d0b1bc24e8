"""Boxes for ages and days of birth, as people write them; each may be left to «I do not know»."""

import re
from dataclasses import dataclass
from typing import Any, ClassVar

from nenkin.web.dates import EraDate
from nenkin.web.fields import Choice, Mistake, Text
from nenkin.web.submissions import Submission

_COUNT = re.compile("([0-9]{1,3})(?:歳|才|か月|ヶ月|カ月|ケ月|月)?")
LONGEST = 30


@dataclass(frozen=True)
class Count(Text):
    """A whole number of years or months: ``65``, ``６５歳``, ``3か月``; empty is 0 where it may be."""

    most: int = LONGEST
    inputmode: str = "numeric"
    width: str = "short"
    least: int = 0
    greatest: int = 999

    @property
    def codes(self) -> frozenset[str]:
        """Give every code that ``read`` can raise."""
        return super().codes | {"not-digits", "out-of-range"}

    def read(self, submission: Submission, name: str) -> Any:
        """Give the number."""
        text = super().read(submission, name)
        if not text:
            return 0
        found = _COUNT.fullmatch(text.replace(" ", ""))
        if found is None:
            raise Mistake("not-digits")
        number = int(found[1])
        if not self.least <= number <= self.greatest:
            raise Mistake("out-of-range")
        return number


@dataclass(frozen=True)
class Birth(EraDate):
    """A day of birth that may be left empty where there is nobody more."""

    required: bool = True

    @property
    def codes(self) -> frozenset[str]:  # type: ignore[override]
        """Give every code that ``read`` can raise."""
        return EraDate.codes - (frozenset() if self.required else {"missing"})

    def read(self, submission: Submission, name: str) -> Any:
        """Give the day, or ``None``."""
        try:
            return super().read(submission, name)
        except Mistake as mistake:
            if mistake.code == "missing" and not self.required:
                return None
            raise


@dataclass(frozen=True)
class YesNo(Choice):
    """A question that is answered by yes or no."""

    options: tuple[str, ...] = ("yes", "no")

    codes: ClassVar[frozenset[str]] = Choice.codes

    def read(self, submission: Submission, name: str) -> Any:
        """Give the answer as a truth."""
        return super().read(submission, name) == "yes"
