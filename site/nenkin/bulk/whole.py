"""Whole databases: what everybody's record so far is worth from 65, block by block.

Only the record counts, as in ねんきん定期便: no family, no division, no choice but 65; the amounts are those
that are due for life once no work is to come: the last phase of nenkin.bulk.one_person. A life that the
loop leaves is marked ``ASK_ONE_PERSON``: one whose pay no law allows. Memory is that of one block.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from nenkin.bulk.figures import Numbers, figures
from nenkin.bulk.kernel import work_out
from nenkin.bulk.rows import Row, rows
from nenkin.bulk.tables import Tables
from nenkin.law.lives import Life
from nenkin.law.periods import Sex

TEN_YEARS_SINCE = 2017
FIELDS = 6  # as nenkin.bulk.kernel names them


@dataclass(frozen=True, slots=True)
class Block:
    """Persons as arrays: month of birth, sex, class of birth, where the rows of each begin; all rows."""

    born: Numbers
    male: Numbers
    classes: Numbers
    offsets: Numbers
    rows: Numbers


class Database:
    """The law of a year, ready for blocks."""

    def __init__(self, tables: Tables) -> None:
        """Lay the law out in arrays; years before 2017 had other ways to 受給資格期間."""
        if tables.year < TEN_YEARS_SINCE:
            raise ValueError(f"no database is worked out for fiscal year {tables.year}")
        self._tables, self._figures = tables, figures(tables)

    def block(self, lives: Iterable[Life]) -> Block:
        """Give lives as arrays."""
        born, male, classes, offsets = [], [], [], [0]
        found: list[Row] = []
        for life in lives:
            born.append(life.born_in)
            male.append(life.sex is Sex.MALE)
            classes.append(self._tables.place(life.born_on))
            found += rows(self._tables, life)
            offsets.append(len(found))
        return Block(
            np.array(born, dtype=np.int64),
            np.array(male, dtype=np.int64),
            np.array(classes, dtype=np.int64),
            np.array(offsets, dtype=np.int64),
            np.array(found, dtype=np.int64).reshape(-1, 4),
        )

    def work_out(self, block: Block) -> Numbers:
        """Give person × (老齢基礎年金, 付加年金, 報酬比例, 経過的加算, fund, state)."""
        law = self._figures
        out = np.empty((len(block.born), FIELDS), dtype=np.int64)
        work_out(
            *(block.born, block.male, block.classes, block.offsets, block.rows),
            *(law.classes, law.own, law.former, law.codes, law.multipliers, law.scalars),
            out,
        )
        return out
