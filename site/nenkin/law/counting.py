"""How many months of a life count, and for what: 被保険者期間 of a settled life, always before a month.

Multiplied months (第3種, 船員) are exact fractions; no text rounds them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from nenkin.law.ages import NATIONAL_BEGAN
from nenkin.law.lives import Life, Stretch
from nenkin.law.months import Month, last_of_fiscal_year, month
from nenkin.law.parameters import CountedFraction, Law
from nenkin.law.periods import Kind, Scheme, Sex
from nenkin.law.statuses import STATUSES, Standing

EMPLOYED = frozenset({Scheme.EMPLOYEES, Scheme.SEAMEN, Scheme.MUTUAL})
THIRD = frozenset({Kind.SEAMAN, Kind.MINERS_SEAMEN, Kind.FUND_MINERS})
FUND = frozenset({Kind.FUND_MEN, Kind.FUND_WOMEN, Kind.FUND_MINERS})
NUMBERS = {Kind.NATIONAL_SERVANT: 2, Kind.LOCAL_SERVANT: 3, Kind.PRIVATE_SCHOOL: 4}
NEW_FRACTIONS = month(2009, 4)  # 国庫負担2分の1
_AGES = {20: 240, 35: 420, 40: 480, 60: 720, 70: 840}
_WHOLE = frozenset({Standing.PAID, Standing.CATEGORY_3, Standing.MATERNITY})


def number_of(kind: Kind) -> int:
    """厚生年金保険法2条の5: give 1 to 4, for 第1号 to 第4号厚生年金被保険者."""
    return NUMBERS.get(kind, 1)


def employed(life: Life) -> Iterator[Stretch]:
    """Give the stretches of employees' insurance; work from 70 on is not insured (9条・14条5号)."""
    seventy = life.reaches(_AGES[70])
    return (s for s in life.stretches if s.scheme in EMPLOYED and s.first < seventy)


def numbers_of(life: Life) -> tuple[int, ...]:
    """Give which of 第1号 to 第4号 a life has months of, those of a division among them."""
    kinds = {s.kind for s in employed(life)} | {division.kind for division in life.divisions}
    return tuple(sorted({number_of(kind) for kind in kinds}))


def last_insured(life: Life, stretch: Stretch) -> Month:
    """Give the last month of an employees' stretch that is insured: before that of 70."""
    return min(stretch.last, life.reaches(_AGES[70]) - 1)


def multiplied(law: Law, stretch: Stretch, first: Month, last: Month) -> Fraction:
    """昭和60年改正法附則47条: give what months ``first`` to ``last`` of a stretch count for."""
    months = Fraction(max(last - first + 1, 0))
    if months and stretch.kind in THIRD:
        for row in law.multipliers.rows:
            until = last if row.last is None else min(last, row.last)
            within = until - max(first, row.first) + 1
            months += max(within, 0) * (row.multiplier - 1)
    return months


def employees_months(
    law: Law, life: Life, before: Month, *, number: int | None = None, since: Month = 0
) -> Fraction:
    """厚生年金保険法19条: months of employees' insurance, of one of 第1号 to 第4号 or of all, multiplied."""
    return sum(
        (
            multiplied(law, s, max(s.first, since), min(last_insured(life, s), before - 1))
            for s in employed(life)
            if number is None or number_of(s.kind) == number
        ),
        Fraction(0),
    )


def deemed_months(life: Life, before: Month) -> int:
    """厚生年金保険法78条の6第3項: give the months that only a division gave (離婚時みなし被保険者期間)."""
    own = [(s.first, last_insured(life, s)) for s in employed(life)]
    return sum(
        not any(first <= at <= last for first, last in own)
        for division in life.divisions
        for at in range(division.first, min(division.last + 1, before))
    )


def is_middle_aged(law: Law, life: Life, before: Month) -> bool:
    """昭和60年改正法附則12条1項4号・61条: 15 to 19 years of 第1号 after 40 (women, miners, seamen: 35).

    Not asked here: that no more than half of them may be 任意継続.
    """
    row = law.benefits.middle_aged.find(life.born_on)
    if row is None:
        return False
    age = _AGES[35] if life.sex is Sex.FEMALE else _AGES[40]
    later = employees_months(law, life, before, number=1, since=life.reaches(age))
    if later >= row.value:
        return True
    since = life.reaches(_AGES[35])
    third = sum(
        multiplied(law, s, max(s.first, since), min(last_insured(life, s), before - 1))
        for s in employed(life)
        if s.kind in THIRD
    )
    return third >= row.value


