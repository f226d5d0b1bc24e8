"""What became of somebody's record after they asked: what was changed, and their own word where it falls."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from litestar import Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from nenkin.clock import japanese_day
from nenkin.content.corrected import Wording, yen
from nenkin.features.history.desk import Desk, Page, provide_desk, see_other
from nenkin.interchange.receipt_numbers import grouped, read
from nenkin.law.wareki import write_day
from nenkin.storage.cases import Case
from nenkin.storage.correction_plans import Stopped, Verdict
from nenkin.storage.corrections import Correction, corrections_of
from nenkin.storage.deciding import Agreed, agree, decline
from nenkin.storage.notices import Told, mark_read, unread_notices
from nenkin.web.access import Access
from nenkin.web.submissions import Submission, first

PERSON = {"access": Access.PERSON}
ANSWER = "/requests/{number:str}/answer"
YES, NO = "yes", "no"


async def of_case(desk: Desk, case: Case) -> Mapping[str, Any]:
    """Give what the page of a case says of corrections; what was told of it is read by that."""
    if not desk.owns:  # they may help with what is asked, and see no record by it
        return {"corrections": [], "waits_for_me": False}
    person_id = desk.person.person_id
    if any(one.number == case.number for one in await unread_notices(desk.db, person_id)):
        async with desk.db.write() as session:
            await mark_read(session, person_id, case.id, desk.visit.now)
    found = await corrections_of(desk.db, person_id, case.number)
    return {
        "corrections": list(_done(desk, found)),
        "waits_for_me": any(one.waits_for_the_person for one in found),
    }


async def unread(desk: Desk) -> Sequence[Told]:
    """Give what a person was told and has not looked at yet; nobody else sees it."""
    return await unread_notices(desk.db, desk.person.person_id) if desk.owns else ()


@get(ANSWER, opt=PERSON)
async def ask(desk: NamedDependency[Desk], number: FromPath[str]) -> Page:
    """Show what would fall, and ask whether it shall be done all the same."""
    one = await _waiting(desk, number)
    if one is None:
        return see_other(f"/requests/{read(number)}")
    wording = Wording(desk.library)
    plan = one.plan
    return desk.page(
        "request_answer",
        address=f"/requests/{one.number}",
        number=grouped(one.number),
        columns=wording.columns(),
        closed=wording.spans(plan.diff.closed, amounts=True)
        + wording.bonuses(plan.bonus_diff.closed, amounts=True),
        added=wording.spans(plan.diff.adding, amounts=True)
        + wording.bonuses(plan.bonus_diff.adding, amounts=True),
        effect=wording.effect(plan.effect) if plan.effect else None,
        whole=_whole(desk, one),
        seen=one.digest.hex(),
    )


@post(ANSWER, opt=PERSON)
async def answer(
    desk: NamedDependency[Desk], number: FromPath[str], submission: NamedDependency[Submission]
) -> Page:
    """Take the answer to what was seen; pressed twice, it leads to how things stand."""
    one = await _waiting(desk, number)
    said = first(submission, "answer")
    address = f"/requests/{read(number)}"
    if one is None or said not in {YES, NO}:
        return see_other(address)
    if first(submission, "seen") != one.digest.hex():
        return see_other(f"{address}/answer")
    me, now = desk.person.person_id, desk.visit.now
    try:
        async with desk.db.write() as session:
            if said == YES:
                await agree(session, one.id, how=Agreed.ONLINE, person_id=me, now=now)
            else:
                await decline(session, one.id, person_id=me, now=now)
    except Stopped:
        return see_other(address)
    return see_other(address)


async def _waiting(desk: Desk, typed: str) -> Correction | None:
    number = read(typed)
    if not number:
        raise NotFoundException
    found = await corrections_of(desk.db, desk.person.person_id, number)
    return next((one for one in found if one.waits_for_the_person), None)


def _done(desk: Desk, found: Sequence[Correction]) -> Iterator[Mapping[str, Any]]:
    words, wording = desk.library.words, Wording(desk.library)
    for one in found:
        if one.verdict is not Verdict.APPROVED or one.decided_at is None:
            continue
        said = "done" if one.undoes is None else "done-undo"
        yield {
            "id": f"correction-{one.id}",
            "said": words(f"corrected.own.{said}", day=write_day(japanese_day(one.decided_at))),
            "columns": wording.columns(),
            "closed": wording.spans(one.plan.diff.closed, amounts=True)
            + wording.bonuses(one.plan.bonus_diff.closed, amounts=True),
            "added": wording.spans(one.plan.diff.adding, amounts=True)
            + wording.bonuses(one.plan.bonus_diff.adding, amounts=True),
            "whole": _whole(desk, one),
        }


def _whole(desk: Desk, one: Correction) -> str:
    words, effect = desk.library.words, one.plan.effect
    if effect is None:
        return ""
    if not effect.yearly:
        return words("corrected.own.same")
    which = "more" if effect.yearly > 0 else "less"
    return words(f"corrected.own.{which}", yen=yen(abs(effect.yearly)))


ROUTES: tuple[Any, ...] = (
    Router("/", route_handlers=[ask, answer], dependencies={"desk": Provide(provide_desk)}),
)
