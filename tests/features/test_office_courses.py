"""Every state that a case can come to is reached by clerks' own pages, and its person reads of it."""

import pytest

from nenkin.law.procedures import COURSES, Procedure, State
from tests.features.office_site import CLERK, asked, clerk
from tests.features.records_site import Town
from tests.reading import read_words

pytestmark = pytest.mark.asyncio(loop_scope="module")

LIBRARY = read_words()
WHO = "antei"
LOOKING = "investigating papers-wanted investigating answered:not-found recalculating notified done"
WALKS = {
    Procedure.INQUIRY: LOOKING,
    Procedure.SEARCH: LOOKING.replace("not-found", "somebody-elses"),
    Procedure.CORRECTION: (
        "forwarded investigating papers-wanted investigating council decided:not-corrected notified"
    ),
}
NOTE = "理由は、手紙にも書きます。"


@pytest.mark.parametrize("kind", [one for one in Procedure if not COURSES[one].by_letter])
async def test_each_state_is_reached_and_read(people: Town, kind: Procedure) -> None:
    number = await asked(people, WHO, kind=kind)
    one, person = await clerk(people, CLERK), people.browser(WHO)
    seen = {State.RECEIVED, State.WITHDRAWN}  # taken back by its person alone
    for step in WALKS[kind].split():
        to, _, outcome = step.partition(":")
        await one.open(f"/staff/cases/{number}")
        answers = {"to": to, "note": NOTE} | ({"outcome": outcome} if outcome else {})
        page = await one.press("次に進める", answers)
        assert page.status == 200, page.errors
        seen.add(State(to))
        page = await person.open(f"/requests/{number}")
        name = f"request.state.{kind}.{to}"
        assert LIBRARY.words(f"{name}.title") in page.text
        assert LIBRARY.words(f"{name}.what") in page.text
        if outcome:
            assert LIBRARY.words(f"request.outcome.{kind}.{outcome}") in page.text
    assert seen == set(COURSES[kind].moves)


async def test_a_decision_says_until_when_somebody_may_object(people: Town) -> None:
    number = await asked(people, WHO, kind=Procedure.CORRECTION)
    one, person = await clerk(people, CLERK), people.browser(WHO)
    page = await person.open(f"/requests/{number}")
    assert "厚生労働大臣" not in page.text
    await one.open(f"/staff/cases/{number}")
    await one.press("次に進める", {"to": "decided", "outcome": "not-corrected", "note": NOTE})
    page = await person.open(f"/requests/{number}")
    assert "手紙が届いた日の次の日から、3か月" in page.text
    await one.open(f"/staff/cases/{number}")
    await one.press("次に進める", {"to": "notified"})
    page = await person.open(f"/requests/{number}")
    # sent on 2026-11-20, the day of these tests
    assert "2027年（令和9年）2月20日が最後の日です" in page.text
