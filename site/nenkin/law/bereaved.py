"""What is left to a family when months of somebody who has died are found (未支給年金, 遺族厚生年金).

The table itself is data (data/bereaved.toml); nothing here is worked out in yen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Kin(StrEnum):
    """What the claimant was to who died (続柄)."""

    SPOUSE = "spouse"
    CHILD = "child"
    PARENT = "parent"
    GRANDCHILD = "grandchild"
    GRANDPARENT = "grandparent"
    SIBLING = "sibling"
    RELATIVE = "relative"  # その他の三親等内の親族


class Paper(StrEnum):
    """A paper that a claim needs."""

    CERTIFICATE = "certificate"  # 年金証書 of who died
    REGISTER = "register"  # 戸籍謄本, or 法定相続情報一覧図の写し
    HOUSEHOLD = "household"  # 世帯全員の住民票の写し
    REMOVED = "removed"  # 住民票の除票 of who died
    BANK = "bank"  # 通帳
    NUMBER = "number"  # マイナンバーのわかる物
    LIVELIHOOD = "livelihood"  # 生計同一関係に関する申立書
    INCOME = "income"  # 収入のわかる物
    SCHOOL = "school"  # 在学証明書 or income of a child
    DEATH = "death"  # 死亡診断書の写し


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One of the two: who is in line, in order, and the papers."""

    order: Sequence[Kin]
    papers: Sequence[Paper]
    apart: Sequence[Paper]  # where they lived in another household
    of_child: Sequence[Paper] = ()

    def needs(self, kin: Kin, *, apart: bool) -> tuple[Paper, ...]:
        """Give the papers of a claimant; nothing for whom the law does not name."""
        if kin not in self.order:
            return ()
        young = self.of_child if kin in {Kin.CHILD, Kin.GRANDCHILD} else ()
        return (*self.papers, *young, *(self.apart if apart else ()))

    def before(self, kin: Kin) -> tuple[Kin, ...]:
        """Give who is in line before them: while one of those is there, they get nothing."""
        return tuple(self.order[: self.order.index(kin)]) if kin in self.order else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ages:
    """遺族厚生年金: from which age (``elder``: husband, parents), paid from when, to which age (a child)."""

    elder: int
    paid: int
    child: int
    disabled: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bereaved:
    """Both claims, and within how many years they are made."""

    unpaid: Claim
    survivors: Claim
    ages: Ages
    years: int
    by_number: frozenset[Paper]
