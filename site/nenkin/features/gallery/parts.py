"""Reads components/: what each part is for, what it promises, and how it looks."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from nenkin import paths
from nenkin.web.environment import Components

# Where an example can be drawn: among others, on a page of its own (it has the page's heading),
# or only as part of every page's layout.
PLACES = frozenset({"list", "page", "layout"})
# Around a part that is the rows of the table of years.
ROWS_OF = Markup(
    '<div class="table__scroll" role="region" tabindex="0" aria-label="{1}">'
    '<table class="table year-table"><caption>{1}</caption>{2}</table></div>'
)
_KEYS = frozenset({"title", "values", "place", "content", "around", "also", "attribute"})

Draw = Callable[..., Markup]


class BadPart(Exception):
    """A component whose description does not describe it; the message says what is missing."""


@dataclass(frozen=True)
class Example:
    """One way in which a part can look."""

    title: str
    place: str
    values: Mapping[str, Any]
    content: str  # what a caller puts inside, or, where nothing goes inside, what stands after
    around: str  # an element that must be around it
    attribute: bool  # the part is an attribute, drawn on a field
    also: tuple[Mapping[str, Any], ...]  # parts that stand after it

    @property
    def wrong(self) -> bool:
        """Whether it shows something that was refused."""
        return bool(self.values.get("error") or self.values.get("errors"))


@dataclass(frozen=True)
class Part:
    """A component."""

    name: str
    about: str
    accessibility: tuple[str, ...]
    parameters: Mapping[str, str]
    examples: tuple[Example, ...]

    @property
    def macro(self) -> str:
        """The name by which templates call it."""
        return self.name.replace("-", "_")


def read_parts(folder: Path = paths.COMPONENTS) -> dict[str, Part]:
    """Read every component's description; raises ``BadPart``."""
    return {path.name: _part(path) for path in sorted(folder.iterdir()) if path.is_dir()}


def _part(folder: Path) -> Part:
    path = folder / f"{folder.name}.toml"
    if not path.exists():
        raise BadPart(f"{path} is missing: a component says what it is for")
    table = tomllib.loads(path.read_text())
    for key in ("about", "accessibility", "examples"):
        if not table.get(key):
            raise BadPart(f"{path}: «{key}» is missing")
    return Part(
        name=folder.name,
        about=table["about"],
        accessibility=tuple(table["accessibility"]),
        parameters=table.get("parameters", {}),
        examples=tuple(_example(path, one) for one in table["examples"]),
    )


def _example(path: Path, table: Mapping[str, Any]) -> Example:
    unknown = set(table) - _KEYS
    place = table.get("place", "list")
    if unknown or "title" not in table or place not in PLACES:
        raise BadPart(f"{path}: an example has a title, and no {sorted(unknown) or place}")
    return Example(
        title=table["title"],
        place=place,
        values=table.get("values", {}),
        content=table.get("content", ""),
        around=table.get("around", ""),
        attribute=table.get("attribute", False),
        also=tuple(table.get("also", ())),
    )


def draw(components: Components, part: Part, example: Example) -> Markup:
    """Draw an example as it stands on a page."""
    return Markup("\n").join(_pieces(components, part, example))


def _pieces(components: Components, part: Part, example: Example) -> Iterator[Markup]:
    macro = components[part.macro]
    content = Markup(example.content)  # noqa: S704  # our own, out of components/
    inside = bool(content) and macro.caller
    html = macro(**example.values, caller=lambda: content) if inside else macro(**example.values)
    if example.attribute:
        html = Markup('<label>{} <input class="input"{}></label>').format(example.title, html)
    if example.around:
        frame = ROWS_OF if example.around == "table" else Markup("<{0}>{2}</{0}>")
        html = frame.format(example.around, example.title, html)
    yield Markup(html)  # noqa: S704  # what a macro gives is HTML
    if content and not inside:
        yield content
    for other in example.also:
        yield Markup(components[other["component"]](**other["arguments"]))  # noqa: S704
