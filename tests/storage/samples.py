"""A small invented record for the tests of storage."""

from dataclasses import replace
from datetime import date

from nenkin.law.months import month
from nenkin.law.periods import Bonus, Kind, Person, Record, Reporter, Scheme, Sex, Span

NUMBER = "9912345678"
HANDBOOK = "99-87-654321"

EMPLOYED = Span(
    scheme=Scheme.EMPLOYEES,
    kind=Kind.MEN,
    first=month(1980, 4),
    last=month(1985, 3),
    known_from=date(1980, 5, 1),
    employer="株式会社みほん製作所",
    pay=180_000,
    acquired_on=date(1980, 4, 1),
    lost_on=date(1985, 4, 1),
    reported_by=Reporter.EMPLOYER,
    reported_on=date(1980, 4, 10),
)
UNPAID = Span(
    scheme=Scheme.NATIONAL,
    kind=Kind.CATEGORY_1,
    first=month(1985, 4),
    last=month(1986, 3),
    known_from=date(1985, 5, 1),
    status="*",
    disputed=True,
)
INSURED_STILL = Span(
    scheme=Scheme.NATIONAL,
    kind=Kind.CATEGORY_3,
    first=month(1986, 4),
    last=None,
    known_from=date(1986, 5, 1),
    status="3",
)
BONUS = Bonus(
    scheme=Scheme.EMPLOYEES,
    paid_on=date(1984, 12, 10),
    amount=350_000,
    employer="株式会社みほん製作所",
    known_from=date(1984, 12, 20),
)
PERSON = Person(
    surname="見本",
    given_name="花子",
    surname_kana="ミホン",
    given_name_kana="ハナコ",
    born_on=date(1960, 2, 29),
    sex=Sex.FEMALE,
    basic_number=NUMBER,
    handbooks=(HANDBOOK,),
)
RECORD = Record(
    person=PERSON,
    data_date=date(2026, 11, 1),
    spans=(EMPLOYED, UNPAID, INSURED_STILL),
    bonuses=(BONUS,),
)


def record_of(number: str) -> Record:
    """Give the same record under another number."""
    return replace(RECORD, person=replace(PERSON, basic_number=number, handbooks=()))
