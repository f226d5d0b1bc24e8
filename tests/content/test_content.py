"""The site's own words: they load, and hold together."""

import ast
from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest

import nenkin
from nenkin.content.library import Library, load
from nenkin.features.records.concerns import PAYABLE
from nenkin.interchange.month_codes import CODES
from nenkin.law.flags import FlagCode
from nenkin.paths import CONTENT

ADDRESSES = frozenset(
    {
        *("/", "/sign-up", "/sign-in", "/account", "/record", "/record/years", "/record/grid"),
        *("/record/schemes", "/record/overlaps", "/record/print", "/record/unclear"),
        *("/record/payable", "/estimate", "/history", "/parameters", "/estimate/compare"),
        "/estimate/try",
        "/requests",
        "/search",
        *("/glossary", "/faq", "/about", "/privacy", "/terms", "/accessibility", "/help"),
    }
)


@pytest.fixture(scope="module")
def library() -> Library:
    return load(CONTENT, addresses=ADDRESSES)


def names_of_the_law() -> Iterator[str]:
    """Give every public name that nenkin.law defines: modules, functions, classes, fields, members."""
    for path in (Path(nenkin.__file__).parent / "law").rglob("*.py"):
        yield path.stem
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                yield node.name
            elif isinstance(node, ast.AnnAssign | ast.Assign):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                yield from (one.id for one in targets if isinstance(one, ast.Name))


def test_there_is_enough_to_read(library: Library) -> None:
    assert len(library.glossary) >= 60
    assert len(library.faq) >= 40


def test_every_section_has_its_questions(library: Library) -> None:
    assert [name for name in library.sections if len(library.faq_for(name)) < 3] == []


def test_every_code_of_a_term_is_a_name_in_the_law(library: Library) -> None:
    known = set(names_of_the_law())
    assert [term.slug for term in library.glossary.values() if term.code not in {"", *known}] == []


def test_every_text_names_its_sources(library: Library) -> None:
    terms = [term.slug for term in library.glossary.values() if not term.sources]
    questions = [one.slug for one in library.faq.values() if not one.sources]
    assert terms + questions == []


def test_all_texts_are_strict_html(library: Library) -> None:
    texts = [
        *(term.html for term in library.glossary.values()),
        *(question.html for question in library.faq.values()),
        *(one.html for page in library.pages.values() for one in (page, page.easy) if one),
    ]
    for html in texts:
        html5lib.HTMLParser(strict=True).parseFragment(html)


def test_every_flag_has_its_words(library: Library) -> None:
    assert set(library.flags) == set(FlagCode)


def test_what_can_be_paid_has_other_words_once_it_cannot(library: Library) -> None:
    """They would promise what is over."""
    for code, words in library.flags.items():
        assert bool(words.next_over) is (code in PAYABLE)
        assert "納められます" not in words.next_over


def test_every_official_month_code_has_its_words(library: Library) -> None:
    assert set(library.statuses) == CODES


def test_no_two_month_codes_read_the_same_but_those_the_legend_gives_twice(
    library: Library,
) -> None:
    words = [one.word for one in library.statuses.values()]
    assert sorted({word for word in words if words.count(word) > 1}) == ["特例納付"]


def test_pages_that_every_footer_links_to_are_there(library: Library) -> None:
    assert {"about", "privacy", "terms", "accessibility", "help"} <= set(library.pages)


def test_the_pages_most_in_need_have_an_easy_pair(library: Library) -> None:
    assert {slug for slug, page in library.pages.items() if page.easy} >= {
        *("about", "help", "accessibility"),
    }


def test_the_result_table_has_its_place_in_both_levels(library: Library) -> None:
    page = library.pages["accessibility"]
    assert page.easy is not None
    for one in (page, page.easy):
        assert one.slot == "results"
        assert one.before.endswith("</p>\n")
        assert one.after.startswith("<h2")


def test_the_warning_of_the_sample_stands_word_for_word(library: Library) -> None:
    assert library.words("layout.sample") == (
        "これは見本です。日本年金機構のサービスではありません。本物の番号を入れないでください"
    )


@pytest.mark.parametrize("code", [400, 403, 404, 405, 409, 413, 422, 429, 500, 503, 507])
def test_every_error_page_says_what_happened_and_what_to_do(library: Library, code: int) -> None:
    for part in ("title", "what", "next"):
        assert library.phrases[f"error-page.{code}.{part}"]
