"""What the index says of a record is enough to put candidates in order before they are read."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nenkin.law.months import month
from nenkin.law.ownerless import OwnerlessRecord, OwnerlessScheme, Query, WorkKind
from nenkin.law.periods import Sex
from nenkin.matching import keys
from nenkin.matching.glances import LEAST_ODDS, Glances
from nenkin.matching.plans import plan
from nenkin.matching.scoring import Counted, Scorer
from nenkin.matching.traits import (
    PLACE,
    first_and_last,
    place_number,
    sex_and_scheme,
    traits_number,
)
from tests.bench.ownerless.rows import PREFECTURES
from tests.matching.lost_records import KNOWLEDGE, lost, sought

SATO, BORN, BORN_ON = "サトウ ハナ", "1930-04-02", "S05-04-02"
MONTHS = st.none() | st.integers(month(1868, 1), month(2027, 12))
COUNTED = Counted(records=1_000_000, namesakes=200, day=30, given=2, bearers=5_000)


@given(
    sex=st.sampled_from([None, *Sex]),
    scheme=st.sampled_from(OwnerlessScheme),
    place=st.sampled_from(["", "青森県八戸市", "東京都", "Honolulu"]),
    first=MONTHS,
    last=MONTHS,
)
def test_the_number_keeps_what_it_is_made_of(
    first: int | None, last: int | None, **values: Any
) -> None:
    record = lost("R1", SATO, BORN_ON, first=first, last=last, **values)
    number = traits_number(record)
    assert 0 <= number < 1 << 31  # what PostgreSQL calls an integer
    assert sex_and_scheme(number) == (record.sex, record.scheme)
    assert number & PLACE == place_number(record.place)
    years = first_and_last(number)
    if first is None:
        assert years is None
    else:
        last = max(first if last is None else last, first)
        assert years == (first // 12, min(last // 12, first // 12 + 127))


def test_a_place_is_its_prefecture() -> None:
    assert place_number("青森県八戸市") == place_number("青森") != place_number("秋田県")
    assert len({place_number(each) for each in PREFECTURES}) >= 45  # a hash: two may share one


def weighed(record: OwnerlessRecord, query: Query) -> tuple[float, float]:
    """Give what a glance says, and what the record says."""
    planned = plan(query, KNOWLEDGE)
    scorer = Scorer(query, planned, KNOWLEDGE, COUNTED)
    by_name, by_birth = keys.record_keys(record)
    told = dict(Glances(scorer).of_names([(by_name, 1, traits_number(record))]))
    assert told == dict(Glances(scorer).of_births([(by_birth, 1, traits_number(record))]))
    candidate = scorer._weigh(record)
    return told.get(1, 0), candidate.odds if candidate else 0


@pytest.mark.parametrize("kana", [SATO, "タナカ ハナ", "サトウ ウメ"])
@pytest.mark.parametrize("born", [BORN_ON, "T05-04-02", "S05-04-03", "S06-04-02", "S05-05-20"])
@pytest.mark.parametrize(
    "answered",
    [
        {},
        {"prefectures": ("青森県", "大阪府"), "years": (1947, 1950)},
        {"prefectures": ("秋田県",), "years": (1960, 1962), "work": WorkKind.SHIP},
        {"own": ((month(1949, 1), month(1951, 12)),)},
    ],
)
def test_a_glance_weighs_as_the_record_does(kana: str, born: str, answered: dict[str, Any]) -> None:
    record = lost("R1", kana, born, place="青森県八戸市", first=month(1948, 4), last=month(1952, 3))
    glance, odds = weighed(record, sought(SATO, BORN, **answered))
    assert glance == pytest.approx(odds if odds >= LEAST_ODDS else 0)


def test_what_only_the_record_tells_is_taken_for_the_usual() -> None:
    query = sought("フルヤ ハナ", BORN, kanji="古谷 花", work=WorkKind.FACTORY)
    folded, read = lost("R1", "ブルヤ ハナ", BORN_ON), lost("R2", "フルタニ ハナ", BORN_ON)
    glance, odds = weighed(folded, query)
    assert glance > odds  # ブ for フ is in the same place of the index
    assert weighed(read, query)[0] == pytest.approx(weighed(read, query)[1])
    mill = lost("R3", "フルヤ ハナ", BORN_ON, employer="みほん紡績")
    glance, odds = weighed(mill, query)
    assert 0 < glance < odds  # the employer is in the record alone


def test_what_is_no_candidate_weighs_nothing() -> None:
    assert weighed(lost("R1", "スズキ ウメ", BORN_ON), sought(SATO, BORN)) == (0, 0)
    assert weighed(lost("R1", SATO, "S25-11-23"), sought(SATO, BORN)) == (0, 0)
