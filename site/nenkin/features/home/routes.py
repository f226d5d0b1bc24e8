"""/: for visitors the two ways in, for people signed in the things to do."""

from litestar import Response, get
from litestar.di import NamedDependency

from nenkin.storage.cases import cases_of
from nenkin.storage.database import Database
from nenkin.web.access import Access
from nenkin.web.rendering import Renderer
from nenkin.web.visits import Visit


@get("/", opt={"access": Access.EVERYBODY})
async def home(
    visit: NamedDependency[Visit],
    renderer: NamedDependency[Renderer],
    db: NamedDependency[Database],
) -> Response[bytes]:
    """Show the first page; what was sent to the office has its place there once there is some.

    Who opens it for the first time may choose a size of letters; nothing waits for that.
    """
    if visit.person is None:
        return renderer.page(visit, "home/visitor.html", first=not visit.preferences.chosen)
    sent = bool(await cases_of(db, visit.person.person_id))
    return renderer.page(visit, "home/person.html", sent=sent)


ROUTES = (home,)
