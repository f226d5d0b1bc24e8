"""What a month of 国民年金 counts for in the amount of the basic pension."""

from fractions import Fraction

from nenkin.law.months import Month
from nenkin.law.parameters import Law, NotInForce
from nenkin.law.statuses import STATUSES, Standing

FOREVER: Month = 12 * 9999
_WHOLE = frozenset({Standing.PAID, Standing.CATEGORY_3, Standing.MATERNITY})


def counted_fraction(law: Law, code: str, at: Month) -> Fraction:
    """国民年金法27条: give what a month with this code counts for, from 0 to 1.

    学生納付特例 and 納付猶予 count for nothing, as do months that were not paid; months that are not
    switched yet count for nothing until it is known what they are. Raises ``NotInForce`` for a month
    of 免除 from before that kind of it began.
    """
    status = STATUSES[code]
    if status.standing in _WHOLE:
        return Fraction(1)
    if status.standing is Standing.EXEMPT:
        return law.counted(status.exempt, at).counts
    return Fraction(0)


def lost_share(law: Law, exempt: Fraction, at: Month) -> tuple[Fraction, Month]:
    """Give what a month of 一部免除 would count for with its rest paid, and until when that holds.

    For a month from before that kind of 免除 began, which no right record has, the share to be paid.
    """
    try:
        row = law.counted(exempt, at)
    except NotInForce:
        return 1 - exempt, at
    return row.counts, FOREVER if row.last is None else row.last
