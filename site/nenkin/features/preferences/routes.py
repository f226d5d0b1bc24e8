"""POST /prefs: takes one press of a button and leads back to where it was pressed."""

from litestar import post
from litestar.di import NamedDependency
from litestar.response import Redirect

from nenkin.web import preferences
from nenkin.web.access import Access
from nenkin.web.addresses import own_path
from nenkin.web.submissions import Submission, first
from nenkin.web.visits import Visit

_PLACES = frozenset({"top", "settings"})


def way_back(submission: Submission) -> str:
    """Give where to go after the press: the page and place it came from, never another site."""
    back = own_path(first(submission, "back")) or "/"
    place = first(submission, "at")
    return f"{back.partition('#')[0]}#{place if place in _PLACES else 'top'}"


@post("/prefs", opt={"access": Access.EVERYBODY, "tokenless": True})
async def change(
    visit: NamedDependency[Visit], submission: NamedDependency[Submission]
) -> Redirect:
    """Remember the change for a year, in this browser alone."""
    preferences.change(visit, submission)
    return Redirect(way_back(submission), status_code=303)


ROUTES = (change,)
