"""Days as people type them: by era or in the Western calendar, in three boxes."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from nenkin.law.wareki import ERAS, Era
from nenkin.web.fields import Mistake, is_unreadable, shown_again
from nenkin.web.submissions import Submission, first


@dataclass(frozen=True)
class Choosable:
    """An era as a form offers it; ``last`` is the last day that is taken by its name, where it has ended."""

    slug: str
    initial: str
    era: Era
    last: date | None

    @property
    def before(self) -> int:
        """Give the year before its year 1."""
        return self.era.first.year - 1


# The latest first. The day on which one era ended and the next began counts as a day of both.
# 平成31年5月 to 12月 stood on papers of before and mean 令和元年; no day of any other era after its
# end did, and 平成32年 is a slip more often than a day.
CHOOSABLE = tuple(
    Choosable(slug, slug[0], era, last)
    for slug, era, last in zip(
        ("reiwa", "heisei", "showa", "taisho", "meiji"),
        ERAS,
        (None, date(2019, 12, 31), date(1989, 1, 7), date(1926, 12, 25), date(1912, 7, 30)),
        strict=True,
    )
)
WESTERN = "western"
CHOICES = (*(era.slug for era in CHOOSABLE), WESTERN)
_BY_SLUG = {era.slug: era for era in CHOOSABLE}

_NAMES = {form: era.slug for era in CHOOSABLE for form in (era.era.name, era.initial)}
_NAMES["西暦"] = WESTERN
_YEAR = re.compile(rf"({'|'.join(_NAMES)})?\.?([0-9]+|元)年?")
_NUMBER = re.compile("([0-9]+)[月日]?")
FIRST_YEAR = 1868
LAST_YEAR = 2199
PARTS = ("year", "month", "day")


@dataclass(frozen=True)
class EraDate:
    """A day; the era is asked, a year of four digits needs none."""

    autocomplete: str = ""

    component: ClassVar[str] = "date_field"
    codes: ClassVar[frozenset[str]] = frozenset(
        {
            *("missing", "part-missing", "unreadable", "not-digits", "era-missing"),
            *("impossible-date", "not-in-era", "out-of-range"),
        }
    )

    def read(self, submission: Submission, name: str) -> date:
        """Give the day; raises ``Mistake`` with the box to go to."""
        era = first(submission, f"{name}-era")
        typed = {part: _clean(first(submission, f"{name}-{part}"), part) for part in PARTS}
        if not any(typed.values()):
            raise Mistake("missing", "year")
        for part, text in typed.items():
            if not text:
                raise Mistake("part-missing", part)
        year, era = _year(typed["year"], era)
        month = _number(typed["month"], "month")
        day = _number(typed["day"], "day")
        if era != WESTERN:
            return _of_era(_BY_SLUG[era], year, month, day)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise Mistake("out-of-range", "year")
        return _day(year, month, day)

    def arguments(self, submission: Submission, name: str) -> dict[str, Any]:
        """Give what was typed, as it was typed."""
        value = {part: shown_again(first(submission, f"{name}-{part}")) for part in (*PARTS, "era")}
        return {
            "value": value,
            "eras": list(CHOICES),
            "autocomplete": self.autocomplete,
            "first_part": "era" if not value["era"] else "year",
        }


@dataclass(frozen=True)
class OptionalDate(EraDate):
    """A day that may be left empty, which gives ``None``."""

    codes: ClassVar[frozenset[str]] = EraDate.codes - {"missing"}

    def read(self, submission: Submission, name: str) -> Any:
        """Give the day, or ``None``."""
        try:
            return super().read(submission, name)
        except Mistake as mistake:
            if mistake.code == "missing":
                return None
            raise


def _clean(text: str, part: str) -> str:
    if is_unreadable(text):
        raise Mistake("unreadable", part)
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).lower()


def _year(text: str, era: str) -> tuple[int, str]:
    """Read the year and the era it is counted in: as chosen, as typed before it, or by its size."""
    match = _YEAR.fullmatch(text)
    if not match or len(match[2]) > 4:  # noqa: PLR2004  # no year has five digits
        raise Mistake("not-digits", "year")
    year = 1 if match[2] == "元" else int(match[2])
    if year >= FIRST_YEAR:
        return year, WESTERN
    era = _NAMES[match[1]] if match[1] else era
    if era not in CHOICES:
        raise Mistake("era-missing", "era")
    return year, era


def _number(text: str, part: str) -> int:
    match = _NUMBER.fullmatch(text)
    if not match or len(match[1]) > 4:  # noqa: PLR2004  # far beyond any day or month
        raise Mistake("not-digits", part)
    return int(match[1])


def _of_era(era: Choosable, year: int, month: int, day: int) -> date:
    if not 1 <= year < 100:  # noqa: PLR2004  # eras are counted with two digits
        raise Mistake("out-of-range", "year")
    found = _day(era.before + year, month, day)
    if found < era.era.first or (era.last is not None and found > era.last):
        raise Mistake("not-in-era", "era")
    return found


def _day(year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:  # noqa: PLR2004  # months
        raise Mistake("impossible-date", "month")
    try:
        return date(year, month, day)
    except ValueError:
        raise Mistake("impossible-date", "day") from None
