"""What the sheet is read and compared by: known events, who had to be insured, names of companies."""

from dataclasses import dataclass
from pathlib import Path

from nenkin.comparison.companies import Aliases
from nenkin.law.cover import CoverLaw
from nenkin.law.hints import KnownEvents
from nenkin.reference.companies import load_companies
from nenkin.reference.cover import load_cover
from nenkin.reference.memory import load_events


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All of it, read once at start-up."""

    events: KnownEvents
    cover: CoverLaw
    aliases: Aliases


def load(data: Path) -> Knowledge:
    """Read it; raises ``BadData`` with file, line and reason."""
    return Knowledge(load_events(data), load_cover(data), load_companies(data))
