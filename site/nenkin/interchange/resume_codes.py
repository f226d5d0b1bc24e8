"""The shape of a resume code (復帰コード): five words in kana and one more that proves them.

Words that everybody knows are read from paper, said on the telephone and typed by people who would
lose their place in digits. Which words there are is data (data/resume); none of them sounds or looks
like another, so that a slip is noticed and can be named.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

RANDOM_WORDS = 5
WORDS = RANDOM_WORDS + 1
BETWEEN = "・"  # words of a code, as it is written
FEWEST_WORDS = 1024  # in the list: ten bits each, 50 in all

_PARTED = re.compile(r"[\s・･\-‐-―－~〜、，,.。/／]+")
_KANA = re.compile("[ぁ-ゖー]+")
_LIST_KANA = re.compile("[ぁ-ん]{3,4}")
_TO_HIRAGANA = {katakana: katakana - 0x60 for katakana in range(ord("ァ"), ord("ヶ") + 1)}
_PLAIN = str.maketrans(
    "がぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽゔぁぃぅぇぉゃゅょっゎゐゑを",
    "かきくけこさしすせそたちつてとはひふへほはひふへほうあいうえおやゆよつわいえお",
)
_LONG_O = re.compile("(?<=[おこそとのほもよろ])う")
_LONG_E = re.compile("(?<=[えけせてねへめれ])い")
# Kana that are taken for each other in print, on worn paper and in handwriting.
_LOOKS = str.maketrans("ほれわめろさらりへ", "はねねぬるきちいく")


def heard(word: str) -> str:
    """Give what is left of a word (in hiragana) for the ear: no voicing, no small kana, one long o."""
    plain = word.replace("ー", "").translate(_PLAIN)
    return _LONG_E.sub("え", _LONG_O.sub("お", plain))


def seen(word: str) -> str:
    """Give what is left of a word (in hiragana) for tired eyes: kana that look alike are one."""
    return word.translate(_PLAIN).translate(_LOOKS)


@dataclass(frozen=True)
class CodeWords:
    """The list of words; raises ``ValueError`` with the word that must not be in it."""

    words: Sequence[str]
    places: dict[str, int] = field(init=False, repr=False)
    _alike: dict[str, str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Refuse a list in which words can be taken for each other."""
        alike: dict[str, str] = {}
        for word in self.words:
            if not _LIST_KANA.fullmatch(word):
                raise ValueError(f"«{word}» is not three or four hiragana")
            for key in {f"heard {heard(word)}", f"seen {seen(word)}"}:
                if key in alike:
                    raise ValueError(f"«{word}» can be taken for «{alike[key]}»")
                alike[key] = word
        if len(self.words) < FEWEST_WORDS:
            raise ValueError(f"has {len(self.words)} words, fewer than {FEWEST_WORDS}")
        object.__setattr__(self, "_alike", alike)
        object.__setattr__(self, "places", {word: place for place, word in enumerate(self.words)})

    def nearest(self, word: str) -> str:
        """Give the word that somebody meant who wrote ``word``; empty where nobody can tell."""
        alike = self._alike.get(f"heard {heard(word)}") or self._alike.get(f"seen {seen(word)}")
        if alike:
            return alike
        near = [one for one in self.words if _one_slip(heard(one), heard(word))]
        return near[0] if len(near) == 1 else ""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A word of a typed code that is not in the list. ``place`` counts from 1.

    ``meant`` is the word of the list that it is nearest to, or empty.
    """

    place: int
    typed: str
    meant: str


@dataclass(frozen=True, slots=True)
class Misread:
    """Why a typed code cannot be one; every mistake at once.

    ``count`` is how many words were typed, where it was not six; ``unproven`` says that all words
    are in the list and the sixth does not belong to the five: one of them was taken for another.
    """

    unknown: tuple[Unknown, ...] = ()
    count: int | None = None
    unproven: bool = False


def make(words: CodeWords, random_below: Callable[[int], int]) -> tuple[str, ...]:
    """Make a code out of ``secrets.randbelow`` or its like: at least 50 bits, and the proof."""
    chosen = [words.words[random_below(len(words.words))] for _ in range(RANDOM_WORDS)]
    return (*chosen, proof(words, chosen))


def proof(words: CodeWords, chosen: Sequence[str]) -> str:
    """Give the word that proves the five before it, their order included."""
    digest = sha256("resume code|{}".format("|".join(chosen)).encode()).digest()
    return words.words[int.from_bytes(digest[:8], "big") % len(words.words)]


def read(words: CodeWords, typed: str) -> tuple[str, ...] | Misread:
    """Read a code as people type it, or say everything that is wrong with it.

    Hiragana, katakana, half-width kana; spaces, ・, hyphens or nothing between the words.
    """
    plain = unicodedata.normalize("NFKC", typed).translate(_TO_HIRAGANA)
    found = [part for part in _PARTED.split(plain) if part]
    if len(found) == 1 and _KANA.fullmatch(found[0]):
        found = next(_split(words, found[0], WORDS), found)
    unknown = tuple(
        Unknown(place, word, words.nearest(word) if _KANA.fullmatch(word) else "")
        for place, word in enumerate(found, 1)
        if word not in words.places
    )
    count = len(found) if len(found) != WORDS else None
    if unknown or count is not None:
        return Misread(unknown, count)
    if proof(words, found[:RANDOM_WORDS]) != found[RANDOM_WORDS]:
        return Misread(unproven=True)
    return tuple(found)


def _split(words: CodeWords, typed: str, count: int) -> Iterator[list[str]]:
    """Cut kana without gaps into so many words of the list; the first way that proves itself."""
    yield from (
        cut for cut in _cuts(words, typed, count) if proof(words, cut[:RANDOM_WORDS]) == cut[-1]
    )


def _cuts(words: CodeWords, typed: str, count: int) -> Iterator[list[str]]:
    if count == 0:
        if not typed:
            yield []
        return
    for length in (3, 4):
        if typed[:length] in words.places and len(typed) >= length:
            for rest in _cuts(words, typed[length:], count - 1):
                yield [typed[:length], *rest]


def _one_slip(one: str, other: str) -> bool:
    """Whether a single kana was exchanged, left out, added, or swapped with the one beside it."""
    if abs(len(one) - len(other)) > 1:
        return False
    if len(one) == len(other):
        differ = [place for place in range(len(one)) if one[place] != other[place]]
        if len(differ) == 1:
            return True
        first, *others = differ or [0]
        return others == [first + 1] and one[first : first + 2] == other[first : first + 2][::-1]
    short, long = sorted((one, other), key=len)
    return any(long[:place] + long[place + 1 :] == short for place in range(len(long)))
