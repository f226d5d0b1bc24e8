"""What somebody was told: an estimate with all that it was worked out from, as JSON that can be read again.

Written once and read for decades: fields may be added with a default, none may change its meaning.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import msgspec

from nenkin.law.changing import Gains, for_life, gains
from nenkin.law.estimates import Estimate, Notice, Part, Refused
from nenkin.law.estimating import estimate
from nenkin.law.lives import AT_65, Life, Scenario, Stretch
from nenkin.law.months import Month
from nenkin.law.parameters import Law


class CannotRead(Exception):
    """A text that no version of this file has written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """All that an amount follows from, beside the law: the life, what is claimed, the year's money.

    ``added``: where it was told what periods add, each of those that were put into the life.
    ``ages``: where it was told by start age (繰上げ・繰下げ), each age in months; of both parts alike.
    ``bare``: amounts alone were told, without what is to be said beside them (``Told.notices``).
    """

    life: Life
    scenario: Scenario
    year: int
    added: tuple[tuple[Stretch, ...], ...] = ()
    ages: tuple[int, ...] = ()
    bare: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldPhase:
    """Yen a year by part from ``first`` to ``last`` (``None``: for life), as they were shown."""

    first: Month
    last: Month | None
    parts: Mapping[Part, int]
    approximate: tuple[Part, ...] = ()
    fund: int = 0

    @property
    def yearly(self) -> int:
        """Give the whole amount of a year in yen."""
        return sum(self.parts.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An estimate without its steps: those follow from the inputs and the versions of law and numbers.

    ``adds``: yen a year for life that each of ``Inputs.added`` adds to it. ``by_age``: each of
    ``Inputs.ages`` with yen a year for life from then on, ``None`` where it cannot begin then; there
    are no ``phases`` beside it.
    """

    phases: tuple[ToldPhase, ...]
    arrears: int = 0
    notices: tuple[Notice, ...] = ()
    adds: tuple[int, ...] = ()
    by_age: tuple[tuple[int, int | None], ...] = ()

    @property
    def for_life(self) -> int:
        """Give the amount of a year that is paid in the end, in yen."""
        return self.phases[-1].yearly if self.phases else 0

    @property
    def headline(self) -> int:
        """Give what stands for all: what is added, the amount from 65 on, or the amount of a year."""
        if self.by_age:
            return dict(self.by_age).get(AT_65) or 0
        return self.adds[0] if self.adds else self.for_life


@dataclass(frozen=True, slots=True)
class Difference:
    """Months from ``first`` on, until the next difference, in which another amount is due now."""

    first: Month
    before: int
    now: int


def inputs_of(found: Gains) -> Inputs:
    """Give what gains are worked out from."""
    return Inputs(life=found.life, scenario=found.scenario, year=found.year, added=found.added)


def told_gains(found: Gains) -> Told:
    """Give what of gains is kept: the estimate before, and what each adds."""
    return told(found.before, found.yearly)


def work_again(law: Law, inputs: Inputs, year: int | None = None) -> Told:
    """Work out what would be told now, in another year's money if wished; raises as ``estimate`` does."""
    year = inputs.year if year is None else year
    if inputs.ages:
        return told_by_age({age: _from_age(law, inputs, year, age) for age in inputs.ages})
    found = told_gains(gains(law, inputs.life, inputs.scenario, year, inputs.added))
    return replace(found, notices=()) if inputs.bare else found


def told_by_age(yearly: Mapping[int, int | None]) -> Told:
    """Give what is kept of amounts by start age (in months)."""
    return Told(phases=(), by_age=tuple(sorted(yearly.items())))


def _from_age(law: Law, inputs: Inputs, year: int, age: int) -> int | None:
    scenario = replace(inputs.scenario, basic=age, employees=age)
    try:
        return for_life(estimate(law, inputs.life, scenario, year))
    except Refused:
        return None


def told(found: Estimate, adds: tuple[int, ...] = ()) -> Told:
    """Give what of an estimate is kept."""
    return Told(
        phases=tuple(
            ToldPhase(
                first=phase.first,
                last=phase.last,
                parts={amount.part: amount.yen for amount in phase.amounts},
                approximate=tuple(one.part for one in phase.amounts if one.approximate),
                fund=phase.fund,
            )
            for phase in found.phases
        ),
        arrears=found.arrears,
        notices=tuple(sorted(found.notices)),
        adds=adds,
    )


def write_inputs(inputs: Inputs) -> str:
    """Write inputs; the same inputs always become the same text."""
    return _written(inputs, *_LATER)


# What is of later files only, as it is written where it is empty.
_LATER = (
    *('"added":[],', '"ages":[],', '"bare":false,', '"police":false,', '"seeking":null,'),
    ',"wage_at_60":null',
)


def write_told(one: Told) -> str:
    """Write a result."""
    return _written(one, '"adds":[],', '"by_age":[],')


def _written(one: Inputs | Told, *empty: str) -> str:
    """Write with the names in order; what is of later files only is left out where it is empty."""
    text = msgspec.json.encode(one, order="sorted").decode()
    for (
        nothing
    ) in empty:  # no text that people typed is in these, and no other field has these names
        text = text.replace(nothing, "", 1)
    return text


def read_inputs(text: str) -> Inputs:
    """Read what ``write_inputs`` wrote; raises ``CannotRead``."""
    try:
        return msgspec.json.decode(text, type=Inputs)
    except (msgspec.MsgspecError, ValueError) as error:
        raise CannotRead(f"inputs: {error}") from error


def read_told(text: str) -> Told:
    """Read what ``write_told`` wrote; raises ``CannotRead``."""
    try:
        return msgspec.json.decode(text, type=Told)
    except (msgspec.MsgspecError, ValueError) as error:
        raise CannotRead(f"result: {error}") from error


def differences(before: Told, now: Told) -> tuple[Difference, ...]:
    """Say from which months on another amount is due; equal neighbours are one."""
    found: list[Difference] = []
    ended = True
    for at in sorted({*_edges(before), *_edges(now)}):
        one, other = _yearly(before, at), _yearly(now, at)
        if one == other:
            ended = True
        elif ended or (found[-1].before, found[-1].now) != (one, other):
            found.append(Difference(at, one, other))
            ended = False
    return tuple(found)


def changed_parts(before: Told, now: Told, at: Month) -> dict[Part, int]:
    """Say by how many yen a year each part of a month has changed."""
    one, other = _parts(before, at), _parts(now, at)
    return {
        part: other.get(part, 0) - one.get(part, 0)
        for part in Part
        if other.get(part, 0) != one.get(part, 0)
    }


def _edges(one: Told) -> Iterator[Month]:
    for phase in one.phases:
        yield phase.first
        if phase.last is not None:
            yield phase.last + 1


def _parts(one: Told, at: Month) -> Mapping[Part, int]:
    for phase in one.phases:
        if phase.first <= at and (phase.last is None or at <= phase.last):
            return phase.parts
    return {}


def _yearly(one: Told, at: Month) -> int:
    return sum(_parts(one, at).values())
