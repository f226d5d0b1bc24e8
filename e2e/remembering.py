"""思い出すヒント and 復帰コード: their pages in every state."""

from collections.abc import Iterator
from urllib.parse import quote

from e2e.audit import WHOLE_RECORD
from e2e.history import BEGINNER, WRITER
from e2e.states import State, empty, send, typed, wrong

GUEST = "guest"  # who was let in to the writer's sheet by its code
OWNER = "owner"  # who has a sheet without an account
OWN_CODE = "みかん・うさぎ・さくら・らじお・たんぽぽ・ともだち"
CODE = "さくら・らじお・たんぽぽ・ともだち・みかん・うさぎ"


def _at(when: str) -> str:
    return f"/history/hints?when={quote(when)}"


def pages() -> Iterator[State]:
    """Walk the hints by year, age and event with disasters closed and opened; the code given, typed, and used."""
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
    for who in (WRITER, BEGINNER):
        yield State(name=f"resume code, {who}", path="/history/resume-code", persona=who)
    yield State(name="resume code, new", path="/history/resume-code", persona="jieigyo", then=send)
    resume = State(name="resume", path="/resume")
    yield resume
    for over in ("left", "ended"):
        yield State(name=f"resume, {over}", path=f"/resume?{over}=yes", route="/resume")
    yield wrong(resume, "empty", empty)
    yield wrong(resume, "unknown words", typed({"code": "さぐら らじお", "born-year": "昭和20"}))
    new = State(name="resume new", path="/resume/new")
    yield new
    yield wrong(new, "empty", empty)
    yield State(name="history, guest", path="/history", visitor=GUEST, budget=WHOLE_RECORD)
    yield State(
        name="history, work, guest", path="/history/work", route="/history/{part}", visitor=GUEST
    )
    yield State(name="history, owner", path="/history", visitor=OWNER, budget=WHOLE_RECORD)
    yield State(
        name="history, print, owner",
        path="/history/print",
        route="/history/{part}",
        visitor=OWNER,
        budget=WHOLE_RECORD,
    )
