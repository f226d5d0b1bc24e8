"""/staff/batches: letters printed at once; given out once, counted, and destroyed."""

import asyncio

from litestar import get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Response

from nenkin.clock import japanese_day
from nenkin.content.posted import posted, short_number
from nenkin.features.office.desk import WRONG, Page
from nenkin.features.office.letter_forms import CountForm
from nenkin.features.office.posting import LETTERS, PostDesk, post_router
from nenkin.features.office.routing import duty, see_other
from nenkin.law.duties import Duty
from nenkin.law.wareki import write_day
from nenkin.storage.batches import (
    Batch,
    BatchFiles,
    confirm,
    file_key,
    give,
    make_batch,
    open_batches,
    read_batch,
)
from nenkin.storage.letter_steps import Halt, Halted, NewSecret
from nenkin.storage.letters import StoredLetter, letters_of_batch
from nenkin.storage.people import read_person
from nenkin.web.addresses import id_of
from nenkin.web.forms import Rejected, Trouble, view
from nenkin.web.press import PDF
from nenkin.web.submissions import Submission, first

PRINT = duty(Duty.PRINT_LETTERS)
BATCHES = "/staff/batches"  # an address
ONE = BATCHES + "/{batch:str}"
SECRET, PLAIN = "secret", "plain"


def files_of(desk: PostDesk) -> BatchFiles:
    """Give where the files lie: beside the keys, readable by the server alone."""
    return BatchFiles(desk.settings.keys.absolute().parent / "letters")


@post(LETTERS, opt=PRINT)
async def make(desk: NamedDependency[PostDesk], submission: NamedDependency[Submission]) -> Page:
    """Make a batch of what waits; pressed twice, or by two clerks, one."""
    which, seen = first(submission, "which"), id_of(first(submission, "seen")) or 0
    if which not in {SECRET, PLAIN} or not await desk.press.ready():
        return see_other(LETTERS)
    try:
        async with desk.db.write() as session:
            batch_id = await make_batch(
                session,
                secret=which == SECRET,
                clerk=desk.clerk,
                seen=seen,
                noted=desk.noted,
                now=desk.visit.now,
            )
    except Halted:
        return see_other(f"{LETTERS}?done=late")
    return see_other(f"{BATCHES}/{batch_id}")


@get(ONE, opt=PRINT)
async def show(desk: NamedDependency[PostDesk], batch: FromPath[str]) -> Page:
    """Show a batch: what to do next, and what is in it, without names."""
    return await _draw(desk, await _open(desk, batch))


@post(ONE + "/file", opt=PRINT)
async def give_file(desk: NamedDependency[PostDesk], batch: FromPath[str]) -> Page:
    """Give the file out, once; a double click gives the same one."""
    one = await _open(desk, batch)
    if not await desk.press.ready():
        return see_other(f"{BATCHES}/{one.id}")
    made = await _file(desk, one)
    if made is None:
        return desk.halted(Halted(Halt.DONE), f"{BATCHES}/{one.id}")
    try:
        async with desk.db.write() as session:
            await give(session, one.id, clerk=desk.clerk, noted=desk.noted, now=desk.visit.now)
    except Halted as halted:
        return desk.halted(halted, f"{BATCHES}/{one.id}")
    name = f"nenkin-letters-{japanese_day(one.made_at):%Y%m%d}"
    headers = {"content-disposition": f'attachment; filename="{name}.pdf"'}
    return Response(made, media_type=PDF, headers=headers, status_code=200)


@post(ONE + "/count", opt=PRINT)
async def count(
    desk: NamedDependency[PostDesk], batch: FromPath[str], submission: NamedDependency[Submission]
) -> Page:
    """Take the count, send anew what was spoiled, and destroy the file."""
    one = await _open(desk, batch)
    form = CountForm.read(submission)
    if not isinstance(form, Rejected) and (wrong := form.trouble(one.size)):
        form = Rejected(submission, (Trouble(*wrong),))
    if isinstance(form, Rejected):
        return await _draw(desk, one, form)
    spoiled = form.spoiled_of(one.size)
    inside = await letters_of_batch(desk.db, one.id)
    secrets: dict[int, NewSecret] = {}
    for letter in inside if one.secret and not one.is_over else ():
        if letter.batch_no in spoiled:
            known = await read_person(desk.db, letter.letter.person_id)
            secrets[letter.id] = await desk.new_secret(letter.letter.kind, known)
    try:
        async with desk.db.write() as session:
            await confirm(
                session,
                one.id,
                spoiled=spoiled,
                secrets=secrets,
                clerk=desk.clerk,
                noted=desk.noted,
                reason=desk.library.words("office.batch.spoiled"),
                now=desk.visit.now,
            )
    except Halted as halted:
        return desk.halted(halted, f"{BATCHES}/{one.id}")
    going = await open_batches(desk.db)
    await asyncio.to_thread(files_of(desk).destroy_others, frozenset(each.id for each in going))
    return see_other(f"{BATCHES}/{one.id}")


async def _open(desk: PostDesk, typed: str) -> Batch:
    batch_id = id_of(typed)
    one = await read_batch(desk.db, batch_id) if batch_id else None
    if one is None:
        raise NotFoundException
    return one


async def _file(desk: PostDesk, one: Batch) -> bytes | None:
    """Give the batch's file, set now if it is not there; ``None`` where it is destroyed."""
    key, files = await file_key(desk.db, one.id), files_of(desk)
    if key is None:
        return None
    made = await asyncio.to_thread(files.read, one.id, key)
    if made is None:
        inside = await letters_of_batch(desk.db, one.id)
        made = await desk.press.letters(
            desk.visit,
            "office/letter_paper.html",
            desk.library.words("office.batch.paper", size=one.size),
            [_values(desk, each, one) for each in inside],
            japanese_day(one.made_at),
        )
        await asyncio.to_thread(files.keep, one.id, key, made)
    return made


def _values(desk: PostDesk, each: StoredLetter, one: Batch) -> dict[str, object]:
    letter = each.letter
    drawn = posted(
        desk.library,
        letter.kind,
        letter.facts,
        address=letter.address,
        day=write_day(japanese_day(one.made_at)),
        number=each.id,
    )
    place = desk.library.words("office.batch.place", number=drawn["number"], place=each.batch_no)
    return {"letter": {**drawn, "number": place}, "large": letter.large}


async def _draw(desk: PostDesk, one: Batch, typed: Rejected | None = None) -> Page:
    words = desk.library.words
    inside = await letters_of_batch(desk.db, one.id)
    return desk.page(
        "batch",
        status=WRONG if typed else 200,
        size=one.size,
        secret=one.secret,
        made=write_day(japanese_day(one.made_at)),
        given=write_day(japanese_day(one.given_at)) if one.given_at else "",
        over=one.is_over,
        printed=one.printed,
        spoiled=one.size - (one.printed or 0),
        ready=await desk.press.ready(),
        form=view(CountForm, desk.library.forms[CountForm.words], typed),
        action=f"{BATCHES}/{one.id}",
        columns=[
            {"text": words(f"office.batch.column-{name}")} for name in ("no", "what", "letter")
        ],
        rows=[
            (
                words("office.batch.no", no=each.batch_no),
                words(f"letters.{each.letter.kind}.title"),
                short_number(each.id),
            )
            for each in inside
        ],
    )


ROUTES = (post_router(show, give_file, count),)
