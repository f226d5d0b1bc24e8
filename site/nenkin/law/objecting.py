"""審査請求: until when somebody may object to a decision on 訂正請求 (行政不服審査法18条1項)."""

from calendar import monthrange
from datetime import date, timedelta

MONTHS = 12


def last_day(known_on: date, months: int) -> date:
    """Give the last day of a period of months that begins on the day after ``known_on`` (民法140条, 143条).

    A Sunday or a holiday on which it would end moves it on (民法142条); this gives the day before that,
    on which nobody is too late.
    """
    begins = known_on + timedelta(days=1)
    year, month = divmod(begins.year * MONTHS + begins.month - 1 + months, MONTHS)
    days = monthrange(year, month + 1)[1]
    if begins.day > days:  # no such day in that month: its last one (民法143条2項ただし書)
        return date(year, month + 1, days)
    return date(year, month + 1, begins.day) - timedelta(days=1)
