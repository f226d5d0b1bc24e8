"""With ふりがな on, no kanji of ours is left without its reading."""

import re
from pathlib import Path

import pytest

from nenkin.content.library import load
from nenkin.paths import CONTENT
from tests.content.test_wording import FILES
from tests.content.wording import KANJI, texts

READINGS = load(CONTENT).readings
# Learnt in the first two years of school, and read otherwise inside names: alone they get none.
FIRST_SCHOOL_YEARS = frozenset("大白黒分")
# Labels of one kanji each beside the boxes of a date, learnt in the first year of school.
LABELS = frozenset({"月", "日"})
WORDS = re.compile("|".join(sorted(map(re.escape, READINGS), key=lambda word: -len(word))))


def unread(words: str) -> set[str]:
    return set(re.findall(KANJI, WORDS.sub("＿", words))) - FIRST_SCHOOL_YEARS


def test_there_are_enough_readings() -> None:
    assert len(READINGS) >= 150


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(CONTENT)))
def test_every_kanji_has_a_reading(path: Path) -> None:
    missing = [
        f"{text.path}:{text.line}: add the reading of {kanji} in «{text.words}» to readings.toml"
        for text in texts(path)
        if text.words not in LABELS
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
