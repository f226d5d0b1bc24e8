"""Whatever the official tiers find, ours find."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nenkin.law.ownerless import OwnerlessRecord, OwnerlessScheme, Query, SoughtName, read_birth
from nenkin.law.periods import Sex
from nenkin.law.wareki import era_of
from nenkin.storage.ownerless.loading import load_sqlite
from nenkin.storage.ownerless.sqlite import SqliteStore
from tests.matching.lost_records import find, ids, lines
from tests.matching.official import ERAS, Side, tier

SEEN: Counter[int] = Counter()
ERA = {"明治": "M", "大正": "T", "昭和": "S"}
KANA = (
    "アイウエオカキクケコサシスセソタチツテトナニノハヒフホマミムメモヤユヨラリルレロワン"
    "ガギグジズゼゾダヂヅデドバビブパ"
)
WORDS = st.text(KANA, min_size=2, max_size=6).filter(lambda word: word[0] != "ン")
FAMILY = st.one_of(st.sampled_from(["フルヤ", "フルタニ", "シミズ", "ヤンソ"]), WORDS)
GIVEN = st.one_of(st.sampled_from(["サチコ", "ユキコ", "ツヨシ", "ソノ"]), WORDS)
KANJI = st.sampled_from([("髙﨑", "ハナ"), ("高崎", "ハナ"), ("渡邊", "幸子"), ("渡辺", "幸子")])
DAYS = st.dates(date(1890, 1, 2), date(1988, 12, 30))
CHANGES = str.maketrans(
    "ソンシツカガキギクグサザスズタダチヂトドハバ", "ンソツシガカギキグクザサズスダタヂチドトバハ"
)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Side, Side]:
    day = draw(DAYS)
    kana = draw(FAMILY), draw(GIVEN)
    era = ERA[era_of(day).name]
    male = draw(st.booleans())
    kanji = draw(KANJI)
    own = Side(kana, kanji, era, day.year - ERAS[era], day.month, day.day, male)
    off = day.fromordinal(day.toordinal() + draw(st.sampled_from([0, 0, -1, 1])))
    other_era = draw(st.sampled_from([era, era, "", "M", "T", "S"]))
    mask = draw(st.lists(st.booleans(), min_size=12, max_size=12))
    changed = _changed(kana[0], mask), _changed(kana[1], mask[6:])
    swap = {"フルヤ": "フルタニ", "フルタニ": "フルヤ", "サチコ": "ユキコ", "ユキコ": "サチコ"}
    written = draw(
        st.sampled_from(
            [kana, changed, (swap.get(kana[0], kana[0]), swap.get(kana[1], kana[1])), ("", "")]
        )
    )
    other_male = draw(st.sampled_from([male, not male]))
    year = off.year - ERAS[era]
    if year < 1:
        other_era, year = era, own.year
        off = day
    other_kanji = draw(st.sampled_from([kanji, *[("髙﨑", "ハナ"), ("高崎", "ハナ")]]))
    other = Side(written, other_kanji, other_era, year, off.month, off.day, other_male)
    return own, other


def _changed(part: str, mask: list[bool]) -> str:
    return "".join(
        each.translate(CHANGES) if change else each
        for each, change in zip(part, mask, strict=False)
    )


def _query(side: Side) -> Query:
    name = SoughtName(
        family_kana=side.kana[0],
        given_kana=side.kana[1],
        family_kanji=side.kanji[0],
        given_kanji=side.kanji[1],
    )
    born = date(ERAS[side.era] + side.year, side.month, side.day)
    return Query(names=(name,), born=(born,), sex=Sex.MALE if side.male else Sex.FEMALE)


def _record(side: Side) -> OwnerlessRecord:
    return OwnerlessRecord(
        id="R1",
        scheme=OwnerlessScheme.EMPLOYEES,
        born=read_birth(f"{side.era}{side.year:02d}-{side.month:02d}-{side.day:02d}"),
        family_kana=side.kana[0],
        given_kana=side.kana[1],
        # Where there are kana, the kanji are nobody's: the kana alone have to do.
        family_kanji="" if side.kana[0] else side.kanji[0],
        given_kanji="" if side.kana[0] else side.kanji[1],
        sex=Sex.MALE if side.male else Sex.FEMALE,
    )


@given(pairs())
@settings(max_examples=200, derandomize=True)
def test_what_the_official_tiers_find_is_found(
    tmp_path_factory: pytest.TempPathFactory, pair: tuple[Side, Side]
) -> None:
    own, other = pair
    official = tier(own, other)
    if official is None:
        return
    SEEN[official] += 1
    file = tmp_path_factory.getbasetemp() / "official.db"
    load_sqlite(file, lines([_record(other)]))
    store = SqliteStore(file)
    assert ids(find(store, _query(own))) == ["R1"]
    store.close()


def test_every_official_tier_was_tried() -> None:
    assert all(SEEN[each] >= 10 for each in (1, 2, 3)), SEEN
