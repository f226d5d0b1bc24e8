"""Names as they are compared: skeletons, readings of kanji, hands that confuse."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nenkin.matching.levels import NameLevel
from nenkin.matching.names import Comparer
from nenkin.matching.skeletons import plain_kana, skeleton
from tests.matching.lost_records import KNOWLEDGE

KANA = st.text(
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワンガジズヂヅデバパッャュョー",
    max_size=46,
)
ALIKE = [
    ("サトウ", "ｻﾄｰ"),
    ("さとう", "サトオ"),
    ("ミズノ", "ミヅノ"),
    ("ジロウ", "ヂロー"),
    ("ハットリ", "ハツトリ"),
    ("ヲカノ", "オカノ"),
    ("ヰノウエ", "イノウエ"),
    ("ヤマザキ", "ヤマサキ"),
    ("キョウコ", "キヨウコ"),
    ("シミズ", "ツミズ"),
    ("ソノ", "ンノ"),
    ("クニコ", "ワニコ"),
    ("ユキコ", "コキユ"),
    ("セイイチ", "セーイチ"),
    ("スズ", "すゞ"),
    ("ミスズ", "ミスヾ"),
    ("ツツミ", "つゝみ"),
    ("ナナ", "ナヾ"),
    ("ガガ", "ガヾ"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_what_is_written_in_two_ways_has_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("サトウ", "カトウ"), ("タナカ", "タカナ"), ("ハナ", "ハナコ"), ("イト", "オト")],
)
def test_other_names_have_others(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@given(KANA)
def test_no_name_of_kana_loses_its_skeleton(kana: str) -> None:
    assert bool(skeleton(kana)) == bool(plain_kana(kana))


@given(
    KANA, st.sampled_from([("ソ", "ン"), ("シ", "ツ"), ("ガ", "カ"), ("ジ", "シ"), ("パ", "ハ")])
)
def test_the_official_confusions_never_change_a_skeleton(kana: str, pair: tuple[str, str]) -> None:
    assert skeleton(kana.replace(*pair)) == skeleton(kana)


@pytest.mark.parametrize(
    ("typed", "recorded", "level"),
    [
        (("サトウ", ""), ("サトウ", "佐籐"), NameLevel.SAME),
        (("サトウ", ""), ("サトー", ""), NameLevel.FOLDED),
        (("ツミズ", ""), ("シミズ", ""), NameLevel.CONFUSED),
        (("ノムラ", ""), ("メムラ", ""), NameLevel.CONFUSED),
        (("フルヤ", "古谷"), ("コタニ", ""), NameLevel.READING),
        (("フルヤ", ""), ("フルタニ", ""), NameLevel.READING),
        (("ワタナベ", "渡辺"), ("ワタベ", "渡邊"), NameLevel.READING),
        (("サトウ", ""), ("サイトウ", ""), NameLevel.SLIP),
        (("サトウ", ""), ("トサウ", ""), NameLevel.SLIP),
        (("サトウ", ""), ("タナカ", ""), NameLevel.DIFFERENT),
        (("", "髙橋"), ("", "高橋"), NameLevel.SAME),
        (("", "高橋"), ("", "鈴木"), NameLevel.DIFFERENT),
        (("スズキ", ""), ("", "鈴木"), NameLevel.READING),
        (("スズキ", ""), ("", ""), NameLevel.UNKNOWN),
        (("KIM", ""), ("ＫＩＭ", ""), NameLevel.SAME),
    ],
)
def test_a_family_name_agrees_so_far(
    typed: tuple[str, str], recorded: tuple[str, str], level: NameLevel
) -> None:
    assert Comparer(KNOWLEDGE.family, KNOWLEDGE.confused).level(typed, recorded) is level


@pytest.mark.parametrize(
    ("kana", "kanji", "recorded"),
    [
        ("サチコ", "幸子", "ユキコ"),
        ("テツノリ", "哲紀", "アキノリ"),
        ("コウキ", "孝貴", "タカキ"),
        ("タダシ", "正", "マサル"),
        ("エイタ", "永大", "ナガヒロ"),
    ],
)
def test_a_given_name_is_read_as_its_kanji_can_be(kana: str, kanji: str, recorded: str) -> None:
    comparer = Comparer(KNOWLEDGE.given, KNOWLEDGE.confused)
    assert comparer.level((kana, kanji), (recorded, "")) is NameLevel.READING
    assert comparer.level((kana, kanji), ("ウメキチ", "")) is NameLevel.DIFFERENT
