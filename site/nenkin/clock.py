"""The only module that may ask what time it is."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Protocol

JAPAN = timezone(timedelta(hours=9), "JST")


class Clock(Protocol):
    """Something that tells the time; handed to whoever needs it."""

    def now(self) -> datetime:
        """Give the present moment, aware, in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Give the present moment, aware, in UTC."""
        return datetime.now(UTC)


@dataclass
class FixedClock:
    """A clock that stands still until it is moved: for tests and demonstrations."""

    moment: datetime

    def now(self) -> datetime:
        """Give the moment it was set to, in UTC."""
        return self.moment.astimezone(UTC)

    def advance(self, **duration: float) -> None:
        """Move forward, e.g. ``advance(minutes=30)``."""
        self.moment += timedelta(**duration)


def japanese_day(moment: datetime) -> date:
    """Give the calendar day in Japan, on which every rule of the pension law is counted."""
    return moment.astimezone(JAPAN).date()
