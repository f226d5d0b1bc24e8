"""Somebody who helps (手伝う) comes no further than was chosen: every page of the sheet, every function."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import pytest

from nenkin.clock import japanese_day
from nenkin.storage.helpers import EndedBy, Power, end, invite
from nenkin.storage.helping import Helping, begin
from nenkin.storage.people import restrict
from nenkin.storage.person_mails import MailWords
from tests.proof.people import Somebody, seen
from tests.proof.routes import PERSON, Route, forms_of, is_page, routes_of
from tests.proof.states import State, belongs_to, difference
from tests.proof.world import PERSON_A, PERSON_B, Opener, World
from tests.sites import NOON

CODE = "さくら・らじお・みかん・うさぎ・とけい・つくえ"
EACH = [Power.WRITE, Power.SEE_RECORD, Power.SEND, Power.SEE_RECORD | Power.SEND]
EVERYTHING = Power.WRITE | Power.SEE_RECORD | Power.SEND
GONE, NOT_FOUND, BROKEN = 410, 404, 500
# What writing in a sheet changes, and what asking to see the record beside it does.
LEAVES = {"hints", "leave"}
OF_SHEET = {"history_answer", "history_sheet"}
PARTS = {
    "part": (
        *("work", "names", "gaps", "hints", "objections", "compare", "print", "sheet.txt"),
        *("sheet.jsonl", "sheet.pdf", "delete", "resume-code", "nothing"),
    ),
    "key": ("new", "work-abc", "abc"),
    "page": ("remove", "job", "nothing"),
    "number": ("00000000000000", "nothing"),
}


async def help_a(world: World, powers: Power, until: date | None = None) -> int:
    """Let B help A, under a name that is B's own; give what stands in addresses."""
    until = until or japanese_day(NOON) + timedelta(days=30)
    async with world.db.write() as session:
        helper_id = await invite(
            session, world.a.person_id, CODE, called="甥", powers=powers, until=until, now=NOON
        )
    found = await begin(
        world.db,
        CODE,
        world.a.record.person.born_on,
        account_id=world.b.account_id,
        person_id=world.b.person_id,
        knows_as=f"{world.b.letters.kanji}伯母",
        place="proof",
        now=NOON,
        mail=MailWords("help-begun", "表", "手伝いが始まりました"),
    )
    assert isinstance(found, Helping)
    return helper_id


def of_record(somebody: Somebody) -> frozenset[str]:
    """Give what nobody reads in the sheet itself: what was typed there is in another script."""
    kanji, typed = somebody.letters.kanji, {somebody.letters.kanji, somebody.letters.latin}
    more = {f"{kanji}姓", f"{kanji}名", f"株式会社{kanji}", somebody.mail, somebody.user_id}
    return (somebody.canaries - typed) | more


def addresses(world: World, helper_id: int) -> Iterator[tuple[Route, str]]:
    """Give every address below a helped person's sheet, A's own entry among them."""
    own = {"key": world.a.ids["entry"], "number": world.a.ids["request"]}
    for route in routes_of(world.gate):
        if not route.path.startswith("/helping/{whose"):
            continue
        assert route.opt["access"] is PERSON
        assert not route.opt.get("guests")
        names = [name for name in route.parts if name != "whose"]
        filled: list[Mapping[str, str]] = [{"whose": str(helper_id)}]
        for name in names:
            values = (*PARTS[name], *([own[name]] if name in own else ()))
            filled = [{**one, name: value} for one in filled for value in values]
        yield from ((route, route.fill(one)) for one in filled)


