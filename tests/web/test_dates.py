"""A day can be typed by era or in the Western calendar, with any width, and is checked for sense."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nenkin.law.wareki import era_of
from nenkin.web.dates import CHOICES, CHOOSABLE, EraDate
from nenkin.web.fields import Mistake

BORN = EraDate(autocomplete="bday")


def read(era: str, year: str, month: str = "1", day: str = "1") -> date:
    sent = {"era": era, "year": year, "month": month, "day": day}
    value = BORN.read({f"born-{part}": [typed] for part, typed in sent.items()}, "born")
    assert isinstance(value, date)
    return value


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        (("showa", "30", "1", "23"), date(1955, 1, 23)),
        (("showa", "３０", "０１", " 2 3 "), date(1955, 1, 23)),
        (("western", "1955", "1", "23"), date(1955, 1, 23)),
        (("", "1955", "1", "23"), date(1955, 1, 23)),
        (("showa", "1955", "1", "23"), date(1955, 1, 23)),  # four digits say it all
        (("", "昭和30年", "1月", "23日"), date(1955, 1, 23)),
        (("heisei", "S30", "1", "23"), date(1955, 1, 23)),  # what was typed beats a slip
        (("taisho", "15", "12", "25"), date(1926, 12, 25)),
        (("showa", "元", "12", "25"), date(1926, 12, 25)),
        (("showa", "64", "1", "7"), date(1989, 1, 7)),
        (("heisei", "1", "1", "8"), date(1989, 1, 8)),
        (("heisei", "31", "4", "30"), date(2019, 4, 30)),
        (("heisei", "31", "5", "1"), date(2019, 5, 1)),  # printed before 令和 was known
        (("heisei", "31", "12", "31"), date(2019, 12, 31)),
        (("reiwa", "1", "5", "1"), date(2019, 5, 1)),
        (("meiji", "45", "7", "30"), date(1912, 7, 30)),
        (("showa", "47", "2", "29"), date(1972, 2, 29)),
    ],
)
def test_days_are_taken_as_people_write_them(typed: tuple[str, ...], day: date) -> None:
    assert read(*typed) == day


@pytest.mark.parametrize(
    ("typed", "code", "part"),
    [
        (("", "", "", ""), "missing", "year"),
        (("showa", "", "", ""), "missing", "year"),
        (("showa", "30", "", "23"), "part-missing", "month"),
        (("", "30", "1", "23"), "era-missing", "era"),
        (("edo", "3", "1", "23"), "era-missing", "era"),
        (("showa", "三十", "1", "23"), "not-digits", "year"),
        (("showa", "30", "x", "23"), "not-digits", "month"),
        (("showa", "9" * 400, "1", "1"), "not-digits", "year"),
        (("showa", "30", "9" * 400, "1"), "not-digits", "month"),
        (("showa", "64", "2", "1"), "not-in-era", "era"),
        (("showa", "64", "1", "8"), "not-in-era", "era"),
        (("showa", "1", "12", "24"), "not-in-era", "era"),
        (("heisei", "1", "1", "7"), "not-in-era", "era"),
        (("heisei", "99", "1", "7"), "not-in-era", "era"),
        (("heisei", "32", "1", "1"), "not-in-era", "era"),
        (("reiwa", "1", "4", "30"), "not-in-era", "era"),
        (("taisho", "16", "1", "1"), "not-in-era", "era"),
        (("showa", "0", "1", "1"), "out-of-range", "year"),
        (("western", "1200", "1", "1"), "out-of-range", "year"),
        (("western", "9999", "1", "1"), "out-of-range", "year"),
        (("showa", "30", "13", "1"), "impossible-date", "month"),
        (("showa", "30", "2", "29"), "impossible-date", "day"),
        (("showa", "30", "4", "31"), "impossible-date", "day"),
        (("showa", "30", "4", "0"), "impossible-date", "day"),
        (("showa", "3\0", "4", "1"), "unreadable", "year"),
        (("showa", "30", "4\ud800", "1"), "unreadable", "month"),
    ],
)
def test_what_is_no_day_is_refused_where_it_is_wrong(
    typed: tuple[str, ...], code: str, part: str
) -> None:
    with pytest.raises(Mistake) as mistake:
        read(*typed)
    assert (mistake.value.code, mistake.value.part) == (code, part)
    assert code in BORN.codes


@given(st.dates(date(1868, 1, 25), date(2199, 12, 31).replace(year=2100)))
def test_every_day_reads_in_its_own_era(day: date) -> None:
    era = era_of(day)
    slug = next(one.slug for one in CHOOSABLE if one.era == era)
    if era.year_of(day) < 100:
        assert read(slug, str(era.year_of(day)), str(day.month), str(day.day)) == day
    assert read("western", str(day.year), str(day.month), str(day.day)) == day


@given(*[st.text(max_size=12)] * 4, st.sampled_from(["", *CHOICES]))
def test_nothing_typed_breaks_it(one: str, year: str, month: str, day: str, era: str) -> None:
    sent = {"x-era": [era or one], "x-year": [year], "x-month": [month], "x-day": [day]}
    try:
        BORN.read(sent, "x")
    except Mistake as mistake:
        assert mistake.code in BORN.codes
    BORN.arguments(sent, "x")
