"""How the sheet says back what it has understood: times in both calendars with the age then."""

from collections.abc import Iterator, Mapping
from datetime import date

from nenkin.content.library import Library
from nenkin.features.history.boxes import RecordPart, Time
from nenkin.features.history.reading import LAST, Understood
from nenkin.law.months import Month, year_and_number
from nenkin.law.recalled import When, ages_in
from nenkin.law.wareki import write_day, write_month_both
from nenkin.web.forms import kinds


def say_time(library: Library, when: When, born_on: date) -> str:
    """Say a time as it was understood: 昭和38年（1963年）4月、18歳."""
    months = when.months
    if months is None:
        return library.words("history.time.unknown")
    time = write_day(when.day) if when.day else say_months(library, *months)
    ages = ages_in(when, born_on)
    if ages is None or ages[1] < 0:
        return time
    youngest, oldest = max(ages[0], 0), ages[1]
    name = "one" if youngest == oldest else "two" if oldest == youngest + 1 else "many"
    age = library.words(f"history.age.{name}", youngest=youngest, oldest=oldest)
    return library.words("history.time.with-age", time=time, age=age)


def say_months(library: Library, first: Month, last: Month) -> str:
    """Say one month, or the months between which something lies."""
    if first == last:
        return write_month_both(first)
    begins, ends = write_month_both(first), write_month_both(last)
    if begins.partition("）")[0] == ends.partition("）")[0]:
        ends = library.words("history.time.month", number=year_and_number(last)[1])
    return library.words("history.time.between", first=begins, last=ends)


def say_run(library: Library, first: Month, last: Month) -> str:
    """Say a run of months: 昭和53年（1978年）4月から9月まで."""
    if first == last:
        return write_month_both(first)
    begins, ends = write_month_both(first), write_month_both(last)
    if begins.partition("）")[0] == ends.partition("）")[0]:
        ends = library.words("history.time.month", number=year_and_number(last)[1])
    return library.words("history.time.run", first=begins, last=ends)


def say_recorded(library: Library, part: RecordPart) -> str:
    """Say which part of the record is meant: みほん紡績（昭和38年（1963年）4月から…まで）."""
    employer = part.employer or library.words("history.record.national-pension")
    months = say_run(library, part.first, part.last)
    return library.words("history.record.part", employer=employer, months=months)


def said(library: Library, read: Understood, born_on: date) -> Iterator[tuple[str, str]]:
    """Give each answer of a page with its field's name, in words; what is empty stays out."""
    fields = library.forms[read.form.words].fields
    for name, kind in kinds(type(read.form)).items():
        value = getattr(read.form, name)
        if isinstance(kind, Time):
            if name == LAST and read.goes_on:
                yield name, library.words("history.time.goes-on")
            elif name in read.times:
                yield name, say_time(library, read.times[name], born_on)
        elif value not in {None, "", ()}:
            labels = {slug: option.label for slug, option in fields[name].options.items()}
            yield name, _say(library, value, labels)


def _say(library: Library, value: object, labels: Mapping[str, str]) -> str:
    """Say an answer; of choices their labels."""
    if isinstance(value, RecordPart):
        return say_recorded(library, value)
    if isinstance(value, date):
        return write_day(value)
    if isinstance(value, tuple):
        return library.words("history.and").join(labels[one] for one in value)
    return labels.get(str(value), str(value))


def short(library: Library, name: str) -> str:
    """Give what an answer is called in a list: shorter than its question."""
    phrases: Mapping[str, str] = library.phrases
    return phrases[f"history.short.{name.replace('_', '-')}"]
