"""What all people's pages of a record share, drawn once for each site."""

from datetime import date
from functools import cache, lru_cache
from weakref import WeakKeyDictionary

from markupsafe import Markup

from nenkin.content.library import Library
from nenkin.features.records.grid import Grid
from nenkin.law.wareki import write_day
from nenkin.web.rendering import Renderer

_QUESTIONS = 4  # of a section, beside a page; the rest is one link away
_DAYS = 64  # pairs of days that are said again and again


class Shelf:
    """Parts of pages that do not depend on a person."""

    def __init__(self, library: Library, renderer: Renderer) -> None:
        """Draw none of them yet but the pieces of the table of months."""
        self._library = library
        self._ui = renderer.components
        self.grid = Grid(library, renderer.components)
        self.questions = cache(self._questions)
        self.day = lru_cache(_DAYS)(self._day)

    def _questions(self, section: str) -> str:
        """Draw the questions that people ask about a section."""
        questions = self._library.faq_for(section)
        drawn = self._ui.faq_list(questions=questions[:_QUESTIONS])
        more = len(questions) - _QUESTIONS
        if more <= 0:
            return drawn
        text = self._library.words("record.more-questions", count=more)
        link = Markup('<p class="screen"><a href="/faq#{}">{}</a></p>')
        return drawn + link.format(section, text)

    def _day(self, data_date: date, shown: date | None) -> Markup:
        """Say of which day the data are, and as of which day a sample person is shown."""
        said = self._library.words
        data = said("record.data-date", day=write_day(data_date)) + said("record.data-date-why")
        if shown is None:
            return Markup('<p class="soft">{}</p>').format(data)
        sample = said("record.shown-day", day=write_day(shown))
        return Markup('<p class="soft">{}<br>{}</p>').format(data, sample)


_shelves: WeakKeyDictionary[Renderer, Shelf] = WeakKeyDictionary()


def shelf_of(library: Library, renderer: Renderer) -> Shelf:
    """Give the shelf of a site, made when it is first asked for."""
    found = _shelves.get(renderer)
    if found is None:
        found = _shelves[renderer] = Shelf(library, renderer)
    return found
