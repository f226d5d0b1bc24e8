"""The compiled loop over persons: the amounts for life from 65, from rows, in 64-bit integers."""

import numpy as np
from numba import njit

from nenkin.bulk import figures as at
from nenkin.bulk import rows as of
from nenkin.bulk.figures import Numbers
from nenkin.bulk.kernel_parts import (
    ANY_GIVEN,
    AT_70,
    INSURED,
    THREE,
    WITHIN,
    basic,
    beyond,
    difference,
    earn,
    months_left_out,
    proportional,
    qualified,
)
from nenkin.bulk.tables import WHOLE
from nenkin.law.proportional import OLD_MEAN_UNTIL

# What comes out for a person, in this order:
BASIC, ADDITIONAL, PROPORTIONAL, DIFFERENCE, FUND, STATE = range(6)
WORKED_OUT, NOT_QUALIFIED, ASK_ONE_PERSON = range(3)
_AT_20, _AT_35, _AT_40, _AT_60, _AT_65 = 240, 420, 480, 720, 780
_NATIONAL_BEGAN = 12 * 1961 + 3


@njit(cache=True)
def _employees(
    person: int,
    born_in: int,
    classes: Numbers,
    sums: Numbers,
    months: Numbers,
    multipliers: Numbers,
    multiples: int,
    out: Numbers,
) -> int:
    """Add up the kinds of employees' insurance; gives the state."""
    for number in range(4):
        if months[number, INSURED]:
            yen, fund = proportional(
                classes, born_in, sums, number, months[number, ANY_GIVEN], multipliers, multiples
            )
            if yen < 0:
                return ASK_ONE_PERSON
            out[person, PROPORTIONAL] += yen
            out[person, FUND] += fund
            out[person, DIFFERENCE] += difference(
                classes, born_in, months[number, INSURED], months[number, WITHIN], multiples
            )
    return WORKED_OUT


@njit(cache=True)
def _one(
    person: int,
    birth: int,
    male: int,
    born_in: int,
    low: int,
    high: int,
    rows: Numbers,
    classes: Numbers,
    own: Numbers,
    former: Numbers,
    codes: Numbers,
    multipliers: Numbers,
    scalars: Numbers,
    sums: Numbers,
    months: Numbers,
    exempt: Numbers,
    out: Numbers,
) -> int:
    """Work out one person; gives the state."""
    multiples = scalars[at.MULTIPLES]
    right = qualified(
        rows,
        low,
        high,
        birth,
        classes[born_in, at.NEEDED] * multiples,
        codes,
        multipliers,
        multiples,
    )
    if not right or right > birth + AT_70 + 1:
        return NOT_QUALIFIED
    right = max(right, birth + _AT_65)
    from_20, to_60 = max(birth + _AT_20, _NATIONAL_BEGAN), birth + _AT_60
    since_35 = birth + _AT_35
    since_40 = birth + _AT_40 if male else since_35
    months_left_out(rows, low, high, months)
    paid = additional = later = thirds = 0
    for place in range(low, high):
        first, end, code = rows[place, 0], rows[place, 1], rows[place, 3]
        if not code & of.EMPLOYED:
            end = min(end, right)
            if code == of.COMPLEMENTARY or end <= first:
                continue
            mode, count = codes[code, 0], end - first
            additional += count * codes[code, 1]
            if mode == WHOLE:
                paid += count
            elif mode >= 0:
                new = max(end - max(first, scalars[at.NEW_FRACTIONS_SINCE]), 0)
                exempt[2 * mode] += new
                exempt[2 * mode + 1] += count - new
            continue
        end = min(end, birth + AT_70)
        if end <= first:
            continue
        number = (code // of.NUMBER) & THREE
        if not code & of.NO_PAY:
            if code & of.FUND and first <= OLD_MEAN_UNTIL:
                return ASK_ONE_PERSON  # there were no funds then
            earn(
                first,
                end,
                rows[place, 2],
                code,
                number,
                born_in,
                own,
                former,
                scalars,
                sums,
                months,
            )
        if code & of.BONUS:
            continue
        third = code & of.THIRD
        months[number, INSURED] += (end - first) * multiples
        within = max(min(end, to_60) - max(first, from_20), 0)
        months[number, WITHIN] += within
        paid += within
        if number == 0 and end > since_40:
            later += (end - max(first, since_40)) * multiples
        if third:
            months[number, INSURED] += beyond(multipliers, first, end)
            later += beyond(multipliers, max(first, since_40), end)
            if end > since_35:
                thirds += (end - max(first, since_35)) * multiples
                thirds += beyond(multipliers, max(first, since_35), end)
    enough, least = scalars[at.ENOUGH] * multiples, classes[born_in, at.MIDDLE_AGED] * multiples
    if least and 0 < months[0, INSURED] < enough and max(later, thirds) >= least:
        months[0, INSURED] = enough  # 中高齢の特例
    out[person, BASIC], out[person, ADDITIONAL] = (
        basic(classes, born_in, paid, exempt),
        additional * classes[born_in, at.ADDITIONAL],
    )
    return _employees(person, born_in, classes, sums, months, multipliers, multiples, out)


@njit(nogil=True, cache=True)
def work_out(
    born: Numbers,
    male: Numbers,
    classes_of: Numbers,
    offsets: Numbers,
    rows: Numbers,
    classes: Numbers,
    own: Numbers,
    former: Numbers,
    codes: Numbers,
    multipliers: Numbers,
    scalars: Numbers,
    out: Numbers,
) -> None:
    """Fill ``out`` (person × 6) from rows; ``offsets`` has where each person's rows begin, and the end."""
    sums, months = np.zeros((4, 4, 8), np.int64), np.zeros((4, 4), np.int64)
    exempt = np.zeros(8, np.int64)
    for person in range(len(born)):
        sums[:], months[:], exempt[:] = 0, 0, 0
        out[person] = 0
        state = _one(
            person,
            born[person],
            male[person],
            classes_of[person],
            offsets[person],
            offsets[person + 1],
            rows,
            classes,
            own,
            former,
            codes,
            multipliers,
            scalars,
            sums,
            months,
            exempt,
            out,
        )
        if state != WORKED_OUT:
            out[person] = 0
        out[person, STATE] = state
