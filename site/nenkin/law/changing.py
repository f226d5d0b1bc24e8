"""What if: periods put into a life, such as those of a record that was found."""

from dataclasses import replace

from nenkin.law.lives import Life, Stretch
from nenkin.law.months import Month


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
