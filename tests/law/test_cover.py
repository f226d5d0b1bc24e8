"""Who had to be insured, month by month, from what is remembered of a job."""

import pytest

from nenkin import paths
from nenkin.law.cover import Because, CoverLaw, Job, cover_of
from nenkin.law.months import month, read_month, spell
from nenkin.law.periods import Sex
from nenkin.law.remembered import Category, Employment, Size, Work
from nenkin.reference.cover import load_cover


@pytest.fixture(scope="module")
def law() -> CoverLaw:
    return load_cover(paths.DATA)


def said(law: CoverLaw, job: Job, first: str, last: str) -> list[str]:
    pieces = cover_of(job, law, read_month(first), read_month(last))
    return [f"{spell(one.first)} {spell(one.last)} {one.insured} {one.because}" for one in pieces]


def job(
    work: Work | None = None,
    *,
    sex: Sex | None = Sex.FEMALE,
    born: int = month(1925, 5),
    category: Category = Category.WORK,
    place: str = "",
    lasted: int | None = None,
) -> Job:
    return Job(
        category=category, work=work or Work(), sex=sex, born=born, place=place, lasted=lasted
    )


def test_women_and_offices_were_insured_later_than_men_in_factories(law: CoverLaw) -> None:
    factory = Work(trade="manufacturing", size=Size.FROM_51)
    assert said(law, job(factory), "1942-01", "1946-12") == [
        "1942-01 1944-05 no before-scheme",
        "1944-06 1946-12 yes insured",
    ]
    assert said(law, job(factory, sex=Sex.MALE), "1942-01", "1942-12") == [
        "1942-01 1942-05 no before-scheme",
        "1942-06 1942-12 yes insured",
    ]
    office = Work(trade="finance", size=Size.FROM_51)
    assert said(law, job(office, sex=Sex.MALE), "1943-01", "1943-02")[0].endswith("before-scheme")


def test_small_workplaces_were_left_out_until_1986_and_companies_no_longer(law: CoverLaw) -> None:
    shop = Work(trade="retail", size=Size.BELOW_5, incorporated=False)
    assert said(law, job(shop), "1960-01", "1990-12")[0] == "1960-01 1990-04 no small"
    company = Work(trade="retail", size=Size.BELOW_5, incorporated=True)
    assert said(law, job(company, born=month(1950, 5)), "1960-01", "1990-12") == [
        "1960-01 1986-03 no small",
        "1986-04 1988-03 unknown small",
        "1988-04 1990-12 yes insured",
    ]
    either = Work(trade="retail", size=Size.BELOW_5)
    assert said(law, job(either, born=month(1950, 5)), "1989-01", "1989-02") == [
        "1989-01 1989-02 unknown small"
    ]


def test_some_trades_of_one_person_were_never_covered(law: CoverLaw) -> None:
    inn = Work(trade="inn", size=Size.FROM_51, incorporated=False)
    assert said(law, job(inn, born=month(1950, 5)), "1970-01", "2000-01") == [
        "1970-01 2000-01 no trade"
    ]
    school = Work(trade="education", size=Size.FROM_51, incorporated=False)
    assert said(law, job(school), "1950-01", "1954-12") == [
        "1950-01 1953-08 no trade",
        "1953-09 1954-12 yes insured",
    ]


@pytest.mark.parametrize(
    ("employment", "lasted", "answer"),
    [
        (Employment.DAY_LABOUR, 30, "no day-labour"),
        (Employment.TRIAL, 2, "no trial"),
        (Employment.TRIAL, 3, "yes insured"),
        (Employment.SEASONAL, 4, "no seasonal"),
        (Employment.SEASONAL, None, "unknown seasonal"),
        (Employment.SEASONAL, 5, "yes insured"),
        (Employment.PUBLIC, 100, "no mutual"),
        (Employment.REGULAR, 1, "yes insured"),
    ],
)
def test_how_somebody_was_employed_decides(
    law: CoverLaw, employment: Employment, lasted: int | None, answer: str
) -> None:
    found = said(law, job(Work(employment=employment), lasted=lasted), "1960-01", "1960-01")
    assert found == [f"1960-01 1960-01 {answer}"]


def test_short_hours_count_for_less_from_year_to_year(law: CoverLaw) -> None:
    part = Work(employment=Employment.PART_TIME, hours_a_week=22, size=Size.FROM_51)
    assert said(law, job(part, born=month(1970, 5)), "1979-01", "2025-01") == [
        "1979-01 1980-05 yes insured",
        "1980-06 2016-09 no short-hours",
        "2016-10 2024-09 unknown short-hours",
        "2024-10 2025-01 yes insured",
    ]
    small = Work(employment=Employment.PART_TIME, hours_a_week=22, size=Size.FROM_5)
    assert said(law, job(small, born=month(1970, 5)), "2025-01", "2025-01")[0].endswith(
        "no short-hours"
    )
    nobody_knows = Work(employment=Employment.PART_TIME)
    assert said(law, job(nobody_knows, born=month(1970, 5)), "1990-01", "1990-01")[0].endswith(
        "unknown short-hours"
    )
    long = Work(employment=Employment.PART_TIME, hours_a_week=30)
    assert said(law, job(long, born=month(1970, 5)), "2020-01", "2020-01")[0].endswith(
        "yes insured"
    )
    few = Work(employment=Employment.PART_TIME, hours_a_week=12, size=Size.FROM_51)
    assert said(law, job(few, born=month(1970, 5)), "2025-01", "2025-01")[0].endswith(
        "no short-hours"
    )


def test_cover_ends_with_an_age_that_has_changed(law: CoverLaw) -> None:
    assert said(law, job(born=month(1930, 5)), "1995-03", "1995-06") == [
        "1995-03 1995-04 yes insured",
        "1995-05 1995-06 no age",
    ]
    assert said(law, job(born=month(1940, 5)), "2010-04", "2010-05") == [
        "2010-04 2010-04 yes insured",
        "2010-05 2010-05 no age",
    ]


def test_at_sea_and_in_okinawa_other_days_count(law: CoverLaw) -> None:
    at_sea = job(category=Category.SEA, sex=Sex.MALE)
    assert said(law, at_sea, "1940-05", "1940-06")[1] == "1940-06 1940-06 yes insured"
    okinawa = job(Work(trade="retail"), place="沖縄県那覇市")
    assert said(law, okinawa, "1969-12", "1970-01")[0].endswith(Because.BEFORE_SCHEME)
