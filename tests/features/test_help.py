"""Pages of text: everything in content/ can be opened, and leads back."""

from pathlib import Path

import pytest

from nenkin.features.help import routes
from nenkin.features.help.results import BadResults, read_results
from tests.browser import ADDRESS
from tests.pages import words
from tests.small_site import browser


async def test_every_term_can_be_opened_from_the_list() -> None:
    person = browser(routes.ROUTES)
    index = await person.open("/glossary")
    addresses = {href for _, href in index.links if href.startswith("/glossary/")}
    assert addresses == {f"/glossary/{slug}" for slug in words().glossary}
    for slug, term in words().glossary.items():
        page = await person.open(f"/glossary/{slug}")
        assert page.title == f"{term.term} - ねんきん便り"
        assert term.reading in page.text


async def test_every_question_can_be_opened_from_the_list() -> None:
    person = browser(routes.ROUTES)
    index = await person.open("/faq")
    addresses = {href for _, href in index.links if href.startswith("/faq/")}
    assert addresses == {f"/faq/{slug}" for slug in words().faq}
    for slug in words().faq:
        assert (await person.open(f"/faq/{slug}")).status == 200


@pytest.mark.parametrize("slug", routes.PAGES)
@pytest.mark.parametrize("prefs", ["", "m.light.e", "xx.dark.r"])
async def test_every_page_of_text_can_be_read_in_every_way(slug: str, prefs: str) -> None:
    person = browser(routes.ROUTES)
    person.client.cookies["prefs"] = prefs
    page = await person.open(f"/{slug}")
    easy = words().pages[slug].easy
    buttons = {button for form in page.forms for button in form.buttons}
    offered = any("やさしい日本語にする" in button for button in buttons)
    assert offered is (easy is not None and "e" not in prefs.split("."))
    if easy is not None and prefs == "m.light.e":
        assert easy.summary in page.text
        assert "やさしい日本語で書いています" in page.text


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        (f"{ADDRESS}/record/years?page=2", "/record/years?page=2"),
        ("http://evil.example/record", None),
        (f"{ADDRESS}/glossary/unpaid", None),
        ("", None),
        ("http://[", None),
        (f"{ADDRESS}//evil.example", None),
    ],
)
async def test_a_term_leads_back_to_where_it_was_met(referer: str, back: str | None) -> None:
    person = browser(routes.ROUTES)
    person.client.headers["referer"] = referer
    page = await person.open("/glossary/unpaid")
    ways = [href for text, href in page.links if "もとの文に戻る" in text]
    assert ways == ([back] if back else [])


async def test_a_term_in_place_is_short_and_has_no_heading() -> None:
    person = browser(routes.ROUTES)
    answer = await person.client.get("/glossary/unpaid", headers={"hx-request-type": "partial"})
    assert answer.text.startswith("<head><title>未納 - ねんきん便り</title></head>")
    assert "<h1" not in answer.text
    assert "<html" not in answer.text
    assert words().glossary["unpaid"].summary in answer.text


@pytest.mark.parametrize("address", ["/glossary/nothing", "/faq/nothing"])
async def test_what_is_not_there_is_not_found(address: str) -> None:
    assert (await browser(routes.ROUTES).open(address)).status == 404


def test_results_of_the_accessibility_run_are_read_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "accessibility.toml"
    assert read_results(path) is None
    good = (
        'day = 2026-11-20\ncommit = "31e6c4d"\npages = 120\n[[criteria]]\n'
        'number = "1.1.1"\ntitle = "非テキスト"\nlevel = "A"\noutcome = "met"\n'
    )
    path.write_text(good)
    results = read_results(path)
    assert results is not None
    assert (results.pages, results.criteria[0].number) == (120, "1.1.1")
    for bad in (good.replace('"met"', '"fine"'), good.replace("pages", "page"), "day ="):
        path.write_text(bad)
        with pytest.raises(BadResults):
            read_results(path)


async def test_the_accessibility_page_shows_the_results(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "accessibility.toml"
    path.write_text(
        'day = 2026-11-20\ncommit = "31e6c4d"\npages = 120\n'
        '[[criteria]]\nnumber = "1.1.1"\ntitle = "非テキスト"\n'
        'level = "A"\noutcome = "met"\n'
    )
    monkeypatch.setattr(routes, "RESULTS", read_results(path))
    page = await browser(routes.ROUTES).open("/accessibility")
    assert "31e6c4d" in page.text
    assert "1.1.1 非テキスト" in page.text
    assert "満たしている" in page.text