def has_240(law: Law, life: Life, before: Month, *, deemed: bool = False) -> bool:
    """厚生年金保険法44条1項: whether there are 240 months, or as good as that (昭和60年改正法附則61条1項)."""
    months = employees_months(law, life, before)
    if deemed:
        months += deemed_months(life, before)
    enough = law.benefits.conditions.addition
    return months >= enough or is_middle_aged(law, life, before)


@dataclass(frozen=True, slots=True)
class BasicMonths:
    """Months of 老齢基礎年金: paid ones, and exempt ones in the order of the law (27条, 平成16年改正法附則10条)."""

    paid: int
    exempt: tuple[tuple[CountedFraction, int], ...]
    additional: int
    not_switched: int


def category_2_months(life: Life, stretch: Stretch, before: Month) -> int:
    """国民年金法5条1項, 昭和60年改正法附則8条2項・4項: of an employees' stretch, those between 20 and 60."""
    first = max(stretch.first, life.reaches(_AGES[20]), NATIONAL_BEGAN)
    return max(min(stretch.last + 1, life.reaches(_AGES[60]), before) - first, 0)


def basic_months(law: Law, life: Life, before: Month, year: int) -> BasicMonths:
    """国民年金法27条: count the months of 老齢基礎年金 before a month, under the law of a fiscal year.

    In years before 2009 all exempt months count as those of before 2009-04 (平成16年改正法附則9条).
    """
    paid = additional = not_switched = 0
    exempt: dict[tuple[Fraction, bool], list[int]] = {}
    for s in life.stretches:
        if s.first >= before:
            continue
        if s.scheme in EMPLOYED:
            paid += category_2_months(life, s, before)
        if s.scheme is not Scheme.NATIONAL:
            continue
        status, months = STATUSES[s.status or "#"], min(s.last + 1, before) - s.first
        additional += months * status.additional
        not_switched += months * (status.standing is Standing.NOT_SWITCHED)
        if status.standing in _WHOLE:
            paid += months
        elif status.standing is Standing.EXEMPT:
            new = 0
            if year >= NEW_FRACTIONS // 12:
                new = max(min(s.last + 1, before) - max(s.first, NEW_FRACTIONS), 0)
            exempt.setdefault((status.exempt, False), []).append(new)
            exempt.setdefault((status.exempt, True), []).append(months - new)
    ordered = []
    for share, old in sorted(exempt):
        if count := sum(exempt[share, old]):
            at = NEW_FRACTIONS - 1 if old else NEW_FRACTIONS
            ordered.append((law.counted(share, at), count))
    return BasicMonths(paid, tuple(ordered), additional, not_switched)


def is_voluntary_unpaid(kind: Kind, status: str | None) -> bool:
    """平成24年法律62号: whether it is a month of 任意加入 not paid, which counts as 合算対象期間 before 60."""
    unpaid = STATUSES[status or "#"].standing is Standing.UNPAID
    return kind is Kind.VOLUNTARY and unpaid


def qualifying_months(law: Law, life: Life, before: Month) -> Fraction:
    """国民年金法26条・附則9条1項: paid, exempt, deferred and 合算対象期間, seamen and miners multiplied."""
    months = employees_months(law, life, before)
    for s in life.stretches:
        if s.scheme in EMPLOYED:
            continue
        until = min(s.last + 1, before)
        if s.scheme is Scheme.NATIONAL and not STATUSES[s.status or "#"].counts:
            if not is_voluntary_unpaid(s.kind, s.status):
                continue
            until = min(until, life.reaches(_AGES[60]))
        months += max(until - s.first, 0)
    return months


def is_qualified(law: Law, life: Life, before: Month, year: int) -> bool:
    """国民年金法26条: whether the months before a month are enough under the law of a fiscal year.

    10 years; before 2017-08 25 years, fewer by birth (昭和60年改正法附則12条・別表第一〜第三).
    """
    needed = law.qualifying.at(last_of_fiscal_year(year)).months
    months = qualifying_months(law, life, before)
    if months >= needed:
        return True
    if needed <= law.qualifying.rows[-1].months:
        return False
    own = employees_months(law, life, before)
    return is_middle_aged(law, life, before) or any(
        (own if row.employees_only else months) >= row.months
        for row in law.shortened
        if life.born_on <= row.born_until
    )


def qualified_in(law: Law, life: Life, year: int) -> Month | None:
    """Give the first month before which there are enough months, or ``None`` until 70."""
    if not life.stretches:
        return None
    low, high = life.stretches[0].first, life.reaches(_AGES[70]) + 1
    if not is_qualified(law, life, high, year):
        return None
    while low < high:
        middle = (low + high) // 2
        if is_qualified(law, life, middle, year):
            high = middle
        else:
            low = middle + 1
    return low
