"""The compiled pieces of the loop over persons: months, sums and amounts, in 64-bit integers."""

from numba import njit

from nenkin.bulk import figures as at
from nenkin.bulk import rows as of
from nenkin.bulk.figures import Numbers
from nenkin.law.earnings import (
    BEFORE,
    FROM,
    FROM_2003,
    GIVEN,
    LAST_EXTRA,
    MAIN_TABLE,
    MUTUAL_TABLE,
    NEW_SEAMEN,
    NEW_THIRD,
    OLD_MUTUAL_UNTIL,
    OLD_THIRD,
    SEAMEN_TABLE,
)
from nenkin.law.proportional import FIRST_MEAN_MONTHS, FIRST_MEAN_UNTIL, OLD_MEAN_UNTIL

MOST_MEAN = 2_000_000  # far above any; with more, products might not fit into 63 bits
# Of each kind and group: today's and the former sum, months in the mean; the same of months that stand
# in none; unrevalued pay in funds; whether the last month's mean was given.
OWN, FORMER, INSIDE, OUT_OWN, OUT_FORMER, OUTSIDE, IN_FUND, LAST_GIVEN = range(8)
# Of each kind: months in 1/multiples, those from 20 to 60, months still to be left out, any mean given.
INSURED, WITHIN, SKIP, ANY_GIVEN = range(4)
_BREAKS = (OLD_MEAN_UNTIL + 1, OLD_MUTUAL_UNTIL + 1, NEW_SEAMEN, LAST_EXTRA + 1, FROM_2003)
AT_70 = 840
THREE = 3


@njit(cache=True, inline="always")
def beyond(multipliers: Numbers, first: int, end: int) -> int:
    """昭和60年改正法附則47条: give what months of 第3種 count beyond their number, in 1/multiples."""
    found = 0
    for k in range(len(multipliers)):
        within = min(end, multipliers[k, 1]) - max(first, multipliers[k, 0])
        found += max(within, 0) * multipliers[k, 2]
    return found


