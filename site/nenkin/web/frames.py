"""A layout that is drawn once and cut where pages differ."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

# What differs from page to page in a layout.
SLOTS = ("title", "crumbs", "main", "back", "name", "until", "left", "token", "again", "press")
_CUT = re.compile("\ue000([a-z]+)\ue001")


def mark(slot: str) -> str:
    """Give what a layout prints in a slot's place: characters of the private use area."""
    return f"\ue000{slot}\ue001"


@dataclass(frozen=True)
class Frame:
    """A drawn layout in pieces: text and slots in turn, text first and last."""

    pieces: tuple[str, ...]
    slots: tuple[tuple[int, str], ...]

    @classmethod
    def cut(cls, html: str) -> "Frame":
        """Cut a drawn layout at its marks."""
        pieces = _CUT.split(html)
        slots = tuple((place, pieces[place]) for place in range(1, len(pieces), 2))
        return cls(tuple(pieces), slots)

    def fill(self, values: Mapping[str, str]) -> str:
        """Put a page's own parts in their places; they must be HTML already."""
        pieces = list(self.pieces)
        for place, slot in self.slots:
            pieces[place] = values[slot]
        return "".join(pieces)
