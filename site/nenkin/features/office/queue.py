"""/staff/cases: what waits for the office, by age or by what it may be worth; no names in it."""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromQuery

from nenkin.clock import japanese_day
from nenkin.content.corrected import yen
from nenkin.features.office.desk import Desk, Page
from nenkin.features.office.opened import CASES
from nenkin.features.office.routing import duty, office_router
from nenkin.interchange.receipt_numbers import grouped
from nenkin.law.duties import Duty
from nenkin.law.procedures import COURSES, Procedure, Way
from nenkin.storage import unnumbered
from nenkin.storage.case_queue import (
    PAGE,
    By,
    Sought,
    Waiting,
    places_waited_for,
    read_queue,
)
from nenkin.storage.letters import count_to_check

_LONGEST = 6  # digits of a page's number


@get(CASES, opt=duty(Duty.SEE_QUEUE))
async def listed(
    desk: NamedDependency[Desk],
    by: FromQuery[str] = "",
    kind: FromQuery[str] = "",
    came: FromQuery[str] = "",
    page: FromQuery[str] = "",
) -> Page:
    """List open cases page by page, the oldest first, or those that may be worth most.

    ``came``: the way that they came, or the number of the counter that passed them on. What is no
    such value counts as if nothing had been chosen.
    """
    places = await places_waited_for(desk.db)
    ids = {str(place_id): place_id for place_id, _ in places}
    sought = Sought(
        kind=Procedure(kind) if kind in list(Procedure) else None,
        way=Way(came) if came in list(Way) else None,
        place_id=ids.get(came),
    )
    order = By.WORTH if by == By.WORTH and desk.staff.may(Duty.SEE_ESTIMATE) else By.AGE
    at = _page(page)
    found = await read_queue(desk.db, sought, by=order, page=at)
    chosen = {
        "by": str(order),
        "kind": str(sought.kind or ""),
        "came": came if sought.way or sought.place_id else "",
    }
    return desk.page(
        "queue",
        filters=list(_filters(desk, chosen, places)),
        items=list(_items(desk, found.cases)),
        count=_count(desk, len(found.cases), found.total, at),
        unnumbered=await unnumbered.count(desk.db) if desk.staff.may(Duty.SEARCH_BY_NAME) else 0,
        letters=await count_to_check(desk.db) if desk.staff.may(Duty.PRINT_LETTERS) else 0,
        sought=any((sought.kind, sought.way, sought.place_id)),
        **_others(desk, chosen, at, found.total),
    )


def _page(typed: str) -> int:
    known = typed.isascii() and typed.isdigit() and len(typed) <= _LONGEST
    return max(1, int(typed)) if known else 1


def _filters(
    desk: Desk, chosen: dict[str, str], places: Sequence[tuple[int, str]]
) -> Iterator[dict[str, Any]]:
    """Give the choices as a list draws them, each with what is chosen now."""
    words = desk.library.words
    everything = ("", words("office.queue.all"))
    orders = [By.AGE, By.WORTH] if desk.staff.may(Duty.SEE_ESTIMATE) else [By.AGE]
    choices: dict[str, list[tuple[str, str]]] = {
        "kind": [everything, *((str(one), words(f"request.kind.{one}")) for one in Procedure)],
        "came": [
            everything,
            *((str(one), words(f"office.queue.way.{one}")) for one in Way),
            *((str(place_id), name) for place_id, name in places),
        ],
        "by": [(str(one), words(f"office.queue.by-{one}")) for one in orders],
    }
    for name, options in choices.items():
        yield {
            "name": name,
            "label": words(f"office.queue.filter-{name}"),
            "options": [{"value": value, "label": label} for value, label in options],
            "value": chosen[name],
        }


def _count(desk: Desk, shown: int, total: int, at: int) -> str:
    words = desk.library.words
    if shown in {0, total}:
        return words("office.queue.count", total=f"{total:,}")
    first = (at - 1) * PAGE + 1
    return words(
        "office.queue.part", total=f"{total:,}", first=f"{first:,}", last=f"{first + shown - 1:,}"
    )


def _others(desk: Desk, chosen: dict[str, str], at: int, total: int) -> dict[str, Any]:
    """Lead to the pages beside this one; from beyond the end, to the last one."""
    words, last = desk.library.words, max(1, -(-total // PAGE))

    def link(page: int, text: str) -> dict[str, str]:
        asked = {name: value for name, value in chosen.items() if value} | {"page": str(page)}
        return {"href": f"{CASES}?{urlencode(asked)}", "text": words(text)}

    before, after = min(at - 1, last), at + 1
    return {
        "previous": link(before, "office.queue.before") if before else None,
        "next": link(after, "office.queue.after") if after <= last else None,
    }


def _items(desk: Desk, cases: Sequence[Waiting]) -> Iterator[dict[str, str]]:
    words, today = desk.library.words, japanese_day(desk.visit.now)
    for case in cases:
        days = (today - japanese_day(case.sent_at)).days
        hint = [words("office.queue.days", days=days) if days else words("office.queue.today")]
        if case.place:
            hint.append(words("office.queue.from-place", place=case.place))
        elif case.way is Way.POST:
            hint.append(words("office.queue.from-post"))
        if desk.staff.may(Duty.SEE_ESTIMATE) and not COURSES[case.kind].by_letter:
            hint.append(_worth(desk, case))
        if case.proposed:
            of = "person" if case.waits_for_person else "second"
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


def _worth(desk: Desk, case: Waiting) -> str:
    words = desk.library.words
    if case.worth is None:
        return words("office.queue.worth-unknown")
    least, most = case.worth
    if least == most:
        return words("office.queue.worth", yen=yen(least))
    return words("office.queue.worth-between", least=yen(least), most=yen(most))


ROUTES: tuple[Any, ...] = (office_router(listed),)
