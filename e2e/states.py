"""A page as somebody meets it: who comes, from where, and what they do there before it is looked at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from playwright.sync_api import Locator, Page

from e2e.audit import Budget

BUTTON = "main form button:not([type=button])"
WRITTEN = "main form input:is([type=text], [type=password], [type=email], [type=tel], :not([type]))"
WRONG = 422
TOO_LONG = 300_000  # characters; more than the gate takes


@dataclass(frozen=True, kw_only=True)
class State:
    """A page in one of its states."""

    name: str  # what people call it; the name of its test too
    path: str  # {link} and the like are filled in from what lies ready in the site
    route: str = ""  # the route's own form, where the address is one of many
    persona: str = ""  # who has signed in; empty: a visitor
    staff: str = ""  # or which member of staff, by number
    visitor: str = ""  # which visitor, of those who have typed something before
    profile: str = "standard"  # of passwords: the site is run once for each that a state names
    then: Callable[[Page], None] | None = None  # what is done there before looking
    status: int = 200
    errors: bool = False  # it shows what is wrong with an entry, and leads there
    budget: Budget = field(default_factory=Budget)
    excused: frozenset[str] = frozenset()  # rules that cannot apply, with the reason beside them
    part: bool = False  # of the gallery: it shows a part that pages have, and nobody prints it

    @property
    def covers(self) -> str:
        """Return the route it stands for."""
        return self.route or self.path.partition("?")[0]


def wrong(state: State, name: str, then: Callable[[Page], None]) -> State:
    """Give the same page with what is wrong with the entry that was sent."""
    return replace(state, name=f"{state.name}, {name}", then=then, status=WRONG, errors=True)


def press(button: Locator) -> None:
    """Press a button that leads on, by its key: a mouse would wait until the page is drawn."""
    with button.page.expect_navigation():
        button.press("Enter")


def choose(box: Locator) -> None:
    """Take what a box stands for, by its key."""
    box.press("Space")
    assert box.is_checked()


def send(page: Page) -> None:
    """Press the first button of the page's own form."""
    press(page.locator(BUTTON).first)


def empty(page: Page) -> None:
    """Wipe out what the form has in its fields, take the answers back, and send it."""
    for written in page.locator(WRITTEN).all():
        written.fill("")
    send(page)


def typed(values: Mapping[str, str]) -> Callable[[Page], None]:
    """Write these into fields by their names, and send the form."""

    def act(page: Page) -> None:
        for name, text in values.items():
            page.locator(f"main [name='{name}']").first.fill(text)
        send(page)

    return act


def hidden(name: str, value: str) -> Callable[[Page], None]:
    """Send the form with another value in a hidden field, as a page does that was opened long ago."""

    def act(page: Page) -> None:
        field = page.locator(f"main form input[name={name}]").first
        field.evaluate("(field, value) => { field.value = value }", value)
        send(page)

    return act


expired = hidden("token", "x")  # not the visit's own
flooded = hidden("token", "x" * TOO_LONG)
