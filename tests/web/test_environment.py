"""Templates: whatever is wrong with one stops the start, with file, line and reason."""

from pathlib import Path

import pytest

from nenkin.web.environment import (
    TemplateMistake,
    Templates,
    constant_blocks,
    layout_of,
    make_environment,
    template_folders,
)

PHRASES = {"a.b": "{n}か月", "a.c": "月"}


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ('{{ words("a.x") }}', "t/page.html:1: content/ has no phrase «a.x»"),
        ('\n{{ words("a.b") }}', r"t/page.html:2: «a.b» needs \['n'\]"),
        ("{{ ui.no_such() }}", "t/page.html:1: there is no component ui.no_such"),
        ("{{ ui.part(colour=1) }}", r"ui.part has no parameter \['colour'\]"),
        ("{% block a scoped %}{% endblock %}", "blocks are plain"),
    ],
)
def test_a_mistake_is_found_at_the_start(tmp_path: Path, source: str, reason: str) -> None:
    with pytest.raises(TemplateMistake, match=reason):
        environment(tmp_path, source)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ('{% extends "web/layout.html" %}{% set a = 1 %}', "blocks and nothing else"),
        ('{% extends "web/layout.html" %}\nwords', "blocks and nothing else"),
        ('{% extends "web/other.html" %}', "extends one of"),
    ],
)
def test_only_blocks_of_a_known_layout_make_a_page(
    tmp_path: Path, source: str, reason: str
) -> None:
    made = environment(tmp_path, source)
    with pytest.raises(TemplateMistake, match=reason):
        layout_of(made, "t/page.html")


def test_a_component_defines_the_macro_of_its_name(tmp_path: Path) -> None:
    with pytest.raises(TemplateMistake, match="must define the macro part"):
        environment(tmp_path, "", component="{% macro other() %}{% endmacro %}")


def test_words_and_components_are_at_hand_and_everything_is_escaped(tmp_path: Path) -> None:
    made = environment(
        tmp_path,
        '   {{ words("a.b", n="<1>") }}{{ ui.part(x="<b>") }}{{ ui["part"](x="c") }}',
        component="{% macro part(x) %}<i>{{ x }}</i>{% endmacro %}",
    )
    drawn = made.get_template("t/page.html").render()
    assert drawn == "&lt;1&gt;か月<i>&lt;b&gt;</i><i>c</i>"


@pytest.mark.parametrize(
    ("body", "same"),
    [
        ('words {{ words("a.c") }}', True),
        ("{{ name }}", False),
        ("{% if name %}words{% endif %}", False),
        ("{% set name = 1 %}{{ name }}", True),
        ("{{ name }}{% set name = 1 %}", False),
        ("{% for one in (1, 2) %}{{ loop.index }}{{ one }}{% endfor %}", True),
        ("{% for one in many %}{{ one }}{% endfor %}", False),
        ("{% macro m(x) %}{{ x }}{{ caller() }}{% endmacro %}{% call m(1) %}y{% endcall %}", True),
        ("{% macro m(x) %}{{ name }}{% endmacro %}{{ m(1) }}", False),
        ('{% from "components/part.html" import part as other %}{{ other(1) }}', True),
        ('{% include "components/part.html" %}', False),
    ],
)
def test_a_block_that_asks_for_nothing_is_the_same_for_everybody(
    tmp_path: Path, body: str, same: bool
) -> None:
    source = '{% extends "web/layout.html" %}{% block a %}' + body + "{% endblock %}"
    assert constant_blocks(environment(tmp_path, source), "t/page.html") == (
        {"a"} if same else set()
    )


def test_every_folder_of_templates_is_found() -> None:
    assert {"components", "web"} <= set(template_folders())


def environment(
    folder: Path, source: str, component: str = "{% macro part(x) %}{% endmacro %}"
) -> Templates:
    (folder / "components" / "part").mkdir(parents=True)
    (folder / "components" / "part" / "part.html").write_text(component)
    (folder / "t").mkdir()
    (folder / "t" / "page.html").write_text(source)
    folders = {name: folder / name for name in ("components", "t")}
    return make_environment(folders, PHRASES, lambda name: name)
