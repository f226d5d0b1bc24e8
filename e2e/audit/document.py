"""A page's HTML as it was sent, with the questions that rules ask of it."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import lxml.html

Element = Any  # lxml has no types

FIELDS = frozenset({"input", "select", "textarea"})
BUTTON_TYPES = frozenset({"submit", "button", "reset", "image"})
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "button",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "label",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "section",
        "select",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
        "html",
        "head",
    ]
)
UNREAD = frozenset({"script", "style", "template", "rt", "rp", "textarea"})
VERBATIM = frozenset({"code", "kbd", "samp", "pre"})
SNIPPET = 160


def squeeze(text: str) -> str:
    """Return the text with runs of white space as one space."""
    return re.sub(r"[ \t\r\n\f]+", " ", text).strip(" ")


class Document:
    """A parsed page. Elements are lxml's."""

    def __init__(self, html: str | bytes, url: str = "http://page.test/") -> None:
        raw = html.encode("utf-8", "replace") if isinstance(html, str) else html
        parser = lxml.html.HTMLParser(encoding="utf-8")
        self.root: Element = lxml.html.document_fromstring(raw or b"<html></html>", parser=parser)
        self.url = url
        self.ids: dict[str, Element] = {}
        for element in self.every():
            name = element.get("id")
            if name is not None:
                self.ids.setdefault(name, element)

    def every(self, *tags: str) -> Iterator[Element]:
        """Walk elements in the page's order, comments left out."""
        for element in self.root.iter(*tags) if tags else self.root.iter():
            if isinstance(element.tag, str):
                yield element

    def has(self, *attributes: str) -> Iterator[tuple[Element, str]]:
        """Walk elements that carry any of the attributes, with its value."""
        for element in self.every():
            for attribute in attributes:
                value = element.get(attribute)
                if value is not None:
                    yield element, value

    def title(self) -> str:
        """Return the page's title."""
        found = self.root.xpath("/html/head/title")
        return squeeze(found[0].text_content()) if found else ""

    def words(self, element: Element, *, hidden: bool = True) -> str:
        """Return the text a person reads, without the readings of ruby."""
        parts: list[str] = []

        def walk(node: Element) -> None:
            parts.append(node.text or "")
            for child in node:
                readable = isinstance(child.tag, str) and child.tag not in UNREAD
                if readable and (hidden or child.get("aria-hidden") != "true"):
                    if child.tag == "img":
                        parts.append(f" {child.get('alt') or ''} ")
                    walk(child)
                parts.append(child.tail or "")

        walk(element)
        return squeeze("".join(parts))

    def by_ids(self, references: str) -> str:
        """Return the text of the elements that a list of ids names."""
        named = (self.ids.get(name) for name in references.split())
        return " ".join(self.words(element) for element in named if element is not None)

    def name(self, element: Element) -> str:
        """Return what assistive technology calls the element (the usual cases)."""
        return (
            squeeze(self.by_ids(element.get("aria-labelledby", "")))
            or squeeze(element.get("aria-label", ""))
            or self.words(element, hidden=False)
            or squeeze(element.get("title", ""))
        )

    def label_of(self, field: Element) -> Element | None:
        """Return the <label> of a form field."""
        name = field.get("id")
        if name:
            for label in self.every("label"):
                if label.get("for") == name:
                    return label
        return next(field.iterancestors("label"), None)

    def absolute(self, address: str) -> str:
        """Return an address as the browser would follow it."""
        return urljoin(self.url, address.strip())

    def fragment(self, address: str) -> str | None:
        """Return the fragment when the address leads to this same page, else None."""
        full, here = urlsplit(self.absolute(address)), urlsplit(self.url)
        if "#" not in address or full[:3] != here[:3]:
            return None
        return (
            unquote(full.fragment) if full.query == here.query or address.startswith("#") else None
        )

    def fields(self, within: Element | None = None) -> Iterator[Element]:
        """Walk the fields a person fills in."""
        for element in (self.root if within is None else within).iter(*FIELDS):
            if element.tag != "input" or kind(element) not in {"hidden", *BUTTON_TYPES}:
                yield element


def kind(field: Element) -> str:
    """Return an input's type, or the name of the element."""
    return str(field.get("type", "text")).strip().lower() if field.tag == "input" else field.tag


def hidden_from_all(element: Element) -> bool:
    """Whether nobody gets to know of the element."""
    chain = [element, *element.iterancestors()]
    return any(one.get("hidden") is not None for one in chain)


def selector(element: Element) -> str:
    """Return a short CSS address of the element."""
    steps: list[str] = []
    node = element
    while node is not None and isinstance(node.tag, str):
        name = node.get("id")
        if name and re.fullmatch(r"[A-Za-z][\w-]*", name):
            steps.append(f"{node.tag}#{name}")
            break
        parent = node.getparent()
        step = str(node.tag)
        if parent is not None:
            alike = [one for one in parent if one.tag == node.tag]
            if len(alike) > 1:
                step += f":nth-of-type({alike.index(node) + 1})"
        steps.append(step)
        if step in {"main", "body", "html"}:
            break
        node = parent
    return " > ".join(reversed(steps))


def snippet(element: Element) -> str:
    """Return the beginning of the element's own HTML."""
    text = lxml.html.tostring(element, encoding="unicode", with_tail=False)
    return squeeze(text)[:SNIPPET]
