"""Whose search is answered at once (本人の検索), and whose goes to the office."""

from datetime import date
from typing import Any

import pytest

from nenkin.law.ownerless import SoughtKind
from nenkin.law.periods import Person, Sex
from nenkin.matching.own_search import is_own_search
from tests.matching.lost_records import KNOWLEDGE, name, sought

SACHIKO = Person(
    surname="田中",
    given_name="幸子",
    surname_kana="タナカ",
    given_name_kana="サチコ",
    born_on=date(1930, 4, 2),
    sex=Sex.FEMALE,
    basic_number="9900000001",
)
FORMER = name("サトウ", "佐藤", SoughtKind.FORMER)
OWN = name("タナカ サチコ", "田中 幸子")


def searched(*others: Any, born: str = "1930-04-02", **values: Any) -> bool:
    values = {"names": (OWN, *others), **values}
    return is_own_search(sought("", born, **values), SACHIKO, KNOWLEDGE)


@pytest.mark.parametrize(
    "others",
    [
        (),
        (FORMER,),  # a former surname, with one's own given name and date
        (FORMER, name("スズキ"), name("ワタナベ")),
        (name("ｻﾄｳ ｻﾁｺ"),),
        (name("サトウ ユキコ"),),  # another reading of one's own kanji
        (name("サトウ ユキコ", "佐藤 幸子"),),
        (name("タナカ ハナコ", "", SoughtKind.ALIAS),),  # 通称 with one's own surname and date
    ],
)
def test_two_of_three_are_enough(others: tuple[Any, ...]) -> None:
    assert searched(*others)


@pytest.mark.parametrize(
    "born", ["1930-04-02", "1930-04-03", "1930-02-04", "1955-12-31", "1912-01-01"]
)
def test_with_ones_own_names_any_birth_date_passes(born: str) -> None:
    assert searched(born=born)


@pytest.mark.parametrize(
    ("other", "born"),
    [
        (name("サトウ ハナ"), "1930-04-02"),  # only the date is one's own
        (FORMER, "1931-04-02"),  # only the given name is
        (FORMER, "1930-04-05"),  # a date that is one part away could be stepped through
        (FORMER, "1930-06-01"),
        (name("タナカ ハナコ"), "1940-12-31"),  # only the surname is
        (name("サトウ タロウ", "佐藤 幸子"), "1930-04-02"),  # one's own kanji, read as another name
        (name("サトウ サチコ", "佐藤 太郎"), "1930-04-02"),  # one's own reading, written as another
        (name("サトウ サチエ"), "1930-04-02"),  # one kana away is another person's name
    ],
)
def test_one_of_three_is_not(other: Any, born: str) -> None:
    assert not searched(other, born=born)


def test_ones_own_name_and_date_open_nothing_for_those_beside_them() -> None:
    both = (date(1930, 4, 2), date(1931, 7, 9))
    assert searched(born="1930-04-02", names=(OWN,))
    assert is_own_search(sought("", "1930-04-02", names=(OWN,)), SACHIKO, KNOWLEDGE)
    whole = sought("", "1930-04-02", names=(OWN, FORMER))
    mixed = type(whole)(names=whole.names, born=both, sex=Sex.FEMALE)
    assert not is_own_search(mixed, SACHIKO, KNOWLEDGE)


@pytest.mark.parametrize("sex", [None, Sex.MALE])
def test_the_sex_is_the_verified_one(sex: Sex | None) -> None:
    assert not searched(sex=sex)


def test_a_name_without_any_part_is_the_first_ones() -> None:
    assert searched(name("", "", SoughtKind.READING))


def test_a_relatives_name_is_never_ones_own() -> None:
    """Of a daughter with the same name and a son born on one's birthday nothing is told."""
    for kana in ("タナカ ハナコ", "タナカ", "タナカ イチロウ"):
        assert not searched(name(kana, "", SoughtKind.RELATIVE))
