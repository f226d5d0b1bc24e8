"""The pages of text: terms, questions, and what this site is."""

from itertools import groupby
from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from nenkin.content.library import Library
from nenkin.features.help.results import read_results
from nenkin.web.access import Access
from nenkin.web.addresses import came_from
from nenkin.web.rendering import Renderer
from nenkin.web.visits import Visit

PAGES = ("about", "privacy", "terms", "help", "accessibility")
OPEN = {"access": Access.EVERYBODY}
RESULTS = read_results()


@get("/glossary", opt=OPEN)
async def glossary(
    visit: NamedDependency[Visit],
    renderer: NamedDependency[Renderer],
    library: NamedDependency[Library],
) -> Response[bytes]:
    """List all terms, in the rows of the kana table."""
    terms = groupby(library.glossary.values(), key=lambda term: term.row)
    rows = [
        {"text": row, "id": f"row-{number}", "terms": list(found)}
        for number, (row, found) in enumerate(terms, 1)
    ]
    return renderer.page(visit, "help/glossary.html", rows=rows)


@get("/glossary/{slug:str}", opt=OPEN)
async def term(
    request: Request[Any, Any, Any],
    slug: FromPath[str],
    visit: NamedDependency[Visit],
    renderer: NamedDependency[Renderer],
    library: NamedDependency[Library],
) -> Response[bytes]:
    """Explain one term, and lead back to the page on which it was met."""
    found = library.glossary.get(slug)
    if found is None:
        raise NotFoundException
    questions = [library.faq[name] for name in found.faq]
    return renderer.page(
        visit, "help/term.html", term=found, questions=questions, back=_back(request, visit)
    )


@get("/faq", opt=OPEN)
async def faq(
    visit: NamedDependency[Visit],
    renderer: NamedDependency[Renderer],
    library: NamedDependency[Library],
) -> Response[bytes]:
    """List all questions by the part of the site that they belong to."""
    sections = [
        {"text": heading, "id": name, "questions": library.faq_for(name)}
        for name, heading in library.sections.items()
    ]
    return renderer.page(visit, "help/faq.html", sections=sections)


@get("/faq/{slug:str}", opt=OPEN)
async def question(
    request: Request[Any, Any, Any],
    slug: FromPath[str],
    visit: NamedDependency[Visit],
    renderer: NamedDependency[Renderer],
    library: NamedDependency[Library],
) -> Response[bytes]:
    """Answer one question."""
    found = library.faq.get(slug)
    if found is None:
        raise NotFoundException
    others = [one for one in library.faq_for(found.sections[0]) if one.slug != slug]
    return renderer.page(
        visit, "help/question.html", question=found, others=others, back=_back(request, visit)
    )


def text_page(slug: str) -> HTTPRouteHandler:
    """Make the route of one page of text."""

    async def show(
        visit: NamedDependency[Visit],
        renderer: NamedDependency[Renderer],
        library: NamedDependency[Library],
    ) -> Response[bytes]:
        paired = library.pages[slug].easy is not None
        easy = paired and visit.preferences.easy
        page = library.page(slug, easy=easy)
        return renderer.page(
            visit, "help/page.html", text=page, easy=paired, is_easy=easy, results=RESULTS
        )

    return get(f"/{slug}", opt=OPEN, name=slug)(show)


def _back(request: Request[Any, Any, Any], visit: Visit) -> str | None:
    """Give the page that the reader came from, unless it is this one in other letters."""
    headers = request.headers
    back = came_from(headers.get("referer", ""), headers.get("host", ""))
    return None if back == visit.path else back


ROUTES = (glossary, term, faq, question, *map(text_page, PAGES))
