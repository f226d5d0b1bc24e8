"""Reads a file of ownerless records line by line, all of it strictly, and never more than a line."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, TypeAlias

from nenkin.interchange.mistakes import BadFile, Mistake
from nenkin.interchange.ownerless_files import (
    LONGEST_LINE,
    FileKind,
    Header,
    Removal,
    read_header,
    read_row,
)
from nenkin.interchange.ownerless_rows import quick_record
from nenkin.law.ownerless import OwnerlessRecord
from nenkin.storage.ownerless.rows import VERSION, OtherStore

MOST_TWICE = 20  # ids of a file that are there twice; more are not told
MOST_MISTAKES = 100  # then reading stops: the file is of another kind
LONGEST = 4 * LONGEST_LINE  # bytes

Row: TypeAlias = tuple[int, OwnerlessRecord | Removal]  # with the number of its line


@dataclass(slots=True)
class Reading:
    """One file being read. ``mistakes`` grows; nothing may be kept while there is one."""

    file: BinaryIO
    header: Header = field(init=False)
    mistakes: list[Mistake] = field(default_factory=list)
    rows: int = 0

    def __post_init__(self) -> None:
        """Read the first line; raises ``BadFile``."""
        header = read_header(_text(self.file.readline(LONGEST)))
        if isinstance(header, list):
            raise BadFile(header)
        self.header = header

    def lines(self) -> Iterator[Row]:
        """Give each row with the number of its line, until there are too many mistakes."""
        for row in rows_of(self.file, 1, self.header.kind, self.mistakes):
            self.rows += 1
            yield row

    def finish(self) -> None:
        """Raise ``BadFile`` where a line was wrong, or no row was there."""
        if not self.mistakes and not self.rows and self.header.kind is FileKind.FULL:
            self.mistakes.append(Mistake(2, "", "Add records; the file ends before them."))
        if self.mistakes:
            raise BadFile(self.mistakes)


def rows_of(file: BinaryIO, before: int, kind: FileKind, mistakes: list[Mistake]) -> Iterator[Row]:
    """Give each row of the lines after the one ``before``; ``mistakes`` grows, up to too many."""
    readline, number = file.readline, before
    while line := readline(LONGEST):
        number += 1
        if (row := quick_record(line)) is not None:
            yield number, row
        else:
            text = _text(line)
            while not line.endswith(b"\n") and (line := readline(LONGEST)):
                pass
            if not text.strip(" \t\r\n"):
                continue
            slow = read_row(number, text, kind)
            if not isinstance(slow, list):
                yield number, slow
                continue
            mistakes += slow
            if len(mistakes) >= MOST_MISTAKES:
                return


def twice(later: int, earlier: int) -> Mistake:
    """Say that two lines have one id."""
    return Mistake(later, "id", f"Write each id once: line {earlier} has it too.")


def not_there(removals: Mapping[str, int], known: Iterable[str]) -> list[Mistake]:
    """Say which removals, by id with their lines, name a record that the store has not."""
    unknown = sorted(removals.keys() - set(known), key=removals.__getitem__)
    return [
        Mistake(removals[id_], "id", "Write the id of a record that is there.") for id_ in unknown
    ]


def refuse_other_state(about: Mapping[str, str], header: Header) -> None:
    """Raise ``OtherStore`` where a difference does not follow what the store says of itself."""
    if about.get("version") != VERSION:
        raise OtherStore("The store was made by another version: load a full file.")
    if about.get("data_date") != str(header.follows):
        raise OtherStore(
            f"The store is of {about.get('data_date')}, the difference follows {header.follows}."
        )


def _text(line: bytes) -> str:
    return line.decode("utf-8", "surrogateescape")
