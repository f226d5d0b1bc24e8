"""The fast engine gives the yen of the reference engine, of any life and choice."""

from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path

import pytest

from nenkin.bulk.by_age import ByAge
from nenkin.bulk.tables import CODES, Tables
from nenkin.interchange.case_files import read_case
from nenkin.law.estimates import Part, Refused
from nenkin.law.lives import Life, PaidBonus, Scenario
from nenkin.law.months import month
from nenkin.law.parameters import Law, NotInForce
from nenkin.law.periods import Kind, Scheme
from tests.bulk.agreement import agrees_in_the_end, compare, fast, reference, share, tables
from tests.bulk.seeded_lives import YEARS, drawn
from tests.law.test_refusals import AT_65
from tests.law.whole_lives import pays, whole

SEED = 2026
OLD_ENOUGH, OLDEST_YEAR = date(1990, 1, 1), 2005
EVERY = 10_000
OFTEN = 100
AGES = tuple(12 * years for years in range(60, 76))
CASES = sorted(Path("tests/cases").glob("*.toml"))


def test_a_few_hundred_lives_come_out_the_same(law: Law) -> None:
    differing, _ = compare(law, drawn(300, seed=SEED + 1))
    assert not differing, differing[0]


def test_lives_under_the_law_of_older_years_come_out_the_same(law: Law) -> None:
    """Until 2015-03: 物価スライド特例水準, and 老齢基礎年金 in hundreds of yen."""
    lives = [
        replace(one, year=2005 + place % 10)
        for place, one in enumerate(drawn(100, seed=SEED + 3))
        if one.life.born_on < OLD_ENOUGH
    ]
    differing, counts = compare(law, lives)
    assert not differing, differing[0]
    assert all(counts[f"year {year}"] for year in range(OLDEST_YEAR, 2015))


@pytest.mark.slow
def test_ten_thousand_lives_of_every_scheme_and_option_come_out_the_same() -> None:
    counted = Counter[str]()
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as processes:
        for differing, counts in processes.map(share, (0, 1), *map(repeat, (2, EVERY, SEED))):
            assert not differing, differing[0]
            counted += counts
    wanted = {f"scheme {scheme}" for scheme in Scheme} | {f"kind {kind}" for kind in Kind}
    wanted |= {f"code {code}" for code in CODES} | {f"year {year}" for year in YEARS}
    wanted |= {f"part {part}" for part in Part}
    wanted |= {f"born in the {decade}s" for decade in range(1920, 2011, 10)}
    wanted |= {f"{of} {when}" for of in ("basic", "employees") for when in ("early", "late")}
    wanted |= {
        *(
            "unconditional",
            "basic at 65",
            "employees at 65",
            "basic and employees apart",
            "arrears",
            "disabled",
            "police",
            "wage at 60",
            "seeking work",
        ),
        *("paid in arrears", "fund", "nothing due", "bonuses", "pay unknown", "cared", "revalued"),
        *("at work after 60", "at work after 65", "at work after 70", "no stretch of employees"),
        *("before 1957-10", "before 1985-10", "spouse with a pension"),
        *(f"spouse kept {kept} keeps {keeps}" for kept in (True, False) for keeps in (True, False)),
        *("child disabled True", "child disabled False", "sex male", "sex female"),
        *(f"division {kind}" for kind in (Kind.MEN, Kind.MINERS_SEAMEN, Kind.NATIONAL_SERVANT)),
    }
    rare = {name: counted[name] for name in wanted if counted[name] < OFTEN}
    assert not rare


def test_sixteen_ages_of_one_life_do_not_disturb_each_other(law: Law) -> None:
    for one in drawn(12, seed=SEED + 2):
        try:
            person = ByAge(tables(law, one.year), one.life)
        except (Refused, NotInForce):
            continue
        for age in (*AGES, *reversed(AGES)):
            scenario = Scenario(basic=age, employees=age, arrears=one.scenario.arrears)
            expected = reference(law, one.life, scenario, one.year)
            try:
                assert agrees_in_the_end(person, scenario), (one, age)
                assert person.outcome(scenario) == expected, (one, age)
            except Refused as refused:
                assert expected == f"refused: {refused.code}"
            except NotInForce:
                assert expected == "not in force"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_worked_example_comes_out(law: Law, path: Path) -> None:
    case = read_case(path.read_text())
    if case.year < OLDEST_YEAR:
        with pytest.raises(NotInForce):
            Tables(law, case.year)
        return
    expected = reference(law, case.life, case.scenario, case.year)
    assert fast(law, case.life, case.scenario, case.year) == expected


@pytest.mark.parametrize(
    ("life", "scenario"),
    [
        (whole("1926-04-01"), AT_65),
        (whole("2030-01-01"), AT_65),
        (whole("1970-01-01", pays("1990-01", "1991-01", 0)), AT_65),
        (whole("1970-01-01", pays("1990-01", "1991-01", 1, cared=10**7)), AT_65),
        (whole("1970-01-01", pays("1992-01", "1991-01", 1)), AT_65),
        (whole("1970-01-01", bonuses=(PaidBonus(month(2020, 6), -1),)), AT_65),
        (whole("1970-01-01"), Scenario(basic=759, employees=760)),
        (whole("1970-01-01"), Scenario(basic=719, employees=719)),
        (whole("1970-01-01"), Scenario(basic=901, employees=901)),
        (whole("1970-01-01"), Scenario(basic=791, employees=791)),
        (whole("1940-01-01"), Scenario(basic=800, employees=800)),
    ],
)
def test_what_cannot_be_is_refused_alike(law: Law, life: Life, scenario: Scenario) -> None:
    told = reference(law, life, scenario, 2026)
    assert isinstance(told, str)
    assert fast(law, life, scenario, 2026) == told
