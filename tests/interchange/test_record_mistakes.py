"""The open record file: every mistake by line and field, and nothing breaks its reader."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nenkin.interchange.mistakes import Mistakes
from nenkin.interchange.raw_lines import LONGEST_LINE, MOST_LINES, decode_lines
from nenkin.interchange.record_files import read_record
from nenkin.law.periods import Record
from tests.interchange.record_lines import BONUS, HEAD, PERSON, SPAN, changed, found


def test_counts_must_agree_with_the_months_of_the_year() -> None:
    lines = [
        HEAD,
        PERSON,
        '{"type": "printed", "line": "昭55-*AAAAAAAAAAA"}',
        '{"type": "printed", "line": "昭55-1200 0000 00000000"}',
    ]
    assert [each[:2] for each in found(*lines)] == [(4, "line")]
    assert "1980-04" in found(*lines)[0][2]


def test_a_year_printed_twice_is_a_mistake() -> None:
    line = '{"type": "printed", "line": "昭55-*AAAAAAAAAAA"}'
    assert found(HEAD, PERSON, line, line) == [
        (4, "line", "Write each year once: line 3 has it too.")
    ]


def test_a_span_and_a_printed_year_cannot_both_have_a_month() -> None:
    span = changed(SPAN, scheme="national", kind="category-1", status="A", first="1983-06")
    span = changed(span, employer="REMOVE", pay="REMOVE")
    [(line, field, message)] = found(
        HEAD, PERSON, '{"type": "printed", "line": "昭58-AAA/////////"}', span
    )
    assert (line, field) == (4, "first")
    assert "line 3" in message


@pytest.mark.parametrize(
    ("line", "field", "says"),
    [
        (changed(SPAN, colour="red"), "colour", "Remove this key"),
        (changed(SPAN, first="REMOVE"), "first", "Add this key"),
        (changed(SPAN, scheme="navy"), "scheme", "one of national"),
        (changed(SPAN, kind="seaman"), "kind", "for the scheme employees"),
        (changed(SPAN, first="1983/04"), "first", "as 1980-04"),
        (changed(SPAN, first="1983-13"), "first", "as 1980-04"),
        (changed(SPAN, first=198304), "first", "text in quotes"),
        (changed(SPAN, last=None), "last", "text in quotes"),
        (changed(SPAN, last="1983-03"), "last", "not before the first"),
        (changed(SPAN, last="2026-12"), "last", "up to 2026-11"),
        (changed(SPAN, first="1960-03"), "first", "after the birthday"),
        (changed(SPAN, known_from="1989-02-29"), "known_from", "the calendar has"),
        (changed(SPAN, known_from="19900501"), "known_from", "as 1980-04-01"),
        (changed(SPAN, known_from="0001-01-01"), "known_from", "from 1868"),
        (changed(SPAN, known_from="2026-11-21"), "known_from", "not after the data's day"),
        (changed(SPAN, known_until="1990-05-01"), "known_until", "after 1990-05-01"),
        (changed(SPAN, known_until="2027-01-01"), "known_until", "not after the data's day"),
        (changed(SPAN, reported_on="2027-01-01"), "reported_on", "not after the data's day"),
        (changed(SPAN, pay=0), "pay", "from 1 to 1,000,000"),
        (changed(SPAN, pay=1_000_001), "pay", "from 1 to 1,000,000"),
        (changed(SPAN, pay=150000.0), "pay", "whole number"),
        (changed(SPAN, pay=True), "pay", "whole number"),
        (changed(SPAN, pay="150000"), "pay", "whole number"),
        (changed(SPAN, status="A"), "status", "only the scheme national"),
        (changed(SPAN, corrected=1), "corrected", "true or false"),
        (changed(SPAN, employer=""), "employer", "at least one character"),
        (changed(SPAN, employer=" みほん"), "employer", "no space before"),
        (changed(SPAN, employer="み\0ん"), "employer", "U+0000"),
        (changed(SPAN, employer="み\ud800ん"), "employer", "U+D800"),
        (changed(SPAN, employer="み\u202eん"), "employer", "U+202E"),
        (changed(SPAN, employer="\ue000"), "employer", "U+E000"),
        (changed(SPAN, employer="み" * 101), "employer", "at most 100"),
        (changed(SPAN, employer=["みほん"]), "employer", "text in quotes"),
        (changed(SPAN, acquired_on="1983-05-01"), "acquired_on", "1983-04"),
        (changed(SPAN, lost_on="1990-02-28"), "lost_on", "1990-03"),
        (changed(SPAN, lost_on="1990-04-01", last="REMOVE"), "lost_on", "Add the last month"),
        (
            changed(SPAN, acquired_on="1983-04-30", lost_on="1983-04-30", last="1983-04"),
            "lost_on",
            "when it began",
        ),
        (changed(SPAN, scheme="seamen", kind="seaman"), "last", "1986-03 or earlier"),
        (changed(SPAN, first="1940-05", kind="men"), "first", "1942-06 or later"),
        (changed(SPAN, scheme="complementary", kind="abroad"), "pay", "has none"),
        (changed(SPAN, type="spam"), "type", "record, person, span"),
        (changed(SPAN, type=["span"]), "type", "record, person, span"),
        (changed(SPAN, type="REMOVE"), "type", "record, person, span"),
        (HEAD, "type", "each once"),
        (PERSON, "type", "each once"),
        ('{"type": "span"', "", "one JSON object"),
        ('{"type": "span", "type": "span"}', "", "'type' stands there twice"),
        ('{"type": "span", "pay": NaN}', "", "NaN"),
        ("[1, 2]", "", "object in braces"),
        ("[" * 3_900, "", "nested too deep"),
        ('{"a":' * 700, "", "JSON object"),
        (SPAN + " " * LONGEST_LINE, "", "Shorten"),
        ("\udcff", "", "UTF-8"),
        ('{"type": "printed", "line": "平20-AAA"}', "line", "not 3"),
        ('{"type": "printed", "line": "昭64-AAAAAAAAAAAA"}', "line", "昭64"),
        (changed(BONUS, scheme="national"), "scheme", "employees"),
        (changed(BONUS, paid_on="2027-07-10"), "paid_on", "not after"),
    ],
)
def test_each_mistake_is_told_with_its_line_and_field(line: str, field: str, says: str) -> None:
    mistakes = found(HEAD, PERSON, line)
    assert any(at == 3 and name == field and says in what for at, name, what in mistakes), mistakes


@pytest.mark.parametrize(
    ("values", "field", "says"),
    [
        ({"born_on": "2026-11-21"}, "born_on", "before the data's day"),
        ({"sex": "x"}, "sex", "male, female"),
        ({"basic_number": "0000-000001"}, "basic_number", "ten digits"),
        ({"basic_number": "００００００００００"}, "basic_number", "ten digits"),
        ({"surname_kana": "ﾈﾝｷﾝ"}, "surname_kana", "full-width katakana"),
        ({"surname_kana": "ネンキン\u3099"}, "surname_kana", "full-width katakana"),
        ({"handbooks": "9999-000001"}, "handbooks", "in brackets"),
        ({"handbooks": [["9999-000001"]]}, "handbooks", "text in quotes"),
        ({"handbooks": ["1"] * 21}, "handbooks", "at most 20"),
        ({"entitled_since": "1950-01-01"}, "entitled_since", "after the birthday"),
    ],
)
def test_mistakes_about_the_person(values: dict[str, object], field: str, says: str) -> None:
    [(line, name, message)] = found(HEAD, changed(PERSON, **values))
    assert (line, name) == (2, field)
    assert says in message


@pytest.mark.parametrize(
    "values", [{"format": "nenkin"}, {"version": 2}, {"version": True}, {"data_date": "today"}]
)
def test_only_this_format_is_read(values: dict[str, object]) -> None:
    [(line, field, _)] = found(changed(HEAD, **values), PERSON)
    assert (line, field) == (1, next(iter(values)))


def test_all_mistakes_are_told_at_once_in_the_order_of_the_lines() -> None:
    mistakes = found(
        HEAD,
        changed(PERSON, sex="x", born_on="1960"),
        changed(SPAN, pay=-1, first="x"),
        "nonsense",
        changed(SPAN, last="1980-01"),
    )
    assert [each[:2] for each in mistakes] == [
        (2, "born_on"),
        (2, "sex"),
        (3, "first"),
        (3, "pay"),
        (4, ""),
        (5, "last"),
    ]


def test_spans_of_one_scheme_cannot_both_stand() -> None:
    long, within = changed(SPAN, last="REMOVE"), changed(SPAN, first="1985-04", last="1985-06")
    after = changed(SPAN, first="1999-04", last="1999-06")
    assert [each[0] for each in found(HEAD, PERSON, within, long, after)] == [3, 5]
    closed = changed(long, known_until="1995-01-01")
    assert isinstance(read_record([HEAD, PERSON, within, closed, after]), Record)


def test_premiums_may_be_paid_two_years_ahead() -> None:
    def prepaid(last: str) -> str:
        span = changed(SPAN, scheme="national", kind="category-1", status="P", last=last)
        return changed(span, employer="REMOVE", pay="REMOVE")

    assert isinstance(read_record([HEAD, PERSON, prepaid("2028-11")]), Record)
    assert [each[:2] for each in found(HEAD, PERSON, prepaid("2028-12"))] == [(3, "last")]


@pytest.mark.parametrize("lines", [[], [HEAD], ["", " "]])
def test_a_file_that_ends_too_early_says_what_is_missing(lines: list[str]) -> None:
    assert "Add the lines record and person" in found(*lines)[0][2]


def test_too_many_lines_are_not_read_to_the_end() -> None:
    def endless() -> object:
        while True:
            yield ""

    [(line, _, message)] = found(HEAD, PERSON, *([""] * MOST_LINES))
    assert line == MOST_LINES + 1
    assert "Split the file" in message
    assert isinstance(read_record(endless()), Mistakes)  # type: ignore[arg-type]


def test_a_file_of_any_bytes_is_read_in_pieces() -> None:
    content = b"\xff\xfe\n" + b"a" * 100_000 + b"\n" + "年".encode()
    lines = list(decode_lines(io.BytesIO(content)))
    assert [len(line) for line in lines] == [3, 4 * LONGEST_LINE + 1, 1]
    result = read_record(lines)
    assert isinstance(result, Mistakes)
    assert [(each.line, each.message[:7]) for each in result.found] == [
        (1, "Save th"),
        (2, "Shorten"),
        (3, "Write o"),
    ]


@given(st.lists(st.text(max_size=40), max_size=5))
def test_no_text_breaks_the_reader(lines: list[str]) -> None:
    assert isinstance(read_record(lines), Mistakes)


@given(st.dictionaries(st.sampled_from(sorted(json.loads(SPAN))), st.integers() | st.text()))
def test_no_value_breaks_the_reader(values: dict[str, object]) -> None:
    read_record([HEAD, PERSON, json.dumps(json.loads(SPAN) | values)])


def test_a_mistake_is_written_as_compilers_do() -> None:
    result = read_record([HEAD, PERSON, changed(SPAN, pay=0), "x"])
    assert isinstance(result, Mistakes)
    first, second = (str(each) for each in result.found)
    assert first.startswith("line 3: pay: Write")
    assert second.startswith("line 4: Write")
