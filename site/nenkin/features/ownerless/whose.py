"""For whom somebody searches: themselves, or who the office has confirmed; chosen once, kept as a draft."""

from nenkin.content.library import Library
from nenkin.law.wareki import write_day
from nenkin.storage.database import Database
from nenkin.storage.drafts import Owner, load_draft
from nenkin.storage.relations import Relation, searches_for
from nenkin.web.rendering import Renderer
from nenkin.web.visits import Visit

WHOSE = "ownerless-whose"
QUESTIONS = frozenset({"list", "question", "check", "wait", "none"})  # pages that say so above


async def chosen(db: Database, visit: Visit) -> Relation | None:
    """Give for whom it was chosen to search, for as long as that may be; never beside a clerk."""
    if visit.at_kiosk:
        return None
    person_id = visit.known.person_id
    draft = await load_draft(db, Owner.person(person_id), WHOSE, visit.now)
    if draft is None:
        return None
    there = await searches_for(db, person_id, visit.now)
    return next((one for one in there if str(one.id) == draft.answers), None)


def tie_words(library: Library, relation: Relation) -> str:
    """Say who somebody is by what the office has confirmed (続柄), seen from who searches."""
    return library.words(f"search.tie.{relation.tie}")


def banner(renderer: Renderer, library: Library, relation: Relation) -> str:
    """Say above a question whose record is searched for, and until when that may be."""
    words = library.words
    return renderer.components.for_whom(
        text=words("search.whose.banner", tie=tie_words(library, relation)),
        until=words("search.whose.until", day=write_day(relation.until)),
        own="/search",
        back=words("search.whose.back"),
    )
