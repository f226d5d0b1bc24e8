"""/staff/cases/<number>/known: what the record was known to be on a day, and every change with who and why.

First what differs from the record of today, and what clerks have corrected: that is what somebody comes
for. All of that day's record, and all days on which something was reported, are one press away.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from nenkin.clock import JAPAN, japanese_day
from nenkin.features.office.desk import WRONG, Desk, Page
from nenkin.features.office.forms import KnownForm
from nenkin.features.office.opened import CASES, Opened
from nenkin.features.office.routing import duty, office_router, see_other
from nenkin.interchange.receipt_numbers import grouped
from nenkin.law.duties import Duty
from nenkin.law.periods import Bonus, Record, Span
from nenkin.law.wareki import write_day
from nenkin.storage.audit_search import staff_numbers
from nenkin.storage.corrections import Correction, corrections_done
from nenkin.storage.records import read_as_known, read_history, read_record
from nenkin.web.forms import Rejected, Trouble, view
from nenkin.web.submissions import Submission

ONE = CASES + "/{number:str}/known"
RECORD, DAYS, FEW = "record", "days", 5  # so many of the latest days are shown at once
Line = TypeVar("Line", Span, Bonus)
SEE = duty(Duty.SEE_CASE)  # and the record: a call centre has cases, and a counter records


@get(ONE, opt=SEE)
async def show(
    desk: NamedDependency[Desk],
    number: FromPath[str],
    day: FromQuery[str] = "",
    all: FromQuery[str] = "",  # noqa: A002  # the address is read by people too
) -> Page:
    """Show the record as it was known at the end of a day (YYYY-MM-DD); without one, what changed.

    ``all``: not only what differs (``record``), or every day on which it changed (``days``).
    """
    here = await desk.open(number, "known")
    if not desk.staff.may(Duty.SEE_RECORD):
        return see_other(here.address)
    return await _draw(desk, here, _day(desk, here, day), whole=all)


@post(ONE, opt=SEE)
async def ask(
    desk: NamedDependency[Desk], number: FromPath[str], submission: NamedDependency[Submission]
) -> Page:
    """Take the day that was typed, and lead to the record of that day."""
    here = await desk.open(number, "known")
    if not desk.staff.may(Duty.SEE_RECORD):
        return see_other(here.address)
    form = KnownForm.read(submission)
    if not isinstance(form, Rejected) and form.known_on > desk.today(here.known):
        form = Rejected(submission, (Trouble("known_on", "future"),))
    if isinstance(form, Rejected):
        return await _draw(desk, here, None, form)
    return see_other(f"{here.address}/known?day={form.known_on.isoformat()}")


def _day(desk: Desk, here: Opened, typed: str) -> date | None:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    return day if day <= desk.today(here.known) else None


async def _draw(
    desk: Desk,
    here: Opened,
    day: date | None,
    rejected: Rejected | None = None,
    *,
    whole: str = "",
) -> Page:
    amounts, person_id = desk.staff.may(Duty.SEE_AMOUNTS), here.case.person_id
    history = await read_history(desk.db, person_id)
    done = await corrections_done(desk.db, person_id)
    acted = {who for _, one in done for who in (one.proposed_by, one.decided_by) if who is not None}
    numbers = await staff_numbers(desk.db, acted)
    shown: dict[str, Any] = {"day": ""}
    path = f"{here.address}/known"
    if day is not None:
        known = await read_as_known(desk.db, person_id, day)
        now = await read_record(desk.db, person_id)
        shown = {
            "day": write_day(day),
            "some": bool(known.spans or known.bonuses),
            "gone": _rows(desk, _without(known, now), amounts=amounts),
            "came": _rows(desk, _without(now, known), amounts=amounts),
            "rows": _rows(desk, known, amounts=amounts) if whole == RECORD else [],
            "to_all": "" if whole == RECORD else f"{path}?day={day.isoformat()}&all={RECORD}#all",
        }
    changes = list(_changes(desk, here, history, done, numbers))
    few = [one for place, one in enumerate(changes) if one["corrected"] or place < FEW]
    return desk.page(
        "known",
        status=WRONG if rejected else 200,
        **desk.heads(here),
        form=view(KnownForm, desk.library.forms[KnownForm.words], rejected),
        columns=desk.words.columns(),
        changes=changes if whole == DAYS else few,
        to_days="" if whole == DAYS or few == changes else f"{path}?all={DAYS}#changes",
        **shown,
    )


def _without(one: Record, other: Record) -> Record:
    """Give what one record has and another has not, whenever each line was known."""
    spans, bonuses = Counter(map(_plain, other.spans)), Counter(map(_plain, other.bonuses))
    left_spans, left_bonuses = [], []
    for span in one.spans:
        if spans[_plain(span)]:
            spans[_plain(span)] -= 1
        else:
            left_spans.append(span)
    for bonus in one.bonuses:
        if bonuses[_plain(bonus)]:
            bonuses[_plain(bonus)] -= 1
        else:
            left_bonuses.append(bonus)
    return replace(one, spans=tuple(left_spans), bonuses=tuple(left_bonuses))


def _plain(line: Line) -> Line:
    return replace(line, known_from=date.min, known_until=None)


def _rows(desk: Desk, record: Record, *, amounts: bool) -> list[tuple[str, ...]]:
    spans = sorted(record.spans, key=lambda span: span.first)
    rows = desk.words.spans(spans, amounts=amounts)
    if amounts:  # bonuses are nothing else
        bonuses = sorted(record.bonuses, key=lambda bonus: bonus.paid_on)
        rows += desk.words.bonuses(bonuses, amounts=True)
    return rows


def _changes(
    desk: Desk,
    here: Opened,
    history: Record,
    done: Sequence[tuple[date, Correction]],
    numbers: Mapping[int, str],
) -> Iterator[Mapping[str, Any]]:
    """Give every day on which something came or went, the latest first, with who did it and why."""
    words = desk.library.words
    lines: list[Span | Bonus] = [*history.spans, *history.bonuses]
    days = {one.known_from for one in lines}
    days |= {one.known_until for one in lines if one.known_until is not None}
    for day in sorted(days, reverse=True):
        came = sum(one.known_from == day for one in lines)
        gone = sum(one.known_until == day for one in lines)
        corrected = [_why(desk, here, one, numbers) for on, one in done if on == day]
        yield {
            "day": write_day(day),
            "href": f"{here.address}/known?day={day.isoformat()}",
            "what": words("office.known.changed", came=came, gone=gone),
            "why": corrected or [words("office.known.reported")],
            "corrected": bool(corrected),
        }


def _why(desk: Desk, here: Opened, one: Correction, numbers: Mapping[int, str]) -> str:
    """Say who corrected it and when; what it rests on only inside its own case."""
    words, at = desk.library.words, one.decided_at
    assert at is not None
    assert one.decided_by is not None
    said = words(
        "office.known.corrected" if one.undoes is None else "office.known.undone",
        number=grouped(one.number),
        one=numbers.get(one.proposed_by, ""),
        two=numbers.get(one.decided_by, ""),
        day=write_day(japanese_day(at)),
        time=at.astimezone(JAPAN).strftime("%H:%M"),
    )
    if one.number != here.case.number or not one.plan.evidence:
        return said
    return said + words("office.known.evidence", evidence=one.plan.evidence)


ROUTES: tuple[Any, ...] = (office_router(show, ask),)
