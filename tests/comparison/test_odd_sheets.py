"""What should not be in a sheet, and what nobody expects there, is compared without a word too much."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings

from nenkin.comparison.as_json import comparison_values
from nenkin.comparison.findings import Comparison
from nenkin.comparison.sides import YOUNGEST
from nenkin.interchange.history_sheets import read_sheet, write_sheet
from nenkin.interchange.mistakes import Mistakes
from nenkin.law.months import month, month_of
from nenkin.law.recalled import in_month
from nenkin.law.remembered import Category, HistorySheet, LifeEvent
from tests.comparison.sheets import BORN, OTHER, compared, event, job, said, sheet, span
from tests.interchange.drawn_sheets import sheets

LONGEST_NAME = "みほん紡績" * 100
ENDS_FIRST = job("みほん紡績", "昭和46年9月", "昭和41年4月")
BEFORE_BIRTH = replace(
    job("みほん紡績", "昭和35年4月", "昭和36年9月"),
    first=in_month(month(1935, 4)),
    last=in_month(month(1936, 9)),
)
SINCE_BEFORE_BIRTH = replace(BEFORE_BIRTH, last=in_month(month(1960, 9)))


def proven(found: Comparison) -> Comparison:
    """Give it back when it has every month once, and no finding before the person could work."""
    at = found.first
    for run in found.runs:
        assert run.first == at <= run.last
        at = run.last + 1
    assert at == found.end
    for finding in (*found.findings, *found.unrecognised):
        for first, last in finding.spans:
            assert month_of(BORN) + 12 * YOUNGEST <= first <= last < found.end
    assert json.loads(json.dumps(comparison_values(found)))["first"]
    return found


def refused(remembered: HistorySheet) -> list[str]:
    """Give what the reader of files says of a sheet."""
    read = read_sheet(write_sheet(remembered))
    assert isinstance(read, Mistakes)
    return [str(mistake) for mistake in read.found]


def test_an_end_before_its_start_is_refused_and_never_a_finding() -> None:
    assert refused(sheet(ENDS_FIRST)) == [
        "line 2: last: Write an end that is not before the start."
    ]
    found = proven(compared([OTHER], sheet(ENDS_FIRST)))
    assert found.findings == ()
    assert [str(run.months) for run in found.runs] == ["only-record", "neither"]


def test_such_an_answer_leaves_the_other_jobs_as_they_are() -> None:
    plain = job("あさひ電機", "昭和38年4月1日", "昭和41年9月30日", key="b")
    for odd in (ENDS_FIRST, BEFORE_BIRTH):
        assert said(compared([OTHER], sheet(odd, plain))) == said(compared([OTHER], sheet(plain)))


def test_work_before_birth_is_refused_and_never_a_finding() -> None:
    assert refused(sheet(BEFORE_BIRTH)) == [
        "line 2: first: Write a time after the birth.",
        "line 2: last: Write a time after the birth.",
    ]
    assert proven(compared([OTHER], sheet(BEFORE_BIRTH))).findings == ()


def test_work_that_goes_back_before_birth_is_found_from_the_age_of_twelve() -> None:
    (one,) = proven(compared([OTHER], sheet(SINCE_BEFORE_BIRTH))).findings
    assert one.spans == ((month_of(BORN) + 12 * YOUNGEST, month(1960, 9)),)


def test_sixty_jobs_have_sixty_findings_and_each_its_own_record() -> None:
    jobs = [_job_of(number) for number in range(60)]
    found = proven(compared([], sheet(*jobs)))
    assert len({finding.key for finding in found.findings}) == 60
    spans = [
        replace(span("1960-04", "1960-10", f"第{n}みほん紡績"), first=_at(n), last=_at(n) + 6)
        for n in range(60)
    ]
    assert proven(compared(spans, sheet(*jobs))).findings == ()


def _at(number: int) -> int:
    return month(1960, 4) + 8 * number


def _job_of(number: int) -> LifeEvent:
    plain = job(f"第{number}みほん紡績㈱", "昭和40年", "昭和41年", key=f"work-{number}")
    return replace(plain, first=in_month(_at(number)), last=in_month(_at(number) + 7))


def test_jobs_at_the_same_time_do_not_hide_each_other() -> None:
    jobs = [replace(_job_of(0), key=f"work-{number}") for number in range(60)]
    found = proven(compared([], sheet(*jobs)))
    assert len(found.findings) == 60
    assert {finding.spans for finding in found.findings} == {((_at(0), _at(0) + 7),)}


@pytest.mark.parametrize(
    "name", [LONGEST_NAME, "😀" * 250, "👨‍👩‍👧" * 60, "\u202eみほん\u200f紡績", "𠮷野家"]
)
def test_long_and_odd_names_are_compared_and_kept(name: str) -> None:
    remembered = sheet(job(name, "昭和38年4月1日", "昭和41年9月30日"))
    (one,) = proven(compared([OTHER], remembered)).findings
    assert one.employer == name
    assert proven(compared([span("1963-04", "1966-09", name)], remembered)).findings == ()
    moved = [span("1964-04", "1967-09", name)]
    assert {str(run.months) for run in proven(compared(moved, remembered)).runs} >= {"shifted"}


def test_a_page_of_emoji_is_no_name_of_anything_else() -> None:
    page = "😀🎉🗾" * 160
    remembered = sheet(
        job(page, "昭和38年4月1日", "昭和41年9月30日", parent=page, workplace=page, place=page),
        event(Category.MOVE, "昭和50年4月", key="b", title=page, note=page),
    )
    spans = [span("1970-04", "1975-03", "🏭"), span("1976-04", "1980-03", "みほん紡績")]
    assert said(proven(compared(spans, remembered)))[0].endswith("1963-04…1966-09")
    assert read_sheet(write_sheet(remembered)) == remembered


@given(sheets())
@settings(max_examples=60, deadline=None)
def test_a_sheet_whose_times_are_turned_round_is_compared(drawn: HistorySheet) -> None:
    turned = tuple(
        replace(one, first=one.last, last=one.first) if one.last else one for one in drawn.events
    )
    found = compared([OTHER], replace(drawn, born_on=BORN, events=turned))
    assert proven(found).end - found.first == len(found.remembered)
