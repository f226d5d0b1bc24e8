"""Whatever a sheet says, it is compared, and a finding never says more than was remembered."""

from hypothesis import given, settings

from nenkin.comparison.comparing import compare
from nenkin.comparison.sides import EMPLOYMENT, end_of_data, time_of
from nenkin.law.months import month_of
from nenkin.law.remembered import HistorySheet
from tests.bench.invented_life import ALIASES
from tests.bench.remembered_lives import drawn_lives, long_life
from tests.comparison.sheets import COVER
from tests.interchange.drawn_sheets import sheets

RECORD = long_life()


@given(sheets())
@settings(max_examples=100, deadline=None)
def test_every_sheet_is_compared(sheet: HistorySheet) -> None:
    found = compare(RECORD, sheet, COVER, aliases=ALIASES)
    assert found.end == end_of_data(RECORD)
    assert len(found.remembered) == len(found.recorded) == found.end - found.first
    at = found.first
    for run in found.runs:  # every month has one class, in order and without a hole
        assert run.first == at
        at = run.last + 1
    assert at == found.end


def test_a_finding_is_at_most_what_is_remembered_and_never_what_is_recorded() -> None:
    seen = 0
    for life in drawn_lives(150, seed=9):
        born, end = month_of(life.sheet.born_on), end_of_data(life.record)
        times = {event.key: time_of(event, born, end) for event in life.sheet.events}
        recorded = {
            at
            for span in life.record.spans
            if span.scheme in EMPLOYMENT
            for at in range(span.first, (span.last or end - 1) + 1)
        }
        for finding in compare(life.record, life.sheet, COVER, aliases=ALIASES).findings:
            (key,) = finding.events
            for first, last in finding.spans:
                assert times[key].first <= first <= last <= times[key].last
                assert not recorded & set(range(first, last + 1))
                seen += 1
    assert seen > 200
