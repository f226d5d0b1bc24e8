"""What is asked to bring back a time: events spread out, ages, and lives nearby."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nenkin.law.dated import Confidence, Source
from nenkin.law.hints import (
    EventKind,
    KnownEvent,
    KnownEvents,
    LifeMark,
    Mark,
    child_marks,
    choose_events,
    enters_school,
    hints,
)
from nenkin.law.months import month
from nenkin.paths import DATA
from nenkin.reference.memory import load_events

ALL = load_events(DATA)
BORN = date(1945, 6, 3)
NOBODY = Source("", "", Confidence.RECALLED)


def event(
    year: int,
    number: int,
    words: str,
    *,
    kind: EventKind = EventKind.NEWS,
    sensitive: bool = False,
    prefectures: frozenset[str] = frozenset(),
) -> KnownEvent:
    return KnownEvent(
        month=month(year, number),
        kind=kind,
        words=words,
        names=(),
        sensitive=sensitive,
        prefectures=prefectures,
        source=NOBODY,
    )


@pytest.mark.parametrize(
    ("born_on", "april"),
    [
        (date(1970, 4, 1), 1976),  # 早生まれ, with those of March
        (date(1970, 4, 2), 1977),
        (date(1970, 3, 31), 1976),
        (date(1970, 12, 31), 1977),
        (date(1971, 1, 1), 1977),
        (date(1972, 2, 29), 1978),
    ],
)
def test_a_child_enters_school_in_the_april_after_six_years(born_on: date, april: int) -> None:
    assert enters_school(born_on) == month(april, 4)


def test_a_child_s_turns() -> None:
    assert child_marks(date(1970, 4, 2), 2) == (
        LifeMark(Mark.BIRTH, month(1970, 4), 2),
        LifeMark(Mark.PRIMARY, month(1977, 4), 2),
        LifeMark(Mark.MIDDLE, month(1983, 4), 2),
        LifeMark(Mark.TWENTY, month(1990, 4), 2),
    )


def test_disasters_are_never_chosen_but_can_be_asked_for() -> None:
    first, last = month(1995, 1), month(1995, 12)
    chosen = choose_events(ALL, first, last, count=50)
    assert chosen
    assert not any(one.sensitive for one in chosen)
    assert "阪神・淡路大震災があった" in [
        one.words for one in ALL.between(first, last, sensitive=True)
    ]


def test_kinds_differ_and_the_time_is_spread() -> None:
    chosen = choose_events(ALL, month(1955, 1), month(1975, 12), count=4)
    assert len({one.kind for one in chosen}) == 4
    gaps = [later.month - former.month for former, later in pairwise(chosen)]
    assert min(gaps) > 36


def test_own_places_come_first_and_others_last() -> None:
    known = KnownEvents(
        (
            event(1980, 4, "橋ができた", prefectures=frozenset({"香川県"})),
            event(1980, 6, "歌が出た"),
            event(1980, 8, "駅ができた", prefectures=frozenset({"青森県"})),
        )
    )

    def first_of(*prefectures: str) -> str:
        first, last = month(1980, 1), month(1980, 12)
        return choose_events(known, first, last, count=1, prefectures=frozenset(prefectures))[
            0
        ].words

    assert first_of() == "歌が出た"
    assert first_of("香川県") == "橋ができた"
    assert first_of("青森県") == "駅ができた"


def test_where_nothing_happened_the_nearest_helps_out() -> None:
    known = KnownEvents(
        (
            event(1979, 1, "遠い前だった"),
            event(1980, 1, "近い前だった"),
            event(1980, 8, "近い後だった"),
            event(1982, 1, "遠い後だった"),
        )
    )
    chosen = choose_events(known, month(1980, 3), month(1980, 5))
    assert [one.words for one in chosen] == ["近い前だった", "近い後だった"]


def test_questions_by_event_age_and_children_stand_in_the_order_of_time() -> None:
    marks = child_marks(date(1971, 4, 1), 1)
    found = hints(ALL, month(1977, 1), month(1978, 12), born_on=BORN, marks=marks)
    assert [one.month for one in found] == sorted(one.month for one in found)
    assert [one.age for one in found if one.age] == [32]
    assert [one.mark for one in found if one.mark] == [LifeMark(Mark.PRIMARY, month(1977, 4), 1)]
    assert sum(one.event is not None for one in found) == 3


def test_nothing_is_asked_of_the_time_before_birth() -> None:
    assert hints(ALL, month(1941, 1), month(1944, 12), born_on=BORN) == ()
    found = hints(ALL, month(1944, 1), month(1946, 12), born_on=BORN)
    assert min(one.month for one in found) >= month(1945, 6)
    assert not any(one.age == 0 for one in found)


def test_of_many_turns_the_first_and_the_last_are_kept() -> None:
    marks = [LifeMark(Mark.MOVE, month(1980, number)) for number in range(1, 13)]
    found = hints(ALL, month(1980, 1), month(1980, 12), born_on=BORN, marks=marks)
    kept = [one.mark.month for one in found if one.mark]
    assert (len(kept), kept[0], kept[-1]) == (3, month(1980, 1), month(1980, 12))


@given(
    first=st.integers(month(1930, 1), month(2030, 12)),
    length=st.integers(0, 480),
    count=st.integers(1, 6),
)
def test_the_same_time_always_gives_the_same_questions(first: int, length: int, count: int) -> None:
    def ask() -> object:
        return hints(ALL, first, first + length, born_on=BORN, count=count)

    found = ask()
    assert found == ask()
    chosen = choose_events(ALL, first, first + length, count=count)
    assert len(set(chosen)) == len(chosen) <= count
    assert all(first - 12 <= one.month <= first + length + 12 for one in chosen)
