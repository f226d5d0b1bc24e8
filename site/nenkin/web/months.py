"""A box for a month, as people write it: ``令和10年4月``, ``R10.4``, ``2028年4月``, ``2028-04``."""

import re
from dataclasses import dataclass
from typing import Any

from nenkin.law.months import Month, first_day, last_day, month
from nenkin.web.dates import CHOOSABLE, FIRST_YEAR, LAST_YEAR, Choosable
from nenkin.web.fields import HYPHENS, Mistake, Text
from nenkin.web.submissions import Submission

_NAMES = {form: era for era in CHOOSABLE for form in (era.era.name, era.initial)}
_MONTH = re.compile(
    rf"(?:西暦|({'|'.join(_NAMES)}))?\.?([0-9]{{1,4}}|元)(?:年|[-./])([0-9]{{1,2}})月?"
)


@dataclass(frozen=True)
class YearMonth(Text):
    """A month by era or in the Western calendar; a year of four digits needs no era."""

    most: int = 30
    width: str = "medium"

    @property
    def codes(self) -> frozenset[str]:
        """Give every code that ``read`` can raise."""
        return super().codes | {"not-month", "era-missing", "out-of-range", "not-in-era"}

    def read(self, submission: Submission, name: str) -> Any:
        """Give the month."""
        text = HYPHENS.sub("-", super().read(submission, name).replace(" ", "")).lower()
        found = _MONTH.fullmatch(text)
        if found is None:
            raise Mistake("not-month")
        year, number = 1 if found[2] == "元" else int(found[2]), int(found[3])
        if not 1 <= number <= 12:  # noqa: PLR2004  # months
            raise Mistake("not-month")
        if year < FIRST_YEAR:
            if found[1] is None:
                raise Mistake("era-missing")
            return _of_era(_NAMES[found[1]], year, number)
        if year > LAST_YEAR:
            raise Mistake("out-of-range")
        return month(year, number)


def _of_era(era: Choosable, year: int, number: int) -> Month:
    if not 1 <= year < 100:  # noqa: PLR2004  # eras are counted with two digits
        raise Mistake("out-of-range")
    at = month(era.before + year, number)
    if last_day(at) < era.era.first or (era.last is not None and first_day(at) > era.last):
        raise Mistake("not-in-era")
    return at
