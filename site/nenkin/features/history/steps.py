"""The history of what was sent: when which step was taken, and by whom."""

from collections.abc import Iterator

from nenkin.clock import japanese_day
from nenkin.features.history.desk import Desk
from nenkin.law.procedures import Way
from nenkin.law.wareki import write_day
from nenkin.storage.arrivals import Arrived
from nenkin.storage.audit import ActorKind
from nenkin.storage.cases import Whole


def steps(desk: Desk, whole: Whole, arrived: Arrived) -> Iterator[tuple[str, str, str]]:
    """Give each step, the latest first: the day, what it was, who took it."""
    words = desk.library.words
    for step in reversed(whole.steps):
        who = "office"
        if step.actor is ActorKind.PERSON:
            own, here = step.actor_id == desk.subject, step.actor_id == desk.person.person_id
            who = "you" if here else "person" if own else "helper"
        if step is whole.steps[0] and arrived.way is Way.COUNTER:  # a clerk has sent it for them
            who = "counter" if arrived.place else "some-counter"
        yield (
            write_day(japanese_day(step.at)),
            words(f"request.state.{whole.case.kind}.{step.state}.title"),
            words(f"request.who.{who}", place=arrived.place),
        )
