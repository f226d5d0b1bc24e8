"""Reading content files so that every refusal names the file, the line and the reason."""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

_FENCE = "+++\n"
_MARK = re.compile(r"[!-/:-@\[-`{-~]")  # what Markdown might take for its own
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
# The last part of a table's name between brackets, or a key at the beginning of a line.
_KEY = re.compile(
    r"""^[ \t]*(?:
        \[{1,2}(?:[^\]\n]*\.)?(?:"([^"\n]*)"|'([^'\n]*)'|([^\]\n"'.]+))\]{1,2}
        |(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'=\[\]]+))[ \t]*=
    )""",
    re.MULTILINE | re.VERBOSE,
)


class BadContent(Exception):
    """A content file that must not be shown; the message says which, where and why."""

    def __init__(self, path: Path, line: int | None, reason: str) -> None:
        super().__init__(f"{path}:{line}: {reason}" if line else f"{path}: {reason}")
        self.path = path
        self.line = line
        self.reason = reason


def read_text(path: Path) -> str:
    """Read a file of words; a byte-order mark or a Windows line end is refused, not repaired."""
    try:
        read = path.read_bytes()
    except OSError as error:
        raise BadContent(path, None, f"cannot be read ({error.strerror})") from None
    try:
        text = read.decode()
    except UnicodeDecodeError as error:
        line = read.count(b"\n", 0, error.start) + 1
        raise BadContent(path, line, "is not UTF-8") from None
    if text.startswith("\ufeff") or "\r" in text:
        raise BadContent(path, 1, "has a byte-order mark or Windows line ends")
    return text


class Places:
    """Where each key stands in a text, found once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[str, list[int]] = {}
        for match in _KEY.finditer(text):
            self._found.setdefault(match[match.lastindex or 0], []).append(match.start())

    def find(self, key: str, start: int) -> int:
        """Give the first place of a key from ``start`` on; ``start`` without one, or for no key."""
        places = self._found.get(key, []) if key else []
        at = bisect_left(places, start)
        return places[at] if at < len(places) else start

    def line(self, key: str, start: int) -> int:
        """Give its line, from 1."""
        return self._text.count("\n", 0, self.find(key, start)) + 1


class Table:
    """A TOML table that knows where it stands, and refuses what is missing or left over."""

    def __init__(
        self,
        path: Path,
        values: Mapping[str, Any],
        places: Places,
        start: int,
        names: Mapping[str, str],
    ) -> None:
        self.path = path
        self._values = values
        self._places = places
        self._start = start  # offset in the text from which this table's keys are looked for
        self._names = names  # stand in for their placeholders
        self._read: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def refuse(self, key: str, reason: str) -> BadContent:
        return BadContent(self.path, self._line(key), reason)

    def text(self, key: str, default: str | None = None) -> str:
        """Give a non-empty string."""
        value = self._take(key, default)
        if not isinstance(value, str) or (not value.strip() and default is None):
            raise self.refuse(key, f"«{key}» must be words in quotes, and not empty")
        return fill_in(value, self._names)

    def texts(self, key: str) -> tuple[str, ...]:
        """Give a list of strings; an absent key is an empty list."""
        value = self._take(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
            raise self.refuse(key, f"«{key}» must be a list of words in quotes")
        return tuple(fill_in(one, self._names) for one in value)

    def day(self, key: str) -> date:
        value = self._take(key, None)
        if type(value) is not date:
            raise self.refuse(key, f"«{key}» must be a day such as 2026-11-20")
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        value = self._take(key, default)
        if not isinstance(value, bool):
            raise self.refuse(key, f"«{key}» must be true or false")
        return value

    def table(self, key: str) -> "Table":
        """Give a table inside this one; an absent key is an empty table."""
        value = self._take(key, {})
        if not isinstance(value, dict):
            raise self.refuse(key, f"«{key}» must be a table")
        start = self._places.find(key, self._start)
        return Table(self.path, value, self._places, start, self._names)

    def tables(self) -> Iterator[tuple[str, "Table"]]:
        """Give every value not read so far, each of which must be a table."""
        for key in self._values:
            if key not in self._read:
                yield key, self.table(key)

    def strings(self) -> dict[str, str]:
        """Give the whole table as a flat mapping of words."""
        return {key: self.text(key) for key in self._values}

    def flattened(self, prefix: str = "") -> Iterator[tuple[str, str, int]]:
        """Give every string below this table as dotted name, words, line."""
        for key, value in self._values.items():
            if isinstance(value, dict):
                yield from self.table(key).flattened(f"{prefix}{key}.")
            else:
                yield f"{prefix}{key}", self.text(key), self._line(key)

    def done(self) -> None:
        """Refuse keys that nobody read: most often a misspelt one."""
        for key in self._values:
            if key not in self._read:
                raise self.refuse(key, f"nobody knows what «{key}» means here")

    def _take(self, key: str, default: Any) -> Any:
        self._read.add(key)
        if key not in self._values and default is None:
            raise BadContent(self.path, self._line(""), f"«{key}» is missing")
        return self._values.get(key, default)

    def _line(self, key: str) -> int:
        return self._places.line(key, self._start)


def parse_toml(path: Path, text: str, names: Mapping[str, str], lines_before: int = 0) -> Table:
    """Read TOML; ``lines_before`` are the lines of the file above ``text``."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found.group(1)) + lines_before if found else None
        raise BadContent(path, line, f"is not TOML: {error}") from None
    return Table(path, values, Places("\n" * lines_before + text), lines_before, names)


def read_toml(path: Path, names: Mapping[str, str] | None = None) -> Table:
    """Read a TOML file; ``names`` stand in for their placeholders."""
    return parse_toml(path, read_text(path), names or {})


@dataclass(frozen=True, slots=True)
class Document:
    """A Markdown file: its front matter and, from ``body_line`` on, its body."""

    path: Path
    front: Table
    body: str
    body_line: int

    @property
    def slug(self) -> str:
        return self.path.name.split(".")[0]


def read_document(path: Path, names: Mapping[str, str]) -> Document:
    """Read a Markdown file with TOML front matter between two lines of ``+++``."""
    text = read_text(path)
    if not text.startswith(_FENCE):
        raise BadContent(path, 1, "must begin with front matter between two lines of +++")
    front, fence, body = text[len(_FENCE) :].partition(f"\n{_FENCE}")
    if not fence:
        raise BadContent(path, 1, "front matter is not closed by a line of +++")
    if not body.strip():
        raise BadContent(path, front.count("\n") + 3, "has no text")
    line = front.count("\n") + 4
    for found in _PLACEHOLDER.finditer(body):
        if found[1] not in names:
            at = line + body.count("\n", 0, found.start())
            raise BadContent(path, at, f"nobody fills in {found.group()}")
    body = fill_in(body, {name: _MARK.sub(r"\\\g<0>", value) for name, value in names.items()})
    return Document(path, parse_toml(path, f"{front}\n", names, 1), body, line)


def fill_in(text: str, names: Mapping[str, str]) -> str:
    """Put the installation's own names in place of ``{service}`` and the like."""
    return _PLACEHOLDER.sub(lambda found: names.get(found[1], found[0]), text)
