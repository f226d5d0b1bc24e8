"""What a correction does to a wife or husband: 加給年金 for the person, 振替加算 after it.

Both hang on one thing of the person's record: 240 months or more of 厚生年金 (厚生年金保険法44条1項・46条6項).
Of the spouse only what the office was told is known; what is missing is named.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from nenkin.law.additions import spouse_addition
from nenkin.law.ages import reached_on
from nenkin.law.basic_pension import transfer_addition
from nenkin.law.estimates import Estimate, Part
from nenkin.law.lives import AT_65, Life, Spouse
from nenkin.law.months import Month, month_of
from nenkin.law.parameters import Law
from nenkin.law.periods import Sex


class Missing(StrEnum):
    """A fact without which something is not worked out, or only as if it were so."""

    SPOUSE = "spouse"  # whether there is one, and born when
    SPOUSE_LONG = (
        "spouse-long"  # whether theirs is 240 months: else no 加給年金 was paid for the person
    )
    SPOUSE_SHORT = "spouse-short"  # whether theirs is below 240 months: else no 振替加算
    PAY = "pay"  # 標準報酬月額 of now, without which nothing is suspended here


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What the spouse is paid for months ``first`` to ``last`` (``None``: for life), yen a year.

    ``part`` is ``SPOUSE`` (加給年金 with 特別加算) or ``TRANSFER`` (振替加算).
    """

    part: Part
    first: Month
    last: Month | None
    before: int
    after: int


def shares(
    law: Law, life: Life, spouse: Spouse, found: Estimate, *, gained: bool
) -> Iterator[Share]:
    """Give what changes for a spouse when the person's 240 months are reached, or lost.

    ``found`` is the estimate with 240 months, ``gained``: that after the correction. Nothing where the
    spouse's own rights have no month left in which it would matter.
    """
    at_65 = month_of(reached_on(spouse.born_on, AT_65 // 12))
    own = life.reaches(AT_65)
    right = found.special_from or own + 1
    if spouse.keeps:
        # 46条6項: theirs is suspended from the first month of the person's own long pension.
        first = max(right, at_65 + 1)
        other = Life(born_on=spouse.born_on, sex=_other(life.sex))
        reformed = law.benefits.reform.holds(first, found.year)
        yen = sum(
            one.yen for one in spouse_addition(law, other, found.year, reformed=reformed).values()
        )
        if first <= own:
            yield _share(Part.SPOUSE, first, own, yen, gone=gained)
    elif spouse.kept and spouse.pension_since is None:
        # 昭和60年改正法附則14条1項: whom the person kept has it from 65 on, for life.
        yen = transfer_addition(law, spouse.born_on, found.year).yen
        if yen:
            yield _share(Part.TRANSFER, max(right, at_65 + 1), None, yen, gone=not gained)


def _share(part: Part, first: Month, last: Month | None, yen: int, *, gone: bool) -> Share:
    before, after = (yen, 0) if gone else (0, yen)
    return Share(part=part, first=first, last=last, before=before, after=after)


def _other(sex: Sex) -> Sex:
    return Sex.FEMALE if sex is Sex.MALE else Sex.MALE
