"""キオスク: the first page, what can be done there, and every page that its time has."""

from collections.abc import Callable, Iterator

from playwright.sync_api import Page

from e2e.states import State, empty, press, wrong

# A kiosk is used by one person after another: without a script it asks after two minutes whether
# anybody is there, and its fields offer nothing that was typed before.
EXCUSED = frozenset({"meta-refresh", "no-autocomplete"})


def _begun(page: Page) -> None:
    press(page.locator("form[action='/kiosk'] button").first)
    page.wait_for_url("**/kiosk/ways")


def begun(path: str) -> Callable[[Page], None]:
    """Begin a turn, and open a page in it."""

    def act(page: Page) -> None:
        _begun(page)
        page.goto(page.url.replace("/kiosk/ways", path))

    return act


def pages() -> Iterator[State]:
    """Walk each page of a kiosk, begun and ended."""
    start = State(name="kiosk, start", path="/kiosk")
    yield start
    for how in ("person", "time"):
        yield State(name=f"kiosk, ended by {how}", path=f"/kiosk?ended={how}")
    # Not Korean: where no font has its letters, its heading cannot be found on paper.
    for code in ("en", "zh-Hans", "pt-BR", "vi"):
        path = "/kiosk/languages/{code}"
        yield State(name=f"kiosk, {code}", path=path.format(code=code), route=path)
    for slug in ("ways", "closed", "hidden", "still-there", "hour"):
        path = f"/kiosk/{slug}"
        yield State(
            name=f"kiosk, {slug}", path="/kiosk", route=path, then=begun(path), excused=EXCUSED
        )
    for path, route in (
        ("/sign-up", "/sign-up"),
        ("/sign-up/paper/terms", "/sign-up/{way}/{slug}"),
        ("/sign-up/paper/done", "/sign-up/{way}/{slug}"),
    ):
        name = f"kiosk, {path[1:]}"
        yield State(name=name, path="/kiosk", route=route, then=begun(path), excused=EXCUSED)
    resume = State(name="kiosk, resume", path="/kiosk", then=begun("/resume"), excused=EXCUSED)
    yield resume

    def unreadable(page: Page) -> None:
        begun("/resume")(page)
        empty(page)

    yield wrong(resume, "empty", unreadable)
