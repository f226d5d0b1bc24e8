"""Pages: drawn whole or in part, never with one visitor's words on another's page."""

from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import DictLoader

from nenkin.web.rendering import Incomplete, _take_apart
from nenkin.web.visits import SIZES, THEMES
from tests.asgi import Answer
from tests.browser import Page, parse
from tests.pages import NOW, SOMEBODY, renderer, visit

PAGE = """{% extends "web/layout.html" %}
{% block title %}{{ name }}{% endblock %}
{% block crumbs %}{{ ui.breadcrumbs(links=[], current="ここ") }}{% endblock %}
{% block main %}<h1>{{ name }}</h1><p>未納の月</p>{% endblock %}
"""
FORM = """{% extends "web/layout.html" %}
{% block title %}問い{% endblock %}
{% block main %}<h1>問い</h1><form method="post" action="/x">{{ ui.token(token=token) }}
{{ ui.token(token=token) }}<button>送る</button></form>{% endblock %}
{% block fragment %}<p>部分</p>{% endblock %}
"""


@pytest.fixture(autouse=True)
def pages() -> Any:
    """Put two pages of our own among the site's."""
    site = renderer()
    loader = site._environment.loader
    loader.mapping["try"] = DictLoader({"page.html": PAGE, "form.html": FORM})  # type: ignore[union-attr]
    for name in ("try/page.html", "try/form.html"):
        site._pages[name] = _take_apart(site._environment.get_template(name), "web/layout.html")
    yield
    del loader.mapping["try"]  # type: ignore[union-attr]
    for name in ("try/page.html", "try/form.html"):
        del site._pages[name]


def drawn(html: str, status: int = 200) -> Page:
    return parse(Answer(status, (), html.encode()))


@pytest.mark.parametrize("person", [None, SOMEBODY])
@pytest.mark.parametrize("ruby", [False, True])
@pytest.mark.parametrize("theme", THEMES)
def test_every_page_is_strict_html_for_everybody(person: Any, ruby: bool, theme: str) -> None:
    for size in SIZES:
        seen = visit("/record?a=1&b=<x>", person=person, ruby=ruby, theme=theme, size=size)
        page = drawn(renderer().draw(seen, "try/page.html", name="月 & <日>"))
        assert page.title == "月 & <日> - ねんきん便り"
        assert page.root.get("class") == f"ts-{size} th-{theme}"
        assert page.forms[0].values["back"] == ["/record?a=1&b=<x>"]


def test_the_skip_link_comes_first_and_the_status_region_is_there_and_empty() -> None:
    page = drawn(renderer().draw(visit(), "try/page.html", name="頁"))
    assert page.links[0] == ("本文へ進む", "#main")
    status = page.by_id("status")
    assert status is not None
    assert status.get("role") == "status"
    assert not list(status)
    assert not status.text


def test_nothing_of_one_person_stays_in_what_is_kept() -> None:
    site = renderer()
    site._frames.clear()
    first = site.draw(visit(person=SOMEBODY), "try/page.html", name="頁")
    assert "年金 &lt;花子&gt; 様" in first
    assert "10:42" in first
    assert SOMEBODY.name not in "".join(
        piece for frame in site._frames.values() for piece in frame.pieces
    )
    visitor = site.draw(visit(), "try/page.html", name="頁")
    assert "花子" not in visitor
    assert "ログアウト" not in visitor


def test_a_layout_is_drawn_once_for_each_kind_of_visitor() -> None:
    site = renderer()
    site._frames.clear()
    for number in range(20):
        site.draw(visit(f"/record/months/{number}"), "try/page.html", name="頁")
    assert len(site._frames) == 1
    site.draw(visit("/record"), "try/page.html", name="頁")
    assert len(site._frames) == 2  # «いまいる場所» in the menu


def test_the_menu_says_where_one_is() -> None:
    page = drawn(
        renderer().draw(visit("/record?show=unpaid", person=SOMEBODY), "try/page.html", name="頁")
    )
    here = [one for one in page.root.iter("a") if one.get("aria-current") == "page"]
    assert [one.get("href") for one in here] == ["/record"]


def test_a_visit_begins_with_a_form_and_not_before() -> None:
    reader, writer = visit(), visit()
    renderer().draw(reader, "try/page.html", name="頁")
    assert reader.cookies == []
    page = drawn(renderer().draw(writer, "try/form.html"))
    tokens = page.form_with("送る").values["token"]
    assert len(writer.cookies) == 1
    assert tokens[0] == tokens[1]
    assert writer.accepts(tokens[0])


def test_a_fragment_is_the_title_and_the_pages_own_part() -> None:
    html = renderer().draw(visit(fragment=True), "try/page.html", name="頁")
    assert html == "<head><title>頁 - ねんきん便り</title></head><h1>頁</h1><p>未納の月</p>"
    html = renderer().draw(visit(fragment=True), "try/form.html")
    assert html == "<head><title>問い - ねんきん便り</title></head><p>部分</p>"


@pytest.mark.parametrize(
    ("status", "values", "wrong"),
    [
        (200, {}, False),
        (422, {}, True),
        (200, {"errors": [{"text": "x", "href": "#main"}]}, True),
        (200, {"form": SimpleNamespace(errors=[])}, False),
        (200, {"form": SimpleNamespace(errors=["x"])}, True),
    ],
)
def test_the_title_says_when_something_is_wrong(
    status: int, values: dict[str, Any], wrong: bool
) -> None:
    response = renderer().page(visit(), "try/page.html", status, name="頁", **values)
    assert (b"<title>\xe3\x82\xa8\xe3\x83\xa9\xe3\x83\xbc" in response.content) is wrong
    assert response.status_code == status
    assert response.media_type == "text/html"


def test_furigana_stand_in_the_page_and_its_frame_but_not_in_its_title() -> None:
    html = renderer().draw(visit(ruby=True), "try/page.html", name="年金記録")
    assert "<title>年金記録 - ねんきん便り</title>" in html
    assert "<h1><ruby>年金記録<rp" in html
    assert "<ruby>" not in renderer().draw(visit(), "try/page.html", name="年金記録")


def test_a_page_without_its_blocks_is_refused() -> None:
    template = renderer()._environment.from_string("{% block title %}x{% endblock %}")
    with pytest.raises(Incomplete, match="title and main"):
        _take_apart(template, "web/layout.html")


def test_the_idle_limit_is_said_in_seconds_for_the_script() -> None:
    html = renderer().draw(visit(person=SOMEBODY), "try/page.html", name="頁")
    assert f'data-left="{int((SOMEBODY.ends_at - NOW).total_seconds())}"' in html
