"""Reads data/duties.toml: what each role may see and do at each kind of place."""

import tomllib
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from nenkin.law.duties import Duties, Duty, PlaceKind, Role
from nenkin.reference.rows import BadData

FILE = "duties.toml"
Name = TypeVar("Name", bound=StrEnum)
_HEAD = ("checked", "confidence")


def load_duties(data: Path) -> Duties:
    """Read the table; raises ``BadData`` for a name nobody knows, and for a kind without a row."""
    path = data / FILE
    try:
        text = path.read_text(encoding="utf-8")
        tables = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadData(path, 1, f"cannot be read ({error})") from None
    rows: dict[tuple[PlaceKind, Role], frozenset[Duty]] = {}
    for kind, roles in tables.items():
        if kind in _HEAD:
            continue
        place = _named(PlaceKind, kind, path, text)
        for role, duties in roles.items():
            found = frozenset(_named(Duty, duty, path, text) for duty in duties)
            if Duty.ENTER not in found:
                raise BadData(path, _line(text, role), f"a {role} at a {kind} cannot come in")
            rows[place, _named(Role, role, path, text)] = found
    for place in PlaceKind:
        if not any(kind is place for kind, _ in rows):
            raise BadData(path, 1, f"says nothing of a {place}")
    return Duties(rows)


def _named(names: type[Name], name: str, path: Path, text: str) -> Name:
    try:
        return names(name)
    except ValueError:
        raise BadData(path, _line(text, name), f"«{name}» is no {names.__name__}") from None


def _line(text: str, sought: str) -> int:
    return next((n for n, line in enumerate(text.splitlines(), 1) if sought in line), 1)
