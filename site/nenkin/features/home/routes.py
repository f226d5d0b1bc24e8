"""/: for visitors the two ways in, for people signed in the things to do."""

from litestar import Response, get
from litestar.di import NamedDependency

from nenkin.web.access import Access
from nenkin.web.rendering import Renderer
from nenkin.web.visits import Visit


@get("/", opt={"access": Access.EVERYBODY})
async def home(
    visit: NamedDependency[Visit], renderer: NamedDependency[Renderer]
) -> Response[bytes]:
    """Show the first page."""
    kind = "visitor" if visit.person is None else "person"
    return renderer.page(visit, f"home/{kind}.html")


ROUTES = (home,)
