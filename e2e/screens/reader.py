"""What a person can do with a page, whatever they read it with."""

from typing import Protocol


class NotThere(AssertionError):
    """The page has no such field, button, link or words."""


class Reader(Protocol):
    """Somebody who knows what they want by its words alone."""

    def open(self, path: str) -> None:
        """Type an address."""

    def fill(self, label: str, text: str, group: str = "") -> None:
        """Write into the field with that label; ``group`` is the question around it, if any."""

    def fill_day(self, era: str, year: str, month: str, day: str) -> None:
        """Write a day: its era, then three numbers."""

    def choose(self, label: str) -> None:
        """Take one of several answers."""

    def press(self, button: str) -> None:
        """Press a button."""

    def follow(self, link: str) -> None:
        """Follow a link."""

    def read(self) -> str:
        """Return the words of the page, blanks taken out."""


def without_blanks(text: str) -> str:
    """Return text that can be compared however its lines are broken."""
    return "".join(text.split())


def expect(reader: Reader, *words: str) -> None:
    """Raise ``NotThere`` unless the page says all of it."""
    page = reader.read()
    for each in words:
        if without_blanks(each) not in page:
            raise NotThere(f"«{each}» is not on the page:\n{page[:1500]}")
