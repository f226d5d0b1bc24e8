"""/staff/letters: what waits for the post, where each letter goes, and letters sent again."""

import re
import unicodedata
from collections.abc import Sequence

from litestar import get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from nenkin.content.posted import address_lines, short_number
from nenkin.features.office.batches import BATCHES, files_of, make
from nenkin.features.office.desk import FORBIDDEN, WRONG, Page
from nenkin.features.office.letter_forms import (
    LARGE,
    NORMAL,
    REFUSE,
    REGISTERED,
    TYPED,
    AgainForm,
    CheckForm,
)
from nenkin.features.office.opened import Restricted
from nenkin.features.office.posting import (
    LETTERS,
    PostDesk,
    letter_day,
    letter_item,
    letter_state,
    post_router,
)
from nenkin.features.office.routing import duty, see_other
from nenkin.law.duties import Duty
from nenkin.storage import audit
from nenkin.storage.addresses import registered_address
from nenkin.storage.batches import count_waiting, latest_batch, open_batches
from nenkin.storage.cases import cases_of, numbered_case
from nenkin.storage.letter_steps import Halted, refuse_letter, send_again, send_to
from nenkin.storage.letters import (
    StoredLetter,
    letter_after,
    letters_to_check,
    printed_letters,
    read_letter,
)
from nenkin.storage.people import Known, read_person
from nenkin.storage.viewings import viewing_of, whole_viewing, wish_of
from nenkin.web.addresses import id_of
from nenkin.web.forms import Form, FormView, Rejected, Trouble, view
from nenkin.web.refusals import Refused
from nenkin.web.submissions import Submission

PRINT = duty(Duty.PRINT_LETTERS)
ONE = LETTERS + "/{letter:str}"
MOST = 100  # in each list
DONE = ("late", "sent", "refused")
_OF_ADDRESSES = re.compile(r"[\s\-‐-―−ー－番地号丁目の]+")


@get(LETTERS, opt=PRINT)
async def listed(desk: NamedDependency[PostDesk], done: FromQuery[str] = "") -> Page:
    """Show what waits; no names in it."""
    going = await open_batches(desk.db)
    files_of(desk).destroy_others(frozenset(one.id for one in going))
    return desk.page(
        "letters",
        done=done if done in DONE else "",
        ready=await desk.press.ready(),
        checks=[letter_item(desk, one) for one in await letters_to_check(desk.db, MOST)],
        plain=await count_waiting(desk.db, secret=False),
        secret=await count_waiting(desk.db, secret=True),
        seen=await latest_batch(desk.db),
        batches=[
            {
                "text": desk.library.words(
                    "office.letters.batch",
                    day=letter_day(one.made_at),
                    number=short_number(one.id),
                    size=one.size,
                ),
                "href": f"{BATCHES}/{one.id}",
                "status": desk.library.words(
                    f"office.letters.{'given' if one.given_at else 'not-given'}"
                ),
            }
            for one in going
        ],
        printed=[letter_item(desk, one) for one in await printed_letters(desk.db, MOST)],
    )


@get(ONE, opt=PRINT)
async def show(desk: NamedDependency[PostDesk], letter: FromPath[str]) -> Page:
    """Show one letter: to whom and where, and what can be done with it."""
    one, known = await _open(desk, letter)
    return await _draw(desk, one, known)


@post(ONE + "/check", opt=PRINT)
async def check(
    desk: NamedDependency[PostDesk], letter: FromPath[str], submission: NamedDependency[Submission]
) -> Page:
    """Say where a letter goes, or that it does not."""
    one, known = await _open(desk, letter)
    form = CheckForm.read(submission)
    registered = await _registered(desk, one)
    if not isinstance(form, Rejected):
        missing = {REGISTERED: not registered, TYPED: not one.letter.address}
        if missing.get(form.to, False):
            form = Rejected(submission, (Trouble("to", f"no-{form.to}"),))
    if isinstance(form, Rejected):
        return await _draw(desk, one, known, form)
    event = _event(
        desk, one, "letter.refused" if form.to == REFUSE else "letter.checked", form.seen
    )
    try:
        async with desk.db.write() as session:
            now = desk.visit.now
            if form.to == REFUSE:
                await refuse_letter(session, one.id, event, now)
            else:
                await send_to(session, one.id, event, now, registered=form.to == REGISTERED)
    except Halted as halted:
        return desk.halted(halted, f"{LETTERS}/{one.id}")
    return see_other(f"{LETTERS}?done={'refused' if form.to == REFUSE else 'sent'}")


