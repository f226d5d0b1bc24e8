"""On every page of a printed history sheet stand its number and the reference code of the sheet."""

import re
import subprocess

import pytest

from e2e.history import WRITER
from e2e.states import State
from e2e.visits import Visitors

CODE = re.compile("この紙の番号：[0-9A-F]{4}-[0-9A-F]{4}")
END_OF_PAGE = "\f"


@pytest.mark.parametrize("size", ["", "?size=large"], ids=["normal", "large"])
def test_every_page_has_its_number_and_the_code_of_the_sheet(size: str, visitors: Visitors) -> None:
    """Pages that come apart at a counter are put together again."""
    state = State(name="print", path=f"/history/print{size}", persona=WRITER)
    with visitors.visit(state) as watch:
        pdf = watch.page.pdf(format="A4", prefer_css_page_size=True)
    command = ["pdftotext", "-layout", "-", "-"]
    text = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    *pages, rest = text.split(END_OF_PAGE)
    assert len(pages) > 1
    assert rest == ""
    codes = [CODE.findall(page) for page in pages]
    assert all(len(found) == 1 for found in codes), codes
    assert len({found[0] for found in codes}) == 1
    assert [page.split()[-1] for page in pages] == [str(n + 1) for n in range(len(pages))]
