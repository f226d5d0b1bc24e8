"""いまの記録: what the record says of the years in question, and which of it was shown already.

An answer that was written after its years were shown is worth less as evidence, so the record comes
only when the person asks for it, and what was shown is kept in the sheet.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nenkin.comparison.companies import folded_company
from nenkin.comparison.disputes import recorded_stretches
from nenkin.comparison.sides import end_of_data
from nenkin.content.library import Library
from nenkin.features.history.boxes import RecordPart
from nenkin.features.history.desk import ALL, SHOWN, Desk, Opened, Page
from nenkin.features.history.runs import Months, read, spelled
from nenkin.features.history.wording import say_run
from nenkin.law.months import Month, month, spell, year_and_number
from nenkin.law.periods import Record
from nenkin.law.recalled import When
from nenkin.storage.helpers import Power

_KEY = 16  # hexadecimal digits
_DECEMBER = 12


def parts_of(record: Record) -> list[RecordPart]:
    """Give each time at an employer and each time in 国民年金 as recorded, the earliest first."""
    found = [
        RecordPart(one.first, one.last, one.scheme, one.employer)
        for one in recorded_stretches(record, end_of_data(record))
    ]
    return sorted(found, key=lambda one: (one.first, one.last))


def key_of(part: RecordPart) -> str:
    """Give the key of a part of the record: the same as long as it begins then, at this employer."""
    name = f"{spell(part.first)} {folded_company(part.employer)}"
    return hashlib.sha256(name.encode()).hexdigest()[:_KEY]


def find_part(record: Record, key: str) -> RecordPart | None:
    """Find a part of the record by its key."""
    return next((one for one in parts_of(record) if key_of(one) == key), None)


@dataclass(frozen=True, slots=True)
class Asked:
    """The years in question with what is recorded of them. ``shown``: all months that come to light.

    ``shown`` is ``None`` where no year is known, and the whole record is meant.
    """

    parts: Sequence[RecordPart]
    shown: Months | None


def asked_of(record: Record, times: Iterable[When], until: Month) -> Asked:
    """Give what is recorded of the calendar years of some times, or all of it where none is known."""
    parts, years = parts_of(record), years_of(times, until)
    if years is None:
        return Asked(parts, None)
    met = [one for one in parts if one.first <= years[1] and years[0] <= one.last]
    firsts, lasts = [one.first for one in met], [one.last for one in met]
    return Asked(met, (min([years[0], *firsts]), max([years[1], *lasts])))


def months_of(times: Iterable[When], until: Month) -> Months | None:
    """Give the months from the earliest to the latest of some times; ``None``: nothing is known."""
    known = [months for when in times if (months := when.months)]
    if not known:
        return None
    first = min(months[0] for months in known)
    return first, min(max(first, *(months[1] for months in known)), max(until, first))


def years_of(times: Iterable[When], until: Month) -> Months | None:
    """Give the same as whole calendar years: an answer that is some months off finds its record."""
    found = months_of(times, until)
    if found is None:
        return None
    years = [year_and_number(at)[0] for at in found]
    return month(years[0], 1), month(years[1], _DECEMBER)


def shown_before(here: Opened, months: Months | None) -> bool:
    """Whether any of the record of these months was shown before; of unknown ones, any at all."""
    runs = _runs(here)
    if here.saw_record(ALL) or months is None:
        return here.saw_record(ALL) or bool(runs)
    return any(first <= months[1] and months[0] <= last for first, last in runs)


def all_shown(here: Opened, months: Months | None) -> bool:
    """Whether all of it was shown already, so that showing it again tells nothing new."""
    if here.saw_record(ALL) or months is None:
        return here.saw_record(ALL)
    return any(first <= months[0] and months[1] <= last for first, last in _runs(here))


async def keep_shown(desk: Desk, here: Opened, months: Months | None) -> Page | None:
    """Keep that the record of these months is shown from now on."""
    if all_shown(here, months):
        return None
    key = ALL if months is None else spelled(months)
    return await desk.remark(SHOWN, key, record_shown=True, power=Power.SEE_RECORD)


def say_part(library: Library, part: RecordPart) -> str:
    """Say a part of the record in one sentence."""
    name = f"history.record.{part.scheme or 'unknown'}"
    return library.words(
        name if part.employer else f"{name}-alone",
        months=say_run(library, part.first, part.last),
        employer=part.employer,
    )


def _runs(here: Opened) -> list[Months]:
    return [read(key) for key in here.noted(SHOWN) if key != ALL]
