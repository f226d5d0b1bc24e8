"""How many guesses a password withstands from somebody who knows Japan, its owner and this site.

The cheapest way to put the password together out of known pieces (words, dates, rows of the
keyboard, repetitions, single characters) is found; costs are powers of ten. zxcvbn's method, with
our own Japanese words: its own lists give «Nenkin1234» 3 of 4 and «showa30nen1gatsu» 4 of 4.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product
from math import log10
from pathlib import Path

from nenkin.web.romaji import fold, fold_all

LONGEST = 32  # letters of the longest piece that is looked up
SHORTEST_WALK = 4
SHORTEST_KANA = 6  # the same for orders of syllables, of which each has two letters
OWN = 0.3  # what belongs to the person is tried first
PENSION = 1.0
WALK = 2.0
SEPARATOR = 0.3
LETTER = 1.0
KANJI = 2.0

# What makes a password easy to guess, the first being the one to tell.
REASONS = ("own", "pension", "date", "pattern", "words")

_DATE = frozenset({"date"})
_PATTERN = frozenset({"pattern"})

_LISTS = ("surnames", "given-names", "places", "words", "phrases")
_SEPARATORS = frozenset(" -_./,!?'\"&+:;")
_LEET = (
    str.maketrans("013457@$!", "oieastasi"),
    str.maketrans("013457@$!", "oleastasl"),
)
_INSIDE = re.compile("(?<=[a-z])[013457@$!]{1,2}(?=[a-z])")  # p4ssword, but not the end of taro1945

_NUMBER = (
    "(?:[0-9]{1,2}|(?:iti|ni|san|yon|si|go|roku|nana|siti|hati|kyu|ku|zyu)+"
    "|[一二三四五六七八九十〇]+|gan|元)"
)
_SPLIT = "[-./ ]?"
_MONTH = f"(?:gatu|getu|月|{_SPLIT})"
_DAY = f"{_NUMBER}(?:niti|日|ka)?"
_WESTERN = "(?:1[89]|20)[0-9]{2}(?:nen|年|[-./ ])?"


_ERA = re.compile("([^:]+):([a-z]+):([a-z]):([0-9]{4})")


class BadList(Exception):
    """A list of data/security/ cannot be used; the message says file, line and reason."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        """Say it as compilers do."""
        super().__init__(f"{path}:{line}: {reason}")


@dataclass(frozen=True)
class Guesses:
    """The exponent of ten, and the kinds of piece that the password is made of."""

    power: float
    reasons: frozenset[str]


@dataclass(frozen=True)
class _Piece:
    end: int
    power: float
    reasons: frozenset[str] = frozenset()


class Guesser:
    """Knows what people build passwords of."""

    def __init__(self, folder: Path, common: Iterable[str] = ()) -> None:
        """Read the lists of data/security/; ``common`` are passwords, the most frequent first."""
        self._walks = {
            SHORTEST_WALK: _rows(folder / "walks.txt"),
            SHORTEST_KANA: _rows(folder / "kana-orders.txt"),
        }
        # Thirty thousand words: a pair for each would be two megabytes a worker.
        self._words: dict[str, float] = {}
        self._unlike: dict[str, str] = {}  # the reasons that are not «words»
        powers: dict[float, float] = {}  # one number for all that cost about as much
        frequent = list(common)
        for rank, (word, folded) in enumerate(zip(frequent, fold_all(frequent), strict=True), 1):
            walk = len(word) >= SHORTEST_WALK and word in self._walks[SHORTEST_WALK]
            power = round(log10(rank + 1), 3)
            reason = "pattern" if walk else "words"
            self._add(word, folded, powers.setdefault(power, power), reason)
        for name in _LISTS:
            entries = list(_entries(folder / f"{name}.txt"))
            for word in entries:
                self._add(word, fold(word), log10(len(entries)), "words")
        for word in _entries(folder / "pension.txt"):
            self._add(word, fold(word), PENSION, "pension")
        self._eras = _eras(folder / "eras.txt")
        names = "|".join({form for era in self._eras for form in era[:3]})
        year = f"(?:{names}){_SPLIT}{_NUMBER}(?:nen|年)?"
        self._dates = [
            (re.compile(pattern), power)
            for pattern, power in (
                (f"{year}{_SPLIT}{_NUMBER}{_MONTH}{_DAY}", 4.6),
                (f"{year}{_SPLIT}{_NUMBER}{_MONTH}", 3.3),
                (year, 2.1),
                (f"{_WESTERN}(?:0?[1-9]|1[0-2]){_MONTH}(?:[0-2]?[0-9]|3[01])(?:niti|日)?", 4.6),
                (f"{_WESTERN}(?:0?[1-9]|1[0-2]){_MONTH}", 3.3),
                (_WESTERN, 2.1),
                ("[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])", 4.6),
                ("(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])", 2.6),
            )
        ]

    def count(self, password: str, *, own: Iterable[str] = (), born: date | None = None) -> Guesses:
        """Give the guesses that a password withstands; ``own`` are words of its owner."""
        known = {word: (OWN, "own") for fact in own for word in _parts(fact)}
        if born is not None:
            known |= {fold(day): (OWN, "own") for day in self._days(born)}
        plain = password.casefold()
        forms = {fold(form) for form in _disguises(plain)}
        forms |= {form[::-1] for form in forms}
        return min((self._cheapest(form, known) for form in forms), key=lambda found: found.power)

    def _add(self, word: str, folded: str, power: float, reason: str) -> None:
        if len(folded) > 1 and power < self._words.get(folded, 99.0):
            self._words[word if word == folded else folded] = power  # one text where it can be
            if reason != "words":
                self._unlike[folded] = reason
            else:
                self._unlike.pop(folded, None)

    def _known(self, word: str) -> tuple[float, str] | None:
        power = self._words.get(word)
        return None if power is None else (power, self._unlike.get(word, "words"))

    def _cheapest(self, text: str, own: Mapping[str, tuple[float, str]]) -> Guesses:
        """Find the cheapest way through a text; repetitions are looked at on their own."""
        best: list[tuple[float, frozenset[str]]] = [(0.0, frozenset())]
        best += [(float("inf"), frozenset())] * len(text)
        for start in range(len(text)):
            power, reasons = best[start]
            for piece in self._pieces(text, start, own):
                if power + piece.power < best[piece.end][0]:
                    best[piece.end] = (power + piece.power, reasons | piece.reasons)
        return Guesses(*best[-1])

    def _pieces(
        self, text: str, start: int, own: Mapping[str, tuple[float, str]]
    ) -> Iterator[_Piece]:
        yield _Piece(start + 1, _single(text[start]))
        # «hanako osaka» is folded to «hanakosaka»: a word may begin with the letter before
        for begin in range(max(0, start - 1), start + 1):
            for end in range(start + 2, min(len(text), start + LONGEST) + 1):
                word = text[begin:end]
                if found := own.get(word) or self._known(word):
                    yield _Piece(end, found[0], frozenset({found[1]}))
        for pattern, power in self._dates:
            if match := pattern.match(text, start):
                yield _Piece(match.end(), power, _DATE)
        for shortest, rows in self._walks.items():
            end = start + shortest
            while end <= len(text) and text[start:end] in rows:
                yield _Piece(end, WALK, _PATTERN)
                end += 1
        yield from self._repeats(text, start, own)

    def _repeats(
        self, text: str, start: int, own: Mapping[str, tuple[float, str]]
    ) -> Iterator[_Piece]:
        for size in range(1, min(LONGEST, (len(text) - start) // 2) + 1):
            block = text[start : start + size]
            times = 1
            while text.startswith(block, start + times * size):
                times += 1
            if times > 1 and times * size > 2:  # noqa: PLR2004  # «11» is no pattern yet
                once = self._cheapest(block, own) if size > 1 else Guesses(LETTER, frozenset())
                power = once.power + log10(times)
                yield _Piece(start + times * size, power, once.reasons | _PATTERN)
                return  # the shortest block says it all

    def _days(self, born: date) -> Iterator[str]:
        """Write a birth date in every way that people write it."""
        years = {f"{born.year}", f"{born.year % 100:02}"}
        for name, spelling, initial, first in self._eras:
            if 1 <= born.year - first + 1 <= 99:  # noqa: PLR2004  # two digits, as people write it
                count = born.year - first + 1
                years |= {
                    f"{form}{number}"
                    for form in (name, spelling, initial)
                    for number in (f"{count}", f"{count:02}")
                }
        months = {f"{born.month}", f"{born.month:02}"}
        days = {f"{born.day}", f"{born.day:02}"}
        yield from years
        for year in years:
            yield from (f"{year}{mark}" for mark in ("年", "nen"))
        yield from (f"{month}{day}" for month, day in product(months, days))
        for year, month, day in product(years, months, days):
            yield f"{year}{month}{day}"
            yield f"{year}-{month}-{day}"
            yield f"{year}/{month}/{day}"
            yield f"{year}年{month}月{day}日"
            yield f"{year}nen{month}gatsu{day}nichi"
            yield f"{year}nen{month}gatsu"


def _disguises(plain: str) -> Iterator[str]:
    """Give a password as it stands, and with digits and signs read as the letters they resemble."""
    yield plain
    for table in _LEET:
        yield plain.translate(table)
        letters = list(plain)
        for found in _INSIDE.finditer(plain):
            letters[found.start() : found.end()] = found[0].translate(table)
        yield "".join(letters)


def _single(character: str) -> float:
    if character in _SEPARATORS:
        return SEPARATOR
    return LETTER if character.isascii() else KANJI


def _parts(fact: str) -> Iterator[str]:
    """Give a fact as a whole and its parts; for a number also the ends that people use."""
    for part in {fact, *re.split(r"[@.\-_+\s]+", fact)}:
        word = fold(part)
        if len(word) > 1 and not (word.isascii() and len(word) < 3):  # noqa: PLR2004
            yield word
    digits = re.sub("[^0-9]", "", fact)
    if len(digits) > 4:  # noqa: PLR2004  # a telephone or pension number
        yield from (digits, digits[:4], digits[4:], digits[-4:])


def _entries(path: Path) -> Iterator[str]:
    """Give every written form and every spelling of a list."""
    for line in _lines(path):
        for entry in line.split():
            yield from entry.split(":")


def _rows(path: Path) -> str:
    """Give rows forwards and backwards, in one text to search in."""
    rows = [fold(row) for row in _entries(path)]
    return "\n".join([*rows, *(row[::-1] for row in rows)])


def _lines(path: Path) -> Iterator[str]:
    return (line for _, line in _numbered(path))


def _numbered(path: Path) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(read_list(path).splitlines(), 1):
        if not line.startswith("#"):
            yield number, line


def _eras(path: Path) -> list[tuple[str, str, str, int]]:
    found = []
    for number, line in _numbered(path):
        era = _ERA.fullmatch(line)
        if era is None:
            raise BadList(path, number, "is not form:spelling:initial:year")
        found.append((era[1], fold(era[2]), era[3], int(era[4])))
    return found


def read_list(path: Path) -> str:
    """Read a file of data/security/; raises ``BadList``."""
    try:
        read = path.read_bytes()
    except OSError as error:
        raise BadList(path, 1, f"cannot be read ({error.strerror})") from None
    try:
        text = read.decode()
    except UnicodeDecodeError as error:
        line = read.count(b"\n", 0, error.start) + 1
        raise BadList(path, line, "is not UTF-8") from None
    if not text.strip():
        raise BadList(path, 1, "is empty")
    return text
