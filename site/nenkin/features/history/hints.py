"""思い出すヒント: questions and events of the years in question, to bring a time back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar
from urllib.parse import quote, urlencode

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery

from nenkin.content.library import Library
from nenkin.features.history.boxes import Time
from nenkin.features.history.desk import Desk, Opened, Page, see_other
from nenkin.features.history.forms import Remembered
from nenkin.features.history.reading import Setting, read_page
from nenkin.features.history.wording import say_time
from nenkin.law.hints import (
    Hint,
    KnownEvent,
    KnownEvents,
    LifeMark,
    Mark,
    child_marks,
    choose_events,
    hints,
)
from nenkin.law.months import Month, first_day, year_and_number
from nenkin.law.recalled import Precision, When, ages_in, in_month, months_of_age
from nenkin.law.remembered import Category
from nenkin.law.wareki import write_month, write_month_both
from nenkin.web.forms import Rejected, view
from nenkin.web.submissions import Submission, first

HINTS = "hints"
AGES = (15, 18, 20, 22, 25, 30, 35, 40, 45, 50, 55, 60, 65)
_SCHOOL, _WORK = 6, 15  # years of age from which one goes to school, and may have worked
_MEMORY = 6  # nobody is asked about what was before
_WORKING_LIFE = (15, 64)
_ALL_SHOWN = 36  # months of which every event is listed; of longer times some
_SOME = 12
_APRIL = 4
# Asked in turn, so that no two questions in a row are the same.
_ASKED = ("work", "home", "doing")


@dataclass(frozen=True)
class HintForm(Remembered):
    """Which time to remember: a year, an age, or an event."""

    words: ClassVar[str] = "hints"

    when: Annotated[str, Time(required=True)]


def life_marks(here: Opened) -> tuple[LifeMark, ...]:
    """Give the turns that the sheet knows to the month: children, marriages, moves."""
    births = sorted(
        (when.earliest, when)
        for when in _times(here, Category.BIRTH)
        if when.earliest is not None and when.earliest == when.latest
    )
    found: list[LifeMark] = []
    for child, (at, when) in enumerate(births, 1):
        marks = child_marks(when.day or first_day(at), child)
        # Of a child of an April whose day is not known, nobody can tell the school year.
        known = when.day is not None or year_and_number(at)[1] != _APRIL
        found += [one for one in marks if known or one.mark in {Mark.BIRTH, Mark.TWENTY}]
    for category, mark in ((Category.MARRIAGE, Mark.MARRIAGE), (Category.MOVE, Mark.MOVE)):
        found += [
            LifeMark(mark, when.earliest)
            for when in _times(here, category)
            if when.earliest is not None and when.earliest == when.latest
        ]
    return tuple(found)


def questions(
    library: Library, known: KnownEvents, here: Opened, when: When | None, count: int = 3
) -> list[str]:
    """Ask about a time, or about the years of work where none is known; none of before school."""
    setting = here.setting
    months = when.months if when else None
    first, last = months or months_of_age(setting.born_on, *_WORKING_LIFE)
    first = max(first, months_of_age(setting.born_on, _MEMORY, _MEMORY)[0])
    last = min(last, setting.until)
    marks = life_marks(here)
    children = sum(one.mark is Mark.BIRTH for one in marks)
    found = hints(known, first, last, born_on=setting.born_on, marks=marks, count=count)
    return [
        _question(library, setting, hint, children, place)
        for place, hint in enumerate(one for one in found if one.month <= setting.until)
    ]


@get(f"/{HINTS}")
async def show_hints(
    desk: NamedDependency[Desk], when: FromQuery[str] = "", sensitive: FromQuery[str] = ""
) -> Page:
    """Ask which time to remember, and show what may bring it back."""
    return _page(desk, await desk.open(), when, sensitive)


@post(f"/{HINTS}")
async def ask_hints(
    desk: NamedDependency[Desk],
    submission: NamedDependency[Submission],
    when: FromQuery[str] = "",
    sensitive: FromQuery[str] = "",
) -> Page:
    """Lead to the hints of a time, whose address is its own.

    Where only the look was changed, the hints that stand there (``when``) stay beside what is typed.
    """
    here = await desk.open()
    read = read_page(HintForm, submission, here.setting)
    if isinstance(read, Rejected):
        stays = desk.visit.shown_again
        return _page(desk, here, when if stays else "", sensitive if stays else "", read)
    return see_other(f"{desk.base}/{HINTS}?when={quote(first(submission, 'when'))}")


def _page(
    desk: Desk, here: Opened, when: str, sensitive: str, typed: Rejected | None = None
) -> Page:
    """Draw the form as ``typed``, and below it what is known of the time of the address."""
    sent = {"when": [when]} if when else {}
    read = read_page(HintForm, sent, here.setting) if when else None
    if typed is None and isinstance(read, Rejected):
        typed = read
    meant = None if read is None or isinstance(read, Rejected) else read.times.get("when")
    shown = {"when": when, "sensitive": sensitive}
    query = urlencode({name: said for name, said in shown.items() if said})
    return desk.page(
        "hints",
        status=200 if typed is None else 422,
        form=view(HintForm, desk.library.forms[HintForm.words], typed or sent),
        found=_found(desk, here, meant, opened=bool(sensitive)) if meant and meant.months else None,
        unknown=meant is not None and meant.precision is Precision.UNKNOWN,
        ages=_ages(desk, here.setting),
        current=f"{desk.base}/{HINTS}?when={when}",
        action=f"{desk.base}/{HINTS}" + (f"?{query}" if query else ""),
    )


def _found(desk: Desk, here: Opened, when: When, *, opened: bool) -> Mapping[str, Any]:
    """Give everything that stands on the page of one time; ``opened``: disasters and crimes too."""
    assert when.months is not None
    library, known = desk.library, desk.knowledge.events
    first, last = when.months
    short = last - first < _ALL_SHOWN
    events = known.between(first, last) if short else choose_events(known, first, last, count=_SOME)
    sensitive = known.between(first, last, sensitive=True)
    year = year_and_number(first)[0]
    address = f"{desk.base}/{HINTS}"
    same = f"{address}?when={quote(when.typed)}"
    return {
        "title": say_time(library, when, here.setting.born_on),
        "questions": questions(library, known, here, when),
        "events": list(_lines(events)),
        "sensitive": list(_lines(sensitive)) if opened else [],
        "open": f"{same}&sensitive=yes#sensitive" if sensitive else "",
        "close": f"{same}#events",
        "before": {"href": f"{address}?when={year - 1}年"},
        "after": {"href": f"{address}?when={year + 1}年"},
    }


def _lines(events: Sequence[KnownEvent]) -> Iterator[Mapping[str, str]]:
    for event in events:
        yield {"key": write_month_both(event.month), "value": event.words}


def _ages(desk: Desk, setting: Setting) -> list[Mapping[str, str]]:
    """Give ages up to today's, each with the way to its hints."""
    ages = ages_in(in_month(setting.until), setting.born_on)
    return [
        {
            "text": desk.library.words("hints.age", age=age),
            "href": f"{desk.base}/{HINTS}?when={age}歳",
        }
        for age in AGES
        if ages and age <= ages[1]
    ]


