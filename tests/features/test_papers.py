"""PDFで保存: what a page for paper says, as a file that can be read aloud; and nothing else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest

from nenkin.storage import audit
from nenkin.storage.database import open_database
from nenkin.web import typesetting
from nenkin.web.executors import TooBusy
from nenkin.web.press import Press
from tests.browser import Browser, Page
from tests.features.records_site import PERSONAS, Town, attention, record_of
from tests.papers import heading_of, needs_font, needs_poppler, on_paper, said, squashed
from tests.pdf_ua import problems
from tests.pdf_words import words as words_in

if TYPE_CHECKING:
    from litestar import Litestar

pytestmark = pytest.mark.asyncio(loop_scope="module")

SAMPLE = "これは見本です"
BUTTON = "PDFで保存"
NO_FONT = "PDFでは保存できません"
COMPARE = "記録を出して、くらべる"
FILES = ("/record/record.pdf", "/record/unclear.pdf", "/history/sheet.pdf")


async def saved(browser: Browser, page: Page) -> bytes:
    """Press the button of a printed page; the file has what the page has."""
    (address,) = [href for words, href in page.links if words == BUTTON]
    answer = await browser.client.get(address)
    assert answer.get("content-type") == "application/pdf"
    assert answer.get("cache-control") == "no-store"
    assert problems(answer.body) == []
    return answer.body


def told(pdf: bytes) -> str:
    return squashed(words_in(pdf))


def same_words(pdf: bytes, page: Page) -> None:
    """Fail where a file says less or more than the paper that a browser prints."""
    sample, heading, words = told(pdf).partition(heading_of(page.main))
    assert sample.startswith(SAMPLE)
    assert heading + words == on_paper(page.main)


async def begun(people: Town, slug: str, employer: str) -> Browser:
    """Give the browser of somebody whose sheet has one job."""
    browser = people.browser(slug)
    await browser.open("/history/delete")
    await browser.press("すべて消す")
    await browser.open("/history/work/new")
    born = record_of(slug).person.born_on.year
    times = {"first": f"{born + 18}年4月", "last": f"{born + 19}年3月"}
    page = await browser.press("これで終わり", {"employer": employer, **times})
    assert page.status == 200, page.errors
    return browser


@asynccontextmanager
async def without_fonts(people: Town, folder: Path) -> AsyncIterator[None]:
    """Let the site be on a machine without Japanese fonts."""
    state = cast("Litestar", people.gate.inner).state
    press = state["press"]
    state["press"] = Press(press._renderer, folder)
    try:
        yield
    finally:
        state["press"].close()
        state["press"] = press


@needs_font
@pytest.mark.parametrize("slug", PERSONAS)
async def test_the_record_as_a_file_says_what_its_paper_says(people: Town, slug: str) -> None:
    browser = people.browser(slug)
    page = await browser.open("/record/print")
    same_words(await saved(browser, page), page)
    if attention(slug):
        page = await browser.open("/record/unclear?size=large")
        same_words(await saved(browser, page), page)


@needs_font
@pytest.mark.parametrize("slug", PERSONAS)
async def test_the_sheet_as_a_file_says_what_its_paper_says(people: Town, slug: str) -> None:
    browser = await begun(people, slug, "みほん紡績𠮷")
    page = await browser.open("/history/print?size=large")
    alone = await saved(browser, page)
    same_words(alone, page)
    employers = {span.employer for span in record_of(slug).spans if span.employer}
    assert not any(squashed(employer) in told(alone) for employer in employers)
    await browser.open("/history/compare")
    await browser.press(COMPARE)
    page = await browser.open("/history/print")
    same_words(await saved(browser, page), page)


@needs_font
@needs_poppler
@pytest.mark.parametrize("path", ["/record/record.pdf", "/record/unclear.pdf?size=large"])
async def test_poppler_reads_the_same_words(people: Town, path: str) -> None:
    pdf = (await people.browser("tenshoku").client.get(path)).body
    assert said(pdf) == told(pdf) != ""


@needs_font
async def test_a_name_full_of_markup_is_printed_letter_by_letter(people: Town) -> None:
    name = '#eval("1") *太* $x$ </p> & \\ #read("/etc/passwd") <甲>'
    browser = await begun(people, "tenshoku", name)
    page = await browser.open("/history/print")
    pdf = await saved(browser, page)
    same_words(pdf, page)
    assert squashed(name) in told(pdf)


@needs_font
async def test_a_letter_that_cannot_be_printed_is_marked_and_explained(people: Town) -> None:
    browser = await begun(people, "tenshoku", "タイ語\u0e01の店")
    words = told(await saved(browser, await browser.open("/history/print")))
    assert "タイ語〓の店" in words
    assert words.endswith("「〓」は、この紙に印刷できない字です。手で書いてください。")


@needs_font
@pytest.mark.parametrize("path", FILES)
async def test_large_letters_are_kept_and_make_more_of_the_same(people: Town, path: str) -> None:
    browser = await begun(people, "jieigyo", "みほん商店")
    page = await browser.open(
        {FILES[0]: "/record/print", FILES[1]: "/record/unclear", FILES[2]: "/history/print"}[path]
        + "?size=large"
    )
    assert (BUTTON, f"{path}?size=large") in page.links
    large = await browser.client.get(f"{path}?size=large")
    normal = await browser.client.get(path)
    assert problems(large.body) == problems(normal.body) == []
    assert large.body != normal.body


@needs_font
@pytest.mark.parametrize(
    ("path", "name"),
    [
        (FILES[0], "nenkin-record-2026-11-20.pdf"),
        (FILES[1], "nenkin-unclear-2026-11-20.pdf"),
        (FILES[2], "nenkin-history-20261120.pdf"),
    ],
)
async def test_the_name_of_a_file_says_the_day_and_nothing_of_the_person(
    people: Town, path: str, name: str
) -> None:
    browser = await begun(people, "jieigyo", "みほん商店")
    first = await browser.client.get(path)
    assert first.get("content-disposition") == f'attachment; filename="{name}"'
    assert (await browser.client.get(path)).body == first.body


@needs_font
async def test_the_sheet_with_the_record_is_noted_as_seen(people: Town) -> None:
    browser = await begun(people, "antei", "みほん商店")
    await browser.open("/history/compare")
    await browser.press(COMPARE)
    db = await open_database(people.url, people.keys)
    before = await audit.views_of(db, people.people["antei"], limit=1)
    await browser.client.get("/history/sheet.pdf")
    after = await audit.views_of(db, people.people["antei"], limit=1)
    await db.close()
    assert after[0].seq > before[0].seq
    assert (after[0].event.action, after[0].event.detail["page"]) == ("record.viewed", "history")


async def test_without_a_font_the_page_says_what_is_missing(people: Town, tmp_path: Path) -> None:
    browser = await begun(people, "jieigyo", "みほん商店")
    async with without_fonts(people, tmp_path):
        for file in FILES:
            page = await browser.open(file)  # from a bookmark: it leads to the page
            assert page.path in {"/record/print", "/record/unclear", "/history/print"}
            assert NO_FONT in page.text
            assert BUTTON not in [words for words, _ in page.links]


async def test_nothing_written_or_nothing_unclear_is_no_file(people: Town) -> None:
    browser = people.browser("antei")
    await browser.open("/history/delete")
    await browser.press("すべて消す")
    assert (await browser.open("/history/sheet.pdf")).path == "/history"
    page = await browser.open("/record/unclear.pdf")
    assert page.path == "/record/unclear"
    assert BUTTON not in [words for words, _ in page.links]


@needs_font
async def test_when_too_many_wait_the_page_says_to_come_again(
    people: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def busy(*_: Any) -> bytes:
        raise TooBusy

    monkeypatch.setattr(typesetting.Typesetter, "typeset", busy)
    answer = await people.browser("antei").client.get("/record/record.pdf")
    assert (answer.status, answer.get("retry-after")) == (503, "10")
    assert "こみ合っています" in answer.text
    assert "機械が、止まっています" not in answer.text


@needs_font
async def test_a_sheet_without_an_account_is_printed_and_saved_without_a_name(
    people: Town,
) -> None:
    browser = Browser(people.gate)
    await browser.open("/resume/new")
    birth = {"born-era": "showa", "born-year": "20", "born-month": "5", "born-day": "3"}
    await browser.press("書き始める", birth)
    await browser.open("/history/work/new")
    times = {"first": "昭和40年4月", "last": "昭和42年3月"}
    page = await browser.press("これで終わり", {"employer": "みほん紡績", **times})
    assert page.status == 200, page.errors
    addresses = {href for _, href in (await browser.open("/history")).links}
    assert {"/history/print", "/history/print?size=large", "/history/sheet.txt"} <= addresses
    page = await browser.open("/history/print")
    assert "手で書いてください" in page.text
    assert "1945年（昭和20年）5月3日" in page.text
    assert "/history/compare" not in {href for _, href in page.links}
    same_words(await saved(browser, page), page)
    text = await browser.client.get("/history/sheet.txt")
    assert "みほん紡績" in text.text
    assert (await browser.client.get("/history/sheet.jsonl")).status == 200
    for closed in ("/history/compare", "/record/record.pdf"):
        assert (await browser.client.get(closed)).status in {303, 404}
