"""Short ways to write a record and a sheet for a test."""

from collections.abc import Sequence
from datetime import date

from nenkin import paths
from nenkin.comparison.companies import Aliases
from nenkin.comparison.comparing import compare
from nenkin.comparison.findings import Comparison, Finding, Worth
from nenkin.law.months import first_day, read_month, spell
from nenkin.law.periods import Kind, Person, Record, Scheme, Sex, Span
from nenkin.law.recalled import When
from nenkin.law.remembered import Category, HistorySheet, Keepsake, LifeEvent, Sureness, Work
from nenkin.law.typed_times import read_when
from nenkin.reference.cover import load_cover

BORN = date(1940, 5, 20)
COVER = load_cover(paths.DATA)


def span(first: str, last: str, employer: str = "", **values: object) -> Span:
    start = read_month(first)
    whole: dict[str, object] = {
        "scheme": Scheme.EMPLOYEES,
        "kind": Kind.MEN,
        "known_from": first_day(start),
        "employer": employer or None,
        **values,
    }
    return Span(first=start, last=read_month(last), **whole)  # type: ignore[arg-type]


def national(first: str, last: str, status: str = "A") -> Span:
    return span(first, last, scheme=Scheme.NATIONAL, kind=Kind.CATEGORY_1, status=status)


def record(*spans: Span, sex: Sex = Sex.MALE, born_on: date = BORN) -> Record:
    person = Person(
        surname="見本",
        given_name="一",
        surname_kana="ミホン",
        given_name_kana="ハジメ",
        born_on=born_on,
        sex=sex,
        basic_number="9999000001",
    )
    ordered = tuple(sorted(spans, key=lambda one: one.first))
    return Record(person=person, data_date=date(2012, 12, 31), spans=ordered)


def when(typed: str, born_on: date = BORN) -> When:
    found = read_when(typed, born_on=born_on)
    assert isinstance(found, When), (typed, found)
    return found


def event(
    category: Category,
    first: str,
    last: str = "",
    *,
    key: str = "a",
    work: Work | None = None,
    **values: object,
) -> LifeEvent:
    return LifeEvent(
        key=key,
        category=category,
        first=when(first),
        last=when(last) if last else None,
        work=work,
        **values,  # type: ignore[arg-type]
    )


def job(
    employer: str,
    first: str,
    last: str = "",
    *,
    key: str = "a",
    sureness: Sureness = Sureness.CLEAR,
    category: Category = Category.WORK,
    place: str = "",
    **values: object,
) -> LifeEvent:
    work = Work(employer=employer, **values)  # type: ignore[arg-type]
    return event(category, first, last, key=key, work=work, sureness=sureness, place=place)


def sheet(*events: LifeEvent, sex: Sex = Sex.MALE, **values: object) -> HistorySheet:
    return HistorySheet(born_on=BORN, sex=sex, events=events, **values)  # type: ignore[arg-type]


def compared(
    spans: Sequence[Span],
    remembered: HistorySheet,
    *,
    aliases: Aliases | None = None,
    worth: Worth | None = None,
) -> Comparison:
    sex = remembered.sex or Sex.MALE
    return compare(record(*spans, sex=sex), remembered, COVER, aliases=aliases or {}, worth=worth)


def said(found: Comparison) -> list[str]:
    """Give the findings in one line each: pattern, grade, and the months."""
    return [
        " ".join([one.pattern, one.grade, *(f"{spell(a)}…{spell(b)}" for a, b in one.spans)])
        for one in found.findings
    ]


def classes(found: Comparison) -> list[str]:
    """Give the runs of months in one line each."""
    return [f"{spell(one.first)}…{spell(one.last)} {one.months}" for one in found.runs]


def only(spans: Sequence[Span], remembered: HistorySheet) -> Finding:
    (one,) = compared(spans, remembered).findings
    return one


OTHER = span("1970-04", "1975-03", "べつの会社")
PLAIN = job("みほん紡績", "昭和38年4月1日", "昭和41年9月30日")
INSURED = frozenset({Keepsake.PENSION_DEDUCTED, Keepsake.HEALTH_CARD})  # what only the insured had
