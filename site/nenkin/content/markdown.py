"""Markdown to strict HTML: only what our pages need, and every link known to lead somewhere."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from nenkin.content.files import BadContent, Document

# Emphasis in italics, code, images and rules have no place in pages for weak eyes.
_ALLOWED = frozenset(
    f"{name}{end}"
    for name in (
        *("heading", "paragraph", "bullet_list", "ordered_list", "list_item", "strong", "link"),
        *("table", "thead", "tbody", "tr", "th", "td"),
    )
    for end in ("_open", "_close")
) | {"inline", "text", "softbreak"}
_CAPTION = "表："  # a paragraph that begins so names the table below it
_TAGS = {"th_open": '<th scope="col">', "table_close": "</table></div>\n"}
_SCHEMES = ("glossary", "faq")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a page; ``level`` is 2 or more, since the page's title is the h1."""

    id: str
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Body:
    """Compiled Markdown. ``links`` are the addresses of our own site that it leads to."""

    html: Markup
    text: str
    headings: tuple[Heading, ...]
    links: tuple[tuple[str, int], ...]


class Linker:
    """Turns the first use of each glossary term on a page into a link to its explanation."""

    def __init__(self, terms: Mapping[str, str]) -> None:
        self._slugs = terms
        longest_first = sorted(terms, key=lambda term: (-len(term), term))
        self._pattern = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    def link(self, text: str, seen: set[str]) -> str:
        """Give ``text`` as HTML; ``seen`` are the slugs that need no link any more."""
        pieces: list[str] = []
        end = 0
        for found in self._pattern.finditer(text):
            slug = self._slugs[found.group()]
            if slug not in seen:
                seen.add(slug)
                pieces += (
                    escape(text[end : found.start()], quote=False),
                    (f'<a class="term" href="/glossary/{slug}">{escape(found.group())}</a>'),
                )
                end = found.end()
        return "".join([*pieces, escape(text[end:], quote=False)])


class Compiler:
    """Compiles documents against the slugs and terms that exist."""

    def __init__(self, slugs: Mapping[str, frozenset[str]], terms: Mapping[str, str]) -> None:
        self._slugs = slugs
        self._linker = Linker(terms)
        self._markdown = MarkdownIt("commonmark", {"html": False}).enable("table")

    def compile(self, document: Document, own_term: str | None = None) -> Body:
        """Compile; ``own_term`` is the slug of the glossary entry itself, never linked."""
        page = _Page(document, self._slugs, self._linker, own_term)
        return page.compile(self._markdown.parse(document.body))


class _Page:
    def __init__(
        self,
        document: Document,
        slugs: Mapping[str, frozenset[str]],
        linker: Linker,
        own_term: str | None,
    ) -> None:
        self._document = document
        self._slugs = slugs
        self._linker = linker
        self._seen = {own_term} if own_term else set[str]()
        self._line = document.body_line
        self._level = 1
        self._tables = 0
        self._in_row_head = False
        self._headings: list[Heading] = []
        self._links: list[tuple[str, int]] = []

    def compile(self, tokens: Sequence[Token]) -> Body:
        self._note_written_links(tokens)
        html: list[str] = []
        texts: list[str] = []
        caption: str | None = None
        for place, token in enumerate(tokens):
            if token.map:
                self._line = self._document.body_line + token.map[0]
            self._check(token)
            if token.type == "inline":
                text = plain(token)
                texts.append(text)
                if text.startswith(_CAPTION) and tokens[place + 2].type == "table_open":
                    caption = text.removeprefix(_CAPTION)
                    html.pop()  # the paragraph that held it
                else:
                    heading = tokens[place - 1].type == "heading_open"
                    html.append(self._inline(token, link_terms=not heading))
            elif caption is not None and token.type == "paragraph_close":
                continue
            elif token.type == "table_open":
                html.append(self._table_open(caption))
                caption = None
            else:
                html.append(self._tag(token, tokens, place))
        whole = Markup("".join(html))  # noqa: S704  # our own words, with HTML switched off
        return Body(whole, "\n".join(texts), tuple(self._headings), tuple(self._links))

    def _note_written_links(self, tokens: Sequence[Token]) -> None:
        """Terms that the author links by hand are not linked a second time."""
        for token in tokens:
            for child in token.children or ():
                href = str(child.attrGet("href") or "")
                if href.startswith("glossary:"):
                    self._seen.add(href.removeprefix("glossary:"))

    def _check(self, token: Token) -> None:
        for one in (token, *(token.children or ())):
            if one.type not in _ALLOWED:
                raise self._refuse(f"Markdown of the kind «{one.type}» is not for our pages")
            if one.type == "text" and "**" in one.content:
                raise self._refuse("** does not open or close here: put it beside a space")

    def _inline(self, token: Token, *, link_terms: bool) -> str:
        html: list[str] = []
        in_link = False
        for child in token.children or ():
            if child.type == "link_open":
                in_link = True
                html.append(f'<a href="{escape(self._resolve(str(child.attrGet("href"))))}">')
            elif child.type == "link_close":
                in_link = False
                html.append("</a>")
            elif child.type == "text" and link_terms and not in_link:
                html.append(self._linker.link(child.content, self._seen))
            elif child.type == "text":
                html.append(escape(child.content, quote=False))
            elif child.type != "softbreak":  # a line break between Japanese words is no space
                html.append("<strong>" if child.type == "strong_open" else "</strong>")
        return "".join(html)

    def _resolve(self, href: str) -> str:
        scheme, _, slug = href.partition(":")
        if scheme in _SCHEMES:
            if slug not in self._slugs[scheme]:
                raise self._refuse(f"{href} leads nowhere: no such entry")
            return f"/{scheme}/{slug}"
        if href.startswith("https://"):
            return href
        if href.startswith("/") and not href.startswith("//"):
            self._links.append((href, self._line))
            return href
        raise self._refuse(f"{href!r} is not an address that a page may lead to")

    def _tag(self, token: Token, tokens: Sequence[Token], place: int) -> str:
        if token.type == "heading_open":
            return self._heading_open(int(token.tag[1:]), plain(tokens[place + 1]))
        if token.type == "td_open" and tokens[place - 1].type == "tr_open":
            self._in_row_head = True
            return '<th scope="row">'
        if token.type == "td_close" and self._in_row_head:
            self._in_row_head = False
            return "</th>\n"
        if token.hidden:  # the paragraphs of a tight list
            return ""
        if token.type in _TAGS:
            return _TAGS[token.type]
        return f"<{token.tag}>" if token.nesting == 1 else f"</{token.tag}>\n"

    def _heading_open(self, level: int, text: str) -> str:
        if level == 1 or level > self._level + 1:
            raise self._refuse(
                f"heading of level {level} after level {self._level}: a page's own headings "
                "begin with ## and skip no level"
            )
        self._level = level
        heading = Heading(f"s-{len(self._headings) + 1}", text, level)
        self._headings.append(heading)
        return f'<h{level} id="{heading.id}">'

    def _table_open(self, caption: str | None) -> str:
        if caption is None:
            raise self._refuse(f"a table needs a line above it that begins with {_CAPTION}")
        self._tables += 1
        name = f"t-{self._tables}"
        return (
            f'<div class="table__scroll" role="region" tabindex="0" aria-labelledby="{name}">'
            f'<table class="table"><caption id="{name}">{escape(caption, quote=False)}</caption>\n'
        )

    def _refuse(self, reason: str) -> BadContent:
        return BadContent(self._document.path, self._line, reason)


def plain(token: Token) -> str:
    """Give the words of an inline token without its markup."""
    return "".join(child.content for child in token.children or ())
