"""Which letters a font can draw (cmap, OpenType 1.9): a missing one must not stop a whole paper."""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_COLLECTION = b"ttcf"
_FULL = 12  # the format of a table with letters beyond U+FFFF, which every Japanese font has
_UNICODE, _WINDOWS = 0, 3


@dataclass(frozen=True, slots=True)
class Letters:
    """Ranges of code points, each from a first to a last one, in order."""

    firsts: tuple[int, ...]
    lasts: tuple[int, ...]

    def __contains__(self, letter: str) -> bool:
        """Whether the font draws a letter."""
        at = bisect_right(self.firsts, ord(letter)) - 1
        return at >= 0 and ord(letter) <= self.lasts[at]


NONE = Letters((), ())


def letters_of(path: Path, index: int = 0) -> Letters:
    """Read which letters a font has; none where its file has no table that this can read."""
    with path.open("rb") as file:
        begin = _begin(file, index)
        table = _table(file, begin, b"cmap")
        if table is None:
            return NONE
        for offset in _subtables(file, table):
            if _unpack(file, offset, ">H")[0] == _FULL:
                (count,) = _unpack(file, offset + 12, ">I")
                groups = struct.iter_unpack(">III", file.read(12 * count))
                ranges = [(first, last) for first, last, glyph in groups if glyph or first != last]
                return Letters(
                    tuple(first for first, _ in ranges), tuple(last for _, last in ranges)
                )
    return NONE


def _begin(file: BinaryIO, index: int) -> int:
    """Give where a font of a file begins."""
    if file.read(4) != _COLLECTION:
        return 0
    return _unpack(file, 12 + 4 * index, ">I")[0]


def _table(file: BinaryIO, begin: int, wanted: bytes) -> int | None:
    (count,) = _unpack(file, begin + 4, ">H")
    for at in range(count):
        entry = begin + 12 + 16 * at
        file.seek(entry)
        if file.read(4) == wanted:
            return _unpack(file, entry + 8, ">I")[0]
    return None


def _subtables(file: BinaryIO, table: int) -> Iterator[int]:
    (count,) = _unpack(file, table + 2, ">H")
    for at in range(count):
        platform, _, offset = _unpack(file, table + 4 + 8 * at, ">HHI")
        if platform in {_UNICODE, _WINDOWS}:
            yield table + offset


def _unpack(file: BinaryIO, offset: int, shape: str) -> tuple[int, ...]:
    file.seek(offset)
    return struct.unpack(shape, file.read(struct.calcsize(shape)))
