"""Requests that another site, or another session, could make somebody's browser send (goal G6)."""

import hmac
from collections.abc import AsyncIterator, Mapping
from itertools import count

from nenkin.storage import sessions
from nenkin.web.access import Access
from nenkin.web.visits import for_staff, mask
from tests.asgi import Client
from tests.proof.matrix import Fields, closed_door, forms_for, greedy
from tests.proof.people import IDLE, LONGEST
from tests.proof.routes import Route
from tests.proof.states import Row, difference
from tests.proof.world import KINDS, PERSON_A, PERSON_B, World

REFUSED = 403
SEE_OTHER = 303
# What a browser says of a request that one of our own pages sent; each attack changes one of it.
OWN_PAGE = {"sec-fetch-site": "same-origin", "origin": "http://127.0.0.1:8000"}
FOREIGN: Mapping[str, dict[str, str]] = {
    "cross-site": {"sec-fetch-site": "cross-site"},
    "same-site": {"sec-fetch-site": "same-site"},
    "an unheard-of site": {"sec-fetch-site": "whatever"},
    "wrong Origin": {"origin": "https://evil.example"},
    "Origin of another port": {"origin": "http://127.0.0.1:8001"},
    "null Origin": {"origin": "null"},
    "empty Origin": {"origin": ""},
    "wrong Referer": {"referer": "https://evil.example/127.0.0.1:8000"},
}

PLAIN = ("cross-site", "no token")


async def tokens(world: World, who: str, address: str) -> dict[str, str]:
    """Give every hidden field that is not this visit's own."""
    other = PERSON_B if who == PERSON_A else PERSON_A
    own = await world.token(who, address)
    elsewhere = hmac.digest(world.gate.door.server_key, b"x" * 43, "sha256")
    found = {
        "no token": "",
        "another person's token": await world.token(other),
        "a stale token": await _stale(world, other if who not in world.people else who),
        "another visitor's token": mask(elsewhere),
        "half a token": own[:64],
        "a turned token": own[::-1],
    }
    if who in (world.staff if for_staff(address) else world.people):
        visit = world.client(who).cookies["visit"].encode()
        proof = hmac.digest(world.gate.door.server_key, visit, "sha256")
        found["the token of before signing in"] = mask(proof)
    return found


async def _stale(world: World, who: str) -> str:
    """Give the token of a session that has ended."""
    somebody, now = world.people[who], world.clock.now()
    async with world.db.write() as session:
        opened = await sessions.open_session(
            session,
            person_id=somebody.person_id,
            account_id=somebody.account_id,
            now=now,
            idle=IDLE,
            longest=LONGEST,
        )
        await sessions.revoke(session, opened.session.id_hash, now)
    ended = opened.session
    return mask(hmac.digest(ended.csrf_key, ended.id_hash, "sha256"))


async def findings(world: World, routes: list[Route]) -> AsyncIterator[str]:
    """Give every attack that was not refused, or that changed something.

    Every form meets every attack in the browser of somebody whom it is for, of staff whose duty it is; with
    the others, of whom some are turned away before, it meets the plain ones and one in turn.
    """
    forms = await forms_for(world, routes)
    unsafe = [route for route in routes if "POST" in route.methods]
    turns = count()
    for who in dict.fromkeys((*KINDS, *world.staff)):
        # The same for all of somebody's forms below /staff, and elsewhere: no attack changes a session.
        strange: dict[bool, dict[str, str]] = {}
        for route in unsafe:
            whole = who in _whose(world, route)
            if not whole and (who not in KINDS or who not in world.kinds(route.path)):
                continue
            offered = forms[route.path][:2] or list(greedy(world, route, who))[:1]
            below = for_staff(route.path)
            if below not in strange:
                strange[below] = await tokens(world, who, route.path)
            for address, values in offered:
                attacks = await _attacks(world, who, route, (address, values), strange[below])
                if not whole:
                    chosen = {*PLAIN, list(attacks)[next(turns) % len(attacks)]}
                    attacks = {name: one for name, one in attacks.items() if name in chosen}
                async for finding in _attacked(world, who, route, address, attacks):
                    yield f"{who} {address}: {finding}"


def _whose(world: World, route: Route) -> set[str]:
    """Give one whom a form is for; where that is everybody, a visit's tokens differ from a session's."""
    own = {world.one_who_may(route.opt)}
    return own | {PERSON_A} if route.opt["access"] is Access.EVERYBODY else own


Attack = tuple[Client, Fields, Mapping[str, str]]


async def _attacks(
    world: World, who: str, route: Route, form: tuple[str, Fields], strange: Mapping[str, str]
) -> dict[str, Attack]:
    """Give every attack on a form by its name."""
    address, values = form
    own = await world.token(who, address)
    sent: dict[str, tuple[Fields, Mapping[str, str]]] = {
        name: ({**values, "token": own}, headers) for name, headers in FOREIGN.items()
    }
    if not route.row.tokenless:
        for name, token in strange.items():
            sent[name] = ({**values, "token": token}, OWN_PAGE)
        two = {**values, "token": ["0" * 128, own]}
        sent["two tokens, the wrong one first"] = (two, OWN_PAGE)
    return {name: (world.client(who), *one) for name, one in sent.items()}


async def _attacked(
    world: World, who: str, route: Route, address: str, attacks: Mapping[str, Attack]
) -> AsyncIterator[str]:
    before = world.rows(_but_kept)
    for name, (client, fields, headers) in attacks.items():
        answer = await client.post(address, fields, headers)
        door = closed_door(world, who, route)
        led = answer.status == SEE_OTHER and answer.get("location").startswith(door)
        if answer.status != REFUSED and not (door and led):
            yield f"{name} is answered with {answer.status} {answer.get('location')}"
        if "set-cookie" in {key.decode() for key, _ in answer.headers} and name in FOREIGN:
            yield f"{name} sets a cookie"
        after = world.rows(_but_kept)
        if changed := difference(before, after):
            yield f"{name} changed {changed}"
            before = after


def _but_kept(table: str, row: Row) -> bool:
    """Leave out what is kept for somebody who has to sign in again: it changes nothing of theirs."""
    return not (table == "draft" and row["journey"] == "unsent" and row["visit_hash"] is not None)


def bare(world: World) -> Client:
    """Give a browser without any cookie."""
    return Client(world.gate)
