"""/gallery: every component with its examples, in the reader's own settings."""

from collections.abc import Mapping

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from nenkin.features.gallery.parts import Part, draw, read_parts
from nenkin.web.access import Access
from nenkin.web.rendering import Renderer
from nenkin.web.visits import Visit

OK, UNPROCESSABLE = 200, 422  # an example of a refused form is answered as one
PARTS: Mapping[str, Part] = read_parts()


@get("/gallery", opt={"access": Access.EVERYBODY})
async def index(
    visit: NamedDependency[Visit], renderer: NamedDependency[Renderer]
) -> Response[bytes]:
    """List all components."""
    return renderer.page(visit, "gallery/index.html", parts=PARTS.values())


@get("/gallery/{name:str}", opt={"access": Access.EVERYBODY})
async def one_part(
    name: FromPath[str], visit: NamedDependency[Visit], renderer: NamedDependency[Renderer]
) -> Response[bytes]:
    """Show a component's examples, but those that need a page of their own."""
    part = _find(name)
    examples = [
        {
            "title": example.title,
            "place": example.place,
            "address": f"/gallery/{name}/{number}",
            "html": draw(renderer.components, part, example) if example.place == "list" else "",
        }
        for number, example in enumerate(part.examples, 1)
    ]
    return renderer.page(visit, "gallery/part.html", part=part, examples=examples)


@get("/gallery/{name:str}/{number:int}", opt={"access": Access.EVERYBODY})
async def one_example(
    name: FromPath[str],
    number: FromPath[int],
    visit: NamedDependency[Visit],
    renderer: NamedDependency[Renderer],
) -> Response[bytes]:
    """Show an example that has the page's own heading, or its error summary."""
    part = _find(name)
    examples = dict(enumerate(part.examples, 1))
    if number not in examples or examples[number].place != "page":
        raise NotFoundException
    example = examples[number]
    return renderer.page(
        visit,
        "gallery/example.html",
        UNPROCESSABLE if example.wrong else OK,
        part=part,
        example=example,
        html=draw(renderer.components, part, example),
    )


def _find(name: str) -> Part:
    if name not in PARTS:
        raise NotFoundException
    return PARTS[name]


ROUTES = (index, one_part, one_example)
