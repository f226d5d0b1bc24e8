"""Reads the values of a history sheet that the open record file does not have: lists and texts."""

import unicodedata
from collections.abc import Callable, Hashable, Mapping
from typing import TypeVar

from nenkin.interchange.mistakes import Wrong, show
from nenkin.interchange.values import Key, kana, read_object, text

LONGEST_WORDS = 500  # characters; a company's name with its place, as people write them
LONGEST_PROSE = 2_000
MOST_PARTS = 200

T = TypeVar("T")
H = TypeVar("H", bound=Hashable)


def words(value: object) -> str:
    """Read a line of text as a person typed it; it may be empty."""
    return _typed(value, LONGEST_WORDS, "")


def prose(value: object) -> str:
    """Read some lines of text as a person typed them; it may be empty."""
    return _typed(value, LONGEST_PROSE, "\n")


def _typed(value: object, longest: int, allowed: str) -> str:
    if not isinstance(value, str):
        raise Wrong(f"Write text in quotes, not {show(value)}.")
    if len(value) > longest:
        raise Wrong(f"Write at most {longest} characters, not {len(value)}.")
    for character in value:
        if unicodedata.category(character) in {"Cc", "Cs", "Co", "Cn"} and character not in allowed:
            raise Wrong(f"Remove the unprintable character U+{ord(character):04X}.")
    return value


def slug(value: object) -> str:
    """Read a short name for machines."""
    name = text(value)
    if not (name.isascii() and name.replace("-", "").replace("_", "").isalnum()):
        raise Wrong(f"Write ASCII letters, digits, hyphens and underscores, not {show(name)}.")
    return name


def kana_or_empty(value: object) -> str:
    """Read a name's フリガナ, or nothing."""
    return "" if value == "" else kana(value)


def whole(least: int, most: int) -> Callable[[object], int]:
    """Read a whole number from ``least`` to ``most``."""

    def read(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise Wrong(f"Write a whole number from {least} to {most}, not {show(value)}.")
        return value

    return read


def list_of(read_one: Callable[[object], T]) -> Callable[[object], tuple[T, ...]]:
    """Read a list whose parts are all read the same way."""

    def read(value: object) -> tuple[T, ...]:
        if not isinstance(value, list):
            raise Wrong(f"Write a list in brackets, not {show(value)}.")
        if len(value) > MOST_PARTS:
            raise Wrong(f"Write at most {MOST_PARTS} parts, not {len(value)}.")
        return tuple(read_one(each) for each in value)

    return read


def set_of(read_one: Callable[[object], H]) -> Callable[[object], frozenset[H]]:
    """Read a list in which nothing stands twice."""

    def read(value: object) -> frozenset[H]:
        parts = list_of(read_one)(value)
        if len(set(parts)) != len(parts):
            raise Wrong("Write each part once.")
        return frozenset(parts)

    return read


def one_shape(
    shape: Mapping[str, Key], make: Callable[[Mapping[str, object]], T]
) -> Callable[[object], T]:
    """Read an object within a line; its mistakes are told together, each with its key."""

    def read(value: object) -> T:
        if not isinstance(value, dict):
            raise Wrong(f"Write an object in braces, not {show(value)}.")
        values, mistakes = read_object(0, value, shape)
        if mistakes:
            raise Wrong(" ".join(f"{each.field}: {each.message}" for each in mistakes))
        return make(values)

    return read
