"""What kiosks say in other languages: short, whole, and each in its own letters."""

import re
from string import punctuation

import pytest

from tests.reading import read_words

LANGUAGES = read_words().languages
LETTERS = {
    "en": "[ -~]+",
    "ko": "[가-힣 .,?:()]+",
    "pt-BR": f"[a-zãáâàçéêíóôõúA-ZÁÉÍÓÚ {re.escape(punctuation)}]+",
    "vi": f"[a-zA-Z\u00c0-\u01b0\u1ea0-\u1ef9 {re.escape(punctuation)}]+",
    "zh-Hans": "[一-鿿（），。、？：]+",
}


def test_these_are_the_languages() -> None:
    assert LANGUAGES.keys() == LETTERS.keys()


@pytest.mark.parametrize("code", LETTERS)
def test_each_is_written_in_its_own_letters_and_short(code: str) -> None:
    words = LANGUAGES[code]
    texts = [words.name, words.title, *words.lines, words.show, words.easy, words.back]
    assert [one for one in texts if not re.fullmatch(LETTERS[code], one)] == []
    assert sum(map(len, texts)) < 500
    sentences = [one for line in words.lines for one in re.split("[.。] ?", line) if one]
    assert 3 <= len(sentences) <= 5


def test_no_simplified_character_is_missing() -> None:
    """Characters that Japan writes in another way do not stand in the Chinese text."""
    words = LANGUAGES["zh-Hans"]
    japanese = set("機関見読記録書頁単簡過語発請")
    assert japanese.isdisjoint("".join([words.title, *words.lines, words.show, words.easy]))
