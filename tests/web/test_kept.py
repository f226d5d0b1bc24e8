"""What is kept between starts is believed where it is whole, ours, and made of the same."""

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from nenkin.web.kept import Kept

KEPT = b"what an earlier start made"


def never() -> bytes:
    raise AssertionError("it is there already")


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    made = Kept.beside(tmp_path / "keys.json", b"s" * 32)
    assert made.get("a", b"source", lambda: KEPT) == (KEPT, False)
    return made


def test_it_is_made_once(kept: Kept) -> None:
    assert kept.get("a", b"source", never) == (KEPT, True)


def test_nobody_else_may_read_or_write_it(kept: Kept) -> None:
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (kept.folder, kept.folder / "a")]
    assert modes == [0o700, 0o600]
    assert [path.name for path in kept.folder.iterdir()] == ["a"]


@pytest.mark.parametrize(
    "change",
    [
        lambda content: b"",
        lambda content: content[:-1],
        lambda content: content[:20],
        lambda content: content[:-1] + b"!",
        lambda content: b"x" * 32 + KEPT,
    ],
)
def test_what_is_cut_off_or_changed_is_made_anew(
    kept: Kept, change: Callable[[bytes], bytes]
) -> None:
    file = kept.folder / "a"
    file.write_bytes(change(file.read_bytes()))
    assert kept.get("a", b"source", lambda: b"anew") == (b"anew", False)
    assert kept.get("a", b"source", never) == (b"anew", True)


def test_what_was_made_of_something_else_is_made_anew(kept: Kept) -> None:
    assert kept.get("a", b"other source", lambda: b"anew") == (b"anew", False)


def test_a_result_is_not_another_one(kept: Kept) -> None:
    (kept.folder / "a").rename(kept.folder / "b")
    assert kept.get("b", b"source", lambda: b"anew") == (b"anew", False)


def test_other_keys_believe_nothing(kept: Kept) -> None:
    others = Kept.beside(kept.folder.parent / "keys.json", b"t" * 32)
    assert others.get("a", b"source", lambda: b"anew") == (b"anew", False)


def test_where_nothing_can_be_kept_it_is_made_each_time(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file where the folder would be")
    made = Kept.beside(tmp_path / "keys.json", b"s" * 32)
    for _ in range(2):
        assert made.get("a", b"source", lambda: KEPT) == (KEPT, False)
