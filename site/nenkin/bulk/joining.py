"""Lines of months and amounts laid over each other."""

from collections.abc import Sequence
from typing import TypeAlias

from nenkin.bulk.lines import NO_EMPLOYEES, Entry, Yen
from nenkin.bulk.tables import NEVER
from nenkin.law.estimates import Part
from nenkin.law.months import Month

PARTS = tuple(Part)  # the order of the yen in a phase
Phase: TypeAlias = tuple[Month, Month | None, Yen, int]  # first, last, a yen for each part, fund
Parts: TypeAlias = tuple[Month, Yen, int]  # from which month; some of the parts; fund

NO_BASIC: Yen = (0,) * 5
_NO_PARTS = NO_BASIC + NO_EMPLOYEES


def changed(line: list[Entry], change: int) -> list[Entry]:
    """Give a line with what an early or late claim changes."""
    if not change:
        return line
    return [
        (at, (*parts[:3], change, *parts[4:]), fund, spouse, children)
        for at, parts, fund, spouse, children in line
    ]


def since(first: Month, line: list[Entry]) -> list[Entry]:
    """Give a line as it is from a month on."""
    if len(line) == 1:
        return [(first, *line[0][1:])] if line[0][0] <= first else line
    running = [entry for entry in line if entry[0] <= first]
    after = [entry for entry in line if entry[0] > first]
    return [(first, *entry[1:]) for entry in running[-1:]] + after


def paid_since(first: Month, line: list[Parts]) -> list[Parts]:
    """Do the same for parts."""
    running = [entry for entry in line if entry[0] <= first]
    after = [entry for entry in line if entry[0] > first]
    return [(first, parts, fund) for _, parts, fund in running[-1:]] + after


def in_arrears(line: Sequence[Parts], made: Month) -> int:
    """Give twelve times what a line is worth until a month."""
    total = 0
    for place, (first, parts, _) in enumerate(line):
        after = line[place + 1][0] if place + 1 < len(line) else NEVER
        total += sum(parts) * max(min(after, made + 1) - first, 0)
    return total


def merged(basics: list[Parts], employees: list[Parts]) -> tuple[Phase, ...]:
    """Give the phases in which neither line changes."""
    phases: list[Phase] = []
    i = j = fund = start = old_fund = 0
    basic, own, old = NO_BASIC, NO_EMPLOYEES, _NO_PARTS
    ends, ends_own = len(basics), len(employees)
    while i < ends or j < ends_own:
        at = basics[i][0] if i < ends else NEVER
        if j < ends_own and employees[j][0] <= at:
            if employees[j][0] == at:
                basic = basics[i][1]
                i += 1
            at, own, fund = employees[j]
            j += 1
        else:
            basic = basics[i][1]
            i += 1
        parts = basic + own
        if parts == old and fund == old_fund:
            continue
        if old != _NO_PARTS:
            phases.append((start, at - 1, old, old_fund))
        start, old, old_fund = at, parts, fund
    if old != _NO_PARTS:
        phases.append((start, None, old, old_fund))
    return tuple(phases)
