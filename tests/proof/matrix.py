"""The matrix: every route, every method, every kind of person, everybody's values (goal G5).

Staff are let in by their duties alone (data/duties.toml), and a town hall's clerks have those of a
post office's. Of those who have the same of the duties that a route asks for one tries everything. The
others, at their own places, open every page in every case and send every form that is offered; that a
strange id in each place of an address or a foreign way back is answered alike does not hang on where
somebody sits; and where is nobody's data at all, one of all who have the duty tries everything. Of the
two people the first tries everything, the second whatever is the first's. And whom a route is not for is
turned away by the one guard of all, before the address is read (test_matrix.py holds it): they try it in
every case of either person, of staff the first whose duty it is not; the others try it once.
"""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Mapping
from urllib.parse import urlencode

from nenkin.web.visits import STAFF_AREA
from tests.asgi import Answer, leads_away
from tests.proof.people import Somebody, seen
from tests.proof.routes import PERSON, STAFF, Route, forms_of, is_page, walk
from tests.proof.states import Keep, belongs_to, difference
from tests.proof.world import KINDS, PERSON_A, PERSON_B, VISITOR, World

ELSEWHERE = "https://evil.example/"
# Names under which routes everywhere take somebody's id, and a way back.
NAMES = ("person_id", "person", "account_id", "account", "user", "id", "session", "device", "token")
BACK = ("next", "back", "return_to", "url", "redirect")
BROKEN = 500
IN_CASE = ("request", "case", "slip", "sent slip", "letter")
REFUSED = (401, 403)
Fields = Mapping[str, str | list[str]]


async def findings(world: World, routes: list[Route]) -> AsyncIterator[str]:
    """Give everything that somebody saw, changed or was led to, and should not have been."""
    forms = await forms_for(world, routes)
    for who in dict.fromkeys((*KINDS, *world.staff)):
        for route in routes:
            if who not in world.kinds(route.path):
                continue
            world.tried = route.path
            if _turned_away(world, who, route) or closed_door(world, who, route):
                async for finding in _refused(world, who, route, forms[route.path]):
                    yield f"{who} tries {finding}"
                continue
            again = world.is_as_another(who, route)
            if "GET" in route.methods:
                async for finding in _opened(world, who, route, again=again):
                    yield f"{who} opens {finding}"
            if "POST" in route.methods:
                strange = [] if again else greedy(world, route, who)
                async for finding in _sent(world, who, route, [*forms[route.path], *strange]):
                    yield f"{who} sends {finding}"


async def forms_for(world: World, routes: list[Route]) -> dict[str, list[tuple[str, Fields]]]:
    """Collect the forms that both people are offered, by route, with all that is filled in."""
    found: dict[str, list[tuple[str, Fields]]] = defaultdict(list)
    offered: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for who in (PERSON_A, PERSON_B, VISITOR, *world.first_of_their_duties):
        below = STAFF_AREA if who in world.staff else "/"
        for path, answer in (await walk(world.client(who), routes, below=below)).items():
            for form in forms_of(answer, path) if is_page(answer) else []:
                address = form.action.partition("?")[0]
                if form.method != "post":
                    continue
                for route in routes:
                    if "POST" not in route.methods or not route.matches(address):
                        continue
                    values = {name: value for name, value in form.values.items() if name != "token"}
                    shape = (who, route.path, *sorted(values), *form.buttons)
                    if address not in offered[shape] and len(offered[shape]) < SAME_FORMS:
                        offered[shape].add(address)
                        if (form.action, values) not in found[route.path]:  # by another offered too
                            found[route.path].append((form.action, values))
    return found


SAME_FORMS = 2  # of one kind, as a list of devices offers them


def _addresses(world: World, who: str, route: Route, *, again: bool) -> Iterator[str]:
    if again:
        yield from route.addresses([] if route.row.alike else _cases(world))
        return
    whose = (world.a,) if who == PERSON_B else (world.a, world.b)
    yield from route.addresses([value for somebody in whose for value in somebody.ids.values()])
    first = next(route.addresses())
    for somebody in whose:
        query = dict.fromkeys(NAMES, somebody.ids["person"])
        yield f"{first}?{urlencode(query)}"
    if who == PERSON_B:
        return
    for back in (ELSEWHERE, "//evil.example", "/\\evil.example", "/\t/evil.example"):
        yield f"{first}?{urlencode(dict.fromkeys(BACK, back))}"


async def _opened(world: World, who: str, route: Route, *, again: bool) -> AsyncIterator[str]:
    await world.revive(who)  # whom an earlier press of a button signed out
    before, others = world.rows(), world.rows(_protected(world, who))
    for address in _addresses(world, who, route, again=again):
        answer = await world.client(who).get(address)
        for finding in _judged(world, who, route, address, answer):
            yield f"{address}: {finding}"
    changed = difference(before, world.rows())
    if who in world.people:  # their own rows, and only where the page says so
        for table in route.row.keeps:
            changed.pop(table, None)
    changed |= difference(others, world.rows(_protected(world, who)))
    if changed:
        yield f"{route.path}: changed {changed}"