@njit(cache=True, inline="always")
def qualified(
    rows: Numbers,
    low: int,
    high: int,
    birth: int,
    needed: int,
    codes: Numbers,
    multipliers: Numbers,
    multiples: int,
) -> int:
    """国民年金法26条: give the first month before which there are enough months, 0 where there are none."""
    had = 0
    for place in range(low, high):
        first, end, code = rows[place, 0], rows[place, 1], rows[place, 3]
        third = code & of.THIRD
        if code & of.EMPLOYED:
            end = min(end, birth + AT_70)
        elif code != of.COMPLEMENTARY and not codes[code, 2]:
            continue
        if code & of.BONUS or end <= first:
            continue
        more = (end - first) * multiples + (beyond(multipliers, first, end) if third else 0)
        if had + more < needed:
            had += more
            continue
        if not third:
            return int(first + (needed - had + multiples - 1) // multiples)
        month = first
        while had + (month - first) * multiples + beyond(multipliers, first, month) < needed:
            month += 1
        return int(month)
    return 0


@njit(cache=True, inline="always")
def months_left_out(rows: Numbers, low: int, high: int, months: Numbers) -> None:
    """昭和44年改正法附則4条: count the months of each kind that stand in no mean; see nenkin.law.proportional."""
    if low == high or rows[low, 0] > OLD_MEAN_UNTIL:
        return
    months[:, SKIP] = -FIRST_MEAN_MONTHS
    for place in range(low, high):
        code = rows[place, 3]
        if code & of.EMPLOYED and not code & (of.BONUS | of.NO_PAY):
            until = min(rows[place, 1], FIRST_MEAN_UNTIL + 1)
            number = (code // of.NUMBER) & THREE
            months[number, SKIP] += max(until - rows[place, 0], 0)


@njit(cache=True, inline="always")
def table_of(code: int, first: int) -> int:
    if code & of.GIVEN_MEAN:
        return GIVEN
    if code & of.SEAMEN and first < NEW_SEAMEN:
        return SEAMEN_TABLE
    return MUTUAL_TABLE if code & of.MUTUAL and first <= OLD_MUTUAL_UNTIL else MAIN_TABLE


@njit(cache=True, inline="always")
def group_of(code: int, first: int) -> int:
    if first >= FROM_2003:
        return FROM
    if code & of.THIRD and first <= LAST_EXTRA:
        return OLD_THIRD if first < NEW_SEAMEN else NEW_THIRD
    return BEFORE


@njit(cache=True, inline="always")
def earn(
    first: int,
    end: int,
    pay: int,
    code: int,
    number: int,
    born_in: int,
    own: Numbers,
    former: Numbers,
    scalars: Numbers,
    sums: Numbers,
    months: Numbers,
) -> None:
    """Add a stretch or a bonus to the sums, piece by piece where group, table or least pay change."""
    start, least_until = scalars[at.START_OF_SUMS], scalars[at.LEAST_UNTIL]
    while first < end:
        after = end
        if first < FROM_2003:
            if first <= least_until:
                after = min(after, least_until + 1)
            for k in range(len(_BREAKS)):
                if first < _BREAKS[k] < after:
                    after = _BREAKS[k]
            if first <= OLD_MEAN_UNTIL and months[number, SKIP] > 0:
                after = min(after, first + months[number, SKIP])
        table, group, here = table_of(code, first), group_of(code, first), pay
        if first <= least_until:
            here = max(pay, scalars[at.LEAST_SEAMEN if code & of.SEAMEN else at.LEAST_EMPLOYEES])
        today = here * (own[born_in, table, after - start] - own[born_in, table, first - start])
        before = here * (
            former[born_in, table, after - start] - former[born_in, table, first - start]
        )
        count = 0 if code & of.BONUS else after - first
        if first <= OLD_MEAN_UNTIL and months[number, SKIP] > 0:
            months[number, SKIP] -= count
            sums[number, group, OUT_OWN] += today
            sums[number, group, OUT_FORMER] += before
            sums[number, group, OUTSIDE] += count
        else:
            sums[number, group, OWN] += today
            sums[number, group, FORMER] += before
            sums[number, group, INSIDE] += count
        if code & of.FUND:
            sums[number, group, IN_FUND] += here * (after - first)
        if count:
            sums[number, group, LAST_GIVEN] = table == GIVEN
            months[number, ANY_GIVEN] |= table == GIVEN
        first = after


@njit(cache=True, inline="always")
def basic(classes: Numbers, born_in: int, paid: int, exempt: Numbers) -> int:
    """国民年金法27条: fill 加入可能月数 in the order of the law."""
    capable, fractions = classes[born_in, at.CAPABLE], classes[born_in, at.FRACTIONS]
    room = capable - min(paid, capable)
    counted = min(paid, capable) * fractions
    for k in range(8):
        within = min(exempt[k], room)
        room -= within
        counted += within * classes[born_in, at.COUNTED + 2 * k]
        counted += (exempt[k] - within) * classes[born_in, at.COUNTED + 2 * k + 1]
    parts = capable * fractions
    return int((2 * classes[born_in, at.FULL] * min(counted, parts) + parts) // (2 * parts))


@njit(cache=True, inline="always")
def difference(classes: Numbers, born_in: int, insured: int, within: int, multiples: int) -> int:
    """昭和60年改正法附則59条2項: give 経過的加算 of one kind."""
    months = min(insured, classes[born_in, at.DIFFERENCE_CAP] * multiples)
    parts = classes[born_in, at.UNITS] * multiples
    exact = (
        classes[born_in, at.UNIT] * months * classes[born_in, at.CAPABLE]
        - classes[born_in, at.FULL] * within * parts
    )
    parts *= classes[born_in, at.CAPABLE]
    return int(max((2 * exact + parts) // (2 * parts), 0))


@njit(cache=True, inline="always")
def proportional(
    classes: Numbers,
    born_in: int,
    sums: Numbers,
    number: int,
    given: int,
    multipliers: Numbers,
    multiples: int,
) -> tuple[int, int]:
    """厚生年金保険法43条: give 報酬比例 of one kind and the fund's share; below 0: too large to be sure."""
    today = before = fund = 0
    for group in range(4):
        count, inside = (
            sums[number, group, INSIDE] + sums[number, group, OUTSIDE],
            sums[number, group, INSIDE],
        )
        own, former = sums[number, group, OWN], sums[number, group, FORMER]
        if not count:
            continue
        if not inside:  # a group that is left out whole keeps its own mean
            inside, own, former = (
                count,
                sums[number, group, OUT_OWN],
                sums[number, group, OUT_FORMER],
            )
        times, since = multiples, int(group == FROM)
        if group == OLD_THIRD:
            times += beyond(multipliers, NEW_SEAMEN - 1, NEW_SEAMEN)
        elif group == NEW_THIRD:
            times += beyond(multipliers, NEW_SEAMEN, NEW_SEAMEN + 1)
        mean = (2 * own + 1000 * inside) // (2000 * inside)
        old = (2 * former + 1000 * inside) // (2000 * inside)
        if max(mean, old) > MOST_MEAN:
            return -1, 0
        if mean < classes[born_in, at.LEAST] and not since and not sums[number, group, LAST_GIVEN]:
            mean = classes[born_in, at.LEAST]
        today += mean * classes[born_in, at.OWN_BEFORE + since] * count * times
        before += old * classes[born_in, at.FORMER_BEFORE + since] * count * times
        fund += sums[number, group, IN_FUND] * classes[born_in, at.OWN_BEFORE + since] * times
    scale = classes[born_in, at.OWNS] * multiples
    yen, share = (2 * today + scale) // (2 * scale), (2 * fund + scale) // (2 * scale)
    scale = classes[born_in, at.FORMERS] * multiples
    return (yen if given else max(yen, (2 * before + scale) // (2 * scale))), share
