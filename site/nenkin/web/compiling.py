"""Compiles and checks every template: once for a set of templates and words, not at every start."""

import hashlib
import marshal
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

import jinja2
from jinja2.bccache import Bucket

from nenkin.web import environment
from nenkin.web.environment import Templates, constant_blocks, layout_of, make_environment
from nenkin.web.kept import Kept


@dataclass(frozen=True)
class Compiled:
    """Templates that were checked, and what their pages are made of."""

    templates: Templates
    layouts: Mapping[str, str]  # of each page
    constant: Mapping[str, frozenset[str]]  # its blocks that are the same for everybody


class _Codes(jinja2.BytecodeCache):
    """What each template's file was compiled to."""

    def __init__(self, codes: Mapping[str, CodeType]) -> None:
        self.codes = dict(codes)

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return filename or name

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.codes.get(bucket.key)

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code is not None
        self.codes[bucket.key] = bucket.code


def compile_all(
    folders: Mapping[str, Path],
    phrases: Mapping[str, str],
    asset: Callable[[str], str],
    kept: Kept | None = None,
) -> Compiled:
    """Compile every template, or take what an earlier start has kept of the very same ones."""
    fresh: list[Compiled] = []

    def compile_now() -> bytes:
        codes = _Codes({})
        templates = make_environment(folders, phrases, asset, codes)
        names = templates.list_templates(extensions=["html"])
        found = {name: layout_of(templates, name) for name in names}
        layouts = {name: layout for name, layout in found.items() if layout}
        constant = {name: constant_blocks(templates, name) for name in layouts}
        templates.forget()
        fresh.append(Compiled(templates, layouts, constant))
        return marshal.dumps((codes.codes, layouts, constant))

    if kept is None:
        compile_now()
        return fresh[0]
    result, _ = kept.get("templates", _made_of(folders, phrases), compile_now)
    if fresh:
        return fresh[0]
    codes, layouts, constant = marshal.loads(result)  # noqa: S302  # our own, by its signature
    templates = make_environment(folders, phrases, asset, _Codes(codes), checked=True)
    return Compiled(templates, layouts, constant)


def _made_of(folders: Mapping[str, Path], phrases: Mapping[str, str]) -> bytes:
    """Sum up everything that what is compiled depends on, this code and Jinja included."""
    whole = hashlib.sha256()
    for part in (sys.version, jinja2.__version__, repr(sorted(phrases.items()))):
        whole.update(repr(part).encode())
    sources = [Path(str(module.__file__)) for module in (environment, sys.modules[__name__])]
    for folder in folders.values():
        sources += sorted(folder.rglob("*.html"))
    for source in sources:
        whole.update(repr(str(source)).encode())
        whole.update(hashlib.sha256(source.read_bytes()).digest())
    return whole.digest()
