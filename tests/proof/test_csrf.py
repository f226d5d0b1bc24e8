"""No other site, and no other session, can send one of our forms (goal G6)."""

from tests.proof import csrf, proving
from tests.proof.routes import alone, routes_of
from tests.proof.world import PERSON_A, VISITOR, Opener


async def test_every_attack_on_every_form_is_refused_and_changes_nothing(
    open_world: Opener,
) -> None:
    async with open_world(*proving.ROUTES) as world:
        routes = routes_of(world.gate)
        assert [finding async for finding in csrf.findings(world, routes)] == []


async def test_our_own_pages_are_not_refused(open_world: Opener) -> None:
    """Else the matrix would be green because nothing was ever accepted."""
    async with open_world(*proving.ROUTES) as world:
        for who, path in ((VISITOR, "/proof/draft"), (PERSON_A, "/proof-own/draft")):
            for headers in (csrf.OWN_PAGE, {"referer": "http://127.0.0.1:8000/proof/form"}, {}):
                fields = {"token": await world.token(who), "word": "x"}
                answer = await world.client(who).post(path, fields, headers)
                assert (answer.status, answer.get("location")[:6]) == (303, "/proof")


async def test_a_form_without_a_token_is_found(open_world: Opener) -> None:
    async with open_world(*proving.EVERYTHING) as world:
        routes = alone(routes_of(world.gate), proving.unguarded)
        found = [finding async for finding in csrf.findings(world, routes)]
    assert any("no token is answered with 201" in finding for finding in found)
    assert any("no token changed {'draft': 1}" in finding for finding in found)


async def test_a_visitor_without_a_cookie_has_no_token(open_world: Opener) -> None:
    async with open_world(*proving.ROUTES) as world:
        for token in ("", "0" * 128, await world.token(VISITOR)):
            answer = await csrf.bare(world).post("/proof/draft", {"token": token})
            assert answer.status == 403
