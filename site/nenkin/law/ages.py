"""Ages as the law counts them: an age is reached at the end of the day before the birthday.

年齢計算ニ関スル法律, 民法143条: somebody born on 1 April reaches 20 on 31 March.
"""

from datetime import date, timedelta

from nenkin.law.months import Month, month, month_of

ADULT = 20
SIXTY = 60
# 国民年金 began to insure everybody in 1961-04 (国民年金法附則1条).
NATIONAL_BEGAN: Month = month(1961, 4)


def reached_on(born_on: date, age: int) -> date:
    """Give the day on which an age is reached (年齢計算ニ関スル法律)."""
    try:
        birthday = born_on.replace(year=born_on.year + age)
    except ValueError:  # 29 February in a year without one: its birthday is 1 March
        birthday = date(born_on.year + age, 3, 1)
    return birthday - timedelta(days=1)


def age_on(born_on: date, day: date) -> int:
    """Give the age in whole years at the end of a day."""
    age = day.year - born_on.year + 1
    while reached_on(born_on, age) > day:
        age -= 1
    return age


def compulsory_months(born_on: date) -> range:
    """Give the months in which everybody is insured: from reaching 20 to before reaching 60.

    国民年金法7条・8条・9条: the month in which 20 is reached counts, that of 60 does not.
    """
    first = month_of(reached_on(born_on, ADULT))
    return range(max(first, NATIONAL_BEGAN), month_of(reached_on(born_on, SIXTY)))
