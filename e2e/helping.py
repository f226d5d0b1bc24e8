"""手伝う: the pages of who helps another person with their sheet, in every state."""

from collections.abc import Iterator
from datetime import datetime

import msgspec
from playwright.sync_api import Page

from e2e.audit import WHOLE_RECORD
from e2e.history import KEY, WRITER
from e2e.people import sample
from e2e.requests import REQUEST
from e2e.states import State, choose, empty, send, typed, wrong
from nenkin.features.history.request import JOURNEY, Begun
from nenkin.law.procedures import Procedure
from nenkin.storage.accounts import Account
from nenkin.storage.cases import new_number, open_case
from nenkin.storage.database import Writing
from nenkin.storage.drafts import Owner, save_draft
from nenkin.storage.helpers import Power
from nenkin.storage.person_mails import MailWords

HELPER, NOBODY_S = "jieigyo", "antei"
GONE = 410
SENT = "helped_sent"  # what a helper has sent, by what stands in addresses for its number
BEGUN_MAIL = MailWords("help-begun", "表", "手伝いが始まりました")
# By what stands in addresses for their ids: whom the helper helps, under what name, with what, and
# whether it still goes on.
HELPED = {
    "helped": (WRITER, "母", Power.WRITE | Power.SEE_RECORD | Power.SEND, True),
    "helped_typed": (NOBODY_S, "父", Power.WRITE, True),
    "helped_looking": ("chofuku", "おばさん", Power.SEE_RECORD, True),
    "helped_over": ("kaigai", "おじさん", Power.WRITE, False),
}
CODES = {
    "helped": "さくら・らじお・たんぽぽ・ともだち・みかん・めがね",
    "helped_typed": "さくら・らじお・たんぽぽ・ともだち・みかん・とけい",
    "helped_looking": "さくら・らじお・たんぽぽ・ともだち・みかん・つくえ",
    "helped_over": "さくら・らじお・たんぽぽ・ともだち・みかん・かばん",
}


def _ask(page: Page) -> None:
    """Ask somebody for help, as the person whom e2e/prepared.py lets sign in."""
    sign_in = sample(WRITER).persona.sign_in
    assert sign_in is not None
    page.locator("main [name=called]").fill("見本の次男")
    choose(page.locator("main [name=powers]").first)
    choose(page.locator("main [name=months]").first)
    page.locator("main [name=current-password]").fill(sign_in.password)
    send(page)


async def send_for(
    session: Writing, person_id: int, helper: Account, helper_id: int, now: datetime
) -> str:
    """Send a request for whom somebody helps, and begin another; give its number."""
    owner, number = Owner.person(person_id), new_number()
    begun = msgspec.json.encode(Begun(op="c" * 32, reached=True)).decode()
    await save_draft(session, owner, f"{JOURNEY}-{helper_id}", begun, expected=0, now=now)
    await open_case(
        session,
        Procedure.INQUIRY,
        number=number,
        person_id=person_id,
        sent=REQUEST.encoded(),
        follows=None,
        now=now,
        sent_by=helper.person_id,
    )
    return number


def _sending() -> Iterator[State]:
    """Walk the steps of sending for another person, and what came of it."""
    path, route = "/helping/{helped}/requests", "/helping/{whose}/requests"
    yield State(name="helping, requests", path=path, route=route, persona=HELPER)
    for step in ("new", "new/contact", "new/check"):
        yield State(
            name=f"helping, request, {step}",
            path=f"{path}/{step}",
            route=f"{route}/{step}",
            persona=HELPER,
            budget=WHOLE_RECORD,
        )
    for tail in ("", "/print"):
        yield State(
            name=f"helping, request, sent{tail}",
            path=f"{path}/{{{SENT}}}{tail}",
            route=f"{route}/{{number}}{tail}",
            persona=HELPER,
        )
    yield State(
        name="request, sent by a helper",
        path=f"/requests/{{{SENT}}}",
        route="/requests/{number}",
        persona=WRITER,
    )


def _own() -> Iterator[State]:
    """Walk the pages of who is helped."""
    for who in (WRITER, HELPER, "kaigai"):
        yield State(name=f"helpers, {who}", path="/account/helpers", persona=who)
    new = State(name="helpers, new", path="/account/helpers/new", persona=WRITER)
    yield new
    yield wrong(new, "empty", send)
    yield State(
        name="helpers, code",
        path="/account/helpers/new",
        persona=WRITER,
        then=_ask,
    )
    for who, which in ((WRITER, "helped"), ("kaigai", "helped_over")):
        yield State(
            name=f"helpers, {which}",
            path=f"/account/helpers/{{{which}}}",
            route="/account/helpers/{helper}",
            persona=who,
        )
    for who in (WRITER, HELPER):
        yield State(name=f"helpers, paper, {who}", path="/account/helpers/paper", persona=who)


def pages() -> Iterator[State]:
    """Walk the list, the code, and another's sheet with every function, with few, and when it is over."""
    yield from _own()
    yield from _sending()
    for who in (HELPER, NOBODY_S):
        yield State(name=f"helping, {who}", path="/helping", persona=who)
    code = State(name="helping, code", path="/helping/code", persona=HELPER)
    yield code
    yield wrong(code, "empty", empty)
    unknown = {"code": "さぐら らじお", "born-year": "昭和20", "knows-as": "母"}
    yield wrong(code, "unknown words", typed(unknown))
    for which in ("helped", "helped_typed", "helped_looking"):
        yield State(
            name=f"helping, {which}",
            path=f"/helping/{{{which}}}",
            route="/helping/{whose}",
            persona=HELPER,
            budget=WHOLE_RECORD,
        )
    part = "/helping/{whose}/{part}"
    for name in ("work", "gaps", "compare", "print"):
        yield State(
            name=f"helping, sheet, {name}",
            path=f"/helping/{{helped}}/{name}",
            route=part,
            persona=HELPER,
            budget=WHOLE_RECORD,
        )
    path = "/helping/{helped_looking}/work"
    yield State(name="helping, looking, work", path=path, route=part, persona=HELPER)
    yield State(
        name="helping, hints",
        path="/helping/{helped}/hints",
        route="/helping/{whose}/hints",
        persona=HELPER,
    )
    yield State(
        name="helping, leave",
        path="/helping/{helped}/leave",
        route="/helping/{whose}/leave",
        persona=HELPER,
    )
    yield State(
        name="helping, finding",
        path=f"/helping/{{helped}}/compare/work-{KEY}",
        route="/helping/{whose}/{part}/{key}",
        persona=HELPER,
    )
    job = State(
        name="helping, job",
        path=f"/helping/{{helped}}/work/{KEY}/job",
        route="/helping/{whose}/{part}/{key}/{page}",
        persona=HELPER,
    )
    yield job
    yield wrong(job, "empty", empty)
    yield State(
        name="helping, over",
        path="/helping/{helped_over}",
        route="/helping/{whose}",
        persona=HELPER,
        status=GONE,
    )
