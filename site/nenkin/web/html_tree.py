"""The site's own HTML as a tree: well-formed, as the tests of all pages hold it to be."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})


@dataclass(slots=True)
class Element:
    """An element with what is in it."""

    tag: str
    attributes: Mapping[str, str]
    kids: "list[Element | str]" = field(default_factory=list)

    @property
    def classes(self) -> frozenset[str]:
        """Give the names in its ``class``."""
        return frozenset(self.attributes.get("class", "").split())

    @property
    def hidden(self) -> bool:
        """Whether it is hidden from those who listen, or from everybody."""
        return self.attributes.get("aria-hidden") == "true" or "hidden" in self.attributes

    def found(self, *tags: str) -> "Iterator[Element]":
        """Give the elements with these tags inside of it, none of them inside another."""
        for kid in self.kids:
            if isinstance(kid, Element):
                if kid.tag in tags:
                    yield kid
                else:
                    yield from kid.found(*tags)


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("main", {})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].kids.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        while len(self._open) > 1 and self._open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        self._open[-1].kids.append(data)


def read_tree(html: str) -> Element:
    """Read a part of a page; what it gives has no tag of its own in it."""
    tree = _Tree()
    tree.feed(html)
    tree.close()
    return tree.root
