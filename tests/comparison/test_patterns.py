"""Every official pattern of records that go missing is named by what it needs."""

from dataclasses import replace
from datetime import date

import pytest

from nenkin.comparison.companies import alias_groups
from nenkin.comparison.findings import Pattern
from nenkin.law.months import read_month
from nenkin.law.periods import Kind, Sex
from nenkin.law.remembered import (
    Category,
    Cover,
    Employment,
    Handbook,
    Keepsake,
    NameKind,
    UsedBirthDate,
    UsedName,
)
from tests.comparison.sheets import (
    INSURED,
    OTHER,
    PLAIN,
    compared,
    event,
    job,
    national,
    only,
    said,
    sheet,
    span,
    when,
)

# What each official pattern needs to be named first. The grades are those of a month remembered.
FORMER = UsedName(kind=NameKind.FORMER, surname="例")
PATTERNS = {
    "former-name": sheet(
        PLAIN, event(Category.MARRIAGE, "昭和41年11月", key="m", surname_before="例")
    ),
    "alias": sheet(PLAIN, names=(UsedName(kind=NameKind.ALIAS, surname="例"),)),
    "reading": sheet(PLAIN, names=(UsedName(kind=NameKind.READING, surname_kana="レイ"),)),
    "other-birth-date": sheet(PLAIN, birth_dates=(UsedBirthDate(born_on=date(1940, 2, 5)),)),
    "company-changed": sheet(job("鐘紡", "昭和38年4月1日", "昭和41年9月30日")),
    "parent-company": sheet(
        job("みほん紡績", "昭和38年4月1日", "昭和41年9月30日", parent="大みほん")
    ),
    "many-handbooks": sheet(PLAIN, handbooks=(Handbook(cover=Cover.ORANGE),) * 2),
    "many-jobs": sheet(
        PLAIN,
        *(job(f"みほん{n}", f"昭和{n}年4月1日", f"昭和{n}年9月30日", key=str(n)) for n in (55, 56)),
    ),
    "short-or-trial": sheet(job("みほん紡績", "昭和38年4月1日", "昭和38年8月31日")),
    "transfer": sheet(
        job("みほん紡績", "昭和38年4月1日", "昭和41年9月30日", employment=Employment.SECONDED)
    ),
    "sea-or-mine": sheet(
        job("みほん汽船", "昭和38年4月1日", "昭和41年9月30日", category=Category.SEA)
    ),
    "munitions": sheet(
        job("みほん工廠", "昭和38年4月1日", "昭和41年9月30日", category=Category.MUNITIONS)
    ),
    "mutual": sheet(
        job("みほん市役所", "昭和38年4月1日", "昭和41年9月30日", employment=Employment.PUBLIC)
    ),
    "name-forgotten": sheet(job("", "昭和38年4月1日", "昭和41年9月30日", workplace="駅の前")),
    "leaving-allowance": sheet(
        job(
            "みほん紡績",
            "昭和38年4月1日",
            "昭和41年9月30日",
            kept=frozenset({Keepsake.LEAVING_ALLOWANCE}),
        )
    ),
    "deducted": sheet(job("みほん紡績", "昭和38年4月1日", "昭和41年9月30日", kept=INSURED)),
    "several-surnames": sheet(
        PLAIN,
        names=(
            replace(FORMER, last=None),
            replace(FORMER, surname="別", kind=NameKind.ADOPTED),
        ),
    ),
    "no-record": sheet(PLAIN),
}


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_is_named(pattern: str) -> None:
    found = compared([OTHER], PATTERNS[pattern], aliases=alias_groups([("鐘紡", "カネボウ")]))
    one = next(one for one in found.findings if read_month("1963-04") == one.spans[0][0])
    assert pattern in {one.pattern, *one.also}
    if pattern != "several-surnames":  # who changed it twice also changed it once
        assert one.pattern == pattern


def test_a_woman_who_left_for_her_marriage_may_have_been_paid_out() -> None:
    remembered = sheet(PLAIN, event(Category.MARRIAGE, "昭和41年10月", key="m"), sex=Sex.FEMALE)
    assert only([OTHER], remembered).pattern is Pattern.LEAVING_ALLOWANCE
    assert only([OTHER], replace(remembered, sex=Sex.MALE)).pattern is Pattern.NO_RECORD


def test_a_record_that_was_cut_back_is_named_and_its_months_are_found() -> None:
    spans = [
        span("1998-04", "2008-11", "みほん建設", corrected=True),
        span("1998-04", "2009-02", "みほん建設", known_until=date(2009, 3, 25), pay=410_000),
    ]
    remembered = sheet(job("みほん建設", "平成10年4月", "平成21年2月28日"))
    assert said(compared(spans, remembered)) == ["cut-back likely 2008-12…2009-02"]


def test_months_beside_those_of_a_fund_may_stand_in_its_books() -> None:
    spans = [span("1980-08", "1986-09", "みほん紡績", kind=Kind.FUND_MEN)]
    remembered = sheet(job("みほん紡績", "昭和55年1月", "昭和61年10月"))
    assert said(compared(spans, remembered)) == ["fund likely 1980-01…1980-07"]


def test_premiums_paid_as_a_student_or_a_wife_are_found_where_they_are_not_recorded() -> None:
    student = event(Category.SCHOOL, "昭和36年4月", "昭和38年3月", paid_national=True)
    assert said(compared([], sheet(student))) == ["student-voluntary likely 1961-04…1963-03"]
    paid = [national("1961-04", "1962-12")]
    assert said(compared(paid, sheet(student))) == ["student-voluntary likely 1963-01…1963-03"]
    unpaid = [national("1961-04", "1963-03", "*")]
    assert said(compared(unpaid, sheet(student))) == ["student-voluntary likely 1961-04…1963-03"]
    wife = event(Category.MARRIAGE, "昭和58年4月", "昭和61年10月", paid_national=True)
    assert said(compared([], sheet(wife))) == ["spouse-voluntary likely 1983-04…1986-03"]
    own = event(Category.SELF_EMPLOYED, "昭和58年4月", "昭和58年12月", paid_national=True)
    assert said(compared([], sheet(own))) == ["national-paid likely 1983-04…1983-12"]


def test_a_former_name_holds_for_jobs_from_before_it_ended() -> None:
    until = replace(FORMER, last=when("昭和42年4月"))
    assert only([OTHER], sheet(PLAIN, names=(until,))).pattern is Pattern.FORMER_NAME
    earlier = replace(FORMER, last=when("昭和38年1月"))
    assert only([OTHER], sheet(PLAIN, names=(earlier,))).pattern is Pattern.NO_RECORD
