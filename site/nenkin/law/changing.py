"""What if: periods put into a life, such as those of a record that was found or months that are paid."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from nenkin.law.estimates import Estimate
from nenkin.law.estimating import estimate
from nenkin.law.lives import Life, Scenario, Stretch
from nenkin.law.months import Month
from nenkin.law.parameters import Law

Added = tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Gains:
    """What each of ``added``, put into ``life`` by itself, adds: ``yearly``, yen a year for life.

    ``before`` is the estimate of the life alone, ``after`` those with each of ``added`` in it.
    """

    life: Life
    scenario: Scenario
    year: int
    added: tuple[Added, ...]
    before: Estimate
    after: tuple[Estimate, ...]

    @property
    def yearly(self) -> tuple[int, ...]:
        """Give what each adds, in yen a year, once all parts are due."""
        return tuple(for_life(one) - for_life(self.before) for one in self.after)


def gains(law: Law, life: Life, scenario: Scenario, year: int, added: Sequence[Added]) -> Gains:
    """Work out what stretches add to a life; raises as ``estimate`` does.

    To ask what they add to who does not reach 受給資格期間, the scenario is ``unconditional``.
    """
    return Gains(
        life=life,
        scenario=scenario,
        year=year,
        added=tuple(added),
        before=estimate(law, life, scenario, year),
        after=tuple(estimate(law, put_in(life, *one), scenario, year) for one in added),
    )


def for_life(found: Estimate) -> int:
    """Give the amount of a year that is paid in the end, in yen; 0 where nothing is due."""
    return found.phases[-1].yearly if found.phases else 0


def put_in(life: Life, *added: Stretch) -> Life:
    """Put stretches into a life; each takes the place of whatever had its months before."""
    stretches = life.stretches
    for one in added:
        rest = _without(stretches, one.first, one.last)
        stretches = tuple(sorted((*rest, one), key=lambda stretch: stretch.first))
    return replace(life, stretches=stretches)


def _without(stretches: tuple[Stretch, ...], first: Month, last: Month) -> tuple[Stretch, ...]:
    kept = []
    for stretch in stretches:
        if stretch.last < first or stretch.first > last:
            kept.append(stretch)
            continue
        if stretch.first < first:
            kept.append(replace(stretch, last=first - 1))
        if stretch.last > last:
            kept.append(replace(stretch, first=last + 1))
    return tuple(kept)
