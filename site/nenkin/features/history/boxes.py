"""Boxes of the history sheet: times in words, texts of several lines, several choices, small numbers."""

import re
from dataclasses import dataclass
from typing import Any, ClassVar

from nenkin.law.months import Month, read_month, spell
from nenkin.law.remembered_doubts import SheetDoubt
from nenkin.law.typed_times import LONGEST, Code
from nenkin.web.fields import Mistake, Text
from nenkin.web.submissions import Submission

LINE = 500  # characters; what the open history sheet takes (interchange/HISTORY.md)
PROSE = 2_000
_COUNT = re.compile("([0-9]{1,2})(?:冊|つ|枚)?")
# Read with the person's birth date, so not by the box itself (see reading.py).
_TIME = frozenset(Code) - {Code.MISSING, Code.BIRTH_MISSING}
_DOUBTS = frozenset({SheetDoubt.BEFORE_BIRTH, SheetDoubt.FUTURE})


@dataclass(frozen=True)
class Time(Text):
    """A time as people remember it; ``ends``: it may not be before the other one of its page."""

    most: int = LONGEST
    required: bool = False
    ends: bool = False

    @property
    def codes(self) -> frozenset[str]:
        """Give every code that the box, and then the time in it, can raise."""
        ends = {SheetDoubt.END_BEFORE_START} if self.ends else set()
        return frozenset(str(code) for code in (*super().codes, *_TIME, *_DOUBTS, *ends))


@dataclass(frozen=True)
class Line(Text):
    """A line that may stay empty."""

    most: int = LINE
    required: bool = False


@dataclass(frozen=True)
class Prose(Text):
    """Some lines that may stay empty."""

    most: int = PROSE
    required: bool = False

    component: ClassVar[str] = "text_area"


@dataclass(frozen=True)
class Few(Text):
    """A number of things: ``2``, ``２冊``."""

    most: int = 30
    inputmode: str = "numeric"
    width: str = "short"

    @property
    def codes(self) -> frozenset[str]:
        """Give every code that ``read`` can raise."""
        return super().codes | {"not-digits"}

    def read(self, submission: Submission, name: str) -> Any:
        """Give the number."""
        found = _COUNT.fullmatch(super().read(submission, name).replace(" ", ""))
        if found is None:
            raise Mistake("not-digits")
        return int(found[1])


@dataclass(frozen=True, slots=True)
class RecordPart:
    """A part of the record as it was when somebody wrote of it; ``last`` and both its months count.

    ``scheme`` is empty where only a file said which part was meant.
    """

    first: Month
    last: Month
    scheme: str
    employer: str

    def typed(self) -> list[str]:
        """Give it as the sheet keeps it."""
        return [spell(self.first), spell(self.last), self.scheme, self.employer]


@dataclass(frozen=True)
class Recorded:
    """A part of the record; the page fills it in, and nobody types it."""

    component: ClassVar[str] = "text_field"
    codes: ClassVar[frozenset[str]] = frozenset({"unreadable"})

    def read(self, submission: Submission, name: str) -> Any:
        """Give the part."""
        try:
            first, last, scheme, employer = submission[name]
            return RecordPart(read_month(first), read_month(last), scheme, employer)
        except (KeyError, ValueError):
            raise Mistake("unreadable") from None

    def arguments(self, submission: Submission, name: str) -> dict[str, Any]:  # noqa: ARG002
        """Give nothing to draw: it stands in the page's own words."""
        return {}
