"""The open history sheet: what is written is read again, and what is wrong is named."""

import io
import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings

from nenkin.interchange.history_sheets import LONGEST_LINE, read_sheet, write_sheet
from nenkin.interchange.mistakes import Mistakes
from nenkin.interchange.raw_lines import decode_lines
from nenkin.law.months import month, month_of
from nenkin.law.recalled import Precision
from nenkin.law.remembered import (
    Category,
    Cover,
    Employment,
    HistorySheet,
    Keepsake,
    NameKind,
    Objection,
    Size,
    Sureness,
    Writer,
)
from tests.interchange.drawn_sheets import sheets

HEAD = '{"type": "sheet", "format": "nenkin-history", "version": 1, "born_on": "1944-09-03"}'
FORMAT = Path("site/nenkin/interchange/HISTORY.md")


@given(sheets())
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_read_again(sheet: HistorySheet) -> None:
    text = "".join(write_sheet(sheet))
    assert read_sheet(decode_lines(io.BytesIO(text.encode()), LONGEST_LINE)) == sheet
    for line in text.splitlines():
        assert json.loads(line)


def mistakes(*lines: str) -> list[tuple[int, str, str]]:
    found = read_sheet(lines)
    assert isinstance(found, Mistakes)
    return [(each.line, each.field, each.message) for each in found.found]


def event(**values: object) -> str:
    first = {"precision": "month", "earliest": "1963-04", "latest": "1963-04"}
    whole = {"type": "event", "key": "a", "category": "work", "first": first, **values}
    return json.dumps(whole)


def when(earliest: str, latest: str = "", **values: object) -> dict[str, object]:
    return {"precision": "month", "earliest": earliest, "latest": latest or earliest, **values}


def test_every_mistake_is_named_with_its_line_and_field() -> None:
    found = mistakes(
        HEAD,
        event(category="holiday", by="me"),
        event(first={"precision": "moon", "earliest": "1963-13"}),
        event(work={"employment": "slave", "kept": ["gold"]}),
        '{"type": "name", "kind": "former", "surname_kana": "みほん"}',
        '{"type": "birth-date", "born_on": "1944-02-30"}',
        '{"type": "poem"}',
    )
    assert [(line, field) for line, field, _ in found] == [
        (2, "by"), (2, "category"), (3, "first"), (4, "work"), (5, "surname_kana"), (6, "born_on"), (7, "type"),
    ]  # fmt: skip
    assert "precision: Write one of day, month" in found[2][2]
    assert "earliest: Write the month as 1980-04" in found[2][2]
    assert "kept: Write one of" in found[3][2]


@pytest.mark.parametrize(
    ("line", "field", "says"),
    [
        (event(last=when("1960-01")), "last", "not before the start"),
        (event(first=when("1930-01")), "first", "after the birth"),
        (event(last=when("1970-01"), goes_on=True), "last", "not both"),
        (event(category="move", work={"employer": "見本"}), "work", "Leave work out"),
        (event(first=when("1964-01", "1963-01")), "first", "latest is before earliest"),
        (event(first={"precision": "year"}), "first", "exactly where nothing is known"),
        (event(first={"precision": "day", "earliest": "1963-04"}), "first", "together"),
        (event(first=when("1963-04", day="1963-04-01")), "first", "where the day is known"),
        (event(title="あ" * 501), "title", "at most 500"),
        (event(note="\u0000"), "note", "U+0000"),
        (event(key="鍵"), "key", "ASCII"),
        (event(goes_on="yes"), "goes_on", "true or false"),
        (event(work=[]), "work", "in braces"),
        (event(explains="a"), "explains", "in brackets"),
        (event(work={"hours_a_week": 169}), "work", "from 0 to 168"),
        (event(work={"kept": ["handbook", "handbook"]}), "work", "each part once"),
        (HEAD, "type", "sheet first, once"),
        (
            '{"type": "unremembered", "first": "1970-04", "last": "1970-03"}',
            *("last", "not before the start"),
        ),
    ],
)
def test_what_cannot_be_is_refused(line: str, field: str, says: str) -> None:
    ((at, where, message),) = mistakes(HEAD, line)
    assert (at, where) == (2, field)
    assert says in message


def test_an_empty_file_and_another_format_are_refused() -> None:
    assert mistakes() == [(1, "", "Add the line sheet; the file is empty.")]
    assert [field for _, field, _ in mistakes(HEAD.replace(": 1,", ": 2,"))] == ["version"]
    assert [field for _, field, _ in mistakes(event())] == ["type"]


def test_a_key_stands_once_and_events_are_not_endless() -> None:
    assert mistakes(HEAD, event(), event())[0][1] == "key"
    many = [event(key=f"e{number}") for number in range(201)]
    assert mistakes(HEAD, *many) == [(202, "key", "Write fewer events: no life has so many.")]


def examples() -> Iterable[str]:
    block = re.search(r"```json\n(.*?)```", FORMAT.read_text(), re.DOTALL)
    assert block
    return block[1].splitlines()


def test_the_example_of_the_format_can_be_read() -> None:
    sheet = read_sheet(examples())
    assert isinstance(sheet, HistorySheet)
    assert sheet.events[0].work
    assert sheet.events[0].work.employer == "みほん紡績㈱"
    assert sheet.events[0].written[0].by is Writer.FAMILY
    assert sheet.names[0].last
    assert sheet.names[0].last.age == 24
    assert month_of(sheet.born_on) == month(1944, 9)


def test_the_format_names_every_choice() -> None:
    text = FORMAT.read_text()
    for choices in (
        Category,
        Cover,
        Employment,
        Keepsake,
        NameKind,
        Objection,
        Precision,
        Size,
        Sureness,
        Writer,
    ):
        assert [each for each in choices if f"`{each}`" not in text] == []
