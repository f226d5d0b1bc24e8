"""The auditors' pages in every state."""

from collections.abc import Iterator

from playwright.sync_api import Page

from e2e.states import State, press, send, wrong

AUDITOR, MANAGER = "K0001", "C0001"
# Whoever looks at the trail stands in it: looked at once more, without script, it is longer.
LONGER = frozenset({"hx-no-fallback"})


def _asked(page: Page) -> None:
    page.locator("main [name=case-number]").fill("12")
    press(page.locator("main form button").nth(1))


def pages() -> Iterator[State]:
    """Walk the auditors' pages."""
    trail = State(name="trail", path="/staff/audit", staff=AUDITOR, excused=LONGER)
    yield trail
    yield wrong(trail, "refused", _asked)
    yield State(
        name="trail, verified",
        path="/staff/audit",
        route="/staff/audit",
        staff=AUDITOR,
        then=send,
        excused=LONGER,
    )
    for who in (AUDITOR, MANAGER):
        yield State(name=f"outliers, {who}", path="/staff/audit/outliers", staff=who)
