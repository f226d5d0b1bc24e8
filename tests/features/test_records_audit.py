"""Who has seen what: every view is on record before it is shown, and nobody sees another's."""

import pytest

from nenkin.storage import audit
from nenkin.storage.database import open_database
from tests.features.records_site import PERSONAS, Town, record_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

PAGES = {
    "/record": ("record.viewed", "record"),
    "/record/grid": ("record.viewed", "grid"),
    "/record/years": ("record.viewed", "years"),
    "/record/years/2008": ("record.viewed", "year"),
    "/record/months/2008-10": ("record.viewed", "month"),
    "/record/schemes": ("record.viewed", "schemes"),
    "/record/overlaps": ("record.viewed", "overlaps"),
    "/record/save": ("record.viewed", "save"),
    "/record/print": ("record.viewed", "print"),
    "/record/unclear": ("record.viewed", "unclear"),
    "/record/record.pdf": ("record.saved", "pdf"),
    "/record/unclear.pdf": ("record.saved", "unclear-pdf"),
    "/record/record.csv": ("record.saved", "csv"),
    "/record/record.jsonl": ("record.saved", "jsonl"),
}


@pytest.mark.parametrize("path", PAGES)
async def test_a_view_is_noted(people: Town, path: str) -> None:
    answer = await people.browser("menjo").client.get(path)
    db = await open_database(people.url, people.keys)
    last = (await audit.views_of(db, people.people["menjo"], limit=1))[0].event
    await db.close()
    if answer.status == 200:
        assert (last.action, last.detail["page"]) == PAGES[path]
        assert last.actor_id == last.subject == people.people["menjo"]
    assert answer.get("cache-control") == "no-store"


@pytest.mark.parametrize("path", PAGES)
async def test_everybody_sees_their_own_record_alone(people: Town, path: str) -> None:
    names = {slug: record_of(slug).person.surname for slug in ("chofuku", "sokyu", "tenshoku")}
    for slug in names:
        answer = await people.browser(slug).client.get(path)
        for other, name in names.items():
            if other != slug:
                assert name not in answer.text
                assert record_of(other).person.basic_number not in answer.text


@pytest.mark.parametrize("path", PAGES)
async def test_a_visitor_is_sent_to_sign_in(people: Town, path: str) -> None:
    browser = people.browser("antei")
    browser.client.cookies.clear()
    answer = await browser.client.get(path)
    assert answer.status == 303


@pytest.mark.parametrize("slug", PERSONAS)
async def test_every_page_opens_for_everybody(people: Town, slug: str) -> None:
    browser = people.browser(slug)
    for path in ("/record", "/record/schemes", "/record/overlaps", "/record/save"):
        page = await browser.open(path)
        assert page.status == 200
        day = record_of(slug).data_date
        assert f"{day.year}年" in page.text
        primary = [
            one
            for one in page.main.iter("a")
            if "button--primary" in (one.get("class") or "").split()
        ]
        assert len(primary) == 1
