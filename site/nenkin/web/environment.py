"""The Jinja environment: where templates are, what they may use, and what stops the start."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from string import Formatter
from typing import Any

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
    nodes,
)
from jinja2.ext import Extension
from jinja2.meta import find_undeclared_variables
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from nenkin import paths

PRINT, KIOSK = "web/print.html", "web/kiosk.html"
LAYOUTS = ("web/layout.html", PRINT)  # at a kiosk, its own stands in for both
COMPONENTS = "components"

_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)


class TemplateMistake(Exception):
    """A template that must not be served; the message says which, where and why."""


class Compact(Extension):
    """Leaves a template's own indentation out of the page: it is for us, not for readers."""

    def preprocess(self, source: str, _name: str | None, _filename: str | None = None) -> str:
        """Take away what stands before a line's first character; lines keep their numbers."""
        return _INDENTATION.sub("", source)


class Templates(Environment):
    """An environment that reads each template once: it is compiled and checked from one tree."""

    def __init__(self, folders: Mapping[str, Path], compiled: BytecodeCache | None = None) -> None:
        """Take the folders of templates by the name under which they are addressed.

        What is ``compiled`` is neither read nor compiled anew, and has no tree.
        """
        prefixes: dict[str, BaseLoader] = {
            name: FileSystemLoader(folder) for name, folder in folders.items()
        }
        super().__init__(
            loader=PrefixLoader(prefixes),
            autoescape=True,
            undefined=StrictUndefined,
            extensions=[Compact],
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
            bytecode_cache=compiled,
        )
        self._trees: dict[str, nodes.Template] = {}

    def compile(  # type: ignore[override]  # as the loader calls it
        self, source: Any, name: str | None = None, filename: str | None = None, **more: Any
    ) -> Any:
        """Compile a template, as its loader wants it, and keep what it says."""
        if filename is not None:
            source = self._trees[filename] = self.parse(source, name, filename)
        return super().compile(source, name, filename, **more)

    def tree(self, name: str) -> nodes.Template:
        """Give what a template says."""
        return self._trees[str(self.get_template(name).filename)]

    def forget(self) -> None:
        """Let the trees go: once all is compiled and checked, nobody asks for them."""
        self._trees.clear()


class Components:
    """What templates call ``ui``: every component's macro by its name."""

    def __init__(self) -> None:
        """Begin empty: components call each other, so they are filled in once all are there."""
        self._macros: dict[str, Macro] = {}

    def add(self, name: str, macro: Macro) -> None:
        """Take in one more component."""
        self._macros[name] = macro

    def __getitem__(self, name: str) -> Macro:
        """Give a component by a name that is only known when the page is drawn."""
        return self._macros[name]

    def __getattr__(self, name: str) -> Macro:
        """Give a component: ``ui.error_summary``."""
        try:
            return self._macros[name]
        except KeyError:
            raise AttributeError(name) from None

    def __iter__(self) -> Iterator[str]:
        """Give the names of all components."""
        return iter(self._macros)


def template_folders() -> dict[str, Path]:
    """Give every folder of templates by the name under which they are addressed."""
    features = paths.FEATURES.glob("*/templates")
    return {
        COMPONENTS: paths.COMPONENTS,
        "web": paths.TEMPLATES,
        **{folder.parent.name: folder for folder in sorted(features)},
    }


def make_environment(
    folders: Mapping[str, Path],
    phrases: Mapping[str, str],
    asset: Callable[[str], str],
    compiled: BytecodeCache | None = None,
    *,
    checked: bool = False,
) -> Templates:
    """Compile every template; raises ``TemplateMistake`` where one cannot be right.

    ``checked``: all of them were, when what is ``compiled`` was.
    """
    ui = Components()
    environment = Templates(folders, compiled)
    environment.globals.update(ui=ui, asset=asset, words=_words(phrases), table_rows=table_rows)
    for name in environment.list_templates(extensions=["html"]):
        template = environment.get_template(name)
        if name.startswith(f"{COMPONENTS}/"):
            component = Path(name).stem.replace("-", "_")
            ui.add(component, _macro(template, component))
    if not checked:
        for name in environment.list_templates(extensions=["html"]):
            _check(environment, name, ui, phrases)
    return environment


def layout_of(environment: Templates, name: str) -> str | None:
    """Give the layout that a page extends, or ``None`` where it stands alone."""
    tree = environment.tree(name)
    extended = next(tree.find_all(nodes.Extends), None)
    if extended is None:
        return None
    layout = extended.template
    if not isinstance(layout, nodes.Const) or layout.value not in LAYOUTS:
        raise _mistake(name, extended, f"a page extends one of {', '.join(LAYOUTS)}")
    _check_blocks_only(name, tree)
    return str(layout.value)


