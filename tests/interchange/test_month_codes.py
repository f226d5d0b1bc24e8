"""The year lines of the official printout, read and written the same."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nenkin.interchange import month_codes
from nenkin.interchange.month_codes import (
    CODES,
    BadLine,
    Counts,
    YearLine,
    agrees,
    count,
    read_line,
    spans_of,
    write_codes,
    write_counts,
    write_label,
    year_lines,
)
from nenkin.law.months import month
from nenkin.law.periods import Kind, Scheme, Span

DAY = date(2026, 11, 20)
CODE_ROWS = st.text(st.sampled_from(sorted(CODES)), min_size=12, max_size=12)
YEARS = st.integers(1961, 2060)


def test_the_codes_of_each_class_are_those_of_the_official_legend() -> None:
    # Written out once more, from the legend and not from nenkin.law.statuses.
    legend = {
        "FULL": "ABCPQGVWTUHKMシスソタオカキクケコマミムメモヤナニヌネノハ",
        "EXEMPT": "YZRL", "THREE_QUARTERS": "ツテト", "HALF": "イウエ", "QUARTER": "フヘホ",
        "STUDENT": "サ", "DEFERRED": "セ", "ADDITIONAL": "BQGWEF", "THIRD_CATEGORY": "+$-",
        "WITHOUT_PAYMENT": "+$DEF",
    }  # fmt: skip
    assert {name: getattr(month_codes, name) for name in legend} == {
        name: frozenset(codes) for name, codes in legend.items()
    }
    assert set("".join(legend.values()) + "*X&アチヒ#/") == CODES


@pytest.mark.parametrize(
    ("text", "year", "codes"),
    [
        ("平20-*AAAAAAAAAAA", 2008, "*AAAAAAAAAAA"),
        ("昭55-////////AAAA", 1980, "////////AAAA"),
        ("平元-ZZZZZZZZZZZZ", 1989, "Z" * 12),
        ("平01-ZZZZZZZZZZZZ", 1989, "Z" * 12),
        ("平 1-ZZZZZZZZZZZZ", 1989, "Z" * 12),
        ("平31-++++++++++++", 2019, "+" * 12),
        ("令元-++++++++++++", 2019, "+" * 12),
        ("令02-ｻｻｻｻｾｾｾｾｱﾁﾋﾔ", 2020, "ササササセセセセアチヒヤ"),
        ("昭和６１－＋＋＋＋－－－－＊＊＊＊", 1986, "++++----****"),
        ("平成20年度ー－―‐ーAAAA AAAA", 2008, "----AAAAAAAA"),
        ("  平20 - aaaa bbbb ＃＃＄＆  ", 2008, "AAAABBBB##$&"),
    ],
)
def test_a_line_is_read_however_it_was_keyed_in(text: str, year: int, codes: str) -> None:
    assert read_line(text) == YearLine(year, codes)


def test_counts_are_read_in_the_printed_order() -> None:
    half = read_line("平20-0500 0007 00000000")
    assert half == YearLine(2008, counts=Counts(5, 0, 0, 7, 0, 0, 0, 0))
    mixed = read_line("平21-0000 0000 03000900")
    assert mixed == YearLine(2009, counts=Counts(0, 0, 0, 0, 3, 0, 9, 0))
    assert write_counts(half.year, half.counts or count("")) == "平20-0500 0007 00000000"
    assert write_counts(mixed.year, mixed.counts or count("")) == "平21-0000 0000 03000900"


def test_codes_and_counts_may_stand_on_one_line() -> None:
    line = read_line("平20-AAAAAｲｲｲｲｲｲｲ 0500 0007 00000000")
    assert line.counts == count(line.codes)
    assert write_counts(2008, count(line.codes)) == "平20-0500 0007 00000000"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "as in 平20"),
        ("20-AAAAAAAAAAAA", "as in 平20"),
        ("平-AAAAAAAAAAAA", "as in 平20"),
        ("平00-AAAAAAAAAAAA", "平00 is no fiscal year"),
        ("平32-AAAAAAAAAAAA", "平32 is no fiscal year"),
        ("昭35-AAAAAAAAAAAA", "昭35 is no fiscal year"),
        ("昭64-AAAAAAAAAAAA", "昭64 is no fiscal year"),
        ("平20-", "twelve months"),
        ("平20-AAAAAAAAAAA", "not 11"),
        ("平20-AAAAAAAAAAAAA", "not 13"),
        ("平20-AAAAAAAAAAAJ", "'J'"),
        ("平20-AAAAAAAAAAAワ", "'ワ'"),
        ("平20-AAAAAAAAAAA😀", "'😀'"),
        ("平20-0500 0007", "sixteen digits"),
        ("平20-AAAAAAAAAAAA 05", "sixteen digits"),
        ("平20-0500 0007 0000000A", "as in 平20"),
    ],
)
def test_what_is_no_line_is_refused_with_what_to_write(text: str, says: str) -> None:
    with pytest.raises(BadLine) as refused:
        read_line(text)
    assert says in str(refused.value)


@given(YEARS, CODE_ROWS, st.booleans())
def test_what_is_printed_reads_back(year: int, codes: str, half_width: bool) -> None:
    text = write_codes(year, codes, half_width=half_width)
    assert read_line(text) == YearLine(year, codes)
    counts = write_counts(year, count(codes)).partition("-")[2]
    assert read_line(f"{text} {counts}") == YearLine(year, codes, count(codes))


@given(st.dictionaries(YEARS, CODE_ROWS, min_size=1, max_size=6))
def test_lines_become_spans_and_the_same_lines_again(rows: dict[int, str]) -> None:
    lines = [YearLine(year, codes) for year, codes in rows.items()]
    spans = spans_of(lines, known_from=DAY)
    again = {line.year: line.codes for line in year_lines(spans, until=month(2061, 3))}
    for year, codes in rows.items():
        assert again.get(year, "/" * 12) == codes
    assert all(codes == "/" * 12 for year, codes in again.items() if year not in rows)


def test_spans_run_over_the_turn_of_the_year_and_stop_where_nothing_is() -> None:
    lines = [YearLine(2008, "/*AAAAAAAAAA"), YearLine(2009, "AA++++------")]
    found = [
        (span.first, span.last, span.status, span.kind) for span in spans_of(lines, known_from=DAY)
    ]
    assert found == [
        (month(2008, 5), month(2008, 5), "*", Kind.CATEGORY_1),
        (month(2008, 6), month(2009, 5), "A", Kind.CATEGORY_1),
        (month(2009, 6), month(2009, 9), "+", Kind.CATEGORY_3),
        (month(2009, 10), month(2010, 3), "-", Kind.CATEGORY_3),
    ]


def _span(first: int, last: int | None, status: str | None, *, until: date | None = None) -> Span:
    return Span(
        scheme=Scheme.NATIONAL,
        kind=Kind.CATEGORY_1,
        first=first,
        last=last,
        known_from=date(2000, 1, 1),
        known_until=until,
        status=status,
    )


def test_only_standing_spans_are_printed_and_running_ones_up_to_the_day() -> None:
    spans = [
        _span(month(2025, 4), month(2026, 3), "*", until=DAY),
        _span(month(2025, 4), month(2026, 3), "A"),
        _span(month(2026, 4), None, "Z"),
    ]
    lines = list(year_lines(spans, until=month(2026, 10)))
    assert [line.codes for line in lines] == ["A" * 12, "ZZZZZZZ/////"]
    assert list(year_lines([], until=month(2026, 10))) == []


def test_a_month_without_code_cannot_be_printed() -> None:
    with pytest.raises(BadLine):
        list(year_lines([_span(month(2025, 4), None, None)], until=month(2026, 10)))


def test_an_unprinted_year_between_is_a_row_of_slashes() -> None:
    spans = [
        _span(month(2000, 4), month(2000, 4), "A"),
        _span(month(2002, 4), month(2002, 4), "A"),
    ]
    assert [line.codes for line in year_lines(spans, until=0)][1] == "/" * 12


def test_counts_that_the_codes_cannot_give_do_not_agree() -> None:
    assert agrees(count("AAAAAイイイイイイイ"), "AAAAAイイイイイイイ")
    assert not agrees(count("AAAAAイイイイイイイ"), "AAAAアイイイイイイイ")


def test_counts_agree_whether_or_not_unpaid_parts_and_spouses_are_counted() -> None:
    codes = "+++AAAアアアチヒ*"
    assert agrees(Counts(6, 0, 0, 0, 0, 0, 0, 0), codes)
    assert agrees(Counts(3, 0, 1, 3, 1, 0, 0, 0), codes)
    assert not agrees(Counts(7, 0, 0, 0, 0, 0, 0, 0), codes)
    assert not agrees(Counts(3, 0, 1, 4, 1, 0, 0, 0), codes)


@pytest.mark.parametrize(
    ("year", "label"),
    [
        (1980, "昭55"),
        (1988, "昭63"),
        (1989, "平元"),
        (1990, "平02"),
        (2019, "平31"),
        (2020, "令02"),
    ],
)
def test_years_are_named_by_the_era_of_their_april(year: int, label: str) -> None:
    assert write_label(year) == label
