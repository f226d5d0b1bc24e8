"""Every route of a site, every address it can have, and every form that its pages offer."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote, urljoin, urlsplit

from litestar.handlers import HTTPRouteHandler
from lxml import etree

from nenkin.web.access import Access, handlers
from nenkin.web.gate import Gate
from tests.asgi import Answer, Client
from tests.browser import Form, _form
from tests.proof.expectations import Row, row_of, samples

if TYPE_CHECKING:
    from litestar import Litestar

_PART = re.compile(r"{([^:}]+)(?::([^}]+))?}")
_PARSER = etree.HTMLParser(encoding="utf-8")
MOST_PAGES = 400
MOST_OF_A_KIND = 12  # a hundred terms are one kind of page
SEE_OTHER = 303
PERSON, STAFF = Access.PERSON, Access.STAFF


@dataclass(frozen=True)
class Route:
    """One handler: its address with parts left open, its methods, and what it declares."""

    path: str
    methods: frozenset[str]
    opt: Mapping[str, Any]
    feature: str = ""  # the package that answers; empty where it is none of nenkin.features

    @property
    def row(self) -> Row:
        """Give what is expected of it; raises where nothing is."""
        return row_of(self.path)

    @property
    def parts(self) -> dict[str, str]:
        """Give the names of the parts of its address with their kinds."""
        return {name: kind or "str" for name, kind in _PART.findall(self.path)}

    def addresses(self, ids: Iterable[str] = (), *, every: bool = True) -> Iterator[str]:
        """Give its address with each sample, and with each of somebody's ids in each part.

        Without ``every`` with the first sample of each part only, and with the ids.
        """
        own = {name: list(samples(self.path, name)) for name in self.parts}
        for values in product(*(one if every else one[:1] for one in own.values())):
            yield self.fill(dict(zip(own, values, strict=True)))
        for value in ids:
            for name in own:
                yield self.fill({**{n: v[0] for n, v in own.items()}, name: value})

    def fill(self, values: Mapping[str, str]) -> str:
        """Put values into the address."""
        return _PART.sub(lambda found: quote(values[found.group(1)], safe=""), self.path)

    def matches(self, path: str) -> bool:
        """Whether an address is one of this route's."""
        return _pattern(self.path).fullmatch(path) is not None


@cache
def _pattern(path: str) -> re.Pattern[str]:
    pieces = re.split(r"({[^}]+})", path)
    return re.compile(
        "".join("[^/]+" if piece.startswith("{") else re.escape(piece) for piece in pieces)
    )


def routes_of(gate: Gate) -> list[Route]:
    """Give every handler of a site, the longest addresses last."""
    inner = cast("Litestar", gate.inner)
    found = [
        Route(
            path,
            frozenset(getattr(handler, "http_methods", {"GET"})) - {"OPTIONS"},
            handler.opt,
            _feature_of(handler.fn.__module__),
        )
        for path, handler in handlers(inner)
    ]
    return sorted(found, key=lambda route: (len(route.parts), route.path, sorted(route.methods)))


def alone(routes: Iterable[Route], handler: HTTPRouteHandler) -> list[Route]:
    """Give of the routes of a site that of one handler."""
    path = re.sub(":[a-z]+}", "}", "".join(handler.paths))
    found = [one for one in routes if one.path == path and one.methods <= handler.http_methods]
    assert found, f"nothing of {path}"
    return found


def _feature_of(module: str) -> str:
    parts = module.split(".")
    return parts[2] if parts[:2] == ["nenkin", "features"] else ""


def undeclared(routes: Iterable[Route]) -> Iterator[str]:
    """Give every way in which routes are not as the table says."""
    for route in routes:
        try:
            row = route.row
            list(route.addresses())
        except AssertionError as failure:
            yield str(failure)
            continue
        if route.opt["access"] is not row.access:
            yield f"{route.path} is for {route.opt['access']}, the table says {row.access}"
        if route.opt.get("duty") is not row.duty:
            yield f"{route.path} is a matter of {route.opt.get('duty')}, the table says {row.duty}"
        if not route.methods <= row.methods | {"HEAD"}:
            yield f"{route.path} takes {set(route.methods)}, the table says {set(row.methods)}"
        if bool(route.opt.get("tokenless")) != row.tokenless:
            yield f"{route.path}: tokenless is {route.opt.get('tokenless')}, not {row.tokenless}"


def is_page(answer: Answer) -> bool:
    """Whether an answer is HTML."""
    return answer.get("content-type").startswith("text/html")


@lru_cache(2)  # a page is mostly asked for its links and then for its forms
def _parsed(text: str) -> Any:
    page = etree.fromstring(text.encode(), _PARSER)
    for box in page.iter("textarea"):  # its first line break is no part of it, which lxml forgets
        box.text = (box.text or "").removeprefix("\n")
    return page


def forms_of(answer: Answer, path: str) -> list[Form]:
    """Give the forms of a page."""
    return [_form(element, path) for element in _parsed(answer.text).iter("form")]


def links_of(answer: Answer, path: str) -> Iterator[str]:
    """Give the addresses of this site that a page leads to."""
    for link in _parsed(answer.text).iter("a"):
        target = urljoin(path, link.get("href") or "").partition("#")[0]
        if target.startswith("/") and not urlsplit(target).netloc:
            yield target


async def walk(client: Client, routes: Iterable[Route], *, below: str = "/") -> dict[str, Answer]:
    """Open every page of these routes that somebody reaches: by the table of samples, then by links."""
    opened = [route for route in routes if "GET" in route.methods]
    waiting = [address for route in opened for address in route.addresses()]
    seen: dict[str, Answer] = {}
    kinds: dict[str, int] = {}

    @cache
    def known(path: str) -> bool:
        return any(route.matches(path) for route in opened)

    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        address = path.partition("?")[0]
        kind = "/".join(address.split("/")[:2])
        if path in seen or not path.startswith(below) or kinds.get(kind, 0) >= MOST_OF_A_KIND:
            continue
        if not known(address):
            continue
        kinds[kind] = kinds.get(kind, 0) + 1
        seen[path] = answer = await client.get(path)
        if is_page(answer):
            waiting += links_of(answer, path)
        elif answer.status == SEE_OTHER:
            waiting.append(answer.get("location").partition("#")[0])
    return seen
