"""What the sheet is read and compared by: known events, who had to be insured, names of companies."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from nenkin.comparison.companies import Aliases
from nenkin.law.cover import CoverLaw
from nenkin.law.months import Month
from nenkin.law.typed_times import folded_event
from nenkin.reference.companies import load_companies
from nenkin.reference.cover import load_cover
from nenkin.reference.memory import load_events


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All of it, read once at start-up. ``events`` has the names as ``folded_event`` gives them."""

    events: Mapping[str, Month]
    cover: CoverLaw
    aliases: Aliases


def load(data: Path) -> Knowledge:
    """Read it; raises ``BadData`` with file, line and reason."""
    events = load_events(data).months
    return Knowledge(
        {folded_event(name): at for name, at in events.items()},
        load_cover(data),
        load_companies(data),
    )
