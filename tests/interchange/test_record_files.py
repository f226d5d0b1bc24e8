"""The open record file: an exact round trip."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import nenkin.interchange
from nenkin.interchange.plausibility import KINDS, WITH_PAY
from nenkin.interchange.record_files import read_record, write_record
from nenkin.law.months import month
from nenkin.law.periods import Bonus, Kind, Person, Record, Reporter, Scheme, Sex, Span
from tests.interchange.record_lines import HEAD, PERSON, SPAN, changed, found

PACKAGE = Path(nenkin.interchange.__file__).parent


def test_the_smallest_file_is_a_record() -> None:
    record = read_record([HEAD, PERSON])
    assert isinstance(record, Record)
    assert record.person.given_name == "太郎"
    assert record.data_date == date(2026, 11, 20)
    assert record.spans == ()


def test_a_mark_of_byte_order_and_blank_lines_do_no_harm() -> None:
    assert isinstance(read_record(["\ufeff" + HEAD + "\r\n", "\n", PERSON + "\n", ""]), Record)


DAYS = st.dates(date(1988, 1, 1), date(2020, 1, 1))
NAMES = st.sampled_from(["みほん製作所", "𠮷田商店", "髙﨑 水産", "Ａ＆Ｂ（見本）"])
KNOWN_UNTIL = st.one_of(st.none(), st.dates(date(2021, 1, 1), date(2026, 1, 1)))


@st.composite
def spans(draw: st.DrawFn) -> Span:
    scheme = draw(st.sampled_from([Scheme.NATIONAL, Scheme.EMPLOYEES, Scheme.MUTUAL]))
    kind = draw(st.sampled_from(KINDS[scheme]))
    status = None
    if scheme is Scheme.NATIONAL:
        status = draw(st.sampled_from("+$-" if kind is Kind.CATEGORY_3 else "A*Zアサ#"))
    with_pay = scheme in WITH_PAY
    return Span(
        scheme=scheme,
        kind=kind,
        first=month(1990, 1),
        last=month(1990, 1) + draw(st.integers(0, 11)),
        known_from=draw(DAYS),
        known_until=draw(KNOWN_UNTIL),
        status=status,
        employer=draw(st.one_of(st.none(), NAMES)) if with_pay else None,
        pay=draw(st.one_of(st.none(), st.integers(1, 1_000_000))) if with_pay else None,
        acquired_on=draw(st.one_of(st.none(), st.dates(date(1988, 1, 1), date(1990, 1, 31)))),
        lost_on=draw(st.one_of(st.none(), st.dates(date(1991, 1, 1), date(1991, 3, 1)))),
        reported_by=draw(st.one_of(st.none(), st.sampled_from(Reporter))),
        reported_on=draw(st.one_of(st.none(), DAYS)),
        corrected=draw(st.booleans()),
        disputed=draw(st.booleans()),
    )


@st.composite
def records(draw: st.DrawFn) -> Record:
    # A year apart each, so that none overlaps; the last one may still run.
    drawn = [
        replace(
            span,
            first=span.first + 12 * at,
            last=None if span.last is None else span.last + 12 * at,
            lost_on=span.lost_on and span.lost_on + timedelta(days=366 * at),
        )
        for at, span in enumerate(draw(st.lists(spans(), max_size=12)))
    ]
    running: bool = draw(st.booleans())
    if drawn and running:
        drawn[-1] = replace(drawn[-1], last=None, lost_on=None)
    bonus = st.builds(
        Bonus,
        scheme=st.sampled_from(sorted(WITH_PAY)),
        paid_on=DAYS,
        amount=st.integers(1, 100_000_000),
        employer=st.one_of(st.none(), NAMES),
        known_from=DAYS,
        known_until=KNOWN_UNTIL,
    )
    person = Person(
        surname=draw(st.sampled_from(["𠮷川", "髙橋", "山﨑"])),
        given_name="花子",
        surname_kana="ヨシカワ",
        given_name_kana=draw(st.sampled_from(["ハナコ", "マリア・テレサ ヴィオラ"])),
        born_on=draw(st.dates(date(1930, 1, 1), date(1985, 1, 1))),
        sex=draw(st.sampled_from(Sex)),
        basic_number=draw(st.from_regex(r"[0-9]{10}", fullmatch=True)),
        handbooks=tuple(draw(st.lists(st.sampled_from(["9999-000001", "船-12"]), max_size=3))),
        entitled_since=draw(st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2026, 1, 1)))),
    )
    return Record(
        person=person,
        data_date=date(2026, 11, 20),
        spans=tuple(drawn),
        bonuses=tuple(draw(st.lists(bonus, max_size=3))),
    )


@given(records())
def test_what_is_written_reads_back_the_same(record: Record) -> None:
    assert read_record(write_record(record)) == record


def test_printed_lines_become_spans() -> None:
    record = read_record(
        [
            HEAD,
            PERSON,
            '{"type": "printed", "line": "昭55-*AAAAAAAAAAA", "known_from": "2000-01-01"}',
            '{"type": "printed", "line": "昭56-AAｱｱ////////", "known_from": "2000-01-01"}',
            '{"type": "printed", "line": "昭55-1100 0000 00000000"}',
        ]
    )
    assert isinstance(record, Record)
    assert [(span.first, span.last, span.status) for span in record.spans] == [
        (month(1980, 4), month(1980, 4), "*"),
        (month(1980, 5), month(1981, 5), "A"),
        (month(1981, 6), month(1981, 7), "ア"),
    ]
    assert {span.known_from for span in record.spans} == {date(2000, 1, 1)}


def test_spans_of_two_schemes_may_overlap() -> None:
    national = changed(
        SPAN,
        scheme="national",
        kind="category-1",
        status="A",
        employer="REMOVE",
        pay="REMOVE",
    )
    assert isinstance(read_record([HEAD, PERSON, SPAN, national]), Record)


def test_the_example_of_the_format_is_a_record() -> None:
    example = (PACKAGE / "FORMAT.md").read_text(encoding="utf-8").split("```")[1]
    record = read_record(example.splitlines()[1:])
    assert isinstance(record, Record), record
    assert len(record.spans) == 3


def test_a_registered_address_is_read_written_and_stands_once() -> None:
    home = '{"type": "address", "postcode": "000-0001", "address": "東京都みほん区１－１"}'
    abroad = '{"type": "address", "address": "12 Mihon Street, CANADA"}'
    record = read_record([HEAD, PERSON, SPAN, home])
    assert isinstance(record, Record)
    assert record.address == ("000-0001", "東京都みほん区１－１")
    assert read_record(write_record(record)) == record
    far = read_record([HEAD, PERSON, abroad])
    assert isinstance(far, Record)
    assert far.address == ("12 Mihon Street, CANADA",)
    assert read_record(write_record(far)) == far
    assert found(HEAD, PERSON, home, abroad) == [(4, "type", "Write the line address once.")]


def test_an_inquiry_number_is_read_written_and_stands_once() -> None:
    number = '{"type": "inquiry", "number": "123-456-789"}'
    record = read_record([HEAD, PERSON, number])
    assert isinstance(record, Record)
    assert record.inquiry_number == "123456789"
    assert read_record(list(write_record(record))) == record
    assert found(HEAD, PERSON, number, number) == [(4, "type", "Write the line inquiry once.")]
    (wrong,) = found(HEAD, PERSON, number.replace("-", ""))
    assert wrong[:2] == (3, "number")
