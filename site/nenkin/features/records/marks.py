"""How each month is marked: a character, words and a tone for every byte that a month can be.

The first bytes are the law's own (``STATES``); those behind say why a month is nobody's, and the
highest bit that the month needs attention.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from nenkin.content.library import Library
from nenkin.content.words import StatusWords
from nenkin.features.records.counted import fiscal_years
from nenkin.law.ages import ADULT, NATIONAL_BEGAN, compulsory_months, reached_on
from nenkin.law.career import OUTSIDE, STATES, Career, State
from nenkin.law.flags import Flag
from nenkin.law.months import first_of_fiscal_year, month_of
from nenkin.law.periods import Scheme
from nenkin.law.statuses import STATUSES, Standing

UNDER_20, OVER_60, BEFORE_1961, UNKNOWN, BLANK = range(len(STATES), len(STATES) + 5)
FLAGGED = 0x80

_FLAG = bytes(code | FLAGGED for code in range(256))
_MONTHS = 12
_OUTSIDE, _UNDER_20, _OVER_60, _BEFORE_1961 = (
    bytes((code,)) for code in (OUTSIDE, UNDER_20, OVER_60, BEFORE_1961)
)
_TONES = {
    Standing.PAID: "good",
    Standing.CATEGORY_3: "good",
    Standing.MATERNITY: "good",
    Standing.EXEMPT: "calm",
    Standing.STUDENT: "calm",
    Standing.DEFERRED: "calm",
    Standing.UNPAID: "bad",
    Standing.PARTLY_UNPAID: "bad",
    Standing.CATEGORY_3_UNPAID: "bad",
    Standing.NOT_SWITCHED: "care",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """What one byte looks like and says. ``tone`` is that of the components."""

    code: int
    scheme: Scheme | None
    short: str
    word: str
    tone: str
    explanation: str
    name: str  # scheme and word: 国民年金 未納

    @property
    def linked(self) -> bool:
        """Whether there is more to say about such a month."""
        return self.tone != "none"


Marks = tuple[Mark, ...]  # by byte


def make_marks(library: Library) -> Marks:
    """Give the mark of every byte; those that cannot be are like ``BLANK``."""
    states = library.states
    blank = Mark(BLANK, None, "・", "", "none", "", "")
    plain = [_mark(library, code, state) for code, state in enumerate(STATES)]
    plain += [
        _outside(UNDER_20, states["under-20"]),
        _outside(OVER_60, states["over-60"]),
        _outside(BEFORE_1961, states["before-1961"]),
        _outside(UNKNOWN, states["unknown"]),
        blank,
    ]
    plain += [blank] * (FLAGGED - len(plain))
    return (*plain, *(_flagged(library, mark) for mark in plain))


def _mark(library: Library, code: int, state: State) -> Mark:
    if state.missing:
        return _of(code, None, library.states["uninsured"], "bad")
    if state.scheme is None:
        return _outside(code, library.states["over-60"])
    if state.scheme is Scheme.NATIONAL:
        words = library.statuses[state.status or "#"]
        name = library.words(
            "record.grid.state-name",
            scheme=library.words("record.scheme.national"),
            word=words.word,
        )
        tone = _TONES[STATUSES[state.status or "#"].standing]
        return replace(_of(code, state.scheme, words, tone), name=name)
    tone = "calm" if state.scheme is Scheme.COMPLEMENTARY else "good"
    return _of(code, state.scheme, library.states[state.scheme], tone)


def _of(code: int, scheme: Scheme | None, words: StatusWords, tone: str) -> Mark:
    return Mark(code, scheme, words.short, words.word, tone, words.explanation, words.word)


def _outside(code: int, words: StatusWords) -> Mark:
    return _of(code, None, words, "none")


def _flagged(library: Library, mark: Mark) -> Mark:
    """Mark attention in words too, unless the words say it already."""
    if mark.tone in {"bad", "none"}:
        return replace(mark, code=mark.code | FLAGGED)
    name = library.words("record.grid.flagged-name", name=mark.name)
    return replace(mark, code=mark.code | FLAGGED, tone="care", name=name)


def codes_of(career: Career, found: Iterable[Flag]) -> bytes:
    """Give one byte for each month of the fiscal years in which a career lies, all of them whole."""
    years = fiscal_years(career)
    first = first_of_fiscal_year(years.start)
    codes = bytearray((UNKNOWN,)) * (len(years) * _MONTHS)
    start = career.first - first
    codes[:start] = bytes(start)
    codes[start : career.end - first] = career.states
    born_on = career.record.person.born_on
    adult = max(0, month_of(reached_on(born_on, ADULT)) - first)
    begun, sixty = max(0, NATIONAL_BEGAN - first), compulsory_months(born_on).stop - first
    codes[:adult] = codes[:adult].replace(_OUTSIDE, _UNDER_20)
    codes[adult:begun] = codes[adult:begun].replace(_OUTSIDE, _BEFORE_1961)
    if sixty < len(codes):
        codes[sixty:] = codes[sixty:].replace(_OUTSIDE, _OVER_60)
    for flag in found:
        span = slice(flag.first - first, flag.last + 1 - first)
        codes[span] = codes[span].translate(_FLAG)
    return bytes(codes)
