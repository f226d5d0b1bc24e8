"""Nobody sees or changes what is somebody else's: every route, method and kind of person (G5)."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from litestar.handlers import HTTPRouteHandler

from nenkin import features
from nenkin.web.access import handlers
from tests.proof import matrix, proving
from tests.proof.people import seen
from tests.proof.routes import Route, alone, routes_of, undeclared, walk
from tests.proof.world import PERSON_A, Opener, World

if TYPE_CHECKING:
    from litestar import Litestar


async def _findings(world: World, routes: list[Route]) -> list[str]:
    return [finding async for finding in matrix.findings(world, routes)]


async def test_every_route_is_as_the_table_says(open_world: Opener) -> None:
    async with open_world() as world:
        routes = routes_of(world.gate)
    assert list(undeclared(routes)) == []
    assert len(routes) > len({"/", "/static", "/prefs"})


async def test_one_guard_stands_before_every_route(open_world: Opener) -> None:
    """So that whoever is turned away from one address of a route is turned away from all."""
    async with open_world(*proving.ROUTES) as world:
        inner = cast("Litestar", world.gate.inner)
        guards = {tuple(handler.resolve_guards()) for _, handler in handlers(inner)}
    (only,) = guards
    assert only == tuple(inner.guards)
    assert len(only) == 1


def _asks_for_policy(route: Route) -> bool:
    folder = Path(features.__path__[0]) / route.feature
    return bool(route.feature) and any("policy" in f.read_text() for f in folder.glob("*.py"))


@pytest.mark.parametrize("profile", ["standard", pytest.param("seed", marks=pytest.mark.slow)])
async def test_nobody_sees_or_changes_what_is_somebody_elses(
    profile: str, open_world: Opener
) -> None:
    """With the second policy of passwords: in every feature where a policy is spoken of at all.

    No feature knows another (import-linter holds it): the rest answers by the same code in both.
    """
    async with open_world(*proving.ROUTES, password_profile=profile) as world:
        routes = [r for r in routes_of(world.gate) if not r.row.shows_everybody]
        routes = [r for r in routes if "/status/" not in r.path and r.path != "/proof/busy"]
        if profile == "seed":
            routes = [route for route in routes if _asks_for_policy(route)]
            assert {"account", "staff"} == {route.feature for route in routes}
        assert await _findings(world, routes) == []


async def test_a_person_does_see_what_is_their_own(open_world: Opener) -> None:
    """Else the matrix would be green because nothing was ever shown."""
    async with open_world(*proving.ROUTES) as world:
        pages = await walk(world.client(PERSON_A), routes_of(world.gate))
    shown = {canary for page in pages.values() for canary in seen(page.text, world.a.canaries)}
    assert world.a.letters.kanji in shown


@pytest.mark.parametrize(
    ("leak", "said"),
    [
        (proving.anybodys_name, "A opens /proof-own/person/.*is told"),
        (proving.open_export, "staff opens /proof/export: is told"),
        (proving.writing_page, "B opens /proof-own/touch: changed .*draft"),
        (proving.anybodys_draft, "B sends /proof-own/person/.*changed .*draft"),
        (proving.told_anybody, "A opens /proof-own/told/.*changed .*estimate"),
        (proving.away, "visitor opens /proof/away.*leads to //evil.example"),
    ],
    ids=["name", "export", "touch", "draft", "told", "away"],
)
async def test_a_seeded_defect_is_found(
    leak: HTTPRouteHandler,
    said: str,
    open_world: Opener,
) -> None:
    async with open_world(*proving.EVERYTHING) as world:
        found = await _findings(world, alone(routes_of(world.gate), leak))
    assert any(re.match(said, finding) for finding in found), found


@pytest.mark.parametrize(
    ("leak", "said"),
    [
        (proving.any_case, "opens /staff/proof-case/[0-9]+: is told"),
        (proving.note_in_any_case, "sends /staff/proof-case/[0-9]+: changed .*in another case"),
    ],
    ids=["view", "note"],
)
async def test_a_route_that_forgets_its_case_is_found(
    leak: HTTPRouteHandler, said: str, open_world: Opener
) -> None:
    """A clerk whose duty it is sees the person of the case in the address, and nobody of another."""
    async with open_world(*proving.EVERYTHING) as world:
        found = await _findings(world, alone(routes_of(world.gate), leak))
    assert any(re.search(said, finding) for finding in found), found


async def test_a_route_that_keeps_to_its_case_is_right(open_world: Opener) -> None:
    """Else it would be the duty that is found, and not the other case."""
    async with open_world(*proving.EVERYTHING) as world:
        routes = alone(routes_of(world.gate), proving.own_case)
        assert await _findings(world, routes) == []


async def test_a_route_that_is_in_no_row_is_found() -> None:
    route = Route("/new/{thing:str}", frozenset({"GET"}), {})
    assert "/new/{thing:str}: add a row" in next(undeclared([route]))
    unsampled = Route("/proof/{thing:str}", frozenset({"GET"}), {})
    assert "add samples of {thing}" in next(undeclared([unsampled]))
