"""That somebody's case is closed to one alone (支援措置) stands on nothing that they take along.

Whoever looks over a shoulder, or finds a print in a bag, must not learn of it; and no route gives
anything of such a person to whoever is not allowed to.
"""

import re

from nenkin.paths import COMPONENTS, CONTENT, FEATURES, TEMPLATES
from nenkin.storage.people import restrict
from tests.asgi import Answer
from tests.pdf_words import words
from tests.proof.people import seen
from tests.proof.routes import routes_of, walk
from tests.proof.world import PERSON_A, VISITOR, Opener

NAMED = re.compile(r"支援措置|ＤＶ|DV|ドメスティック|閲覧.{0,3}制限|1人では開け")
OWN_PAGES = (PERSON_A, VISITOR)
MADE = ("*.html", "*.toml", "*.md", "*.js")  # of which pages and prints are made


def _is_print(answer: Answer) -> bool:
    return answer.get("content-type").startswith("application/pdf")


def _text(answer: Answer) -> str:
    return words(answer.body) if _is_print(answer) else answer.text


def test_no_words_of_ours_name_it() -> None:
    for folder in (CONTENT, COMPONENTS, FEATURES, TEMPLATES):
        for pattern in MADE:
            for path in folder.rglob(pattern):
                assert "支援措置" not in path.read_text("utf-8"), path


async def test_no_page_that_its_person_takes_along_tells_of_it(open_world: Opener) -> None:
    async with open_world() as world:
        async with world.db.write() as session:
            await restrict(session, world.a.person_id, restricted=True, now=world.clock.now())
        routes = routes_of(world.gate)
        for who in OWN_PAGES:
            pages = await walk(world.client(who), routes)
            assert len(pages) > len(routes) / 2
            assert who != PERSON_A or any(_is_print(page) for page in pages.values())
            told = {path: NAMED.findall(_text(page)) for path, page in pages.items()}
            assert {path: words for path, words in told.items() if words} == {}


async def test_nobody_on_duty_is_told_anything_of_such_a_person(open_world: Opener) -> None:
    """Of the one whose case it is, no page for staff shows a word, whatever their duties."""
    async with open_world() as world:
        async with world.db.write() as session:
            await restrict(session, world.a.person_id, restricted=True, now=world.clock.now())
        routes = [route for route in routes_of(world.gate) if route.path.startswith("/staff")]
        for who in world.staff:
            for route in routes:
                if "GET" not in route.methods:
                    continue
                for address in route.addresses([world.a.ids["request"], world.a.ids["case"]]):
                    page = await world.client(who).get(address)
                    told = seen(page.text, world.a.canaries) - seen(address, world.a.canaries)
                    assert told == set(), (who, address)
