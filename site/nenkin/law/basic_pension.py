"""老齢基礎年金, 付加年金 and 振替加算 (国民年金法)."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from nenkin.law.counting import BasicMonths, basic_months
from nenkin.law.lives import Life
from nenkin.law.months import Month, last_of_fiscal_year
from nenkin.law.parameters import Law, Source
from nenkin.law.rounding import half_up, yearly
from nenkin.law.working import NOTHING, Worked, step, written


@dataclass(frozen=True, slots=True)
class Counted:
    """The months that 老齢基礎年金 is worked out from, and how each kind came to its share."""

    months: Fraction
    capable: int
    lines: tuple[tuple[int, Fraction, int, Fraction], ...]  # within, share, beyond, its share
    source: Source


def counted_months(law: Law, born_on: date, found: BasicMonths) -> Counted:
    """国民年金法27条, 平成16年改正法附則10条: fill 480 months in the order of the law.

    Paid months first, then those of 1/4, half, 3/4 and whole 免除, of each the months since 2009-04
    before the older ones. Months beyond 480 count by what they have above the state's share.
    """
    row = law.benefits.capable_months.of(born_on)
    capable = row.value
    within = min(found.paid, capable)
    room, months = capable - within, Fraction(within)
    lines = [(within, Fraction(1), found.paid - within, Fraction(0))]
    for fraction, count in found.exempt:
        within = min(count, room)
        room -= within
        months += within * fraction.counts + (count - within) * fraction.excess
        lines.append((within, fraction.counts, count - within, fraction.excess))
    return Counted(min(months, Fraction(capable)), capable, tuple(lines), row.source)


def full_amount(law: Law, born_on: date, at: Month) -> tuple[int, Source]:
    """国民年金法27条本文〜27条の5: give 満額 of a month for a birth."""
    row = law.benefits.full_amounts.at(at)
    return row.value.yen.of(born_on), replace(row.source, article="国民年金法27条本文")


def basic_pension(law: Law, life: Life, before: Month, year: int) -> Worked:
    """国民年金法27条: 満額 × counted months ÷ 加入可能月数, rounded by 17条."""
    found = basic_months(law, life, before, year)
    counted = counted_months(law, life.born_on, found)
    if not counted.months:
        return NOTHING
    full, source = full_amount(law, life.born_on, last_of_fiscal_year(year))
    yen = yearly(full * counted.months / counted.capable, year)
    tally = " + ".join(
        f"{within} × {written(share)}" + (f" + {beyond} × {written(excess)}" if beyond else "")
        for within, share, beyond, excess in counted.lines
        if within or beyond
    )
    return Worked(
        yen,
        (
            step("basic-months", tally, counted.months, counted.source, capable=counted.capable),
            step(
                "basic",
                f"{full} × {written(counted.months)} ÷ {counted.capable}",
                yen,
                source,
                full=full,
            ),
        ),
    )


def additional_pension(law: Law, life: Life, before: Month, year: int) -> Worked:
    """国民年金法44条: 200 yen × 付加保険料納付済期間; never revised."""
    months = basic_months(law, life, before, year).additional
    if not months:
        return NOTHING
    each = law.benefits.additional
    yen = each.value * months
    return Worked(yen, (step("additional", f"{each.value} × {months}", yen, each.source),))


def transfer_addition(law: Law, born_on: date, year: int) -> Worked:
    """昭和60年改正法附則14条1項: (224,700 × 改定率, to 100 yen) × the rate by birth, to the yen.

    The 改定率 is that of new recipients for everybody. Births since 1966-04-02 have none.
    """
    row = law.benefits.transfer_rates.find(born_on)
    if row is None:
        return NOTHING
    base = law.benefits.additions.at(last_of_fiscal_year(year)).value.spouse
    yen = half_up(base * row.value)
    return Worked(yen, (step("transfer", f"{base} × {written(row.value)}", yen, row.source),))