def _question(library: Library, setting: Setting, hint: Hint, children: int, place: int) -> str:
    asked = _asked(setting, hint.month, place)
    return library.words(f"hints.ask.{asked}", when=_when(library, hint, children))


def _asked(setting: Setting, at: Month, place: int) -> str:
    ages = ages_in(in_month(at), setting.born_on)
    if ages is None or ages[1] < _WORK:
        return "school"
    return _ASKED[place % len(_ASKED)]


def _when(library: Library, hint: Hint, children: int) -> str:
    month = write_month(hint.month)
    if hint.event is not None:
        return library.words("hints.when.event", month=month, event=hint.event.words)
    if hint.age is not None:
        return library.words("hints.when.age", month=month, age=hint.age)
    assert hint.mark is not None
    child = library.words(f"hints.child.{_child(hint.mark, children)}", number=hint.mark.child)
    return library.words(f"hints.when.{hint.mark.mark}", month=month, child=child)


def _child(mark: LifeMark, children: int) -> str:
    """Give how a child is called: the only one, the oldest, the youngest, or by number."""
    if children <= 1:
        return "only"
    if mark.child == 1:
        return "oldest"
    return "youngest" if mark.child == children else "number"


def _times(here: Opened, category: Category) -> Iterator[When]:
    for entry in here.entries:
        if entry.section.category is category:
            for read in entry.read.values():
                if "at" in read.times:
                    yield read.times["at"]
