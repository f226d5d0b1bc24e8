"""Tests of what may be asked of the office: every state is reached, and none is a dead end by mistake."""

import itertools

import pytest

from nenkin.law.procedures import (
    COURSES,
    FIRST,
    Outcome,
    Party,
    Procedure,
    Refusal,
    State,
    after,
    is_open,
    may_withdraw,
    refuse,
    to_come,
)

INQUIRY, CORRECTION, SEARCH = Procedure.INQUIRY, Procedure.CORRECTION, Procedure.SEARCH
ENDS = {
    INQUIRY: {State.DONE, State.WITHDRAWN},
    CORRECTION: {State.NOTIFIED, State.WITHDRAWN},
    SEARCH: {State.DONE, State.WITHDRAWN},
    Procedure.SIGN_UP: {State.NOTIFIED, State.WITHDRAWN},
}


@pytest.mark.parametrize("procedure", Procedure)
def test_every_state_of_a_course_is_reached_and_leads_to_an_end(procedure: Procedure) -> None:
    moves = COURSES[procedure].moves
    reached, waiting = set(), [FIRST]
    while waiting:
        state = waiting.pop()
        if state not in reached:
            reached.add(state)
            waiting += after(procedure, state)
    assert reached == set(moves)
    assert {state for state in moves if not is_open(procedure, state)} == ENDS[procedure]


@pytest.mark.parametrize("procedure", Procedure)
def test_the_usual_way_can_be_gone(procedure: Procedure) -> None:
    usual = COURSES[procedure].usual
    assert usual[0] is FIRST
    for here, there in itertools.pairwise(usual):
        assert there in after(procedure, here)
        assert to_come(procedure, here)[0] is there
    assert to_come(procedure, usual[-1]) == ()
    assert to_come(procedure, State.WITHDRAWN) == ()


def test_papers_lead_back_to_the_search() -> None:
    assert after(INQUIRY, State.PAPERS_WANTED) == {State.INVESTIGATING, State.WITHDRAWN}
    assert to_come(INQUIRY, State.PAPERS_WANTED)[:2] == (State.INVESTIGATING, State.ANSWERED)


@pytest.mark.parametrize("outcome", sorted(COURSES[INQUIRY].outcomes))
def test_nothing_is_worked_out_anew_where_nothing_has_changed(outcome: Outcome) -> None:
    changed = outcome in {Outcome.MERGED, Outcome.CORRECTED}
    coming = to_come(INQUIRY, State.ANSWERED, outcome)
    assert (State.RECALCULATING in coming) is changed
    assert coming[-2:] == (State.NOTIFIED, State.DONE)
    assert coming[0] in after(INQUIRY, State.ANSWERED)


def test_it_can_be_taken_back_until_something_is_said() -> None:
    assert {state for state in State if may_withdraw(INQUIRY, state)} == {
        *(State.RECEIVED, State.INVESTIGATING, State.PAPERS_WANTED)
    }
    assert {state for state in State if may_withdraw(CORRECTION, state)} == {
        *(State.RECEIVED, State.FORWARDED, State.INVESTIGATING),
        *(State.PAPERS_WANTED, State.COUNCIL),
    }


@pytest.mark.parametrize(
    ("procedure", "state", "to", "by", "outcome", "why"),
    [
        (INQUIRY, "received", "investigating", Party.OFFICE, None, None),
        (INQUIRY, "received", "investigating", Party.PERSON, None, Refusal.NOT_YOURS),
        (INQUIRY, "received", "withdrawn", Party.PERSON, None, None),
        (INQUIRY, "received", "withdrawn", Party.OFFICE, None, None),  # told on paper
        (INQUIRY, "answered", "withdrawn", Party.PERSON, None, Refusal.NOT_FROM_HERE),
        (INQUIRY, "received", "done", Party.OFFICE, None, Refusal.NOT_FROM_HERE),
        (INQUIRY, "received", "forwarded", Party.OFFICE, None, Refusal.NOT_FROM_HERE),
        (INQUIRY, "investigating", "answered", Party.OFFICE, None, Refusal.OUTCOME_MISSING),
        (INQUIRY, "investigating", "answered", Party.OFFICE, Outcome.NOT_FOUND, None),
        (
            *(INQUIRY, "investigating", "answered", Party.OFFICE),
            *(Outcome.NOT_CORRECTED, Refusal.OUTCOME_UNFIT),
        ),
        (
            *(INQUIRY, "received", "investigating", Party.OFFICE),
            *(Outcome.MERGED, Refusal.OUTCOME_UNFIT),
        ),
        (CORRECTION, "council", "decided", Party.OFFICE, Outcome.NOT_CORRECTED, None),
        (CORRECTION, "received", "decided", Party.OFFICE, Outcome.CORRECTED, None),
        (
            *(CORRECTION, "council", "decided", Party.OFFICE),
            *(Outcome.SOMEBODY_ELSES, Refusal.OUTCOME_UNFIT),
        ),
        (CORRECTION, "notified", "withdrawn", Party.PERSON, None, Refusal.NOT_FROM_HERE),
    ],
)
def test_what_may_follow(  # noqa: PLR0917  # one line of the table
    procedure: Procedure,
    state: str,
    to: str,
    by: Party,
    outcome: Outcome | None,
    why: Refusal | None,
) -> None:
    assert refuse(procedure, State(state), State(to), by=by, outcome=outcome) is why
