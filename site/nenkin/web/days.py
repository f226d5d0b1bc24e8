"""Which day a person's own pages are shown as of.

One rule for a demonstration: what is worked out (the record, amounts, what can still be paid) is as of
the shown day; what happens (typed, sent, seen, begun) has its own real moment, and whatever ends at some
time is counted from that. A day that stood still would never let a code or a session end.
"""

from datetime import date, datetime

from nenkin.clock import japanese_day
from nenkin.settings import Settings


def shown_day(settings: Settings, shown_on: date | None, now: datetime) -> date:
    """Give the day: sample people have one of their own, everybody else has today in Japan."""
    if settings.demo:
        return shown_on or settings.demonstration_day
    return japanese_day(now)
