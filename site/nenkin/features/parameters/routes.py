"""/parameters: every number in force, its source, since when, and how sure it is."""

from functools import cache
from typing import Any
from urllib.parse import urlencode

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from nenkin import paths
from nenkin.clock import JAPAN
from nenkin.content.library import Library
from nenkin.features.parameters import showing
from nenkin.reference.quantities import Quantity, read_quantities
from nenkin.web.access import Access
from nenkin.web.rendering import Renderer
from nenkin.web.visits import Visit

OPEN: dict[str, Any] = {"access": Access.EVERYBODY}


@cache
def _quantities() -> dict[str, Quantity]:
    return {one.slug: one for one in read_quantities(paths.DATA)}


@get("/parameters", opt=OPEN)
async def index(
    visit: NamedDependency[Visit],
    renderer: NamedDependency[Renderer],
    library: NamedDependency[Library],
) -> Response[bytes]:
    """List all quantities."""
    today = visit.now.astimezone(JAPAN).date()
    found = [
        {
            "href": f"/parameters/{slug}",
            "title": showing.title(library, one),
            "since": showing.since(library, one, today),
            "unverified": showing.unverified(one),
        }
        for slug, one in _quantities().items()
    ]
    found.sort(key=lambda one: str(one["title"]))
    return renderer.page(visit, "parameters/index.html", quantities=found)


@get("/parameters/{slug:str}", opt=OPEN)
async def quantity(  # noqa: PLR0917  # what Litestar hands over by name
    slug: FromPath[str],
    visit: NamedDependency[Visit],
    renderer: NamedDependency[Renderer],
    library: NamedDependency[Library],
    year: FromQuery[str] = "",
    born: FromQuery[str] = "",
) -> Response[bytes]:
    """Show one quantity, all its rows; of a large table those of one year, for one class of births."""
    found = _quantities().get(slug)
    if found is None:
        raise NotFoundException
    births = showing.births(found)
    if (year and year not in found.years) or (born and born not in births):
        raise NotFoundException
    year, born = year or next(iter(found.years), ""), born or next(reversed(births), "")

    def address(year: str, born: str) -> str:
        chosen = urlencode({name: one for name, one in (("year", year), ("born", born)) if one})
        return f"/parameters/{slug}?{chosen}"

    today = visit.now.astimezone(JAPAN).date()
    return renderer.page(
        visit,
        "parameters/quantity.html",
        title=showing.title(library, found),
        what=library.phrases[f"parameters.table.{found.name}.what"],
        numbers=showing.numbers(library, found, today, year=year, born=born),
        year=showing.year_words(year) if year else "",
        years=[
            {"href": address(one, born), "text": showing.year_words(one)} for one in found.years
        ],
        births=[
            {"href": address(year, one), "text": showing.heading(library, found, one)}
            for one in births
        ],
        current=address(year, born),
    )


ROUTES = (index, quantity)
