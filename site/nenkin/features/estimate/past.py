"""Past estimates: what a person was told, when, and what has changed since."""

from collections.abc import Mapping, Sequence

from nenkin.clock import japanese_day
from nenkin.content.library import Library
from nenkin.features.estimate.figures import Figure
from nenkin.features.estimate.why import write_yen
from nenkin.interchange.told_estimates import read_inputs, read_told, told
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


def past_rows(
    library: Library, kept: Sequence[Entry], shown: Sequence[Figure], versions: Versions
) -> list[tuple[str, ...]]:
    """Say each figure that was kept beside the one of its kind that is shown today."""
    today = {one.kind: one for one in shown}
    return [_row(library, one, today.get(one.shown.kind), versions) for one in kept]


def _row(library: Library, one: Entry, now: Figure | None, versions: Versions) -> tuple[str, ...]:
    yearly = read_told(one.shown.result).for_life
    return (
        write_day(japanese_day(one.shown_at)),
        library.phrases[f"estimate.figure.{one.shown.kind}.title"],
        write_yen(library, yearly // YEAR),
        write_yen(library, yearly),
        _since(library, yearly, now),
        _because(library, one, now, versions),
    )


def _since(library: Library, yearly: int, now: Figure | None) -> str:
    if now is None:
        return library.phrases["estimate.since-none"]
    change = told(now.found).for_life - yearly
    if not change:
        return library.phrases["estimate.since-same"]
    name = "estimate.since-more" if change > 0 else "estimate.since-less"
    return library.words(name, yen=write_yen(library, abs(change)))


def _because(library: Library, one: Entry, now: Figure | None, versions: Versions) -> str:
    """Say what it is made of that is not the same today; the year brings new numbers with it."""
    if now is None:
        return library.phrases["estimate.because-none"]
    inputs, before = read_inputs(one.shown.inputs), one.shown.versions
    changed = []
    if (inputs.life, inputs.scenario) != (now.life, now.scenario):
        changed.append("record")
    if before.parameters != versions.parameters or inputs.year != now.found.year:
        changed.append("numbers")
    if before.rules != versions.rules:
        changed.append("rules")
    return "".join(library.phrases[f"estimate.because-{name}"] for name in changed or ["nothing"])