def constant_blocks(environment: Templates, name: str) -> frozenset[str]:
    """Give the blocks of a page that are the same for everybody: they are drawn only once."""
    tree = environment.tree(name)
    found = set()
    for block in tree.find_all(nodes.Block):
        if _asks(block, environment):
            continue
        alone = nodes.Template(block.body)
        alone.set_environment(environment)
        includes = next(block.find_all(nodes.Include), None) is not None
        if not includes and find_undeclared_variables(alone) <= environment.globals.keys():
            found.add(block.name)
    return frozenset(found)


# Names that Jinja itself gives.
_GIVEN = frozenset({"loop", "caller", "varargs", "kwargs", "self", "super"})


def _asks(block: nodes.Block, environment: Templates) -> bool:
    """Whether a block surely asks for something: most do, and Jinja generates code to say so."""
    names = list(block.find_all(nodes.Name))
    set_here = {one.name for one in names if one.ctx != "load"}
    loaded = {one.name for one in names if one.ctx == "load"}
    imports = next(block.find_all((nodes.FromImport, nodes.Import, nodes.Macro)), None)
    return not imports and bool(loaded - set_here - _GIVEN - environment.globals.keys())


def _words(phrases: Mapping[str, str]) -> Callable[..., str]:
    def words(name: str, /, **values: object) -> str:
        return phrases[name].format(**values)

    return words


def table_rows(
    begins: Sequence[Markup], rows: Iterable[Sequence[object]], ends: Sequence[Markup]
) -> Markup:
    """Draw the rows of a table: what stands around the cells of a column is HTML, what is in them is text.

    In Python, because a page has hundreds of cells, and a template asks of each piece anew what it is.
    """
    pieces: list[str] = []
    for row in rows:
        pieces.append("<tr>\n")
        for begin, cell, end in zip(begins, row, ends, strict=False):
            pieces += (begin, escape(cell), end, "\n")
        pieces.append("</tr>\n")
    return Markup("".join(pieces))  # noqa: S704  # every cell was escaped


def _macro(template: Template, name: str) -> Macro:
    macro = getattr(template.module, name, None)
    if not isinstance(macro, Macro):
        raise TemplateMistake(f"{template.name} must define the macro {name}")
    return macro


def _mistake(name: str, node: nodes.Node, reason: str) -> TemplateMistake:
    return TemplateMistake(f"{name}:{node.lineno}: {reason}")


def _check(environment: Templates, name: str, ui: Components, phrases: Mapping[str, str]) -> None:
    """Refuse what would only fail once somebody opens the page."""
    tree = environment.tree(name)
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "words":
            _check_words(name, call, phrases)
        elif _is_component(call.node):
            _check_component(name, call, ui)
    for block in tree.find_all(nodes.Block):
        if block.scoped or block.required:
            raise _mistake(name, block, "blocks are plain: they are drawn one by one")


def _is_component(node: nodes.Node) -> bool:
    return (
        isinstance(node, nodes.Getattr)
        and isinstance(node.node, nodes.Name)
        and node.node.name == "ui"
    )


def _check_component(name: str, call: nodes.Call, ui: Components) -> None:
    assert isinstance(call.node, nodes.Getattr)
    component = call.node.attr
    if component not in ui:
        raise _mistake(name, call, f"there is no component ui.{component}")
    given = {keyword.key for keyword in call.kwargs}
    unknown = given - set(ui[component].arguments)
    if unknown:
        raise _mistake(name, call, f"ui.{component} has no parameter {sorted(unknown)}")


def _check_words(name: str, call: nodes.Call, phrases: Mapping[str, str]) -> None:
    phrase = call.args[0] if call.args else None
    if not isinstance(phrase, nodes.Const):
        return  # a name put together when the page is drawn: the page's own test draws it
    if phrase.value not in phrases:
        raise _mistake(name, call, f"content/ has no phrase «{phrase.value}»")
    wanted = {field for _, field, _, _ in Formatter().parse(phrases[phrase.value]) if field}
    missing = wanted - {keyword.key for keyword in call.kwargs}
    if missing and call.dyn_kwargs is None:
        raise _mistake(name, call, f"«{phrase.value}» needs {sorted(missing)}")


def _check_blocks_only(name: str, tree: nodes.Template) -> None:
    """Nothing may stand outside the blocks of a page: only blocks are drawn."""
    for node in tree.body:
        blank = isinstance(node, nodes.Output) and all(
            isinstance(part, nodes.TemplateData) and not part.data.strip() for part in node.nodes
        )
        if not blank and not isinstance(node, nodes.Extends | nodes.Block):
            raise _mistake(name, node, "a page that extends a layout has blocks and nothing else")
