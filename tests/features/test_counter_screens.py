"""二つの画面: what each of them shows is one table, in site/decisions/0015."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from nenkin import paths
from tests.browser import Browser
from tests.features.counter_site import agreed, with_life
from tests.features.staff_site import CLERK, OFFICE_CLERK, Offices
from tests.features.test_counter import offices
from tests.features.test_kiosk_record import amounts

__all__ = ["offices"]
TABLE = Path(paths.__file__).parent.parent / "decisions" / "0015-two-screens-of-one-session.md"
PLACES = {"town hall": CLERK, "pension office": OFFICE_CLERK}


def rows() -> Iterator[tuple[str, dict[str, str]]]:
    """Give each page with what each screen shows of it."""
    lines = [line for line in TABLE.read_text().splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    head = cells[0][1:]
    for what, *told in cells[2:]:
        yield what, dict(zip(head, told, strict=True))


async def shown(screen: Browser, path: str) -> str:
    page = await screen.open(path)
    if page.path != path or page.status != 200:
        return "no"
    if amounts(page):
        return "amounts"
    if any("見せる" in words for form in page.forms for words in form.buttons):
        page = await screen.press("見せる")
        told = "amounts after «見せる»" if amounts(page) else "without amounts"
        await screen.press("かくす")
        return told
    return "without amounts"


@pytest.mark.parametrize("place", PLACES)
async def test_each_screen_shows_what_the_table_says(place: str, offices: Offices) -> None:
    await with_life(offices.world)
    clerk, screen = await agreed(offices, PLACES[place])
    found = {}
    for what, told in rows():
        found[what] = {
            f"clerk, {place}": await shown(clerk, f"/staff/counter/{what}"),
            f"person, {place}": await shown(screen, f"/{what}"),
        }
        assert found[what] == {who: says for who, says in told.items() if who.endswith(place)}, what
    assert len(found) > 5
