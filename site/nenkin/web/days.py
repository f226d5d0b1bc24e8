"""Which day a person's own pages are shown as of."""

from datetime import date, datetime

from nenkin.clock import japanese_day
from nenkin.settings import Settings


def shown_day(settings: Settings, shown_on: date | None, now: datetime) -> date:
    """Give the day: sample people have one of their own, everybody else has today in Japan."""
    if settings.demo:
        return shown_on or settings.demonstration_day
    return japanese_day(now)
