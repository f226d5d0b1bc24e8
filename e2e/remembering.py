"""思い出すヒント: its page in every state."""

from collections.abc import Iterator
from urllib.parse import quote

from e2e.audit import WHOLE_RECORD
from e2e.history import BEGINNER, WRITER
from e2e.states import State, typed, wrong


def _at(when: str) -> str:
    return f"/history/hints?when={quote(when)}"


def pages() -> Iterator[State]:
    """Walk the hints by year, age and event with disasters closed and opened."""
    route = "/history/hints"
    for who in (WRITER, BEGINNER):
        yield State(name=f"hints, {who}", path=route, persona=who)
    for when in ("平成7年", "20歳のころ", "長野オリンピックの年", "わからない"):
        yield State(
            name=f"hints, {when}", path=_at(when), route=route, persona=WRITER, budget=WHOLE_RECORD
        )
    path = f"{_at('平成7年')}&sensitive=yes"
    yield State(
        name="hints, disasters opened", path=path, route=route, persona=WRITER, budget=WHOLE_RECORD
    )
    hints = State(name="hints", path=route, persona=WRITER)
    yield wrong(hints, "refused", typed({"when": "58年"}))
