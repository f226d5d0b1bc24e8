"""Records that may all be one person's (同一人の記録): they do not compete for being the one."""

from collections.abc import Iterable

from nenkin.law.ownerless import OwnerlessRecord, OwnerlessScheme
from nenkin.matching.keys import born_number

# A register and its 旧台帳 are one scheme.
_SCHEMES = {
    OwnerlessScheme.EMPLOYEES_LEDGER: OwnerlessScheme.EMPLOYEES,
    OwnerlessScheme.SEAMEN_LEDGER: OwnerlessScheme.SEAMEN,
}


def groups(records: Iterable[tuple[OwnerlessRecord, int]]) -> list[int]:
    """Say with which record each may be one person's: the place of the first of its group.

    ``records``: the likeliest first, each with a number that those of one name share.
    """
    alike: dict[tuple[int, int], dict[int, list[OwnerlessRecord]]] = {}
    heads = []
    for at, (record, name) in enumerate(records):
        begun = alike.setdefault((name, born_number(record.born)), {})
        head = next((head for head, members in begun.items() if _may_join(record, members)), at)
        begun.setdefault(head, []).append(record)
        heads.append(head)
    return heads


def _may_join(record: OwnerlessRecord, members: Iterable[OwnerlessRecord]) -> bool:
    return all(_of_one_sex(record, one) and time_for_both(record, one) for one in members)


def _of_one_sex(one: OwnerlessRecord, other: OwnerlessRecord) -> bool:
    return one.sex is other.sex or one.sex is None or other.sex is None


def time_for_both(one: OwnerlessRecord, other: OwnerlessRecord) -> bool:
    """Whether one person can have both (期間重複がない).

    Nobody is twice in one scheme in the same month; a month in which somebody goes over from one
    scheme to another counts in both. Months that are not recorded speak against nothing.
    """
    if one.first is None or other.first is None:
        return True
    ends = (each.first if each.last is None else each.last for each in (one, other))
    shared = min(end for end in ends if end is not None) - max(one.first, other.first) + 1
    same = _SCHEMES.get(one.scheme, one.scheme) is _SCHEMES.get(other.scheme, other.scheme)
    return shared <= (0 if same else 1)
