"""Letters that lie ready for the post, and the pages of those who print them, in every state."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from playwright.sync_api import Page

from e2e.audit import WHOLE_RECORD
from e2e.office import CONFLICT
from e2e.staff import OFFICE_CLERK
from e2e.states import State, empty, press, typed, wrong
from nenkin.interchange.sent_requests import Entry, Line, Part, Request
from nenkin.law.procedures import Procedure
from nenkin.storage.accounts import Account
from nenkin.storage.addresses import register_address
from nenkin.storage.audit import ActorKind, Event
from nenkin.storage.batches import confirm, give, latest_batch, make_batch
from nenkin.storage.cases import new_number, open_case
from nenkin.storage.correction_plans import Clerk
from nenkin.storage.database import Database
from nenkin.storage.letters import ACCESS_KEY, SECRETS, SIGN_UP_CODE, Letter, enqueue_letter
from nenkin.storage.staff import find_member

TOLD, KEYED = "sango", "sokyu"
HOME = ("100-0000", "東京都みほん区１－２－３")


APPLIED = Request(
    person=[Line("ふりがな", "ミホン ハナコ"), Line("生年月日", "昭和30年1月23日")],
    contact=[Line("電話番号", "書いていません")],
    bring=[],
    parts=[
        Part(
            "手紙の送り先",
            "",
            [Entry("", [Line("書いてあった住所", "1000000\n東京都\nみほん区1-2-3")])],
        )
    ],
)


def _noted(action: str, person_id: int | None, detail: Mapping[str, str | int]) -> Event:
    return Event(actor=ActorKind.STAFF, action=action, subject=person_id, detail=detail)


async def keep(db: Database, accounts: Mapping[str, Account], now: datetime) -> dict[str, str]:
    """Lay letters ready: one to check, one printed, one batch to print and one to count."""
    member = await find_member(db, OFFICE_CLERK)
    assert member is not None
    clerk = Clerk(id=member.id, session=b"3" * 32, terminal="e2e 1", place="みほん年金事務所")
    found: dict[str, str] = {}

    async def letter(name: str, who: str, kind: str, **facts: str) -> None:
        async with db.write() as session:
            one = Letter(
                kind=kind,
                person_id=accounts[who].person_id,
                address=("1000000", "13", "みほん区1-2-3") if kind in SECRETS else HOME,
                facts={"name": "見本 花子", **facts},
                dedupe=f"e2e {name}",
            )
            found[f"letter-{name}"] = str(await enqueue_letter(session, one, now))

    async def batch(name: str, *, given: bool, over: bool = False) -> None:
        seen = await latest_batch(db)
        async with db.write() as session:
            made = await make_batch(
                session, secret=False, clerk=clerk, seen=seen, noted=_noted, now=now
            )
            if given:
                await give(session, made, clerk=clerk, noted=_noted, now=now)
            if over:
                await confirm(
                    session,
                    made,
                    spoiled=frozenset(),
                    secrets={},
                    clerk=clerk,
                    noted=_noted,
                    reason="",
                    now=now,
                )
        found[f"batch-{name}"] = str(made)

    async with db.write() as session:
        await register_address(session, accounts[KEYED].person_id, HOME)
    await letter(
        "printed", TOLD, "corrected", case="00000000000000", added="昭和50年4月から9月まで"
    )
    await batch("over", given=True, over=True)
    await letter("given", TOLD, "answered", note="台帳を調べました。")
    await batch("given", given=True)
    await letter("batched", TOLD, "corrected", added="昭和50年4月から9月まで")
    await batch("fresh", given=False)
    await letter("check", KEYED, ACCESS_KEY, code="12345678901234567")
    async with db.write() as session:
        applied = new_number()
        await open_case(
            session,
            Procedure.SIGN_UP,
            number=applied,
            person_id=accounts[KEYED].person_id,
            sent=APPLIED.encoded(),
            follows=None,
            now=now,
        )
    found["case-applied"] = applied
    await letter("applied", KEYED, SIGN_UP_CODE, code="12345678901234567", case=applied)
    await letter("waiting", TOLD, "papers-wanted", note="給与明細")
    return found


def pages() -> Iterator[State]:
    """Walk the list, a batch from its file to its count, and single letters."""
    yield State(name="letters", path="/staff/letters", staff=OFFICE_CLERK)
    for name in ("fresh", "given", "over"):
        yield State(
            name=f"letters, batch {name}",
            path=f"/staff/batches/{{batch-{name}}}",
            route="/staff/batches/{batch}",
            staff=OFFICE_CLERK,
        )
    counting = State(
        name="letters, count",
        path="/staff/batches/{batch-given}",
        route="/staff/batches/{batch}",
        staff=OFFICE_CLERK,
    )
    yield wrong(counting, "refused", typed({"printed": "たくさん", "spoiled": "9"}))
    yield State(
        name="letters, not given yet",
        path="/staff/batches/{batch-fresh}",
        route="/staff/batches/{batch}",
        staff=OFFICE_CLERK,
        then=_counted,
        status=CONFLICT,
    )
    yield State(
        name="letters, an application",
        path="/staff/cases/{case-applied}",
        route="/staff/cases/{number}",
        staff=OFFICE_CLERK,
        budget=WHOLE_RECORD,
    )
    one = "/staff/letters/{letter}"
    for name in ("check", "printed", "waiting"):
        yield State(
            name=f"letters, {name}",
            path=f"/staff/letters/{{letter-{name}}}",
            route=one,
            staff=OFFICE_CLERK,
            budget=WHOLE_RECORD,
        )
    check = State(
        name="letters, checked", path="/staff/letters/{letter-check}", route=one, staff=OFFICE_CLERK
    )
    yield wrong(check, "empty", empty)
    printed = State(
        name="letters, again", path="/staff/letters/{letter-printed}", route=one, staff=OFFICE_CLERK
    )
    yield wrong(printed, "empty", empty)


def _counted(page: Page) -> None:
    page.locator("main [name=printed]").fill("1")
    press(page.locator("main form[action*=count] button"))
