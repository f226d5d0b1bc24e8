"""報酬比例部分: the mean of what was earned, and the two levels of which the larger is due.

Of each of 第1号 to 第4号 by itself (厚生年金保険法78条の26): see ``Doubt.SEVERAL_KINDS``.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from nenkin.law.doubts import Doubt
from nenkin.law.earnings import (
    FROM,
    GIVEN,
    MAIN_TABLE,
    MUTUAL_TABLE,
    NEW_SEAMEN,
    NEW_THIRD,
    OLD_THIRD,
    Earned,
    Earnings,
)
from nenkin.law.figures import RateLine
from nenkin.law.lives import Life
from nenkin.law.months import Month, first_of_fiscal_year, last_of_fiscal_year, month
from nenkin.law.parameters import Law, Source
from nenkin.law.rounding import half_up
from nenkin.law.working import NOTHING, Worked, step, written

OLD_MEAN_UNTIL, FIRST_MEAN_UNTIL = month(1957, 9), month(1976, 7)  # 昭和44年改正附則4条
FIRST_MEAN_MONTHS = 36


def _left_out(months: Sequence[Earned]) -> frozenset[Month]:
    """昭和44年改正附則4条, 昭和51年改正附則35条: months before 1957-10 that stand in no mean.

    With 3 years between 1957-10 and 1976-07 all of them; with less, those that are not among the
    latest 3 years before 1976-08.
    """
    if not months or months[0].month > OLD_MEAN_UNTIL:
        return frozenset()
    first = [earned.month for earned in months if earned.month <= FIRST_MEAN_UNTIL]
    return frozenset(at for at in first[:-FIRST_MEAN_MONTHS] if at <= OLD_MEAN_UNTIL)


@dataclass(frozen=True, slots=True)
class Mean:
    """平均標準報酬(月)額 of one group: its sum in thousandths of a yen, and the months of it."""

    group: int
    thousandths: int
    months: int  # in the mean
    counted: Fraction  # in the amount, multiplied
    table: int  # that re-evaluated its last month

    @property
    def exact(self) -> Fraction:
        """Give the mean before it is rounded."""
        return Fraction(self.thousandths, 1000 * self.months)


@dataclass(frozen=True, slots=True)
class Weighed:
    """Months of one of 第1号 to 第4号 with what each weighs: pay and bonus × rate, in thousandths of a yen.

    Worked out once for a life, since only the last month that counts changes along its way.
    """

    earned: Earnings
    year: int
    at: Sequence[Month]
    weights: Sequence[int]
    former: Sequence[int]
    sources: Mapping[int, Source]  # of the rates, by table


def weigh(law: Law, life: Life, earned: Earnings, year: int) -> Weighed:
    """厚生年金保険法43条1項: re-evaluate every month for both levels; raises ``NotInForce``."""
    tables = {one.table for one in earned.months}
    lines = _lines(law, life, tables, year)
    former = _former_lines(law, tables, year)
    return Weighed(
        earned,
        year,
        [one.month for one in earned.months],
        _weights(earned.months, lines),
        _weights(earned.months, former) if GIVEN not in tables else (),
        {table: line.source for table, line in enumerate(lines) if line is not None},
    )


def _weights(months: Sequence[Earned], lines: Sequence[RateLine | None]) -> list[int]:
    found = []
    for one in months:
        line = lines[one.table]
        rate = 1000 if line is None else line.at(one.month)
        found.append((one.pay + one.bonus) * rate)
    return found


def means(law: Law, months: Sequence[Earned], weights: Sequence[int]) -> list[Mean]:
    """厚生年金保険法43条, 昭和60年改正附則52条: give the mean of each group that has months."""
    left_out = _left_out(months)
    totals, inside, counts, last = [0] * 4, [0] * 4, [0] * 4, [GIVEN] * 4
    for one, weight in zip(months, weights, strict=False):
        counts[one.group] += 1
        last[one.group] = one.table
        if one.month not in left_out:
            inside[one.group] += 1
            totals[one.group] += weight
    found = []
    for group, count in enumerate(counts):
        if not count:
            continue
        if not inside[group]:  # a group that is left out whole keeps its own mean
            inside[group] = count
            totals[group] = sum(
                w for o, w in zip(months, weights, strict=False) if o.group == group
            )
        times = Fraction(1)
        if group in {OLD_THIRD, NEW_THIRD}:
            row = law.multipliers.at(NEW_SEAMEN - 1 if group == OLD_THIRD else NEW_SEAMEN)
            times = row.multiplier
        found.append(Mean(group, totals[group], inside[group], count * times, last[group]))
    return found


def _lines(law: Law, life: Life, needed: set[int], year: int) -> list[RateLine | None]:
    """Give the re-evaluation lines of the tables that are needed, and of no other."""
    tables = (
        law.benefits.revaluation,
        law.benefits.revaluation_seamen,
        law.benefits.revaluation_mutual,
    )
    lines: list[RateLine | None] = [
        table.line(year, life.born_on) if place in needed else None
        for place, table in enumerate(tables)
    ]
    return [*lines, None]


def _former_lines(law: Law, needed: set[int], year: int) -> list[RateLine | None]:
    main = law.benefits.former.until(year) if MAIN_TABLE in needed else None
    return [main, law.benefits.former_seamen.line, law.benefits.former_mutual.line, None]


def proportional(law: Law, life: Life, weighed: Weighed, before: Month) -> Worked:
    """厚生年金保険法43条1項, 平成12年改正法附則20条・21条: the larger of 本来水準 and 従前額保障.

    Where the mean of any month was given (``revalued``) there is no 従前額 to compare with.
    """
    year, earned = weighed.year, weighed.earned
    months = earned.months[: bisect_left(weighed.at, before)]
    if not months:
        return NOTHING
    row = law.benefits.multipliers.of(life.born_on)
    tables = {one.table for one in months}
    doubts = set(special_level(law, year))
    if year >= law.benefits.unconfirmed_from and tables != {GIVEN}:
        doubts.add(Doubt.REVALUATION)
    if MUTUAL_TABLE in tables:
        doubts.add(Doubt.OLD_MUTUAL)
    worked = Level(
        "proportional",
        (row.value.before_2003, row.value.from_2003),
        source=row.source,
        sources=weighed.sources,
        least=_floor(law, life, earned, year),
    ).of(means(law, months, weighed.weights))
    if not weighed.former:
        return Worked(worked.yen, worked.steps, worked.doubts | doubts)
    rate, source = former_rate(law, life.born_on, year)
    former = Level(
        "former",
        (row.value.former_before_2003, row.value.former_from_2003),
        source=source,
        sources={},
        rate=rate,
    ).of(means(law, months, weighed.former))
    yen = max(worked.yen, former.yen)
    larger = step(
        "larger", f"max({worked.yen}, {former.yen})", yen, row.source, number=earned.number
    )
    return Worked(
        yen, (*worked.steps, *former.steps, larger), worked.doubts | former.doubts | doubts
    )


def former_rate(law: Law, born_on: date, year: int) -> tuple[Fraction, Source]:
    """Give what the former level is multiplied with: 従前額改定率, or the larger rate of 特例水準.

    平成16年改正法附則27条: until 2015-03 the level before that law, less the fall of prices, is the least.
    Both have the same means (平成16年政令298号4条1項). Raises ``NotInForce``.
    """
    usual = law.benefits.former_rates.at(first_of_fiscal_year(year))
    rate = usual.value.of(born_on)
    if special_level(law, year):
        special = law.benefits.special_rates.at(last_of_fiscal_year(year))
        if special.value > rate:
            return special.value, special.source
    return rate, usual.source


def special_level(law: Law, year: int) -> frozenset[Doubt]:
    """Give the doubt that every amount of a year with 物価スライド特例水準 carries; empty for other years."""
    rows = law.benefits.special_rates.rows
    last = rows[-1].last if rows else None
    over = last is None or first_of_fiscal_year(year) > last
    return frozenset(() if over else {Doubt.SPECIAL_LEVEL})


def _floor(law: Law, life: Life, earned: Earnings, year: int) -> int:
    """厚生年金保険法附則17条の4第5項: the least mean of months before 2003-04; none after a division (6項)."""
    rate = law.benefits.full_amounts.at(first_of_fiscal_year(year)).value.rate
    if earned.divided or rate is None:
        return 0
    return half_up(law.benefits.mean_floors.of(life.born_on).value * rate.of(life.born_on))


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One of the two levels: each group's mean × 乗率 × months, summed, × ``rate``, rounded once."""

    label: str = field(kw_only=False)
    shares: tuple[Fraction, Fraction] = field(kw_only=False)
    source: Source
    sources: Mapping[int, Source]
    rate: Fraction = Fraction(1)
    least: int = 0

    def of(self, found: Sequence[Mean]) -> Worked:
        """Give the yearly amount."""
        exact = unrounded = Fraction(0)
        steps, products, doubts = [], [], set()
        for mean in found:
            yen, fraction = half_up(mean.exact), mean.exact
            if mean.group != FROM and yen < self.least and mean.table != GIVEN:
                yen, fraction = self.least, Fraction(self.least)
                doubts.add(Doubt.FLOOR)
            share = self.shares[mean.group == FROM]
            exact += yen * share * mean.counted
            unrounded += fraction * share * mean.counted
            total = f"{written(Fraction(mean.thousandths, 1000))} ÷ {mean.months}"
            steps.append(
                step(
                    f"{self.label}-mean",
                    total,
                    yen,
                    self.sources.get(mean.table, self.source),
                    group=mean.group,
                )
            )
            products.append(f"{yen} × {written(share * 1000)} ÷ 1000 × {written(mean.counted)}")
        result = half_up(exact * self.rate)
        if result != half_up(unrounded * self.rate):
            doubts.add(Doubt.ROUNDING)
        formula = " + ".join(products)
        if self.rate != 1:
            formula = f"({formula}) × {written(self.rate)}"
        steps.append(step(self.label, formula, result, self.source))
        return Worked(result, tuple(steps), frozenset(doubts))


def fund_share(law: Law, life: Life, earned: Earnings, before: Month) -> int:
    """旧厚生年金保険法132条2項: what the fund pays of 報酬比例: pay that was not revalued × 乗率, to the yen."""
    shares = law.benefits.multipliers.of(life.born_on).value
    months = [one for one in earned.months if one.fund and one.month < before]
    total = Fraction(0)
    for mean in means(law, months, _weights(months, [None] * 4)):
        share = shares.from_2003 if mean.group == FROM else shares.before_2003
        total += mean.exact * share * mean.counted
    return half_up(total)
