"""The open history sheet: what is written is read again, and what is wrong is named."""

import io
import json
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nenkin.interchange.history_sheets import LONGEST_LINE, read_sheet, write_sheet
from nenkin.interchange.mistakes import Mistakes
from nenkin.interchange.raw_lines import decode_lines
from nenkin.law.months import month, month_of
from nenkin.law.periods import Sex
from nenkin.law.recalled import Precision, When, on_day
from nenkin.law.remembered import (
    EMPLOYED,
    Category,
    Cover,
    Employment,
    Handbook,
    HistorySheet,
    Keepsake,
    LifeEvent,
    NameKind,
    Objected,
    Objection,
    Size,
    Sureness,
    UsedBirthDate,
    UsedName,
    Work,
    Writer,
    Written,
)

HEAD = '{"type": "sheet", "format": "nenkin-history", "version": 1, "born_on": "1944-09-03"}'
FORMAT = Path("site/nenkin/interchange/HISTORY.md")

WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Co", "Cn"]), max_size=12)
KANA = st.text("アイウミホンャー", max_size=5)
SLUG = st.text("abcdefg-123", min_size=1, max_size=9).filter(lambda name: name.strip("-") != "")
DAYS = st.dates(date(1930, 1, 1), date(2026, 10, 31))
MAYBE = st.none() | st.booleans()


@st.composite
def whens(draw: st.DrawFn) -> When:
    precision = draw(st.sampled_from(Precision))
    said: dict[str, Any] = {"about": draw(st.booleans()), "typed": draw(WORDS)}
    if precision is Precision.DAY:
        return on_day(draw(DAYS), draw(WORDS))
    if precision is Precision.UNKNOWN:
        return When(precision=precision, **said)
    earliest = draw(st.integers(month(1930, 1), month(2026, 1)))
    return When(
        precision=precision,
        earliest=earliest,
        latest=earliest + draw(st.integers(0, 40)),
        age=draw(st.none() | st.integers(0, 99)),
        event=draw(st.none() | WORDS),
        **said,
    )


WRITTEN = st.lists(
    st.builds(
        Written,
        answers=st.lists(SLUG, max_size=3).map(tuple),
        by=st.sampled_from(Writer),
        record_shown=st.booleans(),
        on=st.none() | DAYS,
    ),
    max_size=2,
).map(tuple)
WORKS = st.builds(
    Work,
    **dict.fromkeys(("employer", "workplace", "head_office", "parent", "occupation"), WORDS),
    employment=st.none() | st.sampled_from(Employment),
    kept=st.frozensets(st.sampled_from(Keepsake), max_size=3),
    size=st.none() | st.sampled_from(Size),
    trade=st.just("") | st.just("laundry"),
    incorporated=MAYBE,
    hours_a_week=st.none() | st.integers(0, 60),
    trial_months=st.none() | st.integers(0, 12),
)


@st.composite
def events(draw: st.DrawFn, key: str) -> LifeEvent:
    category = draw(st.sampled_from(Category))
    first, last = draw(whens()), draw(st.none() | whens())
    if last and last.latest and first.earliest and last.latest < first.earliest:
        first, last = last, first
    if last and last.day and first.day and last.day < first.day:
        first, last = last, first
    known = last is not None and last.months is not None
    return LifeEvent(
        key=key,
        category=category,
        first=first,
        last=last,
        goes_on=not known and draw(st.booleans()),
        work=draw(st.none() | WORKS) if category in EMPLOYED else None,
        title=draw(WORDS),
        place=draw(WORDS),
        surname_before=draw(WORDS),
        spouse_insured=draw(MAYBE),
        paid_national=draw(MAYBE),
        by_day=draw(MAYBE),
        sureness=draw(st.sampled_from(Sureness)),
        note=draw(WORDS) + draw(st.sampled_from(["", "\n二行目"])),
        explains=tuple(draw(st.lists(WORDS, max_size=2))),
        written=draw(WRITTEN),
    )


@st.composite
def sheets(draw: st.DrawFn) -> HistorySheet:
    names = st.builds(
        UsedName,
        kind=st.sampled_from(NameKind),
        surname=WORDS,
        surname_kana=KANA.filter(lambda kana: kana != "ー"),
        first=st.none() | whens(),
        written=WRITTEN,
    )
    return HistorySheet(
        born_on=date(1925, 3, 1),
        sex=draw(st.none() | st.sampled_from(Sex)),
        names=tuple(draw(st.lists(names, max_size=2))),
        birth_dates=tuple(draw(st.lists(st.builds(UsedBirthDate, born_on=DAYS), max_size=2))),
        handbooks=tuple(
            draw(st.lists(st.builds(Handbook, cover=st.sampled_from(Cover), number=WORDS)))
        ),
        handbook_count=draw(st.none() | st.integers(0, 9)),
        events=tuple(draw(events(f"e-{place}")) for place in range(draw(st.integers(0, 4)))),
        objections=tuple(
            Objected(objection=each, first=month(1970, 4), employer=draw(WORDS))
            for each in draw(st.lists(st.sampled_from(Objection), max_size=2))
        ),
        unrecognised=draw(st.frozensets(SLUG, max_size=2)),
    )


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