@post(ONE + "/again", opt=PRINT)
async def again(
    desk: NamedDependency[PostDesk], letter: FromPath[str], submission: NamedDependency[Submission]
) -> Page:
    """Send a letter again, with its reason; with another code where it has one."""
    one, known = await _open(desk, letter)
    after = await letter_after(desk.db, one.id)
    if after is not None:  # this press before, another tab, another clerk
        return see_other(f"{LETTERS}/{after}")
    form = AgainForm.read(submission)
    if isinstance(form, Rejected) or not one.may_be_sent_again:
        return await _draw(desk, one, known, form if isinstance(form, Rejected) else None)
    secret = await desk.new_secret(one.letter.kind, known) if one.secret else None
    try:
        async with desk.db.write() as session:
            now, large = desk.visit.now, form.size == LARGE
            new = await send_again(
                session, one, reason=form.reason, large=large, secret=secret, now=now
            )
            await audit.note(session, _event(desk, one, "letter.again"), now)
    except Halted as halted:
        return desk.halted(halted, f"{LETTERS}/{one.id}")
    return see_other(f"{LETTERS}/{new}")


def same_place(lines: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two addresses are written for one place, in any width and with any hyphens."""
    return _folded(lines) == _folded(others)


def _folded(lines: Sequence[str]) -> str:
    return _OF_ADDRESSES.sub("", unicodedata.normalize("NFKC", "".join(lines)))


async def _open(desk: PostDesk, typed: str) -> tuple[StoredLetter, Known]:
    """Open a letter, which its person can see afterwards.

    One to a restricted person says where they live: it opens with the second person's yes to all of
    a case of theirs. Raises ``NotFoundException``, ``Restricted``.
    """
    letter_id = id_of(typed)
    one = await read_letter(desk.db, letter_id) if letter_id else None
    if one is None:
        raise NotFoundException
    known = await read_person(desk.db, one.letter.person_id)
    staff_id, now = desk.staff.staff_id, desk.visit.now
    closed = known.restricted and not await whole_viewing(desk.db, known.id, staff_id, now)
    action = "letter.closed" if closed else "letter.viewed"
    await audit.append(desk.db, _event(desk, one, action), now)
    if closed:
        raise await _restricted(desk, one)
    return one, known


async def _restricted(desk: PostDesk, one: StoredLetter) -> Exception:
    """Say in which case a second person can be asked; a letter of no case opens to nobody."""
    number = one.letter.facts.get("case", "")
    whole = await numbered_case(desk.db, number) if number else None
    cases = [whole.case] if whole else await cases_of(desk.db, one.letter.person_id)
    if not cases:
        return Refused(FORBIDDEN)
    case, staff_id = cases[0], desk.staff.staff_id
    view = await viewing_of(desk.db, case.id, staff_id, desk.visit.now)
    return Restricted(case, await wish_of(desk.db, case.id, staff_id), view)


async def _registered(desk: PostDesk, one: StoredLetter) -> Sequence[str]:
    async with desk.db.read() as session:
        return await registered_address(session, one.letter.person_id)


async def _draw(
    desk: PostDesk, one: StoredLetter, known: Known, typed: Rejected | None = None
) -> Page:
    words, person = desk.library.words, known.person
    registered = address_lines(desk.library, await _registered(desk, one))
    address = address_lines(desk.library, one.letter.address)
    after = await letter_after(desk.db, one.id)
    asks, shown = _form(desk, one, typed)
    return desk.page(
        "letter",
        status=WRONG if typed else 200,
        title=words(f"letters.{one.letter.kind}.title"),
        rows=[
            {"key": words("office.case.name"), "value": f"{person.surname} {person.given_name}"},
            {"key": words("office.letter.number"), "value": short_number(one.id)},
            {"key": words("office.letter.made"), "value": letter_day(one.created_at)},
            {
                "key": words("office.letter.state"),
                "value": words(f"office.letter.{letter_state(one)}"),
            },
            *([{"key": words("office.letter.reason"), "value": one.reason}] if one.reason else []),
        ],
        address=address,
        registered=registered,
        same=bool(registered) and same_place(registered, address),
        asks=asks if after is None else "",
        form=shown,
        secret=one.secret,
        after=f"{LETTERS}/{after}" if after else "",
        action=f"{LETTERS}/{one.id}",
        batch=f"{BATCHES}/{one.batch_id}" if one.batch_id and not one.printed_at else "",
    )


def _form(desk: PostDesk, one: StoredLetter, typed: Rejected | None) -> tuple[str, FormView]:
    asks = "check" if one.waits_for_check else "again" if one.may_be_sent_again else ""
    form: type[Form] = CheckForm if asks == "check" else AgainForm
    size = {"size": [LARGE if one.letter.large else NORMAL]}
    return asks, view(form, desk.library.forms[form.words], typed or size)


def _event(desk: PostDesk, one: StoredLetter, action: str, seen: str = "") -> audit.Event:
    detail = {"kind": one.letter.kind, **({"seen": seen} if seen else {})}
    return desk.noted(action, one.letter.person_id, detail)


ROUTES = (post_router(listed, make, show, check, again),)
