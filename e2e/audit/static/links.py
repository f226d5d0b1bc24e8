"""Rules on links and on references inside the page."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from e2e.audit.document import Document, hidden_from_all
from e2e.audit.findings import Options
from e2e.audit.static import Hit, rule
from e2e.audit.wordlists import wordlists

IDREFS = (
    "for",
    "form",
    "list",
    "headers",
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
    "aria-owns",
    "aria-details",
    "aria-flowto",
    "aria-errormessage",
    "aria-activedescendant",
)
FOCUSABLE = ["a[href]", "button", "input", "select", "textarea", "summary"]


def _links(document: Document) -> Iterator[Hit]:
    for link in document.every("a"):
        if link.get("href") is not None and not hidden_from_all(link):
            yield link, link.get("href")


@rule("vague-link")
def vague_link(document: Document, options: Options) -> Iterator[Hit]:
    """The text alone says where a link leads."""
    for link, _ in _links(document):
        name = document.name(link)
        if re.sub(r"[\s、。，．,.:：>»→▶…（）()「」]+", "", name).lower() in wordlists().vague:
            yield link, f"«{name}»"


@rule("same-text-links")
def same_text_links(document: Document, options: Options) -> Iterator[Hit]:
    """Two links of the same name lead to the same place."""
    first: dict[str, str] = {}
    for link, href in _links(document):
        name, address = document.name(link), document.absolute(href)
        if name and first.setdefault(name, address) != address:
            yield link, f"«{name}»: {first[name]} / {address}"


@rule("dead-href")
def dead_href(document: Document, options: Options) -> Iterator[Hit]:
    """A link leads somewhere without script."""
    for link in document.every("a", "area"):
        href = link.get("href")
        if href is None:
            if link.get("id") is None and link.get("aria-current") is None:
                yield link, "no href"
        elif href.strip() in {"", "#"} or href.strip().lower().startswith("javascript:"):
            yield link, f"href={href!r}"


@rule("dead-fragment")
def dead_fragment(document: Document, options: Options) -> Iterator[Hit]:
    """A jump inside the page has something to land on."""
    for link, href in _links(document):
        name = document.fragment(href)
        if name and name != "top" and name not in document.ids:
            yield link, href


@rule("dead-idref")
def dead_idref(document: Document, options: Options) -> Iterator[Hit]:
    """An attribute that names an id names one that exists."""
    for attribute in IDREFS:
        for element, value in document.has(attribute):
            for name in value.split() or [""]:
                if name not in document.ids:
                    yield element, f"{attribute}={name!r}"


@rule("dup-id")
def dup_id(document: Document, options: Options) -> Iterator[Hit]:
    """An id is used once."""
    count = Counter(value for _, value in document.has("id"))
    for name, times in count.items():
        if times > 1:
            yield document.ids[name], f"id={name!r} × {times}"


@rule("new-window")
def new_window(document: Document, options: Options) -> Iterator[Hit]:
    """Nothing opens a window: Back would stop working."""
    for element, value in document.has("target", "formtarget"):
        if value.lower() not in {"", "_self"}:
            yield element, f"target={value!r}"


@rule("no-skip")
def no_skip(document: Document, options: Options) -> Iterator[Hit]:
    """The first thing Tab reaches jumps to the main text."""
    for element in document.every("a", "button", "input", "select", "textarea", "summary"):
        if hidden_from_all(element) or element.get("type") == "hidden":
            continue
        if element.tag == "a" and element.get("href") is None:
            continue
        target = document.ids.get(document.fragment(element.get("href", "")) or "")
        inside = target is not None and (
            target.tag in {"main", "h1"} or next(target.iterancestors("main"), None) is not None
        )
        if not inside:
            yield element, document.name(element)
        return


@rule("external-request")
def external_request(document: Document, options: Options) -> Iterator[Hit]:
    """Everything a page needs comes from its own host."""
    host = urlsplit(document.url).netloc
    for element in document.every(
        *["script", "img", "iframe", "source", "video", "audio", "embed", "object", "link"]
    ):
        address = element.get("src") or element.get("data") or ""
        if element.tag == "link" and element.get("rel", "").lower() != "canonical":
            address = element.get("href") or ""
        there = urlsplit(document.absolute(address)).netloc
        if address and there and there != host:
            yield element, address
