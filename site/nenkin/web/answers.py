"""The answer to a secret question (秘密の答え): one form for all ways of writing it, and what it must not be.

An answer is weaker than any password, so it is only ever asked beside another proof (security.md §3.4).
"""

import re
import unicodedata
from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path

from nenkin.interchange.names import folded_kana
from nenkin.web.guesses import BadList, Guesser, read_list

SHORTEST = 6  # characters, spaces left out
GUESSES = 3.0  # the power of ten that it must withstand: three tries a day are a year of trying
CODES = frozenset({"too-short", "guessable", "own"})

_ALLOWED = re.compile("[0-9A-Za-z.,' -]*")
_SPACES = re.compile(r"\s+")


def mistake(text: str) -> str | None:
    """Give the code where a half-width sign stands in an answer that the official form has not (R-19)."""
    narrow = "".join(character for character in text if character.isascii())
    return None if _ALLOWED.fullmatch(narrow) else "not-answer"


def folded(answer: str) -> str:
    """Give an answer as it is hashed: whatever its width, case, spaces, kana and long vowels.

    Marks (. , - ') stay but for the hyphen, which nobody can tell from a long vowel.
    """
    plain = _plain(answer).casefold()
    kana = "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in plain)
    return folded_kana(kana)


def refusal(
    answer: str,
    guessable: Collection[str],
    guesser: Guesser,
    *,
    own: Iterable[str],
    born: date | None,
) -> str | None:
    """Give the code of what is wrong with a new answer, or ``None``."""
    if len(_plain(answer)) < SHORTEST:
        return "too-short"
    if folded(answer) in guessable:
        return "guessable"
    found = guesser.count(_plain(answer), own=own, born=born)
    if found.power >= GUESSES:
        return None
    return "own" if "own" in found.reasons else "guessable"


def read_guessable(path: Path) -> frozenset[str]:
    """Read the list of answers that everybody would try first; raises ``BadList``."""
    found: dict[str, int] = {}
    for number, line in enumerate(read_list(path).splitlines(), 1):
        if line.startswith("#"):
            continue
        for answer in line.split():
            if found.setdefault(folded(answer), number) != number:
                raise BadList(path, number, f"«{answer}» stands in the list already")
    return frozenset(found)


def _plain(answer: str) -> str:
    return _SPACES.sub("", unicodedata.normalize("NFKC", answer))
