"""The page of every refusal and failure: what happened, what to do, whom to call."""

import pytest

from nenkin.web.errors import OWN_WORDS, SHOWN, ErrorPages
from nenkin.web.gate import Exchange
from tests.browser import parse
from tests.pages import SOMEBODY, renderer, visit
from tests.web.drawn import as_answer


@pytest.mark.parametrize("person", [None, SOMEBODY])
@pytest.mark.parametrize("words", [*map(str, sorted(SHOWN)), *OWN_WORDS.values()])
def test_every_failure_has_its_page(words: str, person: object) -> None:
    pages = ErrorPages(renderer().page, lambda failure: 500)
    status = int(words[:3])
    sent = {"surname": ["年金"], "password": ["secret"], "token": ["x"]}
    exchange = Exchange(visit("/form", person=person), sent)  # type: ignore[arg-type]
    page = parse(as_answer(pages.page(status, exchange, words)))
    assert page.status == status
    assert page.title.startswith("エラー：")
    assert "電話でお聞きください" in page.text
    assert "secret" not in page.response.text
    for form in page.forms:
        if form.action == "/form":
            assert form.values["surname"] == ["年金"]


def test_a_failure_of_ours_says_by_what_number_it_is_found() -> None:
    pages = ErrorPages(renderer().page, lambda failure: 500)
    exchange = Exchange(visit("/form"))
    assert "お問い合わせ番号" not in parse(as_answer(pages.page(500, exchange))).text
    exchange.reference = "1234-5678"
    assert "お問い合わせ番号：1234-5678" in parse(as_answer(pages.page(500, exchange))).text
