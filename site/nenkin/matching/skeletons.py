"""Names as the index holds them (カナの骨組み): what writing, reading and keying leave of them.

Two readings have one skeleton where they differ only in 濁点, small or large kana, a long vowel, the
kana of one sound (ジ and ヂ, ズ and ヅ, オ and ヲ), or kana that hands and card readers confuse. The
index holds each record once, under its skeleton; finer differences are weighed afterwards.
"""

import unicodedata
from functools import lru_cache

from nenkin.interchange.names import katakana, modern_name

_REMEMBERED = 200_000  # skeletons of the names of a load
_LARGE = str.maketrans("ァィゥェォッャュョヮヵヶヰヱヲヂヅ", "アイウエオツヤユヨワカケイエオジズ")
_VOICED = str.maketrans(
    "ガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポヴ",
    "カキクケコサシスセソタチツテトハヒフヘホハヒフヘホウ",
)
# Official tier ソ→ン, シ→ツ and the pairs of hands and card readers; チ and ス lose ヂ and ヅ to シ and ツ.
_CONFUSED = str.maketrans("ンツスチクワユ", "ソシシシウウコ")
_NOT_HEARD = frozenset("ー・ヽヾ゛゜=＝- '’.,、。")
_ROWS = {
    "ア": "アカサタナハマヤラワガザダバパ",
    "イ": "イキシチニヒミリギジヂビピ",
    "ウ": "ウクスツヌフムユルグズヅブプヴ",
    "エ": "エケセテネヘメレゲゼデベペ",
    "オ": "オコソトノホモヨロゴゾドボポ",
}
_VOWEL = {kana: vowel for vowel, row in _ROWS.items() for kana in row}
_PROLONGS = {"ア": "ア", "イ": "イ", "ウ": "ウ", "エ": "エイ", "オ": "オウ"}
# After kana that are confused, whatever prolongs one of them: ツウ and シウ are alike.
_AFTER: dict[str, str] = {}
for _kana, _vowel in _VOWEL.items():
    _one = _kana.translate(_VOICED).translate(_CONFUSED)
    _AFTER[_one] = _AFTER.get(_one, "") + _PROLONGS[_vowel]


@lru_cache(maxsize=_REMEMBERED)
def plain_kana(kana: str) -> str:
    """Give a reading in large full-width katakana, 濁点 and long vowels kept: へんみ → ヘンミ."""
    wide = katakana(unicodedata.normalize("NFKC", kana)).translate(_LARGE).upper()
    return "".join(each for each in wide if each not in _NOT_HEARD and not each.isspace())


@lru_cache(maxsize=_REMEMBERED)
def heard(kana: str) -> str:
    """Give a reading without its long vowels (長音): サトウ and サトー and サトオ are サト."""
    kept: list[str] = []
    for each in plain_kana(kana):
        if kept and each in _PROLONGS.get(_VOWEL.get(kept[-1], ""), ""):
            continue
        kept.append(each)
    return "".join(kept)


@lru_cache(maxsize=_REMEMBERED)
def unvoiced(kana: str) -> str:
    """Give what is heard of a reading without 濁点, ヂ and ヅ as ジ and ズ."""
    return heard(kana).translate(_VOICED)


@lru_cache(maxsize=_REMEMBERED)
def skeleton(kana: str) -> str:
    """Give the skeleton of a reading, under which the index holds it; empty for an empty one."""
    kept: list[str] = []
    for each in plain_kana(kana).translate(_VOICED):
        if not kept or each not in _AFTER.get(kept[-1], ""):
            kept.append(each.translate(_CONFUSED))
    return "".join(kept)


@lru_cache(maxsize=_REMEMBERED)
def part_skeleton(kana: str, kanji: str) -> str:
    """Give the skeleton of one part of a name: of its kana, or of its kanji where it has none.

    What is not kana keeps its letters: 田中, TANAKA; old kanji are as new ones.
    """
    return skeleton(kana) if kana else modern_name(kanji)
