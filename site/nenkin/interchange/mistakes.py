"""What is wrong with a record file: every mistake at once, by line, with what to do."""

from dataclasses import dataclass

_SHOWN = 40


class Wrong(Exception):
    """A value that cannot be right; its message is a sentence that says what to write instead."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake. ``line`` counts from 1; ``field`` is empty where the whole line is meant.

    ``reason`` names what cannot be so, where it is the life that contradicts itself, and not the file.
    """

    line: int
    field: str
    message: str
    reason: str = ""

    def __str__(self) -> str:
        """Write it as compilers do, so that editors find the line."""
        return f"line {self.line}: {self.field + ': ' if self.field else ''}{self.message}"


@dataclass(frozen=True, slots=True)
class Mistakes:
    """Why a file is not a record, in the order of its lines."""

    found: tuple[Mistake, ...]


class BadFile(Exception):
    """A file that is not taken in; ``mistakes`` says where and what to write instead."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        """Take what is wrong."""
        super().__init__("\n".join(map(str, mistakes)))
        self.mistakes = mistakes


def show(value: object) -> str:
    """Quote what was written, harmless on a terminal and never longer than a line."""
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
