"""The official tiers (名寄せ) as features.md D-2 writes them down, without anything of ours.

第一次: name, sex and birth date agree; 濁点 of the kana are ignored, old kanji are as new ones.
第二次第一段階: the sex may differ, and the birth date be a day off. 第二次第二段階: the era is left
out, ソ is taken for ン and シ for ツ, and readings of the same kanji are alike.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

OLD = {"髙": "高", "﨑": "崎", "邊": "辺", "邉": "辺", "澤": "沢", "齋": "斎", "濱": "浜"}
READINGS = ({"フルヤ", "フルタニ"}, {"サチコ", "ユキコ"})


@dataclass(frozen=True)
class Side:
    """One side of the comparison. ``era`` is empty where it was not recorded."""

    kana: tuple[str, str]
    kanji: tuple[str, str]
    era: str
    year: int  # of the era
    month: int
    day: int
    male: bool


def unvoiced(kana: str) -> str:
    """Take 濁点 and 半濁点 off."""
    split = unicodedata.normalize("NFD", kana)
    return "".join(each for each in split if each not in "\u3099\u309a")


def modern(kanji: str) -> str:
    """Write new kanji for old."""
    return "".join(OLD.get(each, each) for each in kanji)


def first_tier_names(one: Side, other: Side) -> bool:
    """Compare as the first tier does: kana with kana, or kanji where there are no kana."""
    if all(one.kana) and all(other.kana):
        return list(map(unvoiced, one.kana)) == list(map(unvoiced, other.kana))
    return all(one.kanji) and list(map(modern, one.kanji)) == list(map(modern, other.kanji))


def confused(kana: str) -> str:
    """Take ソ for ン and シ for ツ."""
    return unvoiced(kana).replace("ソ", "ン").replace("シ", "ツ")


def read_alike(one: str, other: str) -> bool:
    """Compare one part of a name as the last tier does."""
    return confused(one) == confused(other) or any({one, other} <= group for group in READINGS)


ERAS = {"M": 1867, "T": 1911, "S": 1925}


def _days(side: Side, eras: str) -> set[date]:
    days = set()
    for era in eras:
        try:
            days.add(date(ERAS[era] + side.year, side.month, side.day))
        except ValueError:
            continue
    return days


def _day_off(one: set[date], other: set[date], days: int) -> bool:
    return any(abs(a - b) <= timedelta(days=days) for a in one for b in other)


def tier(one: Side, other: Side) -> int | None:
    """Give the tier (1, 2 or 3) in which the official rules join two sides, or ``None``."""
    names = first_tier_names(one, other)
    own, others = _days(one, one.era), _days(other, other.era)
    if names and one.male is other.male and _day_off(own, others, 0):
        return 1
    if names and _day_off(own, others, 1):
        return 2
    alike = names or (all(one.kana) and all(map(read_alike, one.kana, other.kana)))
    if alike and _day_off(_days(one, "MTS"), _days(other, "MTS"), 1):
        return 3
    return None
