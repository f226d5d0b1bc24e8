"""Tables on a telephone: none is cut off, in letters of any size; the table of all months alone is wider."""

import pytest

from e2e.states import State
from e2e.visits import Visitors

SIZES = ("m", "l", "x", "xx")
SOMEBODY = "jieigyo"
PATHS = (
    "/record/years",
    "/record/years/2026",
    "/record/payable",
    "/record/print",
    "/account/views",
)
# By how much each box of a table is too narrow for it, and the window for the page.
TOO_WIDE = """(size) => {
  const root = document.documentElement;
  root.className = root.className.replace(/ts-\\w+/, "ts-" + size);
  return [root, ...document.querySelectorAll(".table__scroll")]
    .map((box) => box.scrollWidth - box.clientWidth).filter((missing) => missing > 0);
}"""


@pytest.mark.parametrize("path", PATHS)
def test_no_table_is_cut_off_on_a_telephone(visitors: Visitors, path: str) -> None:
    with visitors.visit(State(name=path, path=path, persona=SOMEBODY)) as watch:
        page = watch.page
        page.set_viewport_size({"width": 320, "height": 640})
        if path == "/record/years":
            page.get_by_role("link", name="令和7年度").press("Enter")
            page.locator(".year-table__open").wait_for()
        assert {size: page.evaluate(TOO_WIDE, size) for size in SIZES} == {
            size: [] for size in SIZES
        }
