"""What no template and no module may contain: ways by which data becomes markup or script."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from nenkin import paths

# Modules that may say that a text is HTML already, with what makes it so.
TRUSTED = {
    "web/rendering.py": "the layout's own marks",
    "content/markdown.py": "our own words, with HTML switched off",
    "features/gallery/parts.py": "examples out of components/, and what a component drew",
    "features/records/grid.py": "rows of our own pieces: no user's text is in a cell",
    "web/environment.py": "rows of a table: what stands in a cell is escaped there",
}
TEMPLATES = [
    *paths.COMPONENTS.glob("*/*.html"),
    *paths.TEMPLATES.glob("*.html"),
    *paths.FEATURES.glob("*/templates/**/*.html"),
]
MODULES = sorted(Path(paths.TEMPLATES).parents[1].rglob("*.py"))
SCRIPTS = [*paths.COMPONENTS.glob("*/*.js")]
# Scripts that may do one of it, once, with why.
TRUSTED_SCRIPTS = {"term.js": ("innerHTML", "a part of our own page, from our own address")}
# Attributes whose value a browser follows or runs.
FOLLOWED = {
    "href",
    "src",
    "action",
    "formaction",
    "data-hx-get",
    "data-hx-post",
    "hx-get",
    "hx-post",
}
# An address out of data must be made of a fixed beginning, or be a name that stands for our own.
_HOLE = re.compile(r"{{.*?}}|{%.*?%}|{#.*?#}", re.DOTALL)
_QUOTED = re.compile(r"""=\s*("[^"]*"|'[^']*')""")
_RISKY_JS = re.compile(
    r"\beval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write|"
    r"localStorage|sessionStorage|setTimeout\(\s*['\"]"
)


def template_findings(source: str) -> Iterator[str]:
    """Give everything in a template that could turn a text into markup or script."""
    tree = Environment(autoescape=True, extensions=["jinja2.ext.do"]).parse(source)
    for found in tree.find_all(nodes.Filter):
        if found.name in {"safe", "xmlattr", "tojson"}:
            yield f"line {found.lineno}: the filter {found.name}"
    for scope in tree.find_all((nodes.ScopedEvalContextModifier, nodes.EvalContextModifier)):
        yield f"line {scope.lineno}: autoescape is changed"
    # An «{{ … }}» in an attribute's place becomes a letter, so that what stands around it is seen.
    html = _HOLE.sub(lambda hole: "\ue000" if hole[0].startswith("{{") else " ", source)
    reader = _Reader()
    reader.feed(html)
    yield from reader.findings


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.findings: list[str] = []
        self._script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        if "=" in _QUOTED.sub("", self.get_starttag_text() or ""):
            self.findings.append(f"an attribute without quotes in <{tag}>")
        if tag == "style" or (tag == "script" and not names.get("src")):
            self.findings.append(f"<{tag}> in the page")
        for name, value in attrs:
            bare = name.removeprefix("data-")
            if bare.startswith(("on", "hx-on")) or name == "style":
                self.findings.append(f"the attribute {name}")
            if "\ue000" in name and "=" in name:
                self.findings.append(f"an attribute's name out of data: {name}")
            text = (value or "").strip().lower()
            runs = re.match(r"(javascript|data|vbscript):", text)
            icon = names.get("rel") == "icon" and "\ue000" not in text
            if name in FOLLOWED and runs and not icon:
                self.findings.append(f"{name}={text[:30]}")
            if bare.startswith("hx-") and text.startswith(("\ue000", "js:", "javascript:")):
                self.findings.append(f"{name} out of data")
            if bare == "hx-trigger" and "[" in text:
                self.findings.append("a filter in hx-trigger is a script")


def module_findings(source: str, *, trusted: bool) -> Iterator[str]:
    """Give everything in a module that calls a text markup, or runs a text."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            name = node.func.attr if isinstance(node.func, ast.Attribute) else name
            # Words of the program itself are no data; what is put into them is escaped.
            data = node.args and not isinstance(node.args[0], ast.Constant)
            if name == "Markup" and data and not trusted:
                yield f"line {node.lineno}: Markup("
            if name in {"eval", "exec", "from_string"} and isinstance(node.func, ast.Name):
                yield f"line {node.lineno}: {name}("
            for keyword in node.keywords:
                off = isinstance(keyword.value, ast.Constant) and keyword.value.value is False
                if keyword.arg == "autoescape" and off:
                    yield f"line {node.lineno}: autoescape=False"
        if isinstance(node, ast.FunctionDef) and node.name == "__html__" and not trusted:
            yield f"line {node.lineno}: __html__"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_template_makes_markup_of_data(path: Path) -> None:
    assert list(template_findings(path.read_text("utf-8"))) == []


def test_no_module_makes_markup_of_data() -> None:
    root = Path(paths.TEMPLATES).parents[1]
    found = {
        str(path.relative_to(root)): findings
        for path in MODULES
        if (
            findings := list(
                module_findings(
                    path.read_text("utf-8"), trusted=str(path.relative_to(root)) in TRUSTED
                )
            )
        )
    }
    assert found == {}


def test_what_is_trusted_is_there_and_needs_it() -> None:
    root = Path(paths.TEMPLATES).parents[1]
    for name in TRUSTED:
        assert list(module_findings((root / name).read_text("utf-8"), trusted=False)), name


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_makes_markup_of_text_or_keeps_anything(path: Path) -> None:
    allowed = [TRUSTED_SCRIPTS[path.name][0]] if path.name in TRUSTED_SCRIPTS else []
    assert _RISKY_JS.findall(path.read_text("utf-8")) == allowed


@pytest.mark.parametrize(
    "defect",
    [
        "<p>{{ name|safe }}</p>",
        "{% autoescape false %}{{ name }}{% endautoescape %}",
        '<p style="color: red">x</p>',
        '<p onclick="x()">x</p>',
        '<p data-hx-on:click="x()">x</p>',
        '<p hx-on::load="x()">x</p>',
        '<a href="javascript:x()">x</a>',
        '<a href=" JavaScript:x()">x</a>',
        "<a href={{ address }}>x</a>",
        "<a class=x{{ name }}>x</a>",
        '<p data-hx-get="{{ address }}">x</p>',
        '<p data-hx-trigger="click[x()]">x</p>',
        "<style>p { color: red }</style>",
        "<script>x()</script>",
    ],
)
def test_a_seeded_defect_in_a_template_is_found(defect: str) -> None:
    assert list(template_findings(defect)) != []


@pytest.mark.parametrize(
    "defect",
    [
        "Markup(name)",
        "markupsafe.Markup(name)",
        "eval(name)",
        "Environment(autoescape=False)",
        "class A:\n    def __html__(self): return self.name",
    ],
)
def test_a_seeded_defect_in_a_module_is_found(defect: str) -> None:
    assert list(module_findings(defect, trusted=False)) != []
