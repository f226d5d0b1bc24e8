"""A file that cannot be right stops the start, and the message says which file, where and why."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import Mock

import pytest

from nenkin import app, paths
from nenkin.storage import seeding
from nenkin.storage.keys import Keys
from nenkin.web import passwords
from tests.sites import settings_of

# What is read at the start, demonstration people in demonstration mode.
FOLDERS = (paths.CONTENT, *(paths.DATA / name for name in ("parameters", "tables", "security")))
KINDS = {".toml", ".csv", ".md", ".txt", ".jsonl"}
UNREAD = {"README.md", "min-versions.toml", "katakana.txt"}  # for people, and for tools
ROOT = paths.CONTENT.parent
Break = Callable[[bytes], bytes]


def cut(text: bytes) -> bytes:
    """Stop in the middle of a line in the middle of the file, as a full disk does."""
    middle = text.index(b"\n", len(text) // 2)
    return text[: middle + 4] + b'"\n['


def garble(text: bytes) -> bytes:
    """Put bytes that are no UTF-8 into the file."""
    return text[: len(text) // 2] + b"\xff\xfe" + text[len(text) // 2 :]


def _of_each_kind() -> list[Path]:
    """Give one file of each folder and kind: all are read by the same few lines."""
    first: dict[tuple[Path, str], Path] = {}
    for folder in FOLDERS:
        for path in sorted(folder.rglob("*")):
            if path.suffix in KINDS and path.name not in UNREAD:
                # lists have readers of their own: every one of them counts
                kind = path.name if folder.name == "security" else path.suffix
                first.setdefault((path.parent, kind), path)
    persona = min((paths.DATA / "personas").iterdir())
    return [*first.values(), persona / "persona.toml", persona / "record.jsonl"]


# Half a text is a text, and half a list is a list; these have no more form than that.
WHOLE_WHEN_CUT = {".md", ".txt"}
CASES = [
    pytest.param(path, broken, id=f"{broken.__name__}-{path.parent.name}-{path.name}")
    for path in _of_each_kind()
    for broken in (garble, cut)
    if not (broken is cut and path.suffix in WHOLE_WHEN_CUT and path.name != "eras.txt")
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    for original in (paths.CONTENT, paths.DATA):
        shutil.copytree(original, folder / original.name)
    return folder


@pytest.fixture
def copied(copy: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a copy of content/ and data/ from which a site can be put together."""
    monkeypatch.setattr(paths, "CONTENT", copy / "content")
    monkeypatch.setattr(paths, "DATA", copy / "data")
    # Both are read once a process; what other tests have read is put back with the paths.
    monkeypatch.setattr(app, "_read", app._read.__wrapped__)
    monkeypatch.setattr(passwords, "_lists", passwords._lists.__wrapped__)
    # Templates are no part of this, and take two seconds.
    monkeypatch.setattr(app, "Renderer", Mock())
    return copy


@pytest.fixture
def about_to_break(copied: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], Path]:
    """Give what finds the copy of a file, and keeps the readers of others from reading again."""

    def prepare(path: Path) -> Path:
        place = path.relative_to(ROOT)
        for folder, (module, name) in READERS.items():
            if folder not in place.parts:
                read = getattr(module, name)
                monkeypatch.setattr(module, name, partial(_kept, folder, read))
        return copied / place

    return prepare


READERS: dict[str, tuple[ModuleType, str]] = {
    "content": (app, "load_library"),
    "security": (passwords, "_lists"),
    "personas": (seeding, "read_samples"),
}
KEPT: dict[str, Any] = {}


def _kept(folder: str, read: Callable[..., Any], *given: Any, **more: Any) -> Any:
    if folder not in KEPT:
        KEPT[folder] = read(*given, **more)
    return KEPT[folder]


@contextmanager
def broken_file(path: Path, broken: Break) -> Iterator[None]:
    whole = path.read_bytes()
    path.write_bytes(broken(whole))
    try:
        yield
    finally:
        path.write_bytes(whole)


def start(folder: Path, keys: Keys) -> None:
    """Do what `nenkin serve` does before it answers."""
    seeding.read_samples(paths.DATA / "personas")
    app.create_app(settings_of("sqlite:///nothing.db", folder, keys))


@pytest.mark.usefixtures("copied")
def test_the_copy_itself_starts(tmp_path: Path, keys: Keys) -> None:
    start(tmp_path, keys)


@pytest.mark.parametrize(("path", "broken"), CASES)
def test_a_broken_file_stops_the_start_and_is_named(
    path: Path,
    broken: Break,
    about_to_break: Callable[[Path], Path],
    tmp_path: Path,
    keys: Keys,
) -> None:
    target = about_to_break(path)
    with (
        broken_file(target, broken),
        pytest.raises(Exception, match=re.escape(str(path.name))) as failure,
    ):
        start(tmp_path, keys)
    _, _, reason = str(failure.value).partition(str(target))
    assert re.match(r":\d+: .{8}|: .*\bline \d+", reason), f"no line: {failure.value}"


@pytest.mark.parametrize(
    "name", ["content/readings.toml", "data/tables/pay_grades.csv", "data/security/version.txt"]
)
def test_a_missing_file_stops_the_start_and_is_named(
    name: str, copied: Path, tmp_path: Path, keys: Keys
) -> None:
    away = tmp_path / "away"
    (copied / name).rename(away)
    try:
        with pytest.raises(Exception, match=re.escape(name)):
            start(tmp_path, keys)
    finally:
        away.rename(copied / name)
