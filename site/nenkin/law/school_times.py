"""Times that everybody has in the same year of life: «中学を出た年», and those of the war."""

import re
from datetime import date

from nenkin.law.hints import enters_school
from nenkin.law.months import Month, month

_TURN = re.compile(
    r"(?P<school>小学校?|中学校?|高校|高等学校|短大|短期大学|大学)(?:を|に|の)?"
    r"(?:(?P<enters>入学|入った|入って|入る)|卒業|出た|出て|出る)(?:した|して|する|式)?"
    r"(?:の?(?:年|春|すぐ|とき|時|後|あと))*"
)
# 学校教育法: years from entering primary school to entering this one, and how long it takes.
_YEARS = {
    **dict.fromkeys(("小学", "小学校"), (0, 6)),
    **dict.fromkeys(("中学", "中学校"), (6, 3)),
    **dict.fromkeys(("高校", "高等学校"), (9, 3)),
    **dict.fromkeys(("短大", "短期大学"), (12, 2)),
    "大学": (12, 4),
}
# Before these the schools of the time took other years (旧制), by the years from primary school on.
_SINCE = {6: month(1947, 4), 9: month(1948, 4), 12: month(1949, 4)}
_WAITED = 2  # years that somebody may have waited before a university (浪人)
_PERIODS = (
    (re.compile("(?:戦争|戦時|戦)中(?:の?とき)?"), (month(1941, 12), month(1945, 8))),
    (re.compile("戦後(?:の?すぐ|まもなく|間もなく)|終戦直後"), (month(1945, 8), month(1947, 12))),
)


def school_time(text: str, born_on: date) -> tuple[Month, Month] | None:
    """Give the months in which somebody entered or left a school as most did, both counted.

    ``None``: it is none of these words, or the schools of that time were others.
    """
    match = _TURN.fullmatch(text)
    if match is None:
        return None
    before, takes = _YEARS[match["school"]]
    april = enters_school(born_on) + 12 * before
    if april < _SINCE.get(before, 0):
        return None
    waited = 12 * _WAITED if match["school"] == "大学" else 0
    if match["enters"]:
        return april, april + waited
    return april + 12 * takes - 1, april + 12 * takes + waited


def is_school_time(text: str) -> bool:
    """Whether it names entering or leaving a school."""
    return _TURN.fullmatch(text) is not None


def war_time(text: str) -> tuple[Month, Month] | None:
    """Give the months of «戦争中» and «戦後すぐ», both counted."""
    return next((months for words, months in _PERIODS if words.fullmatch(text)), None)
