"""What every number of the law carries: when it is in force, where it stands, and how sure it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from nenkin.law.months import Month, spell


class Confidence(StrEnum):
    """How sure a value is; everything below ``OFFICIAL`` and ``COMPUTED`` is shown as 概算."""

    OFFICIAL = "official page seen"
    SECONDARY = "secondary page seen"
    COMPUTED = "computed from rule"
    RECALLED = "recalled unverified"
    DESIGN = "our design decision"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value comes from: the article, an address, and how sure it is."""

    article: str
    url: str
    confidence: Confidence

    @property
    def unverified(self) -> bool:
        """Whether a page must say that the value has not been checked against an official text."""
        return self.confidence is Confidence.RECALLED


class NotInForce(Exception):
    """Nothing is known for a month; the message names the quantity and the month."""


class InForce(Protocol):
    """A row of a table that holds from one month to another."""

    @property
    def first(self) -> Month:
        """Give the first month in which it holds."""
        ...

    @property
    def last(self) -> Month | None:
        """Give the last month, or ``None`` while it holds."""
        ...


Row = TypeVar("Row", bound=InForce)


@dataclass(frozen=True, slots=True)
class Dated(Generic[Row]):
    """Rows by month in force, sorted and without overlap; a month between rows has no value."""

    name: str
    rows: Sequence[Row]

    def find(self, at: Month) -> Row | None:
        """Give the row of a month, or ``None``."""
        for row in reversed(self.rows):
            if row.first <= at:
                return row if row.last is None or at <= row.last else None
        return None

    def at(self, month: Month) -> Row:
        """Give the row of a month; raises ``NotInForce``."""
        row = self.find(month)
        if row is None:
            raise NotInForce(f"{self.name}: nothing is known for {spell(month)}")
        return row
