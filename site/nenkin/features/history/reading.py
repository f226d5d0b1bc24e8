"""Reads what was typed into the sheet: boxes first, then the times in them, all mistakes at once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from nenkin.features.history.boxes import Time
from nenkin.features.history.forms import Remembered
from nenkin.interchange.history_sheets import read_time
from nenkin.law.months import Month, month_of
from nenkin.law.recalled import UNKNOWN, Events, When
from nenkin.law.remembered import Category, LifeEvent
from nenkin.law.remembered_doubts import event_doubts
from nenkin.law.typed_times import Code, NotATime, read_when
from nenkin.web.fields import Mistake
from nenkin.web.forms import Rejected, Trouble, html_name, kinds
from nenkin.web.submissions import Submission, first

LAST = "last"
# After a field's name: the months that its words stand for, where a file said so and they do not.
EXACTLY = "-exactly"
# «いまも», «現在まで», «続いています»: a time that has not ended.
_STILL = re.compile(
    r"(?:いま|今|現在)(?:も|でも|まで|に至る|もなお)?(?:続|つづ|勤|つと|働|はたら|住|い)?\S{0,8}"
    r"|(?:まだ)?(?:続い|つづい)て\S{0,6}"
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What times are read by: the person's own birth date, today's month, and known events.

    ``earliest`` is the month before which nothing can be: another birth date that was used counts.
    """

    born_on: date
    earliest: Month
    until: Month
    events: Events = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Understood:
    """A page as it was understood. Of a box left empty there is no time."""

    form: Remembered
    times: dict[str, When]
    goes_on: bool = False


def read_page(form: type[Remembered], sent: Submission, setting: Setting) -> Understood | Rejected:
    """Read a page, or give every mistake on it."""
    read = form.read(sent)
    if isinstance(read, Rejected) and not read.troubles:  # another look was asked for, no reading
        return read
    troubles = list(read.troubles) if isinstance(read, Rejected) else []
    wrong = {trouble.field for trouble in troubles}
    times: dict[str, When] = {}
    goes_on = False
    for name, kind in kinds(form).items():
        if not isinstance(kind, Time) or name in wrong:
            continue
        text = _text(kind, sent, name)
        if name == LAST and _STILL.fullmatch(text.replace(" ", "")):
            goes_on = True
        elif text:
            found = _when(text, first(sent, html_name(name) + EXACTLY), setting)
            if isinstance(found, NotATime):
                troubles.append(Trouble(name, found.code))
            else:
                times[name] = found
    troubles += _doubts(times, setting)
    if isinstance(read, Rejected) or troubles:
        order = list(kinds(form))
        return Rejected(sent, tuple(sorted(troubles, key=lambda one: order.index(one.field))))
    return Understood(read, times, goes_on)


def is_empty(form: type[Remembered], sent: Submission) -> bool:
    """Whether nothing was typed or chosen on a page."""
    names = {html_name(name) for name in kinds(form)}
    return not any(
        text.strip()
        for sent_name, values in sent.items()
        for text in values
        if sent_name in names or sent_name.rpartition("-")[0] in names
    )


def _when(text: str, exactly: str, setting: Setting) -> When | NotATime:
    """Read a time by its words, or as a file said what they stand for."""
    if exactly:
        try:
            return read_time(exactly)
        except (ValueError, RecursionError):
            return NotATime(Code.NOT_A_TIME)
    return read_when(text, born_on=setting.born_on, events=setting.events)


def _text(kind: Time, sent: Submission, name: str) -> str:
    try:
        return kind.read(sent, html_name(name))
    except Mistake:  # said already: the form has read it before
        return ""


def _doubts(times: dict[str, When], setting: Setting) -> Iterator[Trouble]:
    """Give what cannot be: an end before its start, a time before birth or still to come."""
    for name, when in times.items():
        if name == LAST:
            continue
        last = times.get(LAST) if name == "first" else None
        event = LifeEvent(key=name, category=Category.OTHER, first=when, last=last)
        for place, doubt in event_doubts(event, setting.earliest, setting.until):
            yield Trouble(name if place == "first" else LAST, doubt)
    if LAST in times and "first" not in times:
        event = LifeEvent(key=LAST, category=Category.OTHER, first=UNKNOWN, last=times[LAST])
        for _, doubt in event_doubts(event, setting.earliest, setting.until):
            yield Trouble(LAST, doubt)


def setting_of(born_on: date, today: date, other_births: tuple[date, ...] = ()) -> Setting:
    """Give the setting of a person; ``other_births`` are birth dates that were used as well."""
    earliest = min(month_of(day) for day in (born_on, *other_births))
    return Setting(born_on, earliest, month_of(today))
