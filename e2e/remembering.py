"""思い出すヒント: its page in every state."""

from collections.abc import Iterator
from urllib.parse import quote

from playwright.sync_api import Page

from e2e.audit import WHOLE_RECORD
from e2e.history import BEGINNER, KEY, WRITER
from e2e.states import WRONG, State


def _at(when: str) -> str:
    return f"/history/hints?when={quote(when)}"


def _opened(page: Page) -> None:
    page.locator("main details summary").first.click()


def pages() -> Iterator[State]:
    """Walk the hints by year, age and event, with disasters opened, and beside a question."""
    route = "/history/hints"
    for who in (WRITER, BEGINNER):
        yield State(name=f"hints, {who}", path=route, persona=who)
    for when in ("平成7年", "20歳のころ", "長野オリンピックの年", "わからない"):
        yield State(
            name=f"hints, {when}", path=_at(when), route=route, persona=WRITER, budget=WHOLE_RECORD
        )
    yield State(
        name="hints, disasters opened",
        path=_at("平成7年"),
        route=route,
        persona=WRITER,
        then=_opened,
        budget=WHOLE_RECORD,
    )
    yield State(
        name="hints, refused",
        path=_at("58年"),
        route=route,
        persona=WRITER,
        status=WRONG,
        errors=True,
    )
    yield State(
        name="history, job, hints opened",
        path=f"/history/work/{KEY}/job",
        route="/history/{part}/{key}/{page}",
        persona=WRITER,
        then=_opened,
    )
