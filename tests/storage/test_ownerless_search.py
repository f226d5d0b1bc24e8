"""The search: what it finds, why, and what it answers."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from nenkin.law.months import month
from nenkin.law.ownerless import OwnerlessRecord, Query, SoughtKind, WorkKind
from nenkin.law.periods import Sex
from nenkin.matching.found import Answer
from nenkin.matching.levels import BirthLevel, NameLevel
from nenkin.matching.rules import Rule
from nenkin.storage.ownerless.searching import MOST_WEIGHED
from nenkin.storage.ownerless.sqlite import SqliteReader, SqliteStore
from tests.matching.lost_records import find, ids, lost, name, sought, store_of, strangers

SATO = "サトウ ハナ"
BORN = "1930-04-02"


@pytest.mark.parametrize(
    ("record", "query", "rule"),
    [
        (lost("R1", SATO, "S05-04-02"), sought(SATO, BORN), Rule.SAME),
        (lost("R1", "ｻﾄｰ ハナ", "1930-04-02"), sought("サトウ はな", BORN), Rule.KANA),
        (lost("R1", "ミヅノ ヂロウ", "S05-04-02"), sought("ミズノ ジロー", BORN), Rule.KANA),
        (lost("R1", "スヾキ ハナ", "S05-04-02"), sought("スズキ ハナ", BORN), Rule.SAME),
        (lost("R1", SATO, "S05-04-02", sex=None), sought(SATO, BORN), Rule.SEX),
        (lost("R1", SATO, "S05-04-02", sex=Sex.MALE), sought(SATO, BORN), Rule.SEX),
        (lost("R1", SATO, "S05-04-01"), sought(SATO, BORN), Rule.DAY),
        (lost("R1", SATO, "05-04-02"), sought(SATO, BORN), Rule.ERA),
        (lost("R1", SATO, "T05-04-02"), sought(SATO, BORN), Rule.ERA),
        (lost("R1", "サトン ソノ", "S05-04-02"), sought("サトソ ンノ", BORN), Rule.READING),
        (lost("R1", "シミズ ハナ", "S05-04-02"), sought("ツミズ ハナ", BORN), Rule.READING),
        (lost("R1", "フルタニ ユキコ", "S05-04-02"), sought("フルヤ サチコ", BORN), Rule.READING),
        (lost("R1", SATO, "S05-02-04"), sought(SATO, BORN), Rule.BIRTH),
        (lost("R1", SATO, "S05-04-00"), sought(SATO, BORN), Rule.BIRTH),
        (lost("R1", SATO, "S06-04-02"), sought(SATO, BORN), Rule.BIRTH),
        (lost("R1", SATO, "S05-03-04"), sought(SATO, BORN), Rule.BIRTH),
        (lost("R1", SATO, "S05-05-20"), sought(SATO, BORN), Rule.BIRTH),
        (lost("R1", "サイトウ ハナ", "S05-04-02"), sought("サトウ ハナ", BORN), Rule.SLIP),
        (lost("R1", "サイトウ ハナ", "S05-04-01"), sought("サトウ ハナ", BORN), Rule.SLIP),
        (lost("R1", "タナカ ハナ", "S05-04-02"), sought(SATO, BORN), Rule.FAMILY),
        (lost("R1", "タナカ ハナ", "T05-04-02"), sought(SATO, BORN), Rule.FAMILY),
        (lost("R1", "サトウ ウメ", "S05-04-02"), sought(SATO, BORN), Rule.GIVEN),
    ],
)
def test_a_record_is_found_and_the_tier_says_why(
    tmp_path: Path, record: OwnerlessRecord, query: Query, rule: Rule
) -> None:
    found = find(store_of(tmp_path, record), query)
    assert [each.rule for each in found.candidates] == [rule]


@pytest.mark.parametrize(
    "query",
    [
        sought("スズキ ウメ", BORN),
        sought(SATO, "1951-11-23"),
        sought("スズキ ハナ", "1930-05-02"),
    ],
)
def test_what_agrees_too_little_is_no_candidate(tmp_path: Path, query: Query) -> None:
    found = find(store_of(tmp_path, lost("R1", SATO, "S05-04-02")), query)
    assert (found.candidates, found.answer) == ((), Answer.NOT_FOUND)


def test_records_in_kanji_only_are_found_by_old_and_new_kanji(tmp_path: Path) -> None:
    record = lost("R1", "", "T05-12-24", family_kanji="髙﨑", given_kanji="實")
    found = find(
        store_of(tmp_path, record), sought("タカサキ ミノル", "1916-12-24", kanji="高崎 実")
    )
    assert found.candidates[0].agreement.family is NameLevel.SAME


def test_a_reading_finds_a_record_in_kanji_only(tmp_path: Path) -> None:
    record = lost("R1", "", "T05-12-24", family_kanji="渡邊", given_kanji="ハナ")
    query = sought("タナカ ハナ", "1916-12-24", kanji="田中 ハナ")
    former = Query(names=(*query.names, name("ワタナベ", kind=SoughtKind.FORMER)), born=query.born)
    found = find(store_of(tmp_path, record), former)
    assert found.candidates[0].agreement.family is NameLevel.READING
    assert found.candidates[0].name.kind is SoughtKind.FORMER


def test_a_former_name_that_was_typed_is_found_with_a_wrong_date(tmp_path: Path) -> None:
    query = sought("タナカ ハナ", "1930-04-12", names=(name("タナカ ハナ"), name("サトウ")))
    assert ids(find(store_of(tmp_path, lost("R1", SATO, "S05-04-02")), query)) == ["R1"]


def test_a_foreign_name_is_found_the_other_way_round_and_in_one_field(tmp_path: Path) -> None:
    turned = lost("R1", "ヨンジャ キム", "S05-04-02")
    joined = lost("R2", "キムヨンジャ", "S05-04-02")
    names = (name("キム ヨンジャ", kind=SoughtKind.FOREIGN),)
    found = find(store_of(tmp_path, turned, joined), sought("", BORN, names=names))
    assert set(ids(found)) == {"R1", "R2"}


def test_the_lunar_birthday_is_told_as_such(tmp_path: Path) -> None:
    # 旧暦 1930年3月4日 is the 2nd of April.
    found = find(store_of(tmp_path, lost("R1", SATO, "S05-03-04")), sought(SATO, BORN))
    assert found.candidates[0].agreement.birth is BirthLevel.LUNAR


def test_answers_rank_and_overlaps_lower(tmp_path: Path) -> None:
    years: dict[str, Any] = {"first": month(1948, 4), "last": month(1952, 3)}
    here = lost("R1", SATO, "S05-04-02", place="青森県八戸市", employer="みほん紡績", **years)
    far = lost("R2", SATO, "S05-04-02", place="大阪府", employer="みほん銀行", **years)
    store = store_of(tmp_path, here, far)
    ask: dict[str, Any] = {
        "prefectures": ("青森県",),
        "work": WorkKind.FACTORY,
        "years": (1947, 1950),
    }
    found = find(store, sought(SATO, BORN, **ask))
    assert ids(found) == ["R1", "R2"]
    assert found.candidates[0].posterior > 10 * found.candidates[1].posterior
    lowered = find(store, sought(SATO, BORN, own=((month(1950, 1), month(1950, 6)),), **ask))
    assert lowered.candidates[0].overlaps
    assert lowered.candidates[0].score < found.candidates[0].score


def test_of_many_namesakes_those_are_read_that_fit(tmp_path: Path) -> None:
    years: dict[str, Any] = {"first": month(1948, 4), "last": month(1952, 3)}
    far = [lost(f"N{at}", SATO, f"S05-05-{at % 20 + 5:02}", place="大阪府") for at in range(120)]
    hers = lost("R1", SATO, "S05-05-20", place="青森県", **years)
    found = find(
        store_of(tmp_path, *far, hers),
        sought(SATO, BORN, prefectures=("青森県",), years=(1947, 1950)),
    )
    assert ids(found)[0] == "R1"
    assert len(found.ids) == MOST_WEIGHED


def test_namesakes_take_the_certainty_away(tmp_path: Path) -> None:
    # At work in the same months, so that they are two people.
    months: dict[str, Any] = {"first": month(1950, 4), "last": month(1951, 3)}
    hers, twin = (lost(f"R{at}", SATO, "S05-04-02", **months) for at in range(2))
    others = strangers()
    alone = find(store_of(tmp_path / "one", hers, *others), sought(SATO, BORN))
    assert alone.answer is Answer.FOUND
    both = find(store_of(tmp_path / "two", hers, twin, *others), sought(SATO, BORN))
    assert both.answer is Answer.POSSIBLE
    crowd = [other._replace(family_kana="サトウ", given_kana="ハナ") for other in others]
    many = find(store_of(tmp_path / "crowd", hers, *crowd), sought(SATO, BORN))
    assert many.candidates[0].posterior < alone.candidates[0].posterior
    assert many.namesakes == 2001


def test_a_claimed_record_is_left_out(tmp_path: Path) -> None:
    store = store_of(tmp_path, lost("R1", SATO, "S05-04-02"))
    assert ids(find(store, sought(SATO, BORN), claimed=frozenset({"R1"}))) == []


ODD = ["ア", "ア" * 46, "サトウ佐藤Sato", "ｻﾄｳ", "SATO", "ー", "🙂", "'; DROP TABLE record --"]


@pytest.mark.parametrize("odd", ODD)
def test_odd_names_are_searched_like_any_other(tmp_path: Path, odd: str) -> None:
    store = store_of(tmp_path, lost("R1", SATO, "S05-04-02"))
    names = (name(f"{odd} {odd}", f"{odd} {odd}"),)
    query = Query(names=names * 6, born=(date(1868, 1, 1), date(2026, 2, 28), date(1930, 4, 2)))
    found = find(store, query)
    assert found.answer in set(Answer)
    assert store.records == 1


def _probes(store: SqliteStore, query: Query) -> list[tuple[str, object]]:
    asked: list[tuple[str, object]] = []

    def run(
        reader: SqliteReader, statement: str, values: Sequence[object]
    ) -> list[tuple[Any, ...]]:
        asked.append((statement, values if "record.ref" not in statement else None))
        return usual(reader, statement, values)

    usual = SqliteReader._run
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SqliteReader, "_run", run)
        find(store, query)
    return asked


def test_a_hit_and_a_miss_ask_the_store_the_same(tmp_path: Path) -> None:
    query = sought(SATO, BORN, kanji="佐藤 花")
    hit = store_of(tmp_path / "hit", lost("R1", SATO, "S05-04-02"))
    miss = store_of(tmp_path / "miss", lost("R1", "ヤマダ タロウ", "S40-12-12"))
    assert find(hit, query).answer is not find(miss, query).answer
    assert _probes(hit, query) == _probes(miss, query)
