"""A box for a month takes every way in which people write one, and nothing else."""

import pytest

from nenkin.law.months import spell
from nenkin.web.fields import Mistake
from nenkin.web.months import YearMonth


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("令和10年4月", "2028-04"),
        ("令和１０年４月", "2028-04"),
        ("令和元年5月", "2019-05"),
        ("平成31年4月", "2019-04"),
        ("平成31年5月", "2019-05"),  # 令和元年5月, as papers of before have it
        ("平成31年12月", "2019-12"),
        ("R10.4", "2028-04"),
        ("ｒ10/4", "2028-04"),
        ("2028年4月", "2028-04"),
        ("西暦2028年 4月", "2028-04"),
        ("２０２８－０４", "2028-04"),
        ("2028ー04", "2028-04"),
        ("2028\u221204", "2028-04"),
        ("昭和64年1月", "1989-01"),
    ],
)
def test_a_month_is_read_as_people_write_it(text: str, month: str) -> None:
    assert spell(YearMonth().read({"month": [text]}, "month")) == month


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("令和0年4月", "out-of-range"),
        ("令和100年4月", "out-of-range"),
        ("令和元年4月", "not-in-era"),
        ("昭和64年2月", "not-in-era"),
        ("平成32年1月", "not-in-era"),
        ("10年4月", "era-missing"),
        ("元年4月", "era-missing"),
        ("令和10年", "not-month"),
        ("令和10年0月", "not-month"),
        ("12345年4月", "not-month"),
        ("", "missing"),
        ("4" * 400, "too-long"),
        ("令和\x0010年4月", "unreadable"),
    ],
)
def test_a_month_that_cannot_be_is_a_mistake(text: str, code: str) -> None:
    with pytest.raises(Mistake) as found:
        YearMonth().read({"month": [text]}, "month")
    assert found.value.code == code
