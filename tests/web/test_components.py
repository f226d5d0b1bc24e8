"""Components: each with examples, each example strict HTML that keeps what all pages promise."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import html5lib
import pytest

from nenkin import paths
from nenkin.features.gallery.parts import BadPart, Example, Part, draw, read_parts
from tests.pages import renderer

PARTS = read_parts()
EXAMPLES = [(part, example) for part in PARTS.values() for example in part.examples]


def ids(pair: tuple[Part, Example]) -> str:
    return f"{pair[0].name}: {pair[1].title}"


def drawn(pair: tuple[Part, Example]) -> Any:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parseFragment(str(draw(renderer().components, *pair)))
    assert not parser.errors, parser.errors
    return root


def test_every_folder_is_a_component_and_every_component_has_examples() -> None:
    folders = {path.name for path in paths.COMPONENTS.iterdir() if path.is_dir()}
    assert folders == set(PARTS)
    assert {part.macro for part in PARTS.values()} == set(renderer().components)


@pytest.mark.parametrize("part", PARTS.values(), ids=lambda part: part.name)
def test_every_parameter_is_explained_and_shown(part: Part) -> None:
    macro = renderer().components[part.macro]
    assert set(part.parameters) == set(macro.arguments)
    assert all(part.parameters.values())
    shown = {name for example in part.examples for name in example.values}
    required = set(macro.arguments[: len(macro.arguments) - len(re.findall("=", _head(part)))])
    assert required <= shown


def _head(part: Part) -> str:
    source = (paths.COMPONENTS / part.name / f"{part.name}.html").read_text()
    found = re.match(r"\{% macro \w+\((.*?)\) -?%\}", source)
    assert found, f"{part.name}.html begins with its macro"
    return found[1]


@pytest.mark.parametrize("pair", EXAMPLES, ids=ids)
def test_an_example_is_strict_html_and_keeps_the_promises(pair: tuple[Part, Example]) -> None:
    assert list(broken(drawn(pair))) == []


def broken(root: Any) -> Iterator[str]:
    """Give what no component may do."""
    elements = [one for one in root.iter() if isinstance(one.tag, str)]
    names = [one.get("id") for one in elements if one.get("id")]
    if len(names) != len(set(names)):
        yield "an id twice"
    for one in elements:
        yield from _forbidden(one)
        yield from _dangling(one, set(names))
        yield from _poor_table(one)
    labels = [one for one in elements if one.tag == "label"]
    labelled = {label.get("for") for label in labels}
    inside = {id(field) for label in labels for field in label.iter("input")}
    for field in (one for one in elements if one.tag in {"input", "select", "textarea"}):
        named = field.get("id") in labelled or id(field) in inside
        if field.get("type") != "hidden" and not named:
            yield f"{field.get('id')} has no label"


def _forbidden(one: Any) -> Iterator[str]:
    for name in one.keys():  # noqa: SIM118  # an XML element is no mapping
        if name in {"style", "disabled", "placeholder", "target"} or name.startswith("on"):
            yield f"<{one.tag} {name}>"
    if one.tag in {"script", "style", "dialog", "details"}:
        yield f"<{one.tag}>"
    if one.get("type") in {"date", "number", "email", "tel"}:
        yield "a field that old browsers do not know"


def _dangling(one: Any, names: set[str]) -> Iterator[str]:
    for reference in ("aria-labelledby", "aria-describedby", "aria-controls"):
        for name in (one.get(reference) or "").split():
            if name not in names:
                yield f"{reference}={name} leads nowhere"


def _poor_table(one: Any) -> Iterator[str]:
    if one.tag == "table" and one.find("caption") is None:
        yield "a table without a caption"
    if one.tag == "th" and one.get("scope") not in {"row", "col"}:
        yield "a heading of a table without scope"
    if one.tag in {"th", "td"} and not "".join(one.itertext()).strip():
        yield "an empty cell"


def test_the_test_above_can_fail() -> None:
    source = (
        "<input id=a disabled><p id=a style='x' aria-describedby=b>"
        "<table><tr><td></td></tr></table>"
    )
    found = list(broken(html5lib.parseFragment(source, namespaceHTMLElements=False)))
    assert {
        "an id twice",
        "<input disabled>",
        "<p style>",
        "a has no label",
        "aria-describedby=b leads nowhere",
        "a table without a caption",
        "an empty cell",
    } <= set(found)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (None, "is missing"),
        ('about = "x"\naccessibility = ["x"]', "«examples» is missing"),
        ('about = "x"\naccessibility = []\n[[examples]]\ntitle = "x"', "«accessibility»"),
        ('about = "x"\naccessibility = ["x"]\n[[examples]]\nvalues = {}', "has a title"),
        (
            'about = "x"\naccessibility = ["x"]\n[[examples]]\ntitle = "x"\nplace = "moon"',
            "moon",
        ),
    ],
)
def test_a_component_that_says_too_little_is_refused(
    tmp_path: Path, text: str | None, reason: str
) -> None:
    (tmp_path / "part").mkdir()
    if text is not None:
        (tmp_path / "part" / "part.toml").write_text(text)
    with pytest.raises(BadPart, match=reason):
        read_parts(tmp_path)


def test_what_was_refused_is_shown_on_a_page_of_its_own() -> None:
    assert {example.place for _, example in EXAMPLES if example.wrong} == {"page"}


def test_only_examples_of_the_layout_stay_out_of_the_gallery() -> None:
    layout = "".join(
        (paths.TEMPLATES / name).read_text() for name in ("layout.html", "kiosk.html", "time.html")
    )
    for part, example in EXAMPLES:
        if example.place == "layout":
            assert f"ui.{part.macro}(" in layout, part.name
