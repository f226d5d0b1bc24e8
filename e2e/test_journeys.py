"""From signing up to two papers, with keys alone, without script, and in w3m.

«Sign up → sign in → find the unpaid months → print», then «remember a job → compare → print».
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from e2e import paper
from e2e.people import newcomer
from e2e.screens.joining import sign_in, sign_up
from e2e.screens.keyboard import Keyboard
from e2e.screens.pointer import Pointer
from e2e.screens.reader import Reader, expect
from e2e.screens.record import find_unpaid_months, print_unclear_months
from e2e.screens.sheet import compare_with_the_record, print_the_sheet, write_a_job
from e2e.screens.text_browser import TextBrowser
from e2e.site import Site, running_site

WHO = "hatachi"  # has just become 20; one month is not paid yet
JOB = "みほん商店"  # where they worked before, which no record has


@pytest.fixture
def own_site(tmp_path: Path) -> Iterator[Site]:
    """Run a site in which nobody has signed up yet."""
    with running_site(tmp_path, prepared=False) as site:
        yield site


@pytest.fixture(params=["keyboard", "no script", "text browser"])
def reader(
    request: pytest.FixtureRequest, browser: Browser, own_site: Site, tmp_path: Path
) -> Iterator[Reader]:
    """Read with one of them."""
    if request.param == "text browser":
        w3m = TextBrowser(own_site.address, tmp_path)
        yield w3m
        w3m.close()
        return
    with browser.new_context(java_script_enabled=request.param == "keyboard") as context:
        kind = Keyboard if request.param == "keyboard" else Pointer
        yield kind(context.new_page(), own_site.address)


def test_from_the_letter_with_the_key_to_the_papers(reader: Reader) -> None:
    """Whoever has a key comes to the months that are not paid, however they read pages.

    From there they come from an empty history sheet to its paper. The two that can print hold a
    sheet of A4 in the end of each with all that it must say.
    """
    who = newcomer(WHO)
    sign_up(reader, who)
    sign_in(reader, who.user_id, who.password)
    expect(reader, "あなたの年金記録", "未納")
    find_unpaid_months(reader, "未納の月だけ", "令和8年")
    print_unclear_months(reader, "未納", "令和8年")
    _is_a_paper(reader)
    write_a_job(reader, JOB, "2024年4月", "令和7年の春")
    compare_with_the_record(reader, JOB)
    print_the_sheet(reader, JOB, "令和6年（2024年）4月")
    _is_a_paper(reader)


def _is_a_paper(reader: Reader) -> None:
    if isinstance(reader, (Keyboard, Pointer)):
        assert list(paper.problems(reader.page)) == []
