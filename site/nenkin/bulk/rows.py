"""Lives as rows of integers, for whole databases: a row is a stretch, or a bonus that follows its stretch.

A row is (first month, month after the last, yen, code). The code of 国民年金 and 合算対象期間 is a place in
``CODES`` below 256; that of employees' insurance has its bits from 256 on.
"""

from collections.abc import Iterator
from typing import TypeAlias

from nenkin.bulk.tables import CODES, KINDS, Tables
from nenkin.law.counting import is_voluntary_unpaid
from nenkin.law.lives import Life, Stretch
from nenkin.law.months import Month
from nenkin.law.periods import Kind, Scheme
from nenkin.law.refusals import AT_60

Row: TypeAlias = tuple[Month, Month, int, int]

PLACES = {code: place for place, code in enumerate(CODES)}
COMPLEMENTARY = 255
EMPLOYED, BONUS, THIRD, FUND = 256, 512, 1024, 2048
SEAMEN, MUTUAL, GIVEN_MEAN, NO_PAY = 4096, 8192, 16384, 32768
NUMBER = 1 << 16  # times 0 to 3, for 第1号 to 第4号
_SCHEMES = {Scheme.EMPLOYEES: 0, Scheme.SEAMEN: SEAMEN, Scheme.MUTUAL: MUTUAL}


def rows(tables: Tables, life: Life) -> Iterator[Row]:
    """Give the rows of a settled life, in order; bonuses as they count."""
    bonuses = {bonus.month: bonus.yen for bonus in life.bonuses}
    ordered = sorted(bonuses.items())
    place = 0
    for s in life.stretches:
        code = _code(s)
        pay = max(s.pay or 0, s.cared or 0) if s.pay is not None else 0
        first, end, sixty = s.first, s.last + 1, life.reaches(AT_60)
        if first < sixty and s.kind is Kind.VOLUNTARY and is_voluntary_unpaid(s.kind, s.status):
            yield first, min(end, sixty), 0, COMPLEMENTARY
            first = sixty
        if first < end:
            yield first, end, pay, code
        while place < len(ordered) and ordered[place][0] <= s.last:
            month, yen = ordered[place]
            place += 1
            cap = tables.caps.get(month, 0)
            counts = code & EMPLOYED and not code & (NO_PAY | GIVEN_MEAN)
            if counts and month >= s.first and cap:
                yield month, month + 1, min(yen - yen % 1000, cap), code | BONUS


def _code(s: Stretch) -> int:
    if s.scheme is Scheme.COMPLEMENTARY:
        return COMPLEMENTARY
    if s.scheme is Scheme.NATIONAL:
        return PLACES[s.status or "#"]
    number, third, fund = KINDS[s.kind]
    return (
        EMPLOYED
        | _SCHEMES[s.scheme]
        | third * THIRD
        | fund * FUND
        | (s.revalued and s.pay is not None) * GIVEN_MEAN
        | (s.pay is None) * NO_PAY
        | (number - 1) * NUMBER
    )
