"""Which letters a font has is read from its file, single or in a collection."""

import struct
from pathlib import Path

import pytest

from nenkin.web.glyphs import NONE, letters_of


def font(groups: list[tuple[int, int, int]], *, kind: int = 12, at: int = 0) -> bytes:
    """Give the least that is a font: its directory and the one table, ``at`` bytes into a file."""
    head = struct.pack(">HHIII", kind, 0, 16 + 12 * len(groups), 0, len(groups))
    body = head + b"".join(struct.pack(">III", *group) for group in groups)
    table = struct.pack(">HHHHI", 0, 1, 3, 10, 12) + body
    directory = struct.pack(">IHHHH", 0x10000, 1, 0, 0, 0)
    return directory + struct.pack(">4sIII", b"cmap", 0, at + 28, len(table)) + table


def test_letters_are_found_by_their_ranges(tmp_path: Path) -> None:
    (tmp_path / "font").write_bytes(font([(0x41, 0x43, 7), (0x20BB7, 0x20BB7, 9)]))
    letters = letters_of(tmp_path / "font")
    assert [one for one in "@ABCD𠮷𠮸" if one in letters] == ["A", "B", "C", "𠮷"]


def test_a_letter_drawn_as_missing_is_missing(tmp_path: Path) -> None:
    (tmp_path / "font").write_bytes(font([(0x41, 0x41, 0), (0x42, 0x42, 1)]))
    assert [one for one in "AB" if one in letters_of(tmp_path / "font")] == ["B"]


def test_a_font_of_a_collection_is_found_by_its_number(tmp_path: Path) -> None:
    first = font([(0x41, 0x41, 1)], at=20)
    second = font([(0x42, 0x42, 1)], at=20 + len(first))
    head = struct.pack(">4sIIII", b"ttcf", 0x10000, 2, 20, 20 + len(first))
    (tmp_path / "fonts").write_bytes(head + first + second)
    assert "A" in letters_of(tmp_path / "fonts", 0)
    assert "B" in letters_of(tmp_path / "fonts", 1)
    assert "A" not in letters_of(tmp_path / "fonts", 1)


@pytest.mark.parametrize("name", ["other kind", "other table"])
def test_a_file_without_such_a_table_has_no_letter(tmp_path: Path, name: str) -> None:
    data = font([(0x41, 0x41, 1)], kind=4 if name == "other kind" else 12)
    (tmp_path / "font").write_bytes(
        data if name == "other kind" else data.replace(b"cmap", b"glyf")
    )
    assert letters_of(tmp_path / "font") == NONE
