"""A number that is not there is refused by the name of its table, never taken for 0."""

import itertools
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from nenkin.features.estimate.result import refusal
from nenkin.law.dated import Dated
from nenkin.law.estimating import estimate
from nenkin.law.figures import ByBirth, FormerRates, Revaluation
from nenkin.law.lives import Child, PaidBonus, Scenario, Spouse
from nenkin.law.months import month
from nenkin.law.parameters import Law, NotInForce
from nenkin.law.periods import Kind, Sex
from tests.law.whole_lives import nation, pays, whole
from tests.reading import read_words

WORDS = read_words()
# A life that needs every table: all schemes, exempt months, bonuses, family, work after 65.
LIFE = whole(
    "1950-04-02",
    pays("1970-04", "1971-03", 60_000, Kind.SEAMAN),
    pays("1971-04", "1972-03", 60_000, Kind.LOCAL_SERVANT),
    pays("1972-04", "2003-03", 300_000),
    nation("2003-04", "2004-03", "Z"),
    nation("2004-04", "2005-03", "B"),
    pays("2005-04", "2017-03", 590_000),
    bonuses=(PaidBonus(month(2005, 7), 800_000),),
    spouse=Spouse(born_on=date(1962, 5, 2)),
    children=(Child(date(2005, 5, 2)),),
)
# 定額部分 before 65 is of the older ones only.
OLDER = whole("1945-04-02", pays("1965-04", "2003-03", 300_000), sex=Sex.FEMALE)
# Who has no row in the first two has no such right; the months of the others are over for good.
MAY_END = {"transfer_rates", "middle_aged", "former_seamen", "former_mutual", "special_rates"}


def emptied(value: Any) -> Any:
    """Take the rows out of a table; ``None`` where it is none."""
    if isinstance(value, Dated | ByBirth):
        return replace(value, rows=())
    if isinstance(value, Revaluation):
        return replace(value, years={})
    return replace(value, last=month(1990, 1)) if isinstance(value, FormerRates) else None


BENEFITS = [
    *("full_amounts", "capable_months", "revaluation", "revaluation_seamen", "revaluation_mutual"),
    *("former", "former_rates", "multipliers", "mean_floors"),
    *("fixed_units", "fixed_multipliers", "fixed_caps", "difference_caps", "additions"),
    *("special_additions", "suspension", "early", "late"),
]


def refused(law: Law) -> str:
    """Give how people are told which table is missing for any of six estimates."""
    said = set()
    for life, claim in itertools.product((LIFE, OLDER), (720, 780, 840)):
        try:
            estimate(law, life, Scenario(basic=claim, employees=claim), 2026)
        except NotInForce as problem:
            said.add(refusal(WORDS, problem))
    (one,) = said
    return one


def named(table: str) -> str:
    title = WORDS.phrases[f"parameters.table.{table}.title"]
    return WORDS.words("estimate.not-in-force-table", table=title)


def test_every_table_is_tried(law: Law) -> None:
    tables = {one.name for one in fields(law.benefits) if emptied(getattr(law.benefits, one.name))}
    assert tables == set(BENEFITS) | MAY_END
    for claim in (720, 780, 840):
        assert estimate(law, LIFE, Scenario(basic=claim, employees=claim), 2026).phases


@pytest.mark.parametrize("name", BENEFITS)
def test_a_table_of_benefits_without_rows_is_named(law: Law, name: str) -> None:
    table = emptied(getattr(law.benefits, name))
    broken = replace(law, benefits=replace(law.benefits, **{name: table}))
    of = {"former": "revaluation_former", "multipliers": "benefit_multipliers"}
    of |= {"early": "claim_rates", "late": "claim_rates"}
    assert refused(broken) == named(of.get(name, name))


@pytest.mark.parametrize(
    ("name", "change"),
    [("bonus_caps", emptied), ("qualifying", emptied), ("fractions", lambda _: ())],
)
def test_another_table_without_rows_is_named(law: Law, name: str, change: Any) -> None:
    of = {"qualifying": "qualifying_months", "fractions": "counted_fractions"}
    broken = replace(law, **{name: change(getattr(law, name))})
    assert refused(broken) == named(of.get(name, name))


def test_a_bonus_of_a_month_without_a_cap_is_not_0(law: Law) -> None:
    row = law.bonus_caps.rows[0]
    short = replace(law, bonus_caps=Dated("bonus_caps", (replace(row, last=month(2005, 6)),)))
    assert refused(short) == named("bonus_caps")
