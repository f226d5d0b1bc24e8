"""Before and after, part by part: what rises, and what falls with it."""

from dataclasses import replace
from datetime import date

from nenkin.correcting.changes import Act, corrected, worked_out
from nenkin.correcting.effects import Effect, effect
from nenkin.law.estimates import Part
from nenkin.law.lives import Spouse
from nenkin.law.months import month
from nenkin.law.parameters import Law
from nenkin.law.periods import Kind, Record, Scheme, Sex, Span
from tests.correcting.test_changes import ON, change
from tests.storage.samples import PERSON, RECORD

YEAR = 2026
JOB = Span(
    scheme=Scheme.EMPLOYEES,
    kind=Kind.WOMEN,
    first=month(1978, 4),
    last=month(1997, 9),
    known_from=ON,
    pay=200_000,
)
HOME = replace(
    RECORD.spans[2], first=month(1997, 10), last=month(2016, 1), kind=Kind.CATEGORY_3, status="+"
)
# Born in 1958, with 234 months of employment, and so with 振替加算 of her husband's.
WIFE = replace(
    RECORD,
    person=replace(PERSON, born_on=date(1958, 2, 28), sex=Sex.FEMALE),
    spans=(JOB, HOME),
    bonuses=(),
)
HUSBAND = Spouse(born_on=date(1956, 5, 1), keeps=True, pension_since=month(2021, 6))


def found(law: Law, record: Record, act: Act, *months: int, spouse: Spouse | None = None) -> Effect:
    one = change(act, *months, kind=None if act is Act.TAKE else Kind.WOMEN)
    diff = worked_out(dict(enumerate(record.spans)), [one], ON)
    return effect(law, record, corrected(record, diff), YEAR, spouse)


def test_months_that_are_found_raise_the_pension_for_life(law: Law) -> None:
    one = found(law, WIFE, Act.ADD, month(1977, 4), month(1977, 6))
    assert one.yearly > 0
    assert {line.part for line in one.lines} >= {Part.BASIC, Part.PROPORTIONAL}
    assert one.yearly == sum(line.after - line.before for line in one.lines)
    assert (one.falls, one.reached, one.opened, one.crosses) == ((), True, False, False)


def test_what_falls_is_named_even_where_the_whole_rises(law: Law) -> None:
    one = found(law, WIFE, Act.ADD, month(1977, 4), month(1977, 12), spouse=HUSBAND)
    assert one.crosses
    (fall,) = [fall for fall in one.falls if fall.part is Part.TRANSFER]
    (line,) = [line for line in one.lines if line.part is Part.TRANSFER]
    assert (line.before, line.after) == (fall.yen, 0)
    assert fall.yen > 0
    assert next(line for line in one.lines if line.part is Part.PROPORTIONAL).after > 0


def test_months_that_are_taken_away_lower_it(law: Law) -> None:
    one = found(law, WIFE, Act.TAKE, month(1997, 1), month(1997, 9))
    assert one.yearly < 0
    assert Part.PROPORTIONAL in {fall.part for fall in one.falls}


def test_a_right_that_arises_only_now_is_told(law: Law) -> None:
    short = replace(WIFE, spans=(replace(JOB, last=month(1987, 3)),))  # 108 months
    assert not found(law, short, Act.ADD, month(1987, 4), month(1987, 6)).reached
    one = found(law, short, Act.ADD, month(1987, 4), month(1988, 3))
    assert (one.reached, one.opened, one.before) == (True, True, 0)


def test_a_right_that_is_lost_falls_to_nothing(law: Law) -> None:
    short = replace(WIFE, spans=(replace(JOB, last=month(1988, 3)),))  # ten years
    one = found(law, short, Act.TAKE, month(1988, 3), month(1988, 3))
    assert (one.reached, one.after) == (False, 0)
    assert one.before > 0
    assert one.falls
