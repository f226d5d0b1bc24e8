"""What cannot be right in a sheet is named; what may just be right is not."""

from dataclasses import replace
from datetime import date

import pytest

from nenkin.law.months import month, month_of
from nenkin.law.recalled import UNKNOWN, When, in_month, on_day
from nenkin.law.remembered import Category, HistorySheet, LifeEvent, UsedBirthDate, Work
from nenkin.law.remembered_doubts import Doubted, SheetDoubt, event_doubts, sheet_doubts
from nenkin.law.typed_times import read_when

BORN = date(1944, 9, 3)
JOB = LifeEvent(
    key="a",
    category=Category.WORK,
    first=in_month(month(1963, 4)),
    last=in_month(month(1966, 9)),
    work=Work(employer="見本"),
)


def time(typed: str) -> When:
    found = read_when(typed, born_on=BORN)
    assert isinstance(found, When)
    return found


@pytest.mark.parametrize(
    ("event", "doubts"),
    [
        (JOB, []),
        (replace(JOB, last=UNKNOWN), []),
        (replace(JOB, last=None, goes_on=True), []),
        (replace(JOB, first=time("昭和41年"), last=time("昭和41年の春")), []),
        (replace(JOB, last=time("昭和38年3月")), ["last end-before-start"]),
        (replace(JOB, first=time("昭和41年9月5日"), last=time("昭和41年9月4日")), ["last end-before-start"]),
        (replace(JOB, goes_on=True), ["last ends-and-goes-on"]),
        (replace(JOB, first=time("昭和18年")), ["first before-birth"]),
        (replace(JOB, first=time("昭和19年")), []),
        (replace(JOB, last=time("平成30年")), ["last future"]),
        (replace(JOB, category=Category.MOVE), ["work no-work-here"]),
        (replace(JOB, category=Category.FAMILY_HELPER), []),
    ],
)  # fmt: skip
def test_an_event_is_doubted(event: LifeEvent, doubts: list[str]) -> None:
    found = event_doubts(event, month_of(BORN), until=month(2017, 12))
    assert [f"{name} {doubt}" for name, doubt in found] == doubts


def test_an_earlier_birth_date_that_was_used_counts() -> None:
    early = replace(JOB, first=on_day(date(1943, 1, 1)))
    sheet = HistorySheet(born_on=BORN, events=(JOB, early))
    assert sheet_doubts(sheet) == [
        Doubted(1, "first", SheetDoubt.BEFORE_BIRTH),
        Doubted(1, "key", SheetDoubt.KEY_TWICE),
    ]
    older = replace(sheet, birth_dates=(UsedBirthDate(born_on=date(1942, 12, 1)),))
    assert [each.field for each in sheet_doubts(older)] == ["key"]
