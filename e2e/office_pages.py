"""The office's desk: its pages in every state."""

from collections.abc import Iterator

from playwright.sync_api import Page

from e2e.audit import WHOLE_RECORD
from e2e.office import CALL_CENTRE, CONFLICT, DONE, FALLING, SECOND, WAITING
from e2e.staff import OFFICE_CLERK
from e2e.states import State, choose, empty, hidden, send, typed, wrong


def _papers(page: Page) -> None:
    choose(page.locator("main [name=to][value=papers-wanted]"))
    send(page)


def pages() -> Iterator[State]:
    """Walk the queue, a case, a proposal from its first line to the second person, and its undoing."""
    case, one = "/staff/cases/{number}", "/staff/corrections/{correction}"
    for path in ("/staff/cases", "/staff/cases?by=worth&came=post"):
        yield State(name=f"office, {path[7:]}", path=path, staff=OFFICE_CLERK)
    for who, name in (
        *((OFFICE_CLERK, "fresh"), (OFFICE_CLERK, "drafted"), (OFFICE_CLERK, "done")),
        (CALL_CENTRE, "waiting"),
    ):
        yield State(
            name=f"office, case {name}",
            path=f"/staff/cases/{{case-{name}}}",
            route=case,
            staff=who,
            budget=WHOLE_RECORD,
        )
    noting = State(
        name="office, a note",
        path="/staff/cases/{case-fresh}/notes",
        route=f"{case}/notes",
        staff=OFFICE_CLERK,
    )
    yield noting
    yield wrong(noting, "nothing written", send)
    yield State(
        name="office, bereaved",
        path="/staff/cases/{case-fresh}/bereaved?kin=child&lived=apart",
        route=f"{case}/bereaved",
        staff=OFFICE_CLERK,
    )
    known = State(
        name="office, known",
        path="/staff/cases/{case-done}/known?day=2026-11-20",
        route=f"{case}/known",
        staff=OFFICE_CLERK,
        budget=WHOLE_RECORD,
    )
    yield known
    yield wrong(known, "empty", empty)
    moving = State(
        name="office, case moved",
        path="/staff/cases/{case-drafted}",
        route=case,
        staff=OFFICE_CLERK,
        budget=WHOLE_RECORD,
    )
    yield wrong(moving, "no papers named", _papers)
    yield State(
        name="office, candidates",
        path="/staff/cases/{case-looked}/candidates",
        route=f"{case}/candidates",
        staff=OFFICE_CLERK,
        budget=WHOLE_RECORD,
    )
    drafted = "/staff/cases/{case-drafted}/proposal"
    for name, slug in (("lines", ""), ("a line", "/line"), ("evidence", "/evidence")):
        yield State(
            name=f"office, proposal, {name}",
            path=f"{drafted}{slug}",
            route=f"{case}/proposal{slug}",
            staff=OFFICE_CLERK,
            budget=WHOLE_RECORD,
        )
    line = State(
        name="office, proposal, line",
        path=f"{drafted}/line",
        route=f"{case}/proposal/line",
        staff=OFFICE_CLERK,
    )
    yield wrong(line, "empty", empty)
    yield wrong(line, "refused", typed({"first": "むかし", "pay": "たくさん", "status": "？？"}))
    bonus = State(
        name="office, proposal, bonus",
        path=f"{drafted}/bonus",
        route=f"{case}/proposal/bonus",
        staff=OFFICE_CLERK,
    )
    yield bonus
    yield wrong(bonus, "empty", empty)
    evidence = State(
        name="office, proposal, reasons",
        path=f"{drafted}/evidence",
        route=f"{case}/proposal/evidence",
        staff=OFFICE_CLERK,
    )
    yield wrong(evidence, "empty", _wiped)
    check = State(
        name="office, proposal, check",
        path=f"{drafted}/check",
        route=f"{case}/proposal/check",
        staff=OFFICE_CLERK,
    )
    yield check
    yield State(
        name="office, proposal, check, changed",
        path=f"{drafted}/check",
        route=f"{case}/proposal/check",
        staff=OFFICE_CLERK,
        then=hidden("seen", "x"),
        status=CONFLICT,
    )
    for who in (OFFICE_CLERK, SECOND):
        for name in ("waiting", "falling", "done"):
            yield State(
                name=f"office, correction {name}, {who}",
                path=f"/staff/corrections/{{correction-{name}}}",
                route=one,
                staff=who,
            )
    yield State(name="office, corrections", path="/staff/corrections", staff=SECOND)
    stopped = State(
        name="office, correction, another one",
        path="/staff/corrections/{correction-waiting}",
        route=one,
        staff=SECOND,
        then=hidden("seen", "x"),
        status=CONFLICT,
    )
    yield stopped
    undo = State(
        name="office, undoing",
        path="/staff/corrections/{correction-done}/undo",
        route=f"{one}/undo",
        staff=OFFICE_CLERK,
    )
    yield undo
    yield wrong(undo, "empty", _wiped)
    for who, name in ((FALLING, "falling"), (DONE, "done")):
        yield State(
            name=f"request, correction {name}",
            path=f"/requests/{{case-{name}}}",
            route="/requests/{number}",
            persona=who,
        )
    yield State(
        name="request, answer",
        path="/requests/{case-falling}/answer",
        route="/requests/{number}/answer",
        persona=FALLING,
    )
    yield State(name="requests, a notice", path="/requests", persona=WAITING)


def _wiped(page: Page) -> None:
    page.locator("main textarea").first.fill("")
    send(page)
