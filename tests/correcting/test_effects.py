"""Before and after, part by part: what rises, and what falls with it."""

from dataclasses import replace
from datetime import date

import msgspec
from msgspec import UNSET, UnsetType

from nenkin.correcting.changes import Act, corrected, worked_out
from nenkin.correcting.couples import Missing
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


WIFE_LONG = replace(WIFE, spans=(replace(JOB, first=month(1977, 7)), HOME))  # 243 months


def found(
    law: Law,
    record: Record,
    act: Act,
    *months: int,
    spouse: Spouse | UnsetType | None = None,
) -> Effect:
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


def test_a_husband_is_paid_no_addition_for_a_wife_with_a_long_pension_of_her_own(law: Law) -> None:
    one = found(law, WIFE, Act.ADD, month(1977, 4), month(1977, 12), spouse=HUSBAND)
    (share,) = one.shares
    # From his 65th birthday's next month to the month of hers: 厚生年金保険法46条6項.
    assert (share.part, share.first, share.last) == (Part.SPOUSE, month(2021, 5), month(2023, 2))
    assert share.after == 0
    (row,) = [row for row in law.benefits.additions.rows if row.first == month(YEAR, 4)]
    assert share.before > row.value.spouse  # with 特別加算, by his year of birth
    assert one.unknown == (Missing.SPOUSE_LONG,)
    assert one.takes
    back = found(law, WIFE_LONG, Act.TAKE, month(1997, 1), month(1997, 9), spouse=HUSBAND)
    (share,) = back.shares
    assert (share.before, share.after > 0) == (0, True)


def test_a_wife_loses_her_transfer_with_her_husbands_twentieth_year(law: Law) -> None:
    wife = Spouse(born_on=date(1958, 2, 28), kept=True)
    short = replace(WIFE_LONG, person=replace(PERSON, born_on=date(1955, 5, 1), sex=Sex.MALE))
    one = found(law, short, Act.TAKE, month(1997, 1), month(1997, 9), spouse=wife)
    (share,) = one.shares
    assert (share.part, share.first, share.last) == (Part.TRANSFER, month(2023, 3), None)
    assert share.before > share.after == 0
    assert one.unknown == (Missing.SPOUSE_SHORT,)
    young = found(
        *(law, short, Act.TAKE, month(1997, 1), month(1997, 9)),
        spouse=Spouse(born_on=date(1970, 1, 1), kept=True),
    )
    assert young.shares == ()  # born since 1966-04-02: none for anybody


def test_where_nobody_knows_of_a_spouse_the_person_is_asked(law: Law) -> None:
    unknown = found(law, WIFE, Act.ADD, month(1977, 4), month(1977, 12), spouse=UNSET)
    assert (unknown.unknown, unknown.shares, unknown.takes) == ((Missing.SPOUSE,), (), True)
    alone = found(law, WIFE, Act.ADD, month(1977, 4), month(1977, 12))
    assert (alone.unknown, alone.shares, alone.takes) == ((), (), False)
    within = found(law, WIFE, Act.ADD, month(1977, 4), month(1977, 6), spouse=UNSET)
    assert (within.unknown, within.takes) == ((), False)  # 240 months stay out of reach


def test_who_works_beside_the_pension_has_more_of_it_suspended(law: Law) -> None:
    job = replace(JOB, first=month(2016, 2), last=None, pay=650_000)
    worker = replace(WIFE, spans=(replace(JOB, pay=400_000), HOME, job))
    one = found(law, worker, Act.ADD, month(1970, 4), month(1978, 3))
    assert one.working is not UNSET
    assert one.working.month == one.since
    gained = next(line for line in one.lines if line.part is Part.PROPORTIONAL)
    assert 0 < one.working.held_before < one.working.held_after
    # 46条1項: half of what is more. For life the mean of pay is over more months, and rounded so.
    more = one.working.held_after - one.working.held_before
    assert abs(more * 2 - (gained.after - gained.before)) < 100
    (fall,) = [fall for fall in one.falls if fall.part is Part.SUSPENDED]
    assert (fall.since, fall.yen) == (one.since, more)
    assert one.working.after - one.working.before > 0
    assert one.takes

    unknown = replace(worker, spans=(*worker.spans[:2], replace(job, pay=None)))
    one = found(law, unknown, Act.ADD, month(1970, 4), month(1978, 3))
    assert one.unknown == (Missing.PAY,)
    assert found(law, WIFE, Act.ADD, month(1977, 4), month(1977, 6)).working is UNSET


def test_a_proposal_of_before_keeps_its_digest(law: Law) -> None:
    one = found(law, WIFE, Act.ADD, month(1977, 4), month(1977, 6))
    written = msgspec.json.encode(one)
    assert not {"working", "couple", "missing"} & msgspec.json.decode(written).keys()
    assert msgspec.json.decode(written, type=Effect) == one
