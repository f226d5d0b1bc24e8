"""data/ is read whole and right, or the start is refused with file, line and reason."""

import re
import shutil
import tomllib
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from nenkin.law.months import read_month
from nenkin.paths import DATA
from nenkin.reference import BadData, load

ADDITIONAL = "tables/additional_premiums.csv"
RATES = "tables/employees_rates.csv"
FRACTIONS = "tables/counted_fractions.csv"
GRADES = "tables/pay_grades.csv"
PAY_LIMITS = "tables/pay_limits.csv"
LATE = "tables/late_payment.csv"
MULTIPLIERS = "tables/qualifying_multipliers.csv"
SHORTENED = "tables/shortened_qualifying.csv"
FULL = "tables/full_amounts.csv"
REVALUATION = "tables/revaluation.csv"
FORMER = "tables/revaluation_former.csv"
CAPABLE = "tables/capable_months.csv"
AGES = "tables/start_ages.csv"
LIMITS = "parameters/national_pension/payment_limits.toml"
ATTENTION = "parameters/design/attention.toml"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name in ("tables", "parameters"):
        shutil.copytree(DATA / name, tmp_path / name)
    return tmp_path


def swapped(text: str) -> str:
    header, *rows = text.splitlines()
    return "\n".join([header, *reversed(rows)])


