"""Answers to a secret question: one form for all ways of writing it, and none that is guessed at once."""

from datetime import date
from pathlib import Path

import pytest

from nenkin.paths import DATA
from nenkin.web import answers
from nenkin.web.guesses import BadList
from nenkin.web.passwords import SEED, Policy

POLICY = Policy(SEED, DATA / "security")
OWN = ("髙橋", "太郎", "タカハシ", "タロウ", "9912345678", "taro@example.jp")
BORN = date(1955, 1, 23)


@pytest.mark.parametrize(
    ("typed", "again"),
    [
        ("ふくろうの しろすけ", "フクロウノシロスケ"),
        ("ﾌｸﾛｳのシロスケ", "ふくろうのしろすけ"),
        ("ＫＡＲＵＩＺＡＷＡ ２", "karuizawa2"),
        ("スーパーカー ノリバ", "すぱか・のりば"),
        ("しょうちゃんのいえ", "シヨウチヤンノイエ"),
        ("O'BRIEN, J. ST-5", "o'brien,j.st5"),
    ],
)
def test_one_answer_has_one_form(typed: str, again: str) -> None:
    assert answers.folded(typed) == answers.folded(again)


@pytest.mark.parametrize(
    ("typed", "other"),
    [("うみべのやど", "やまべのやど"), ("O'BRIEN", "OBRIEN"), ("谷川岳", "谷川")],
)
def test_two_answers_are_two(typed: str, other: str) -> None:
    assert answers.folded(typed) != answers.folded(other)


@pytest.mark.parametrize(
    "typed", ["あ、いうえお", "KARUIZAWA 2-5", "J. O'Brien, Sr", "谷川岳の一ノ倉沢"]
)
def test_what_the_official_form_takes_is_taken(typed: str) -> None:
    assert answers.mistake(typed) is None


@pytest.mark.parametrize(
    "typed", ["なまえ@いえ", "<b>うみべ", "50%のかくりつ", "a_b_c_d", '"うみ"']
)
def test_other_half_width_signs_are_refused(typed: str) -> None:
    assert answers.mistake(typed) == "not-answer"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("たに川岳", "too-short"),
        ("た に 川 岳 だ", "too-short"),
        ("オーストラリア", "guessable"),
        ("おーすとらりあ", "guessable"),
        ("わかりません", "guessable"),
        ("ＮＥＷ ＹＯＲＫ", "guessable"),
        ("111111", "guessable"),
        ("ーーーーーー", "guessable"),
        ("たかはしたろう", "own"),
        ("TAKAHASHI TARO", "own"),
        ("昭和30年1月23日", "own"),
        ("19550123", "own"),
        ("9912345678", "own"),
        ("ふくろうのしろすけ", None),
        ("谷川岳の一ノ倉沢", None),
        ("みどりがおかの分校", None),
    ],
)
def test_an_answer_that_is_guessed_at_once_is_refused(typed: str, code: str | None) -> None:
    assert POLICY.answer_refusal(typed, own=OWN, born=BORN) == code
    assert code is None or code in answers.CODES


def test_there_are_two_hundred_answers_and_each_is_long_enough_to_count() -> None:
    path = DATA / "security" / "answers.txt"
    assert len(answers.read_guessable(path)) >= 200
    words = path.read_text(encoding="utf-8").split()
    assert [word for word in words if len(word) < answers.SHORTEST] == []


def test_an_answer_that_stands_twice_is_named_by_line(tmp_path: Path) -> None:
    path = tmp_path / "answers.txt"
    path.write_text("# why\nオーストラリア\nうみ おーすとらりあ\n", encoding="utf-8")
    with pytest.raises(BadList, match=r"answers\.txt:3: «おーすとらりあ» stands"):
        answers.read_guessable(path)