async def walk(world: World, helper_id: int) -> dict[str, int]:
    """Open every address, send every form with what a helper types; give the answers' states.

    Whatever happens, nothing of A's record is told to who may not see it, and A's sheet stays.
    """
    client, states = world.client(PERSON_B), {}
    token = await world.token(PERSON_B)
    for route, address in addresses(world, helper_id):
        for method in sorted(route.methods & {"GET", "POST"}):
            if address.endswith("/leave") and method == "POST":
                continue
            sent = {"token": token, "employer": "伯母の会社", "finish": "yes", "gap": "unknown"}
            answer = await (client.get(address) if method == "GET" else client.post(address, sent))
            assert answer.status < BROKEN, (method, address)
            told = seen(answer.text + str(answer.headers), of_record(world.a))
            states[f"{method} {address}"] = answer.status
            if told:
                states[f"{method} {address} tells {sorted(told)}"] = answer.status
            for form in forms_of(answer, address) if is_page(answer) else []:
                inside = form.action.startswith((f"/helping/{helper_id}", "/prefs", "/session"))
                assert inside or form.action == "/sign-out" or answer.status == GONE, form.action
    return states


def told(states: Mapping[str, int]) -> list[str]:
    return [one for one in states if " tells " in one]


def of_a(world: World) -> State:
    return world.rows(belongs_to(world.a))


@pytest.mark.parametrize("powers", [*EACH, Power.WRITE | Power.SEND, EVERYTHING], ids=str)
async def test_a_helper_comes_as_far_as_was_chosen(powers: Power, open_world: Opener) -> None:
    async with open_world() as world:
        helper_id = await help_a(world, powers)
        before = of_a(world)
        states = await walk(world, helper_id)
        changed = difference(before, of_a(world))
        own = await world.client(PERSON_A).get("/history/work")
    sees = Power.SEE_RECORD in powers
    assert bool(told(states)) is sees, told(states)
    sends = Power.SEND in powers and sees
    allowed = OF_SHEET if powers & (Power.WRITE | Power.SEE_RECORD) else set()
    assert set(changed) <= allowed | ({"draft"} if sends else set())
    for part in ("", "/new", "/new/contact", "/new/check"):
        assert (states[f"GET /helping/{helper_id}/requests{part}"] == NOT_FOUND) is not sends
    assert ("伯母の会社" in own.text) is (Power.WRITE in powers)
    for never in ("delete", "resume-code", "nothing"):
        assert states[f"GET /helping/{helper_id}/{never}"] == NOT_FOUND
        assert states[f"POST /helping/{helper_id}/{never}"] == NOT_FOUND
    for part in ("compare", "print", "sheet.txt", "sheet.jsonl", "objections"):
        assert (states[f"GET /helping/{helper_id}/{part}"] == NOT_FOUND) is not sees, part


@pytest.mark.parametrize("why", ["revoked", "expired", "restricted"])
async def test_when_it_is_over_every_page_says_only_that(why: str, open_world: Opener) -> None:
    async with open_world() as world:
        today = japanese_day(NOON)
        helper_id = await help_a(world, EVERYTHING, today if why == "expired" else None)
        if why == "expired":
            world.clock.moment += timedelta(days=1)
            await world.revive(PERSON_B)
        else:
            async with world.db.write() as session:
                if why == "revoked":
                    await end(session, helper_id, EndedBy.PERSON, NOON)
                else:
                    await restrict(session, world.a.person_id, restricted=True, now=NOON)
        before = of_a(world)
        states = await walk(world, helper_id)
        client = world.client(PERSON_B)
        page = await client.get(f"/helping/{helper_id}")
        listed = await client.get("/helping")
        changed = difference(before, of_a(world))
    # «hints» and «leave» have no pages below them, and take nothing: there the router answers.
    assert {state for name, state in states.items() if not LEAVES & set(name.split("/"))} == {GONE}
    assert told(states) == []
    assert changed == {}
    assert "支援" not in page.text
    assert f"/helping/{helper_id}" not in listed.text


async def test_what_a_helper_writes_elsewhere_stays_apart(open_world: Opener) -> None:
    """The helper's own sheet and settings are as they were, whatever was done in the other's."""
    async with open_world() as world:
        helper_id = await help_a(world, EVERYTHING)
        before = world.rows(
            lambda table, row: table != "session" and belongs_to(world.b)(table, row)
        )
        await walk(world, helper_id)
        after = world.rows(
            lambda table, row: table != "session" and belongs_to(world.b)(table, row)
        )
        page = await world.client(PERSON_B).get("/history/work")
    assert difference(before, after) == {}
    assert "伯母の会社" not in page.text
