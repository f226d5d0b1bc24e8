"""The law of a year as NumPy arrays, one line for each class of birth."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from nenkin.bulk.tables import CODES, HALF, MASK, START, Cohort, Tables
from nenkin.law.earnings import GIVEN, MAIN_TABLE, MUTUAL_TABLE, SEAMEN_TABLE

Numbers = NDArray[np.int64]
TABLES = (MAIN_TABLE, SEAMEN_TABLE, MUTUAL_TABLE, GIVEN)
# What a class has, in this order:
FULL, CAPABLE, FRACTIONS, ADDITIONAL, UNIT, UNITS, DIFFERENCE_CAP, MIDDLE_AGED = range(8)
LEAST, OWN_BEFORE, OWN_SINCE, OWNS, FORMER_BEFORE, FORMER_SINCE, FORMERS, NEEDED = range(8, 16)
COUNTED = 16  # sixteen from here on: within 480 and beyond, of each kind of exempt month
WIDTH = 32
# What everybody has:
MULTIPLES, LEAST_UNTIL, LEAST_EMPLOYEES, LEAST_SEAMEN, ENOUGH, NEW_FRACTIONS_SINCE = range(6)
START_OF_SUMS = 6


@dataclass(frozen=True, slots=True)
class Figures:
    """Arrays for the kernel; the sums of both levels stand apart, each within 63 bits."""

    classes: Numbers  # class × WIDTH
    own: Numbers  # class × table × month since START
    former: Numbers
    codes: Numbers  # place of the code → mode, 付加, counts
    multipliers: Numbers  # first, month after the last, what a month counts more
    scalars: Numbers


def figures(tables: Tables) -> Figures:
    """Lay the tables out."""
    cohorts = tables.every_cohort()
    own, former = [], []
    for cohort, born_on in cohorts:
        lines = [tables.rates(cohort, born_on, table).each for table in TABLES]
        own.append([_sums(rate & MASK for rate in line) for line in lines])
        former.append([_sums(rate >> HALF for rate in line) for line in lines])
    least = tables.least_pay
    return Figures(
        np.array([_line(cohort) for cohort, _ in cohorts], dtype=np.int64),
        np.array(own, dtype=np.int64),
        np.array(former, dtype=np.int64),
        np.array([tuple(map(int, code)) for code in CODES.values()], dtype=np.int64),
        np.array(tables.multipliers, dtype=np.int64),
        np.array(
            (
                *(tables.multiples, least.until, least.employees, least.seamen),
                *(tables.conditions.addition, tables.new_fractions_since, START),
            ),
            dtype=np.int64,
        ),
    )


def _sums(rates: Iterable[int]) -> list[int]:
    return list(accumulate(rates, initial=0))


def _line(cohort: Cohort) -> list[int]:
    line = [
        *(cohort.full, cohort.capable, cohort.fractions, cohort.additional),
        *(cohort.unit, cohort.units, cohort.difference_cap, cohort.middle_aged or 0),
        *(cohort.least, *cohort.own, cohort.owns, *cohort.former, cohort.formers, cohort.needed),
        *(share for pair in cohort.counted for share in pair),
    ]
    assert len(line) == WIDTH
    return line
