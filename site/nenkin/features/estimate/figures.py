"""いまのままなら: what ねんきん定期便 would say, from the record as it stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from nenkin.law.additions import last_month
from nenkin.law.ages import SIXTY, age_on
from nenkin.law.counting import FUND, employees_months
from nenkin.law.estimates import Estimate
from nenkin.law.estimating import estimate
from nenkin.law.lives import AT_65, Child, Life, Scenario, Stretch
from nenkin.law.months import Month, fiscal_year, month_of
from nenkin.law.parameters import Law
from nenkin.law.periods import Kind, Record, Scheme
from nenkin.law.rights import may_be_police, works_beside_special
from nenkin.law.settling import Settled, as_it_is, settle
from nenkin.law.statuses import STATUSES, Standing

FIFTY = 50
ANSWERS, CONDITIONS = "answers", "conditions"  # by questions, by the table of periods
KINDS = SO_FAR, AS_IT_IS = "so-far", "as-it-is"
_POSTPONED = frozenset({Standing.EXEMPT, Standing.STUDENT, Standing.DEFERRED})
_UNPAID = frozenset({Standing.UNPAID, Standing.PARTLY_UNPAID})


@dataclass(frozen=True, slots=True)
class Figure:
    """One estimate with everything that it was worked out from; ``kind`` finds its words."""

    kind: str
    life: Life
    scenario: Scenario
    found: Estimate


@dataclass(frozen=True, slots=True)
class Figures:
    """What a person is shown, the figure that the letter of their age has first.

    ``missing`` names what the record suggests and no figure has in it. ``same`` says why there is
    one figure only; empty where there are two.
    """

    year: int
    shown: tuple[Figure, ...]
    missing: tuple[str, ...]
    same: str


def figures(law: Law, record: Record, today: date) -> Figures:
    """Work out the record so far and, until 60, the present condition; raises as ``estimate`` does.

    The record so far is shown as if the ten years were reached, as the letter does before 50: at 60
    the months are what they are.
    """
    settled, year = settle(record), fiscal_year(month_of(today))
    age, going_on = age_on(record.person.born_on, today), as_it_is(settled)

    def figure(kind: str, life: Life, scenario: Scenario) -> Figure:
        return Figure(kind, life, scenario, estimate(law, life, scenario, year))

    so_far = figure(SO_FAR, settled.life, Scenario(unconditional=age < SIXTY))
    missing = missing_in(law, settled.life, settled)
    if age >= SIXTY or going_on == settled.life:
        same = "sixty" if age >= SIXTY else "nothing-goes-on"
        return Figures(year, (so_far,), missing, same)
    as_now = figure(AS_IT_IS, going_on, Scenario())
    shown = (so_far, as_now) if age < FIFTY else (as_now, so_far)
    return Figures(year, shown, missing, "")


def missing_in(law: Law, life: Life, settled: Settled, *, family: bool = False) -> tuple[str, ...]:
    """Name what a life suggests and its figure has not in it; ``family``: that has been asked for."""
    return tuple(
        name
        for name in _missing(law, life, settled)
        if not (family and name in {"spouse", "child", "transfer"})
    )


def _missing(law: Law, life: Life, settled: Settled) -> Iterator[str]:
    yield from _missing_of_family(law, life)
    if any(one.kind in FUND for one in life.stretches):
        yield "fund"
    if any(one.scheme is Scheme.MUTUAL for one in life.stretches):
        yield "mutual"
    if may_be_police(law, life):
        yield "police"
    if settled.end < life.reaches(AT_65) and works_beside_special(law, life):
        yield "benefit"
    if any(_in_wartime(law, one) for one in life.stretches):
        yield "wartime"
    if settled.overlapping:
        yield "overlap"
    yield from _missing_payments(law, life, settled.end)


def _missing_payments(law: Law, life: Life, now: Month) -> Iterator[str]:
    """Name what is not paid; before 65 what was postponed may be paid back (国民年金法94条)."""
    unpaid, postponed = (_last(life, standings) for standings in (_UNPAID, _POSTPONED))
    if unpaid is not None:
        can_be_paid = unpaid >= now - 1 - law.limits.payable_months
        yield "unpaid" if can_be_paid else "unpaid-over"
    since = now - 12 * law.limits.later_years
    if postponed is not None and postponed >= since and now < life.reaches(AT_65):
        yield "postponed"


def _last(life: Life, standings: frozenset[Standing]) -> Month | None:
    found = (
        one.last
        for one in life.stretches
        if one.status and STATUSES[one.status].standing in standings
    )
    return max(found, default=None)


def _missing_of_family(law: Law, life: Life) -> Iterator[str]:
    months = employees_months(law, life, life.reaches(70 * 12))
    reform = law.benefits.reform
    reformed = life.reaches(AT_65) >= reform.since  # the rights at 65 arise after it
    if months >= law.benefits.conditions.addition:
        yield "spouse"
    else:
        if reformed and months >= reform.child_months:
            yield "child"
        if law.benefits.transfer_rates.find(life.born_on) is not None:
            yield "transfer"
    # 国民年金法27条の6 of 2028-04: its conditions were not to be had, so nothing of it is worked out.
    if reformed and any(_is_kept_at_65(life, child) for child in life.children):
        yield "basic-child"


def _is_kept_at_65(life: Life, child: Child) -> bool:
    return month_of(child.born_on) <= life.reaches(AT_65) < last_month(child)


def _in_wartime(law: Law, one: Stretch) -> bool:
    """Whether a stretch may have 戦時加算; seamen were in 船員保険 then and not in this scheme."""
    wartime = law.benefits.wartime
    underground = one.scheme is Scheme.EMPLOYEES and one.kind is Kind.MINERS_SEAMEN
    return underground and one.first <= wartime.last and one.last >= wartime.first
