"""Past estimates: what a person was told, when, and what has changed since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nenkin.clock import japanese_day
from nenkin.content.library import Library
from nenkin.features.estimate.figures import Figure
from nenkin.features.estimate.why import write_yen
from nenkin.interchange.told_estimates import (
    Inputs,
    Told,
    read_inputs,
    read_told,
    told,
    work_again,
)
from nenkin.law.estimates import Refused
from nenkin.law.parameters import Law, NotInForce
from nenkin.law.wareki import write_day
from nenkin.storage.ledger import Entry, Versions

YEAR = 12
_COLUMNS = ("day", "figure", "month", "year", "since", "because")
_NUMBERS = frozenset({"month", "year", "since"})


def past_columns(library: Library) -> list[Mapping[str, object]]:
    """Give the headings of the rows of ``past_rows``."""
    return [
        {"text": library.phrases[f"estimate.column-{name}"], "number": name in _NUMBERS}
        for name in _COLUMNS
    ]


@dataclass(frozen=True, slots=True)
class Today:
    """What past figures are compared with: the figures of today, or the same conditions worked out again."""

    law: Law
    year: int
    versions: Versions
    shown: Mapping[str, Figure]

    def again(self, one: Entry, inputs: Inputs) -> Told | None:
        """Give what would be told today; ``None`` where nothing would."""
        figure = self.shown.get(one.shown.kind)
        if figure is not None:
            return told(figure.found)
        if (one.shown.versions, inputs.year) == (self.versions, self.year):
            return read_told(one.shown.result)
        try:
            return work_again(self.law, inputs, self.year)
        except (Refused, NotInForce):
            return None


def past_rows(library: Library, kept: Sequence[Entry], today: Today) -> list[tuple[str, ...]]:
    """Say each figure that was kept beside what it would be today."""
    return [_row(library, one, today) for one in kept]


def _row(library: Library, one: Entry, today: Today) -> tuple[str, ...]:
    inputs, yearly = read_inputs(one.shown.inputs), read_told(one.shown.result).headline
    now = today.again(one, inputs)
    return (
        write_day(japanese_day(one.shown_at)),
        library.phrases[f"estimate.figure.{one.shown.kind}.title"],
        write_yen(library, yearly // YEAR),
        write_yen(library, yearly),
        _since(library, yearly, now),
        library.phrases["estimate.because-none"]
        if now is None
        else _because(library, one, inputs, today),
    )


def _since(library: Library, yearly: int, now: Told | None) -> str:
    if now is None:
        return library.phrases["estimate.since-none"]
    change = now.headline - yearly
    if not change:
        return library.phrases["estimate.since-same"]
    name = "estimate.since-more" if change > 0 else "estimate.since-less"
    return library.words(name, yen=write_yen(library, abs(change)))


def _because(library: Library, one: Entry, inputs: Inputs, today: Today) -> str:
    """Say what it is made of that is not the same today; the year brings new numbers with it."""
    before, figure = one.shown.versions, today.shown.get(one.shown.kind)
    changed = []
    if figure is not None and (inputs.life, inputs.scenario) != (figure.life, figure.scenario):
        changed.append("record")
    if before.parameters != today.versions.parameters or inputs.year != today.year:
        changed.append("numbers")
    if before.rules != today.versions.rules:
        changed.append("rules")
    return "".join(library.phrases[f"estimate.because-{name}"] for name in changed or ["nothing"])
