"""On which days of birth the figures of a year change."""

from collections.abc import Iterator
from datetime import date

from nenkin.law.months import first_of_fiscal_year, last_of_fiscal_year
from nenkin.law.parameters import Law

SPECIAL_SINCE = date(1934, 4, 1)  # 昭和60年改正附則60条2項: born later


def bounds(law: Law, year: int) -> Iterator[date]:
    """Give every last day of birth at which any figure of the year changes."""
    benefits = law.benefits
    april, march = first_of_fiscal_year(year), last_of_fiscal_year(year)
    days: list[date | None] = []
    days += [row.until for row in benefits.capable_months.rows]
    days += [row.until for row in benefits.transfer_rates.rows]
    days += [row.until for row in benefits.mean_floors.rows]
    days += [row.until for row in benefits.fixed_multipliers.rows]
    days += [row.until for row in benefits.fixed_caps.rows]
    days += [row.until for row in benefits.difference_caps.rows]
    days += [row.until for row in benefits.middle_aged.rows]
    days += [row.until for row in benefits.special_additions.at(march).value.rows]
    for ages in (*benefits.proportional_ages.values(), *benefits.fixed_ages.values()):
        days += [row.until for row in ages.rows]
    days += [row.until for row in benefits.multipliers.rows]
    days += [row.until for table in (benefits.early, benefits.late) for row in table.rows]
    days += [row.born_until for row in law.shortened]
    for table in (benefits.revaluation, benefits.revaluation_seamen, benefits.revaluation_mutual):
        days += table.born_until
    for at in (april, march):
        amounts = benefits.full_amounts.at(at).value
        days.append(amounts.yen.existing_until)
        if amounts.rate is not None:
            days.append(amounts.rate.existing_until)
    days.append(benefits.fixed_units.at(march).value.existing_until)
    days.append(benefits.former_rates.at(april).value.existing_until)
    days += [benefits.claims_by_age.born_until, SPECIAL_SINCE]
    return (day for day in days if day is not None)
