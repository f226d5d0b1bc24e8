"""What was sent to the office, in just the words that its sender has seen, and for machines beside them.

年金記録照会申出 and 訂正請求 are written from a history sheet; a search for records without an owner
(持ち主不明記録の照会) has no findings and no sheet, and says in ``parts`` what was looked for.
"""

import hashlib
from datetime import date
from typing import Any

import msgspec


class Line(msgspec.Struct, frozen=True):
    """An answer as the person sees it."""

    key: str
    value: str


class Said(msgspec.Struct, frozen=True):
    """A finding in words."""

    key: str
    about: str
    title: str
    spans: list[str]
    months: str
    grade: str
    why: str
    also: list[str]
    bring: str


class Entry(msgspec.Struct, frozen=True):
    """One entry of a part, in words."""

    name: str
    lines: list[Line]


class Part(msgspec.Struct, frozen=True):
    """One part of the sheet, or of a search, in words; ``href``: where it can be changed."""

    title: str
    href: str
    entries: list[Entry]


class Wanted(msgspec.Struct, frozen=True):
    """By what somebody without a number is looked for; ``sex`` as in ``law.periods.Sex``."""

    born: date
    given_name_kana: str
    sex: str


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """All that is sent. ``values`` and ``sheet`` are for machines: findings, and lines of HISTORY.md.

    ``searches``: numbers of slips (受付番号) by which the office looks on.

    ``data_date`` is the day the record's data were of; ``follows`` the number of what was sent before.
    """

    version: int = 1
    person: list[Line]
    data_date: str = ""
    data_day: str = ""
    follows: str = ""
    findings: list[Said] = []
    left_out: list[str] = []
    contact: list[Line]
    bring: list[str]
    parts: list[Part]
    disputed: bool = False
    values: list[Any] = []
    sheet: list[str] = []
    searches: list[str] = []
    wanted: Wanted | None = None

    def encoded(self) -> str:
        """Give what is stored."""
        return msgspec.json.encode(self, order="deterministic").decode()

    @property
    def worth(self) -> tuple[int, int] | None:
        """Give what the findings may be worth, yen a year at least and at most.

        ``None`` where nobody knows of any of them; others may be worth something beside those known.
        """
        found = [value.get("worth") for value in self.values if isinstance(value, dict)]
        known = [(int(one["least"]), int(one["most"])) for one in found if one]
        return (sum(one for one, _ in known), sum(one for _, one in known)) if known else None

    @property
    def seal(self) -> str:
        """Give what a form proves with that its sender has seen just this."""
        return hashlib.sha256(self.encoded().encode()).hexdigest()


def decoded(sent: str) -> Request:
    """Read what was stored."""
    return msgspec.json.decode(sent, type=Request)
