"""POST /prefs: takes one press of a button and leads back to where it was pressed."""

from dataclasses import replace

from litestar import post
from litestar.di import NamedDependency
from litestar.response import Redirect

from nenkin.web.access import Access
from nenkin.web.addresses import own_path
from nenkin.web.submissions import Submission, first
from nenkin.web.visits import PREFERENCES, SIZES, THEMES, Preferences, Visit

YEAR = 365 * 24 * 60 * 60
SWITCH = {"on": True, "off": False}
_PLACES = frozenset({"top", "settings"})


def way_back(submission: Submission) -> str:
    """Give where to go after the press: the page and place it came from, never another site."""
    back = own_path(first(submission, "back")) or "/"
    place = first(submission, "at")
    return f"{back.partition('#')[0]}#{place if place in _PLACES else 'top'}"


def changed(preferences: Preferences, submission: Submission) -> Preferences:
    """Give the preferences after the press; what nobody offers changes nothing."""
    size, theme = first(submission, "ts"), first(submission, "th")
    if size in SIZES:
        preferences = replace(preferences, size=size)
    if theme in THEMES:
        preferences = replace(preferences, theme=theme)
    ruby, easy = first(submission, "ruby"), first(submission, "easy")
    if ruby in SWITCH:
        preferences = replace(preferences, ruby=SWITCH[ruby])
    if easy in SWITCH:
        preferences = replace(preferences, easy=SWITCH[easy])
    return preferences


@post("/prefs", opt={"access": Access.EVERYBODY, "tokenless": True})
async def change(
    visit: NamedDependency[Visit], submission: NamedDependency[Submission]
) -> Redirect:
    """Remember the change for a year, in this browser alone."""
    preferences = changed(visit.preferences, submission)
    visit.set_cookie(PREFERENCES, preferences.write(), max_age=YEAR)
    return Redirect(way_back(submission), status_code=303)


ROUTES = (change,)
