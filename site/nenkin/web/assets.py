"""Style sheets, scripts and pictures: made at start-up, under an address that changes with them."""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from nenkin import paths
from nenkin.web.access import Access
from nenkin.web.compression import chosen, described, packed, smallest
from nenkin.web.kept import Kept
from nenkin.web.visits import THEMES

FOREVER = "public, max-age=31536000, immutable"
_KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_TOKEN = re.compile(r"\$([a-z][a-z0-9-]*)")


class BadStyle(Exception):
    """A style sheet that names a token nobody has given a value."""


def read_tokens(path: Path) -> dict[str, dict[str, str]]:
    """Read the design tokens of each theme: those of all themes, then its own."""
    tables = tomllib.loads(path.read_text())
    return {theme: {**tables["all"], **tables[theme]} for theme in THEMES}


def style_sheet(sources: Mapping[str, str], tokens: Mapping[str, str]) -> str:
    """Join style sheets and fill in the tokens, so that browsers without variables see colours."""

    def filled(name: str) -> str:
        def value(found: re.Match[str]) -> str:
            if found[1] not in tokens:
                raise BadStyle(f"{name}: there is no token ${found[1]}")
            return tokens[found[1]]

        return _TOKEN.sub(value, sources[name])

    return minified("".join(map(filled, sources)))


def minified(css: str) -> str:
    """Take out what only people read; nothing that could change a rule's meaning."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,>]) ?", r"\1", css)
    css = re.sub(r": ", ":", css)
    return css.replace(";}", "}").strip()


def _sources(suffix: str) -> dict[str, str]:
    files = sorted(paths.COMPONENTS.glob(f"*/*{suffix}"))
    return {str(path.relative_to(paths.COMPONENTS)): path.read_text() for path in files}


def style_sources() -> dict[str, str]:
    """Give every style sheet by name, in the order in which they are joined."""
    base = (paths.STYLES / "base.css").read_text()
    printed = (paths.STYLES / "print.css").read_text()
    return {"base.css": base, **_sources(".css"), "print.css": printed}


def _files() -> dict[str, bytes]:
    sources = style_sources()
    tokens = read_tokens(paths.STYLES / "tokens.toml")
    return {
        **{path.name: path.read_bytes() for path in sorted(paths.STATIC.glob("*.js"))},
        **{f"{theme}.css": style_sheet(sources, tokens[theme]).encode() for theme in THEMES},
        "site.js": "".join(_sources(".js").values()).encode(),
    }


@dataclass(frozen=True)
class Assets:
    """Every static file, in memory."""

    files: Mapping[str, bytes]
    digest: str = field(init=False)
    _packed: dict[str, dict[bytes, bytes]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        """Name the whole set by its content."""
        whole = hashlib.sha256()
        for name, body in sorted(self.files.items()):
            whole.update(f"{name}:{len(body)}:".encode() + body)
        object.__setattr__(self, "digest", whole.hexdigest()[:12])

    def packed(self, name: str, kept: Kept | None = None) -> Mapping[bytes, bytes]:
        """Give a file by coding, as small as it gets or as an earlier start has kept it.

        Raises ``KeyError`` where there is none.
        """
        if name not in self._packed:
            body = self.files[name]
            pack = partial(smallest, body)
            small = kept.get(f"{name}.br", body, pack)[0] if kept else pack()
            self._packed[name] = packed(body, small)
        return self._packed[name]

    def address(self, name: str) -> str:
        """Give a file's address; raises ``KeyError`` where there is none, as templates must know."""
        if name not in self.files:
            raise KeyError(name)
        return f"/static/{self.digest}/{name}"


@cache
def load() -> Assets:
    """Make the files once for each process."""
    return Assets(_files())


@get("/static/{digest:str}/{name:str}", opt={"access": Access.EVERYBODY}, name="static")
async def static_file(
    request: Request[None, None, None],  # type: ignore[type-var]
    digest: FromPath[str],
    name: FromPath[str],
    assets: NamedDependency[Assets],
) -> Response[bytes]:
    """Send a file. A page of an older version gets the newest one, but may not keep it."""
    if name not in assets.files:
        raise NotFoundException
    wanted = request.headers.get("accept-encoding", "").encode("latin-1")
    coding = chosen(wanted)
    sent = assets.packed(name)[coding]
    return Response(
        sent,
        media_type=_KINDS[Path(name).suffix],
        headers={
            "cache-control": FOREVER if digest == assets.digest else "no-cache",
            **{key.decode(): value.decode() for key, value in described(coding, sent)},
        },
    )
