"""Turns lines of text into JSON objects, and survives whatever a file may contain."""

import json
from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

from nenkin.interchange.mistakes import Wrong, show

LONGEST_LINE = 4_000  # characters; a span with every field filled takes about 500
MOST_LINES = 20_000  # a life of monthly changes, each corrected ten times, stays below

_SURROGATES = range(0xD800, 0xE000)


class RawLine(NamedTuple):
    """A line that was read, or the sentence that says why it was not."""

    number: int
    content: dict[str, object]
    refused: str = ""


def decode_lines(file: BinaryIO, longest_line: int = LONGEST_LINE) -> Iterator[str]:
    """Give the lines of a file of any size and content, without holding more than one.

    Bytes that are not UTF-8 become lone surrogates, which the reader refuses by line.
    """
    longest = 4 * longest_line  # bytes; more cannot be a line that is short enough
    while line := file.readline(longest + 1):
        yield line.decode("utf-8", "surrogateescape")
        while len(line) > longest and not line.endswith(b"\n"):
            line = file.readline(longest + 1)


def read_lines(lines: Iterable[str], longest: int = LONGEST_LINE) -> Iterator[RawLine]:
    """Give each line that is not blank as an object or as refused; stops after too many."""
    for number, line in enumerate(lines, start=1):
        if number > MOST_LINES:
            yield RawLine(number, {}, f"Split the file: {MOST_LINES:,} lines are the most.")
            return
        text = line.removeprefix("\ufeff") if number == 1 else line
        if not text.strip(" \t\r\n"):
            continue
        try:
            yield RawLine(number, read_line(text, longest))
        except Wrong as wrong:
            yield RawLine(number, {}, str(wrong))


def read_line(text: str, longest: int) -> dict[str, object]:
    """Give a line as an object; raises ``Wrong`` with what to write instead."""
    if len(text) > longest:
        raise Wrong(f"Shorten the line: {longest:,} characters are the most.")
    if any(ord(character) in _SURROGATES for character in text):
        raise Wrong("Save the file as UTF-8: the line has bytes that are something else.")
    try:
        content = json.loads(
            text, object_pairs_hook=_without_repeats, parse_constant=_refuse_constant
        )
    except json.JSONDecodeError as error:
        raise Wrong(f"Write one JSON object: {error.msg} at column {error.colno}.") from None
    except RecursionError:
        raise Wrong("Write values, not lists within lists: the line is nested too deep.") from None
    if not isinstance(content, dict):
        raise Wrong(f"Write one JSON object in braces, not {show(content)}.")
    return content


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    content = dict(pairs)
    if len(content) != len(pairs):
        repeated = next(key for at, (key, _) in enumerate(pairs) if key in dict(pairs[:at]))
        raise Wrong(f"Write each key once: {show(repeated)} stands there twice.")
    return content


def _refuse_constant(name: str) -> object:
    raise Wrong(f"Write whole numbers: {name} is none.")
