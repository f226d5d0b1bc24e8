"""/staff/cases: what waits for the office, by age or by what it may be worth; no names in it."""

from collections.abc import Iterator, Sequence
from typing import Any

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromQuery

from nenkin.clock import japanese_day
from nenkin.content.corrected import yen
from nenkin.features.office.desk import CASES, Desk, Page, duty, office_router
from nenkin.interchange.receipt_numbers import grouped
from nenkin.interchange.sent_requests import decoded
from nenkin.law.duties import Duty
from nenkin.storage.cases import Case, queue
from nenkin.storage.corrections import Correction, waiting_corrections

MOST = 500
WORTH = "worth"


@get(CASES, opt=duty(Duty.SEE_QUEUE))
async def listed(desk: NamedDependency[Desk], by: FromQuery[str] = "") -> Page:
    """List open cases, the oldest first, or those that may be worth most."""
    cases = [(case, worth_of(sent)) for case, sent in await queue(desk.db, limit=MOST)]
    if by == WORTH:
        cases.sort(key=lambda each: -(each[1] or 0))
    open_ones = {one.case_id: one for one in await waiting_corrections(desk.db)}
    words = desk.library.words
    return desk.page(
        "queue",
        filters=[
            {"text": words("office.queue.by-age"), "href": CASES},
            {"text": words("office.queue.by-worth"), "href": f"{CASES}?by={WORTH}"},
        ],
        current=f"{CASES}?by={WORTH}" if by == WORTH else CASES,
        items=list(_items(desk, cases, open_ones)),
        full=len(cases) == MOST,
        most=MOST,
    )


def worth_of(sent: str) -> int | None:
    """Give what the findings may be worth at least, yen a year; ``None`` where nobody knows."""
    found = [value.get("worth") for value in decoded(sent).values if isinstance(value, dict)]
    known = [int(worth["least"]) for worth in found if worth]
    return sum(known) if known else None


def _items(
    desk: Desk, cases: Sequence[tuple[Case, int | None]], open_ones: dict[int, Correction]
) -> Iterator[dict[str, str]]:
    words, today = desk.library.words, japanese_day(desk.visit.now)
    for case, worth in cases:
        days = (today - japanese_day(case.sent_at)).days
        hint = [words("office.queue.days", days=days) if days else words("office.queue.today")]
        if worth is not None and desk.staff.may(Duty.SEE_ESTIMATE):
            hint.append(words("office.queue.worth", yen=yen(worth)))
        proposed = open_ones.get(case.id)
        if proposed is not None:
            of = "person" if proposed.waits_for_the_person else "second"
            hint.append(words(f"office.queue.waits-{of}"))
        yield {
            "text": words(
                "request.list.line",
                kind=words(f"request.kind.{case.kind}"),
                number=grouped(case.number),
            ),
            "href": f"{CASES}/{case.number}",
            "status": words(f"request.state.{case.kind}.{case.state}.title"),
            "hint": " ".join(hint),
        }


ROUTES: tuple[Any, ...] = (office_router(listed),)
