"""What if: months put into a life or taken out of it, so that what they add can be worked out."""

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


def take_out(life: Life, first: Month, last: Month) -> Life:
    """Take months out of a life, with the bonuses in them."""
    return replace(
        life,
        stretches=_without(life.stretches, first, last),
        bonuses=tuple(bonus for bonus in life.bonuses if not first <= bonus.month <= last),
    )


def paid(life: Life, at: Month, status: str) -> Life:
    """Give the life with one month of 国民年金 as it would stand once it is paid; else as it is."""
    for stretch in life.stretches:
        if stretch.first <= at <= stretch.last and stretch.status is not None:
            return put_in(life, replace(stretch, first=at, last=at, status=status))
    return life


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
