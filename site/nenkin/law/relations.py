"""For whom somebody may search beside themselves: a helper, or a survivor (遺族), and by which papers.

What the office confirms of it is this project's design; whose survivors count is 国民年金法19条 and
厚生年金保険法37条 (未支給年金).
"""

from collections.abc import Collection
from enum import StrEnum


class RelationKind(StrEnum):
    """As what somebody searches for another person."""

    HELPER = "helper"  # 手伝う人: the other lives and wants it
    SURVIVOR = "survivor"  # 遺族


class Tie(StrEnum):
    """Who they are to the person whose record it is (続柄)."""

    SPOUSE = "spouse"  # 配偶者
    CHILD = "child"
    PARENT = "parent"
    GRANDCHILD = "grandchild"
    GRANDPARENT = "grandparent"
    SIBLING = "sibling"
    RELATIVE = "relative"  # 三親等内の親族
    NONE = "none"  # 家族ではない: helpers alone


class Paper(StrEnum):
    """What a clerk has seen."""

    IDENTITY = "identity"  # who asks is who they say
    REGISTER = "register"  # 戸籍
    MANDATE = "mandate"  # 委任状
    DEATH = "death"  # 死亡診断書 and the like


class Unfit(StrEnum):
    """Why a relation is not confirmed."""

    NO_FAMILY = "no-family"
    SURVIVOR_PAPERS = "survivor-papers"  # not all that a survivor's relation needs
    HELPER_PAPERS = "helper-papers"


_OF_SURVIVOR = frozenset({Paper.IDENTITY, Paper.REGISTER, Paper.DEATH})


def unfit(
    kind: RelationKind, tie: Tie, papers: Collection[Paper], *, invited: bool
) -> tuple[Unfit, ...]:
    """Say everything that is missing for a relation.

    ``invited``: the person has asked them to help with a code (手伝う人), which is their own word.
    """
    if kind is RelationKind.SURVIVOR:
        family = (Unfit.NO_FAMILY,) if tie is Tie.NONE else ()
        return (*family, *(() if set(papers) >= _OF_SURVIVOR else (Unfit.SURVIVOR_PAPERS,)))
    wanted = {Paper.IDENTITY} if invited else {Paper.IDENTITY, Paper.MANDATE}
    return () if set(papers) >= wanted else (Unfit.HELPER_PAPERS,)
