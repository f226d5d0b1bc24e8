"""元号: the eras, and days, months and years as people write them in both calendars."""

from dataclasses import dataclass
from datetime import date

from nenkin.law.months import Month, first_day, year_and_number


@dataclass(frozen=True, slots=True)
class Era:
    """An era (元号) with its first day."""

    name: str
    first: date

    def year_of(self, day: date) -> int:
        """Give the year of a day as counted in this era."""
        return day.year - self.first.year + 1


ERAS = (
    Era("令和", date(2019, 5, 1)),
    Era("平成", date(1989, 1, 8)),
    Era("昭和", date(1926, 12, 25)),
    Era("大正", date(1912, 7, 30)),
    Era("明治", date(1868, 1, 25)),
)


def era_of(day: date) -> Era:
    """元号法: give the era of a day; of the day on which one ends and the next begins, the later."""
    return next((era for era in ERAS if day >= era.first), ERAS[-1])


def era_year(day: date) -> str:
    """Write the year of a day: 昭和55年, 令和元年."""
    era = era_of(day)
    number = era.year_of(day)
    return f"{era.name}{'元' if number == 1 else number}年"


def write_day(day: date) -> str:
    """Write a day: 2026年（令和8年）11月20日."""
    return f"{day.year}年（{era_year(day)}）{day.month}月{day.day}日"


def write_month(at: Month) -> str:
    """Write a month: 昭和55年4月; an era that begins within the month counts from the next one."""
    _, number = year_and_number(at)
    return f"{era_year(first_day(at))}{number}月"


def write_month_both(at: Month) -> str:
    """Write a month in both calendars: 昭和55年（1980年）4月."""
    year, number = year_and_number(at)
    return f"{era_year(first_day(at))}（{year}年）{number}月"


def write_fiscal_year(year: int) -> str:
    """Write a fiscal year by the era of its April: 昭和55年度."""
    return f"{era_year(date(year, 4, 1))}度"
