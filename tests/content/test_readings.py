"""With ふりがな on, no kanji of ours is left without its reading."""

import re
from pathlib import Path

import pytest

from nenkin.paths import CONTENT
from tests.content.test_plain_words import FILES
from tests.content.wording import KANJI, texts
from tests.reading import read_words

READINGS = read_words().readings
# Learnt in the first year of school, and read in many ways: alone they may stand without.
FIRST_YEAR = frozenset(
    "一右雨円王音下火花貝学気九休玉金空月犬見五口校左三山子四糸字耳七車手十出女小上森"
    "人水正生青夕石赤千川先早草足村大男竹中虫町天田土二日入年白八百文木本名目立力林六黒分"
)
WORDS = re.compile("|".join(sorted(map(re.escape, READINGS), key=lambda word: -len(word))))


def unread(words: str) -> set[str]:
    return set(re.findall(KANJI, WORDS.sub("＿", words))) - FIRST_YEAR


def test_there_are_enough_readings() -> None:
    assert len(READINGS) >= 150


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(CONTENT)))
def test_every_kanji_has_a_reading(path: Path) -> None:
    missing = [
        f"{text.path}:{text.line}: add the reading of {kanji} in «{text.words}» to readings.toml"
        for text in texts(path)
        for kanji in sorted(unread(text.words))
    ]
    assert missing == []


def test_a_kanji_without_reading_is_noticed() -> None:
    assert unread("鬱の記録") == {"鬱"}


@pytest.mark.parametrize(
    ("words", "spoken"),
    [
        ("前の月までに", "まえのつきまでに"),
        ("20日と1日の間", "はつかといちにちのあいだ"),
        ("4月の分から", "しがつのぶんから"),
        ("10月1日", "じゅうがつついたち"),
        ("4分の3の免除は12か月", "4ぶんの3のめんじょは12かげつ"),
        ("見本の日付", "みほんのひづけ"),
        ("働いた時期", "はたらいたじき"),
        ("年金記録照会申出書", "ねんきんきろくしょうかいもうしでしょ"),
    ],
)
def test_words_are_read_as_people_say_them(words: str, spoken: str) -> None:
    assert WORDS.sub(lambda found: READINGS[found.group()], words) == spoken
