"""Templates are compiled and checked once: a later start with the same ones takes what was kept."""

from pathlib import Path

import pytest

from nenkin.web.compiling import Compiled, compile_all
from nenkin.web.environment import TemplateMistake, Templates
from nenkin.web.kept import Kept

PHRASES = {"a.b": "{n}か月", "a.c": "月"}
PAGE = """{% extends "web/layout.html" %}{% block a %}{{ words("a.c") }}{% endblock %}
{% block b %}{{ ui.part(x=name) }}{% endblock %}"""


@pytest.fixture
def folders(tmp_path: Path) -> dict[str, Path]:
    files = {
        "components/part/part.html": "{% macro part(x) %}<i>{{ x }}</i>{% endmacro %}",
        "web/layout.html": "{% block a %}{% endblock %}{% block b %}{% endblock %}",
        "t/page.html": PAGE,
    }
    for name, source in files.items():
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(source)
    return {name: tmp_path / name for name in ("components", "web", "t")}


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept.beside(tmp_path / "keys.json", b"s" * 32)


def again(folders: dict[str, Path], kept: Kept, phrases: dict[str, str] | None = None) -> Compiled:
    return compile_all(folders, phrases or PHRASES, lambda name: name, kept)


def drawn(made: Compiled) -> str:
    return made.templates.get_template("t/page.html").render(name="<b>")


def test_a_later_start_parses_nothing_and_draws_the_same(
    folders: dict[str, Path], kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = again(folders, kept)
    monkeypatch.setattr(Templates, "parse", None)
    later = again(folders, kept)
    assert drawn(later) == drawn(first) == "月<i>&lt;b&gt;</i>"
    assert later.layouts == first.layouts == {"t/page.html": "web/layout.html"}
    assert later.constant == first.constant == {"t/page.html": {"a"}}


@pytest.mark.parametrize(
    ("name", "change", "now"),
    [
        ("t/page.html", ("x=name", "x=1"), "月<i>1</i>"),
        ("components/part/part.html", ("i>", "em>"), "月<em>&lt;b&gt;</em>"),
        ("web/layout.html", ("{% block b %}", "と{% block b %}"), "月と<i>&lt;b&gt;</i>"),
    ],
)
def test_a_changed_template_is_drawn_as_it_is_now(
    folders: dict[str, Path], kept: Kept, name: str, change: tuple[str, str], now: str
) -> None:
    again(folders, kept)
    file = folders["t"].parent / name
    file.write_text(file.read_text().replace(*change))
    assert drawn(again(folders, kept)) == now


def test_a_mistake_stops_a_later_start_too(folders: dict[str, Path], kept: Kept) -> None:
    again(folders, kept)
    (folders["t"] / "other.html").write_text("\n{{ ui.no_such() }}")
    for _ in range(2):
        with pytest.raises(TemplateMistake, match=r"t/other\.html:2: there is no component"):
            again(folders, kept)


def test_a_phrase_that_is_gone_stops_a_later_start(folders: dict[str, Path], kept: Kept) -> None:
    again(folders, kept)
    with pytest.raises(TemplateMistake, match=r"t/page\.html:1: content/ has no phrase «a.c»"):
        again(folders, kept, {"a.b": "{n}か月"})


def test_a_broken_one_that_was_kept_is_compiled_anew(folders: dict[str, Path], kept: Kept) -> None:
    first = again(folders, kept)
    file = kept.folder / "templates"
    file.write_bytes(file.read_bytes()[:100])
    assert drawn(again(folders, kept)) == drawn(first)
