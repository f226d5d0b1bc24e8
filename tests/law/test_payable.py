"""納められる月: which, for how much, until when, and what they add."""

from datetime import date

import pytest

from nenkin.law.career import career
from nenkin.law.months import month
from nenkin.law.payable import Way, payable
from nenkin.law.periods import Kind, Person, Record, Scheme, Sex, Span
from tests.reading import read_law

LAW = read_law()
TODAY = date(2026, 11, 20)


def record(*spans: tuple[str, int, int], entitled: date | None = None) -> Record:
    return Record(
        person=Person(
            surname="見本",
            given_name="花子",
            surname_kana="ミホン",
            given_name_kana="ハナコ",
            born_on=date(1986, 5, 2),
            sex=Sex.FEMALE,
            basic_number="1234567890",
            entitled_since=entitled,
        ),
        data_date=TODAY,
        spans=tuple(
            Span(
                scheme=Scheme.NATIONAL,
                kind=Kind.CATEGORY_1,
                first=first,
                last=last,
                known_from=date(2006, 6, 1),
                status=status,
            )
            for status, first, last in spans
        ),
        bonuses=(),
    )


PAID = ("A", month(2006, 5), month(2024, 8))
UNPAID = ("*", month(2024, 9), month(2026, 10))


def test_two_years_back_and_no_further() -> None:
    found = payable(LAW, career(record(PAID, UNPAID)), TODAY, 2026)
    months = [one for run in found.runs for one in run.months]
    assert months[0].month == month(2024, 10)  # due on 2 December 2024 at the latest
    assert months[0].until == date(2026, 11, 30)
    assert months[-1].month == month(2026, 10)
    assert found.months == 25
    assert [run.first.yen for run in found.runs] == [16_980, 17_510, 17_920]
    assert found.new_months == 25


def test_a_month_adds_what_two_estimates_differ_by() -> None:
    found = payable(LAW, career(record(PAID, UNPAID)), TODAY, 2026)
    assert {run.adds for run in found.runs} <= {1765, 1766}  # 847,300 ÷ 480
    assert abs((found.adds or 0) - 847_300 * 25 / 480) <= 1
    assert found.runs[0].paid_back_after == -(-16_980 * 12 // (found.runs[0].adds or 1))


def test_the_rest_of_a_partly_exempt_month_opens_what_it_counts_for() -> None:
    half = ("ア", month(2026, 4), month(2026, 9))
    found = payable(LAW, career(record(PAID, half)), TODAY, 2026)
    (run,) = found.runs
    assert run.first.yen == 8_960
    assert abs((run.adds or 0) - 847_300 * 3 / 4 / 480) <= 1


@pytest.mark.parametrize(("code", "share"), [("サ", 1.0), ("Z", 0.5), ("セ", 1.0)])
def test_exempt_months_of_ten_years_can_be_paid_back(code: str, share: float) -> None:
    exempt = (code, month(2015, 4), month(2026, 3))
    found = payable(LAW, career(record(("A", month(2006, 5), month(2015, 3)), exempt)), TODAY, 2026)
    first = min(one.month for run in found.runs for one in run.months)
    assert first == month(2016, 11)
    assert {run.first.way for run in found.runs} == {Way.LATER}
    assert all(abs((run.adds or 0) - 847_300 * share / 480) <= 1 for run in found.runs)


def test_who_receives_the_basic_pension_pays_nothing_back() -> None:
    exempt = ("Z", month(2020, 4), month(2021, 3))
    since = date(2026, 5, 1)
    found = payable(LAW, career(record(PAID, exempt, entitled=since)), TODAY, 2026)
    assert found.entitled
    assert found.runs == ()


def test_the_first_to_pay_is_the_first_to_be_barred() -> None:
    student = ("サ", month(2016, 12), month(2017, 3))
    lives = record(("A", month(2006, 5), month(2016, 11)), student, UNPAID)
    found = payable(LAW, career(lives), TODAY, 2026)
    days = [run.first.until for run in found.runs]
    assert days == sorted(days)


def test_somebody_short_of_ten_years_reads_what_months_add_once_they_are_there() -> None:
    found = payable(LAW, career(record(UNPAID)), TODAY, 2026)
    assert all(run.adds == 1765 for run in found.runs)


def test_where_nothing_can_be_worked_out_the_months_are_shown_all_the_same() -> None:
    found = payable(LAW, career(record(PAID, UNPAID)), TODAY, 1985)  # no law of that year here
    assert found.months == 25
    assert (found.gains, found.adds) == (None, None)
    assert {run.adds for run in found.runs} == {None}
    assert {run.paid_back_after for run in found.runs} == {None}
