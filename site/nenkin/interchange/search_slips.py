"""What a search for a record without an owner keeps of what was typed: in words, and for the office."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import msgspec

from nenkin.interchange.sent_requests import Line
from nenkin.law.months import Month
from nenkin.law.ownerless import (
    MemoryKind,
    Query,
    SoughtKind,
    SoughtName,
    WorkKind,
    may_be_born,
)
from nenkin.law.periods import Sex

_FIRST_AND_LAST = 2


class Slip(msgspec.Struct, frozen=True, kw_only=True):
    """One search as it was typed. ``lines``: in words, as its page and its paper show it.

    ``names`` and ``births`` (ISO) have the verified ones first. ``years``: the first and last
    calendar year, both counted. What was skipped is empty. ``again``: no person pressed a button for it.
    """

    lines: list[Line]
    names: list[dict[str, str]]
    births: list[str]
    prefectures: list[str] = []
    work: str = ""
    years: list[int] = []
    version: int = 2
    again: bool = False
    whose: int = 0  # the relation by which it is for another person

    def encoded(self) -> str:
        """Give what is stored."""
        return msgspec.json.encode(self).decode()

    def query(self, sex: Sex, own: Sequence[tuple[Month, Month]]) -> Query:
        """Give the search once more, with the sex and the months of the person's own record.

        Of a search for a member of the family (家族) neither says anything.
        """
        names = tuple(_name(name) for name in self.names)
        if self.whose:  # the names are another's
            names = (replace(names[0], kind=SoughtKind.RELATIVE), *names[1:])
        for_relative = any(name.kind is SoughtKind.RELATIVE for name in names)
        return Query(
            names=names,
            born=tuple(filter(may_be_born, map(date.fromisoformat, self.births))),
            sex=None if for_relative else sex,
            prefectures=tuple(self.prefectures),
            work=WorkKind(self.work) if self.work else None,
            years=_pair(self.years),
            own=() if for_relative else tuple(own),
        )


class Memory(msgspec.Struct, frozen=True):
    """One thing that is remembered (参考情報), as it was typed; ``when`` may be empty.

    ``line``: the same in words, as pages and paper show it.
    """

    kind: MemoryKind
    said: str
    when: str
    line: Line

    def encoded(self) -> str:
        """Give what is stored."""
        return msgspec.json.encode(self).decode()


def memory(said: str) -> Memory:
    """Read what was stored of a memory."""
    return msgspec.json.decode(said, type=Memory)


def slip_of(query: Query, lines: list[Line], whose: int = 0) -> Slip:
    """Keep a search, with its lines in words; ``whose``: the relation by which it is another's."""
    return Slip(
        lines=lines,
        names=[{part: str(getattr(name, part)) for part in _PARTS} for name in query.names],
        births=[day.isoformat() for day in query.born],
        prefectures=list(query.prefectures),
        work=str(query.work or ""),
        years=list(query.years or ()),
        whose=whose,
    )


def decoded(typed: str) -> Slip:
    """Read what was stored."""
    return msgspec.json.decode(typed, type=Slip)


_PARTS = tuple(SoughtName.__dataclass_fields__)


def _name(parts: dict[str, str]) -> SoughtName:
    said = {part: words for part, words in parts.items() if part != "kind"}
    return SoughtName(kind=SoughtKind(parts["kind"]), **said)


def _pair(years: Sequence[int]) -> tuple[int, int] | None:
    return (years[0], years[1]) if len(years) == _FIRST_AND_LAST else None