def replaced(before: str, after: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert before in text
        return text.replace(before, after, 1)

    return change


@pytest.mark.parametrize(
    ("file", "change", "line", "reason"),
    [
        (ADDITIONAL, swapped, 3, "stands before it in time"),
        (FULL, swapped, 3, "stands before it in time"),
        (FULL, replaced("1987-04", "1987-03"), 3, "overlaps the row before"),
        (REVALUATION, swapped, 3, "leaves a hole"),
        (REVALUATION, replaced("1958-04,", "1958-05,"), 3, "leaves a hole"),
        (REVALUATION, replaced("1958-04,", "1958-03,"), 3, "overlaps it"),
        (REVALUATION, replaced("13.976", "13.9761"), 2, "three decimals at most"),
        (REVALUATION, replaced("13.976", "0"), 2, "above 0"),
        (FORMER, replaced("1958-04,", "1958-05,"), 3, "leaves a hole"),
        (CAPABLE, swapped, 3, "stands before it in time"),
        (CAPABLE, replaced("1928-04-01", "1927-04-01"), 3, "overlaps the row before"),
        (AGES, replaced("fixed,general,1943-04-01", "fixed,general,1941-04-01"), 3, "overlaps"),
        (ADDITIONAL, replaced("1974-01,", "1973-12,"), 3, "overlaps the row before"),
        (ADDITIONAL, replaced("1973-12,350", ",350"), 3, "overlaps the row before"),
        (ADDITIONAL, replaced("1973-12,350", "1969-12,350"), 2, "«last» is before «first»"),
        (ADDITIONAL, replaced("1970-10", "1970-13"), 2, "«first» cannot be '1970-13'"),
        (ADDITIONAL, replaced("350", "three"), 2, "«yen» cannot be 'three'"),
        (ADDITIONAL, replaced("350", "-350"), 2, "«yen» cannot be below 0"),
        (ADDITIONAL, replaced("350", "3,50"), 2, "more or fewer values"),
        (ADDITIONAL, replaced(",yen,", ",amount,"), 2, "«yen» is missing"),
        (ADDITIONAL, replaced("国民年金法87条の2", ""), 2, "its article and its address"),
        (ADDITIONAL, replaced("secondary page seen", "sure"), 2, "«confidence» cannot be 'sure'"),
        (ADDITIONAL, replaced("1974-01", '"1974-01'), 3, "cannot be read"),
        (ADDITIONAL, lambda text: text.splitlines()[0], 1, "has no rows"),
        (ADDITIONAL, lambda _: "", 1, "has no rows"),
        (RATES, replaced("6.4,official", "6.4,"), 2, "«men_confidence» cannot be"),
        (FRACTIONS, replaced(",1/3,", ",1/0,"), 2, "«counts» cannot be '1/0'"),
        (FRACTIONS, replaced(",1/3,", ",4/3,"), 2, "shares lie between 0 and 1"),
        (FRACTIONS, replaced("2009-04,,1,", "2009-03,,1,"), 3, "overlaps the row before"),
        (GRADES, replaced("2027-08,2,", "2027-08,3,"), 3, "grades run from 1 without a hole"),
        (GRADES, replaced(",98000,", ",88000,"), 3, "their pay rises"),
        (GRADES, replaced("2027-09,2028-08,1,", "2027-08,2028-08,1,"), 34, "overlaps the row"),
        (PAY_LIMITS, swapped, 3, "stands before it in time"),
        (PAY_LIMITS, replaced("1948-08,", "1948-07,"), 3, "overlaps the row before"),
        (PAY_LIMITS, replaced(",300,", ",8100,"), 3, "«lowest» is above 0 and below"),
        (LATE, replaced("2015-09-30", "2012-09-30"), 2, "«closed_on» is before «opened_on»"),
        (MULTIPLIERS, replaced("4/3", "1"), 2, "«multiplier» is above 1"),
        (SHORTENED, replaced("all,", "men,"), 2, "«of» must be all or employees"),
        (LIMITS, replaced("payable_months = 24", 'payable_months = "x"'), 4, "cannot be 'x'"),
        (LIMITS, replaced("checked = 2026-11-20\n", ""), 1, "«checked» is missing"),
        (LIMITS, replaced("payable_months = ", "payable_months 24"), 4, "cannot be read"),
        (ATTENTION, replaced("pay_grades = 5", "pay_grade = 5"), 1, "«pay_grades» is missing"),
    ],
)  # fmt: skip
def test_a_broken_file_is_named_with_line_and_reason(
    data: Path, file: str, change: Callable[[str], str], line: int, reason: str
) -> None:
    path = data / file
    path.write_text(change(path.read_text("utf-8")), "utf-8")
    with pytest.raises(BadData) as refused:
        load(data)
    assert str(refused.value).startswith(f"{path}:{line}: ")
    assert reason in str(refused.value)


@pytest.mark.parametrize("file", [ADDITIONAL, LIMITS])
def test_a_file_in_another_encoding_is_refused(data: Path, file: str) -> None:
    path = data / file
    lines = path.read_text("utf-8").splitlines()
    broken = [line.encode() for line in lines]
    broken[1] = "国民年金".encode("shift_jis")
    path.write_bytes(b"\n".join(broken))
    with pytest.raises(BadData, match=rf"{re.escape(str(path))}:2: is not UTF-8"):
        load(data)


@pytest.mark.parametrize("file", [ADDITIONAL, LIMITS])
def test_a_file_that_is_not_there_is_named(data: Path, file: str) -> None:
    (data / file).unlink()
    with pytest.raises(BadData, match=rf"{re.escape(str(data / file))}:1: cannot be read"):
        load(data)


def test_what_is_read_is_what_the_files_say() -> None:
    law = load(DATA)
    assert law.national_premiums.at(read_month("2026-04")).under_35 == 17_920
    assert law.pay_grades.at(read_month("2026-04")).grades[650_000] == 32
    assert law.pay_grades.at(read_month("2029-09")).grades[750_000] == 35
    assert law.pay_grades.find(read_month("2020-08")) is None
    limits = law.pay_limits.rows
    assert all(row.last and row.last + 1 == after.first for row, after in pairwise(limits))
    for grades in law.pay_grades.rows:
        row = law.pay_limits.at(grades.first)
        assert (row.lowest, row.highest) == (min(grades.grades), max(grades.grades))
    assert law.employees_rates.at(read_month("1984-04")).men.source.unverified


def test_what_the_law_changes_each_april_has_been_checked_since_the_last_one() -> None:
    # As of the newest day this repository knows, and not of the day on which the test runs.
    days = [
        tomllib.loads(file.read_text("utf-8"))["shown_on"]
        for file in (DATA / "personas").glob("*/persona.toml")
    ]
    changes = (DATA.parent / "CHANGELOG.md").read_text("utf-8")
    days += [
        date.fromisoformat(day)
        for day in re.findall(r"^## .*(\d{4}-\d\d-\d\d)", changes, re.MULTILINE)
    ]
    newest = max(days)
    april = date(newest.year - (newest < date(newest.year, 4, 1)), 4, 1)
    checked = {
        file.name: tomllib.loads(file.read_text("utf-8"))["checked"]
        for file in (DATA / "parameters").rglob("*.toml")
    }
    assert len(checked) >= 3
    assert {name: day for name, day in checked.items() if day < april} == {}
