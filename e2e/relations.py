"""For whom somebody may search: what lies ready at the office, and the search that it opens."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from playwright.sync_api import Page

from e2e.searching import ASKED
from e2e.staff import OFFICE_CLERK
from e2e.states import State, choose, send, wrong
from nenkin.clock import japanese_day
from nenkin.features.ownerless.whose import WHOSE
from nenkin.law.procedures import Procedure
from nenkin.law.relations import Paper, RelationKind, Tie
from nenkin.storage.accounts import Account
from nenkin.storage.cases import new_number, open_case
from nenkin.storage.correction_plans import Clerk
from nenkin.storage.database import Database
from nenkin.storage.drafts import Owner, save_draft
from nenkin.storage.relating import confirm, propose
from nenkin.storage.staff import find_member

SECOND = "C0003"
CHILD, PARENT = "tohoku79", "hokkaido75"
LASTS = timedelta(days=90)


async def keep(db: Database, accounts: Mapping[str, Account], now: datetime) -> dict[str, str]:
    """Let one relation be confirmed, another wait, and be asked for a third; give their addresses."""
    one, two = await find_member(db, OFFICE_CLERK), await find_member(db, SECOND)
    assert one is not None
    assert two is not None
    clerk = Clerk(id=one.id, session=b"1" * 32, terminal="e2e 1", place="みほん年金事務所")
    second = Clerk(id=two.id, session=b"2" * 32, terminal="e2e 2", place="みほん年金事務所")
    child, parent, found = accounts[CHILD].person_id, accounts[PARENT].person_id, {}
    async with db.write() as session:
        for name in ("live", "waiting", "asked"):
            number = new_number()
            await open_case(
                session,
                Procedure.SEARCH,
                number=number,
                person_id=child,
                sent=ASKED.encoded(),
                follows=None,
                now=now,
            )
            found[f"related-{name}"] = number
            if name == "asked":
                continue
            relation = await propose(
                session,
                number=number,
                of_person_id=parent,
                kind=RelationKind.SURVIVOR,
                tie=Tie.CHILD,
                papers=[Paper.IDENTITY, Paper.REGISTER, Paper.DEATH],
                until=japanese_day(now) + LASTS,
                clerk=clerk,
                now=now,
            )
            found[f"relation-{name}"] = str(relation)
            if name == "live":
                await confirm(session, relation, clerk=second, now=now)
                owner = Owner.person(child)
                await save_draft(session, owner, WHOSE, str(relation), expected=0, now=now)
    return found


def _half(page: Page) -> None:
    """Say that it is a survivor, by a mandate alone, of nobody that there is."""
    for value in ("survivor", "western", "mandate", "3"):
        choose(page.locator(f"main input[value='{value}']"))
    choose(page.locator("main input[name=tie][value=none]"))
    page.locator("main [name=of-number]").fill("0000-000000")
    for part, said in (("year", "1925"), ("month", "2"), ("day", "3")):
        page.locator(f"main [name=of-born-{part}]").fill(said)
    send(page)


def pages() -> Iterator[State]:
    """Walk the clerk's form, what waits, both kinds of relation, and the search for a parent."""
    case, one = "/staff/cases/{number}/relation", "/staff/relations/{relation}"
    new = State(
        name="office, relation, new",
        path="/staff/cases/{related-asked}/relation",
        route=case,
        staff=OFFICE_CLERK,
    )
    yield new
    # A summary of six mistakes comes before the first of its fields.
    yield replace(wrong(new, "empty", send), excused=frozenset({"late-field"}))
    yield wrong(new, "refused", _half)
    yield State(
        name="office, relation, one waits",
        path="/staff/cases/{related-waiting}/relation",
        route=case,
        staff=OFFICE_CLERK,
    )
    yield State(name="office, relations", path="/staff/relations", staff=SECOND)
    for name, who in (("waiting", SECOND), ("waiting", OFFICE_CLERK), ("live", OFFICE_CLERK)):
        yield State(
            name=f"office, relation {name}, {who}",
            path=f"/staff/relations/{{relation-{name}}}",
            route=one,
            staff=who,
        )
    yield State(name="relation, whose record it is", path="/account/helpers", persona=PARENT)
    for slug in ("", "/names", "/check"):
        yield State(name=f"search records for a parent{slug}", path=f"/search{slug}", persona=CHILD)
