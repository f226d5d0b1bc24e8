"""What had to be insured and what is remembered of it decide how sure a finding is."""

import pytest

from nenkin.comparison.findings import Grade
from nenkin.law.remembered import (
    Category,
    Employment,
    Keepsake,
    Size,
    Sureness,
)
from tests.comparison.sheets import (
    INSURED,
    OTHER,
    classes,
    compared,
    event,
    job,
    national,
    only,
    said,
    sheet,
    span,
)


def test_work_that_was_never_insured_is_no_missing_record() -> None:
    small = job(
        "みほん商店",
        "昭和38年4月",
        "昭和41年9月",
        size=Size.BELOW_5,
        incorporated=False,
        trade="retail",
    )
    found = compared([OTHER], sheet(small))
    assert said(found) == ["too-small maybe"]
    assert [(one.event, one.because) for one in found.uncovered] == [("a", "small")]
    assert classes(found)[0] == "1963-04…1966-09 not-covered"
    daily = job("みほん組", "昭和38年4月", "昭和38年9月", employment=Employment.DAY_LABOUR)
    assert compared([OTHER], sheet(daily)).findings == ()


def test_work_abroad_is_not_covered_unless_something_is_recorded() -> None:
    away = event(Category.ABROAD, "昭和55年4月", "昭和57年4月")
    found = compared([national("1981-01", "1981-06")], sheet(away))
    assert found.findings == ()
    assert [one.because for one in found.uncovered] == ["abroad"]
    assert classes(found)[:3] == [
        "1980-04…1980-12 not-covered",
        "1981-01…1981-06 national",
        "1981-07…1982-03 not-covered",
    ]


def test_a_premium_that_was_deducted_speaks_against_what_the_law_asked() -> None:
    kept = job(
        "みほん商店",
        "昭和38年4月",
        "昭和41年9月",
        size=Size.BELOW_5,
        incorporated=False,
        kept=INSURED,
    )
    assert only([OTHER], sheet(kept)).grade is Grade.LIKELY


@pytest.mark.parametrize(
    ("changes", "grade"),
    [
        ({"kept": INSURED, "size": Size.FROM_51}, "sure"),
        ({"kept": INSURED}, "sure"),
        ({"kept": frozenset({Keepsake.PENSION_DEDUCTED})}, "likely"),
        ({"kept": INSURED, "sureness": Sureness.ROUGH}, "likely"),
        ({"kept": frozenset({Keepsake.NOTHING})}, "maybe"),
        ({"sureness": Sureness.UNSURE}, "maybe"),
        ({"employment": Employment.PART_TIME, "kept": frozenset({Keepsake.HEALTH_CARD})}, "maybe"),
    ],
)
def test_a_grade_is_earned(changes: dict[str, object], grade: str) -> None:
    remembered = sheet(job("みほん紡績", "昭和38年4月", "昭和43年9月", **changes))  # type: ignore[arg-type]
    assert (
        only(
            [span("1975-04", "1980-03", "べつの会社")],
            remembered,
        ).grade
        == grade
    )


def test_one_month_alone_is_never_sure() -> None:
    later = [span("1975-04", "1980-03", "べつの会社")]
    for last, grade in (("昭和38年4月30日", "likely"), ("昭和38年5月31日", "sure")):
        short = job("みほん紡績", "昭和38年4月1日", last, kept=INSURED)
        assert only(later, sheet(short)).grade == grade


def test_a_record_nearby_that_nobody_remembers_lowers_the_grade() -> None:
    remembered = sheet(job("みほん紡績", "昭和38年4月", "昭和41年9月", kept=INSURED))
    assert only([span("1967-04", "1970-03", "べつの会社")], remembered).grade is Grade.LIKELY