async def _sent(
    world: World, who: str, route: Route, forms: list[tuple[str, Fields]]
) -> AsyncIterator[str]:
    for address, values in forms:
        await world.revive(who)
        fields = {**values, "token": await world.token(who, address)}
        request = address + urlencode(fields, doseq=True)
        keep, outside = _protected(world, who), _outside(world, route, request)
        before, theirs = world.rows(keep), world.rows(outside)
        answer = await world.client(who).post(address, fields)
        for finding in _judged(world, who, route, request, answer):
            yield f"{address}: {finding}"
        changed = difference(before, world.rows(keep))
        if not changed.keys() <= route.row.may_touch:
            yield f"{address}: changed {changed}"
        if changed and (of_others := difference(theirs, world.rows(outside))):
            yield f"{address}: changed {of_others} of somebody in another case"


def greedy(world: World, route: Route, who: str) -> Iterator[tuple[str, Fields]]:
    """Give each other person's ids in every place where a route could take one."""
    others = [one for kind, one in world.people.items() if kind != who]
    for somebody in others:
        fields = {name: [somebody.ids["person"]] for name in NAMES if name != "token"}
        fields |= {"session": [somebody.ids["session"]], "device": [somebody.ids["device"]]}
        fields |= {"mail": [somebody.mail], "user-id": [somebody.user_id], "name": [somebody.mail]}
        fields |= {name: [ELSEWHERE] for name in BACK}
        every = somebody is others[0]
        for address in route.addresses(somebody.ids.values(), every=every):
            yield address, fields


def _protected(world: World, who: str) -> Keep:
    """Give what picks the rows that somebody must not change: all of everybody else's."""
    if who not in world.protected:
        others = [belongs_to(one) for kind, one in world.people.items() if kind != who]
        world.protected[who] = lambda table, row: any(one(table, row) for one in others)
    return world.protected[who]


def closed_door(world: World, who: str, route: Route) -> str:
    """Give where somebody is led who has not signed in as those for whom a page is."""
    if route.opt["access"] is PERSON and who not in world.people:
        return "/sign-in"
    return "/staff/sign-in" if route.opt["access"] is STAFF and who not in world.staff else ""


async def _refused(
    world: World, who: str, route: Route, offered: list[tuple[str, Fields]]
) -> AsyncIterator[str]:
    """Try a page as somebody whom it is not for, in every case of either person and in none.

    Everything is compared once, after all tries: a refusal writes nothing at all. Before a closed
    door what somebody sent is kept until they have signed in, for them and in nobody else's rows.
    """
    await world.revive(who)
    keep = _protected(world, who) if closed_door(world, who, route) else None
    before, client = world.rows(keep), world.client(who)
    once = who in world.staff and world.is_as_another(who, route)
    addresses = list(route.addresses([] if once else _cases(world), every=False))
    if "GET" in route.methods:
        for address in addresses:
            for finding in _judged(world, who, route, address, await client.get(address)):
                yield f"{address}: {finding}"
    if "POST" in route.methods:
        token = await world.token(who, addresses[0])
        forms = [*offered[: 1 if once else None], *((address, {}) for address in addresses)]
        for address, values in forms:
            answer = await client.post(address, {**values, "token": token})
            request = address + urlencode(values, doseq=True)
            for finding in _judged(world, who, route, request, answer):
                yield f"{address}: {finding}"
    if changed := difference(before, world.rows(keep)):
        yield f"{route.path}: changed {changed}"


def _turned_away(world: World, who: str, route: Route) -> bool:
    """Whether it is staff whose duty a page is not."""
    return who in world.staff and bool(route.row.duty) and not _on_duty(world, who, route)


def _cases_of(somebody: Somebody) -> Iterator[str]:
    """Give by what a case or a slip of somebody is found."""
    yield from (somebody.ids[name] for name in IN_CASE)


def _cases(world: World) -> list[str]:
    return [value for one in (world.a, world.b) for value in _cases_of(one)]


def _inside(world: World, request: str) -> Iterator[Somebody]:
    """Give whose case a request names."""
    for one in (world.a, world.b):
        if any(case in request for case in _cases_of(one)):
            yield one


def _outside(world: World, route: Route, request: str) -> Keep:
    """Give what picks the rows of those whose case it is not, where a page is of a case."""
    everybody = (world.a, world.b)
    inside = list(_inside(world, request)) if route.row.in_case else everybody
    known = f"outside {[one.person_id for one in inside]}"
    if known not in world.protected:
        others = [belongs_to(one) for one in everybody if one not in inside]
        world.protected[known] = lambda table, row: any(one(table, row) for one in others)
    return world.protected[known]


def _on_duty(world: World, who: str, route: Route) -> bool:
    return who in world.staff and route.row.duty in world.staff[who].duties


def _judged(world: World, who: str, route: Route, request: str, answer: Answer) -> Iterator[str]:
    if answer.status >= BROKEN:
        yield f"status {answer.status}"
    location = answer.get("location")
    if location and leads_away(location):
        yield f"leads to {location}"
    if door := closed_door(world, who, route):
        if answer.status != 303 or not location.startswith(door):
            yield f"is answered with {answer.status} {location}"
    elif _turned_away(world, who, route):
        if answer.status != 403:
            yield f"is no duty of theirs, and is answered with {answer.status} {location}"
    elif answer.status in REFUSED:
        yield f"is refused ({answer.status})"
    everything = answer.text + str(answer.headers)
    told = seen(everything, world.not_for(who))
    if told and route.row.in_case and _on_duty(world, who, route):
        told -= {each for one in _inside(world, request) for each in one.canaries}
    if told and (told := told - seen(request, told)):
        yield f"is told {sorted(told)}"
