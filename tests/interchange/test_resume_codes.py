"""A resume code is read however it is typed, and a slip is named."""

import random
import unicodedata
from collections.abc import Callable, Sequence
from itertools import combinations
from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nenkin.interchange.resume_codes import (
    RANDOM_WORDS,
    WORDS,
    CodeWords,
    Misread,
    Unknown,
    heard,
    make,
    proof,
    read,
    seen,
)
from nenkin.paths import DATA
from nenkin.reference.code_words import load_code_words

LIST = load_code_words(DATA)
CODE = make(LIST, random.Random(1).randrange)


def katakana(text: str) -> str:
    return "".join(chr(ord(one) + 0x60) if "ぁ" <= one <= "ゖ" else one for one in text)


def half_width(text: str) -> str:
    """Give half-width katakana as old keyboards send them, voicing as marks of its own."""
    small = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFF66, 0xFF9E)}
    marks = {"\u3099": "ﾞ", "\u309a": "ﾟ"}
    apart = unicodedata.normalize("NFD", katakana(text))
    return "".join(marks.get(one, small.get(one, one)) for one in apart)


def test_a_code_has_at_least_fifty_bits() -> None:
    assert RANDOM_WORDS * log2(len(LIST.words)) >= 50


def test_no_two_words_sound_or_look_alike() -> None:
    assert len({heard(word) for word in LIST.words}) == len(LIST.words)
    assert len({seen(word) for word in LIST.words}) == len(LIST.words)
    plain = [unicodedata.normalize("NFD", word).replace("\u3099", "") for word in LIST.words]
    assert len(set(plain)) == len(plain)


@pytest.mark.parametrize(
    ("one", "other"),
    [("かき", "がき"), ("とおげ", "とうげ"), ("せいと", "せえと"), ("きっぷ", "きつふ")],
)
def test_what_sounds_alike_is_one(one: str, other: str) -> None:
    assert heard(one) == heard(other)


@pytest.mark.parametrize(
    "write",
    [
        " ".join,
        "　".join,
        "・".join,
        "-".join,
        "、".join,
        "\r\n".join,
        "".join,
        lambda code: katakana("・".join(code)),
        lambda code: half_width(" ".join(code)),
        lambda code: half_width("".join(code)),
        lambda code: f"  {' - '.join(code)} 。",
        lambda code: unicodedata.normalize("NFD", " ".join(code)),
    ],
)
def test_a_code_is_read_however_it_is_typed(write: Callable[[Sequence[str]], str]) -> None:
    assert read(LIST, write(CODE)) == CODE


@given(st.randoms(use_true_random=False))
def test_every_code_is_read_back(chance: random.Random) -> None:
    code = make(LIST, chance.randrange)
    assert len(code) == WORDS
    assert read(LIST, "・".join(code)) == code
    assert read(LIST, katakana("".join(code))) == code


def test_an_unknown_word_is_named_with_what_was_meant() -> None:
    assert "あさがお" in LIST.places
    typed = ("あざがお", *CODE[1:4], "ふめいなことば", "ABC")
    assert read(LIST, " ".join(typed)) == Misread(
        unknown=(
            Unknown(1, "あざがお", "あさがお"),
            Unknown(5, "ふめいなことば", ""),
            Unknown(6, "ABC", ""),
        )
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("あきがお", "あさがお"),
        ("ともだら", "ともだち"),
        ("ひまれり", "ひまわり"),
        ("たんぼぼ", "たんぽぽ"),
        ("らじおお", "らじお"),
        ("ひまりわ", "ひまわり"),
    ],
)
def test_the_word_that_looks_alike_is_proposed(typed: str, meant: str) -> None:
    assert meant in LIST.places
    assert typed not in LIST.places
    assert LIST.nearest(typed) == meant


@pytest.mark.parametrize("count", [0, 1, 5, 7, 40])
def test_too_few_and_too_many_words_are_counted(count: int) -> None:
    typed = " ".join((CODE * 7)[:count])
    assert read(LIST, typed) == Misread(count=count)


def test_one_word_exchanged_for_another_is_noticed() -> None:
    # The proof has 1,024 values: a few of all exchanges pass, and then open nothing.
    passed = 0
    for place in range(WORDS):
        for word in LIST.words:
            typed = (*CODE[:place], word, *CODE[place + 1 :])
            found = read(LIST, " ".join(typed))
            assert found == typed or found == Misread(unproven=True)
            passed += found == typed != CODE
    assert passed <= 20


def test_words_in_another_order_are_noticed() -> None:
    swapped = [list(CODE) for _ in combinations(range(WORDS), 2)]
    for typed, (one, other) in zip(swapped, combinations(range(WORDS), 2), strict=True):
        typed[one], typed[other] = typed[other], typed[one]
    assert all(read(LIST, " ".join(typed)) == Misread(unproven=True) for typed in swapped)


def test_the_proof_stays_what_it_was() -> None:
    """Codes on paper must open next year too: neither the list nor the proof may change."""
    assert proof(LIST, ["ひまわり", "らじお", "たんぽぽ", "ともだち", "うさぎ"]) == PROVEN


PROVEN = "よっつ"


@given(st.text(max_size=60))
def test_nothing_typed_is_a_fault(typed: str) -> None:
    found = read(LIST, typed)
    assert isinstance(found, Misread) or len(found) == WORDS


@pytest.mark.parametrize(
    ("add", "reason"),
    [
        ("あざがお", "«あざがお» can be taken for «あさがお»"),
        ("あきがお", "«あきがお» can be taken for «あさがお»"),
        ("さくらもち", "not three or four hiragana"),
        ("サクラ", "not three or four hiragana"),
    ],
)
def test_a_list_with_words_alike_is_refused(add: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        CodeWords((*LIST.words, add))


def test_a_short_list_is_refused() -> None:
    with pytest.raises(ValueError, match="fewer than 1024"):
        CodeWords(LIST.words[:1023])
