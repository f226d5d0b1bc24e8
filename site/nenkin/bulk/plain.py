"""The short way for most lives: no family, and nothing that changes after 65."""

from typing import TypeAlias

from nenkin.bulk.amounts import Amounts
from nenkin.bulk.joining import Phase, merged
from nenkin.bulk.lines import NO_EMPLOYEES, Entry, Lines
from nenkin.law.months import Month

Outcome: TypeAlias = tuple[tuple[Phase, ...], int]  # phases, arrears
Claim: TypeAlias = tuple[Month, Month, Month, int]  # right, made, first month paid, months waited
# Phases before 65, then what is due at 65: 老齢基礎年金, 付加年金, 報酬比例, 経過的加算; fund.
Plain: TypeAlias = tuple[tuple[Phase, ...], int, int, int, int, int]


def plainly(facts: Amounts, claim: Claim, plain: Plain) -> Outcome:
    """Give a claim at 65 or later of who has no family, and no work after 65 that changes anything."""
    phases, yen, additional, earned, rest, fund = plain
    cohort = facts.cohort
    share, scale, unit = cohort.late[claim[3]], cohort.changes, facts.tables.unit
    half = scale * unit
    change = (2 * yen * share + half) // (2 * half) * unit
    more = (2 * additional * share + half) // (2 * half) * unit if additional else 0
    own = (2 * (earned + rest) * share + scale) // (2 * scale)
    parts = (yen, change, additional, more, 0, earned, 0, rest, own, 0, 0, 0, 0)
    return (*phases, (claim[2], None, parts, fund)), 0


def plainly_early(facts: Amounts, lines: Lines, claim: Claim, plain: Plain) -> Outcome | None:
    """Give a claim before 65 of the same, without 特別支給; ``None`` where that is not all."""
    right, made, _, wait = claim
    first = facts.first_insured
    if facts.special or lines.has_job_benefits or (facts.qualified or 0) > made:
        return None
    if first is not None and first >= made:
        return None
    _, _, _, earned_65, rest_65, fund_65 = plain
    yen, additional = facts.basic(made)
    earned, rest, fund = facts.sums(made)
    if not yen or (facts.last_work > made and not lines.stays_whole(max(earned, earned_65))):
        return None
    share, scale, unit = facts.cohort.early[-wait], facts.cohort.changes, facts.tables.unit
    half = scale * unit
    change = -((2 * yen * share + half) // (2 * half) * unit)
    more = -((2 * additional * share + half) // (2 * half) * unit) if additional else 0
    own = -((2 * (earned + rest) * share + scale) // (2 * scale))
    phases: list[Phase] = []
    at = made + 1
    if (earned, rest, fund) != (earned_65, rest_65, fund_65):
        parts = (yen, change, additional, more, 0, earned, 0, rest, own, 0, 0, 0, 0)
        phases.append((at, right, parts, fund))
        at = right + 1
    parts = (yen, change, additional, more, 0, earned_65, 0, rest_65, own, 0, 0, 0, 0)
    phases.append((at, None, parts, fund_65))
    return tuple(phases), 0


def find_plain(facts: Amounts, lines: Lines, right: Month, young: list[Entry]) -> Plain | None:
    """Give what all claims have in common, where the months after 65 are all alike."""
    if lines.has_family:
        return None
    line = lines.later(right, 0)
    if len(line) > 1 or lines.suspends_after(right):
        return None
    before = [entry[:3] for entry in young]
    if before:
        before.append((right + 1, NO_EMPLOYEES, 0))
    yen, additional = facts.basic(right)
    _, parts, fund, _, _ = line[0]
    if facts.sums(right) != (parts[0], parts[2], fund):
        return None
    if not yen:  # so the first phase from 65 on differs from the last before it
        return None
    return merged([], before), yen, additional, parts[0], parts[2], fund
