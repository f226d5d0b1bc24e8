"""Times as people type them, and what is understood."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nenkin.law.months import month, month_of, read_month, spell
from nenkin.law.recalled import (
    UNKNOWN,
    Precision,
    When,
    ages_in,
    folded_event,
    in_month,
    months_of_age,
    on_day,
)
from nenkin.law.typed_times import Code, NotATime, read_when
from nenkin.law.wareki import write_day, write_month, write_month_both

BORN = date(1944, 9, 3)
EVENTS = {
    folded_event("東京オリンピック"): month(1964, 10),
    folded_event("三億円 事件"): month(1968, 12),
}

PIECES = (
    *(
        "昭和",
        "平成",
        "大",
        "S",
        "西暦",
        "元",
        "六",
        "十",
        "百",
        "年",
        "月",
        "日",
        "の",
        "か",
        "、",
        "〜",
    ),
    *(
        "ごろ",
        "歳",
        "代",
        "度",
        "末",
        "春",
        "冬",
        "初め",
        "中学",
        "卒業",
        "数え",
        "から",
        *"0139()-./（",
    ),
)


def read(typed: str) -> When:
    found = read_when(typed, born_on=BORN, events=EVENTS)
    assert isinstance(found, When), (typed, found)
    return found


@pytest.mark.parametrize(
    ("typed", "precision", "months"),
    [
        ("昭和39年10月5日", "day", "1964-10 1964-10"),
        ("Ｓ３９．１０．５", "day", "1964-10 1964-10"),
        ("昭39.4.1", "day", "1964-04 1964-04"),
        ("1964/10/05", "day", "1964-10 1964-10"),
        ("19641005", "day", "1964-10 1964-10"),
        ("2026年（令和8年）11月20日", "day", "2026-11 2026-11"),
        ("大正15年12月", "month", "1926-12 1926-12"),
        ("昭和三十九年十月", "month", "1964-10 1964-10"),
        ("昭和 39 年 10 月から", "month", "1964-10 1964-10"),
        ("昭和39年（1964年）10月", "month", "1964-10 1964-10"),
        ("昭和39年10月の初め", "month", "1964-10 1964-10"),
        ("ｼｮｳﾜ39年10月", "month", "1964-10 1964-10"),
        ("h元.4", "month", "1989-04 1989-04"),
        ("196410", "month", "1964-10 1964-10"),
        ("昭和64年2月", "month", "1989-02 1989-02"),
        ("昭和39年10月ごろ", "month", "1964-08 1964-12"),
        ("昭和39年10月中", "month", "1964-10 1964-10"),
        ("昭和卅九年十月", "month", "1964-10 1964-10"),
        ("昭和39年10月5日ごろ", "month", "1964-09 1964-11"),
        ("昭和39年の秋", "season", "1964-09 1964-11"),
        ("1964年の秋だったと思う", "season", "1964-09 1964-11"),
        ("昭和39年の冬", "season", "1964-12 1965-02"),
        ("昭和39年の暮れ", "season", "1964-12 1964-12"),
        ("昭和39年の前半", "season", "1964-01 1964-06"),
        ("昭和39年", "year", "1964-01 1964-12"),
        ("1964", "year", "1964-01 1964-12"),
        ("昭和39年度", "year", "1964-04 1965-03"),
        ("昭和39年度末", "season", "1965-01 1965-03"),
        ("昭和39年？", "year", "1963-01 1965-12"),
        ("たぶん昭和39年", "year", "1963-01 1965-12"),
        ("昭和30年代", "years", "1955-01 1964-12"),
        ("昭和30年代の前半", "years", "1955-01 1959-12"),
        ("1960年代後半", "years", "1965-01 1969-12"),
        ("昭和39、40年", "years", "1964-01 1965-12"),
        ("昭和39年か40年", "years", "1964-01 1965-12"),
        ("1964年から1966年", "years", "1964-01 1966-12"),
        ("平成のはじめ", "years", "1989-01 1991-12"),
        ("昭和の終わり", "years", "1987-01 1989-12"),
        ("戦後すぐ", "years", "1945-08 1947-12"),
        ("戦争中", "years", "1941-12 1945-08"),
        ("20代のはじめ", "years", "1964-09 1968-09"),
        ("20歳", "age", "1964-09 1965-09"),
        ("はたちの春", "age", "1965-03 1965-05"),
        ("20歳の4月", "age", "1965-04 1965-04"),
        ("25才の秋", "age", "1969-09 1969-11"),
        ("小学校に入った年", "age", "1951-04 1951-04"),
        ("中学を卒業した年", "age", "1960-03 1960-04"),
        ("高校を出てすぐ", "age", "1963-03 1963-04"),
        ("大学卒業", "age", "1967-03 1969-04"),
        ("20歳の誕生日", "age", "1964-09 1964-09"),
        ("二十歳ごろ", "age", "1963-09 1966-09"),
        ("数え年で20歳", "age", "1963-01 1963-12"),
        ("東京オリンピックの年", "event", "1964-01 1964-12"),
        ("東京オリンピックのとき", "event", "1964-10 1964-10"),
        ("東京オリンピックのころ", "event", "1964-07 1965-01"),
        ("東京オリンピックの翌年", "event", "1965-01 1965-12"),
        ("「三億円事件」の前の年", "event", "1967-01 1967-12"),
    ],
)
def test_a_time_is_understood(typed: str, precision: str, months: str) -> None:
    found = read(typed)
    assert found.months
    assert (found.precision, " ".join(map(spell, found.months))) == (precision, months)
    assert found.typed == typed


@pytest.mark.parametrize(
    "typed",
    [
        "わからない",
        "分かりません",
        "覚えていません",
        "不明です",
        "？",
        "忘れてしまった",
        "覚えてない",
        "わかんない",
    ],
)
def test_not_knowing_is_an_answer(typed: str) -> None:
    found = read(typed)
    assert found.precision is Precision.UNKNOWN
    assert found.months is None
    assert found.open_months is None


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "missing"),
        ("　 ", "missing"),
        ("あ" * 101, "too-long"),
        ("昭和39年\x00", "unreadable"),
        ("\ud800", "unreadable"),
        ("👵🎌👵", "not-a-time"),
        ("若いころ", "not-a-time"),
        ("昭和39年のあの日", "not-a-time"),
        ("昭和39年10月5日の朝", "not-a-time"),
        ("昭和39年度の秋", "not-a-time"),
        ("令和の終わり", "not-a-time"),
        ("20代のどこか", "not-a-time"),
        ("昭和30年代のどこか", "not-a-time"),
        ("20歳のどこか", "not-a-time"),
        ("39年10月", "era-missing"),
        ("昭和65年1月", "not-in-era"),
        ("平成32年", "not-in-era"),
        ("大正1年1月", "not-in-era"),
        ("昭和0年", "out-of-range"),
        ("昭和39年（1965年）10月", "years-differ"),
        ("昭和39年2月30日", "impossible-date"),
        ("昭和39年13月", "impossible-date"),
        ("20歳の13月", "impossible-date"),
        ("1850年", "out-of-range"),
        ("3000年", "out-of-range"),
        ("150歳", "out-of-range"),
        ("なにかの年", "unknown-event"),
    ],
)
def test_what_is_no_time_says_why(typed: str, code: str) -> None:
    assert read_when(typed, born_on=BORN, events=EVENTS) == NotATime(Code(code))


@pytest.mark.parametrize("typed", ["20歳ごろ", "20代", "中学卒業"])
def test_an_age_needs_a_birth_date(typed: str) -> None:
    assert read_when(typed) == NotATime(Code.BIRTH_MISSING)


def test_the_schools_of_before_the_war_are_not_guessed() -> None:
    # Born in 1930, who «left the middle school» left one that took other years than today's.
    assert read_when("中学を卒業した年", born_on=date(1930, 5, 1)) == NotATime(Code.UNKNOWN_EVENT)
    assert isinstance(read_when("小学校に入った年", born_on=date(1930, 5, 1)), When)


@given(st.text(max_size=120) | st.lists(st.sampled_from(PIECES)).map("".join))
@settings(max_examples=1500, deadline=None)
def test_whatever_is_typed_has_an_answer(typed: str) -> None:
    found = read_when(typed, born_on=BORN, events=EVENTS)
    assert isinstance(found, When | NotATime)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_what_we_write_ourselves_is_read(day: date) -> None:
    at = month_of(day)
    assert read(write_day(day)).day == day
    assert read(day.isoformat()).day == day
    assert read(write_month_both(at)).months == (at, at)
    # An era that begins within a month counts from the next one, so that month has the old name.
    assert read(write_month(at)).months == (at, at)


@given(st.dates(date(1900, 1, 1), date(1990, 1, 1)), st.integers(0, 90))
def test_an_age_is_where_its_months_are(born_on: date, age: int) -> None:
    first, last = months_of_age(born_on, age, age)
    assert ages_in(in_month(first), born_on) == (age - (born_on.day > 1), age)
    assert ages_in(in_month(last), born_on) in {(age, age), (age, age + 1)}


def test_ages_are_those_of_daily_life() -> None:
    assert ages_in(on_day(date(1964, 9, 2)), BORN) == (19, 19)
    assert ages_in(on_day(date(1964, 9, 3)), BORN) == (20, 20)
    assert ages_in(read("昭和39年"), BORN) == (19, 20)
    assert ages_in(UNKNOWN, BORN) is None
    assert ages_in(in_month(read_month("1944-09")), BORN) == (-1, 0)


@pytest.mark.parametrize(
    "values",
    [
        {"precision": Precision.MONTH},
        {"precision": Precision.MONTH, "earliest": 5},
        {"precision": Precision.MONTH, "earliest": 5, "latest": 4},
        {"precision": Precision.UNKNOWN, "earliest": 5, "latest": 5},
        {"precision": Precision.DAY, "earliest": 5, "latest": 5},
        {"precision": Precision.DAY, "earliest": 5, "latest": 5, "day": date(2000, 1, 1)},
    ],
)
def test_a_time_that_contradicts_itself_is_none(values: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"[a-z]"):
        When(**values)  # type: ignore[arg-type]
