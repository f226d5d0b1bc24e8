"""What each official month code of 国民年金 means in law.

The code is stored as it was read; everything else is derived from it here. Words are in
content/statuses.toml. The legend is that of 「国民年金納付記録の見方」 (features.md B-2).
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Standing(StrEnum):
    """How a month of 国民年金 stands (納付状況)."""

    PAID = "paid"  # 納付済
    CATEGORY_3 = "category-3"  # 第3号: counts as paid, nobody pays
    MATERNITY = "maternity"  # 産前産後免除: counts as paid
    EXEMPT = "exempt"  # 全額免除・一部免除 with its rest paid
    STUDENT = "student"  # 学生納付特例
    DEFERRED = "deferred"  # 納付猶予
    UNPAID = "unpaid"  # 未納
    PARTLY_UNPAID = "partly-unpaid"  # 一部免除の未納
    CATEGORY_3_UNPAID = "category-3-unpaid"  # 第3号未納
    NOT_SWITCHED = "not-switched"  # 納付記録未切替: paid or not is not known yet


class Payment(StrEnum):
    """How the premium was paid; decides whether the amount is known exactly."""

    NONE = "none"
    ORDINARY = "ordinary"  # 納付
    IN_ADVANCE = "in-advance"  # 前納: less a discount
    SET_OFF = "set-off"  # 充当
    LATER = "later"  # 追納, at the amount of then
    LATER_WITH_SURCHARGE = "later-with-surcharge"  # 追納加算
    LATER_AFTER_ADVANCE = "later-after-advance"  # 追納 of the rest; the first part less a discount
    SPECIAL = "special"  # 特例納付


@dataclass(frozen=True, slots=True)
class Status:
    """One code. ``exempt`` is the share of the premium that is waived: 0, 1/4, 1/2, 3/4 or 1.

    ``specific``: 特定期間 after the person's report (附則9条の4の2). We take it that such a month counts
    towards the 10 years and for nothing in the amount, as a month of 学生納付特例 does; that is our
    reading of «特定期間未納» in the legend, not checked, and this field is the one place that says so.
    """

    code: str
    standing: Standing
    payment: Payment = Payment.NONE
    exempt: Fraction = Fraction(0)
    additional: bool = False  # 付加保険料 was paid
    specific: bool = False

    @property
    def counts(self) -> bool:
        """Whether the month counts towards the 10 years (国民年金法5条・26条)."""
        return self.specific or self.standing not in _NOT_COUNTED


_NOT_COUNTED = frozenset(
    {
        Standing.UNPAID,
        Standing.PARTLY_UNPAID,
        Standing.CATEGORY_3_UNPAID,
        Standing.NOT_SWITCHED,
    }
)
_HALF, _QUARTER, _THREE_QUARTERS = Fraction(1, 2), Fraction(1, 4), Fraction(3, 4)

# In the order of the printout's legend: 納付, 前納, 充当, then paid later after each of the three,
# without and with surcharge.
_PARTIAL = (Payment.ORDINARY, Payment.IN_ADVANCE, Payment.SET_OFF)
# After each of the three, first without and then with surcharge.
_LATER = (
    *(Payment.LATER, Payment.LATER_WITH_SURCHARGE),
    *(Payment.LATER_AFTER_ADVANCE, Payment.LATER_WITH_SURCHARGE),
    *(Payment.LATER, Payment.LATER_WITH_SURCHARGE),
)
# The legend writes «ツ=3/4納付» beside «チ=3/4免除未納». We read both as months of 3/4免除 (a quarter
# was to be paid), and フ… as months of 1/4免除: the kana run on (チツテト, ヒフヘホ). This is the one
# place that decides it; it is unverified.
_SERIES = (
    (_HALF, "ア", "イウエ", "オカキクケコ"),
    (_THREE_QUARTERS, "チ", "ツテト", "マミムメモヤ"),
    (_QUARTER, "ヒ", "フヘホ", "ナニヌネノハ"),
)


def _plain() -> list[Status]:
    paid = {
        "A": (Payment.ORDINARY, False),
        "B": (Payment.ORDINARY, True),
        "C": (Payment.ORDINARY, False),
        "P": (Payment.IN_ADVANCE, False),
        "Q": (Payment.IN_ADVANCE, True),
        "G": (Payment.IN_ADVANCE, True),
        "V": (Payment.SET_OFF, False),
        "W": (Payment.SET_OFF, True),
        "T": (Payment.LATER, False),
        "U": (Payment.LATER_WITH_SURCHARGE, False),
        "H": (Payment.SPECIAL, False),
        "K": (Payment.SPECIAL, False),
        "M": (Payment.SPECIAL, False),
        "シ": (Payment.LATER, False),
        "ス": (Payment.LATER_WITH_SURCHARGE, False),
        "ソ": (Payment.LATER, False),
        "タ": (Payment.LATER_WITH_SURCHARGE, False),
    }
    whole = Fraction(1)
    return [
        *(Status(c, Standing.PAID, how, additional=more) for c, (how, more) in paid.items()),
        Status("+", Standing.CATEGORY_3),
        Status("$", Standing.CATEGORY_3, Payment.SPECIAL),
        Status("-", Standing.CATEGORY_3_UNPAID),
        *(Status(code, Standing.UNPAID) for code in "*X"),
        Status("&", Standing.UNPAID, specific=True),
        *(Status(code, Standing.EXEMPT, exempt=whole) for code in "YZRL"),
        Status("D", Standing.MATERNITY, exempt=whole),
        Status("E", Standing.MATERNITY, exempt=whole, additional=True),
        Status("F", Standing.MATERNITY, exempt=whole, additional=True),
        Status("サ", Standing.STUDENT, exempt=whole),
        Status("セ", Standing.DEFERRED, exempt=whole),
        Status("#", Standing.NOT_SWITCHED),
    ]


def _series() -> list[Status]:
    found = []
    for exempt, unpaid, paid, later in _SERIES:
        found.append(Status(unpaid, Standing.PARTLY_UNPAID, exempt=exempt))
        for code, how in zip(paid, _PARTIAL, strict=True):
            found.append(Status(code, Standing.EXEMPT, how, exempt))
        found += [
            Status(code, Standing.PAID, how) for code, how in zip(later, _LATER, strict=False)
        ]
    return found


NOT_INSURED = "/"  # 無資格: the printout's sign for a month that 国民年金 does not have
NOT_SWITCHED = "#"
STATUSES = {status.code: status for status in (*_plain(), *_series())}
