"""Every word people read, compiled once at start-up and never changed after."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from markupsafe import Markup

from nenkin.content.entries import Page, Question, Term
from nenkin.content.files import BadContent, Document, read_document, read_toml
from nenkin.content.markdown import Body, Compiler
from nenkin.content.words import (
    FlagWords,
    FormWords,
    LanguageWords,
    StatusWords,
    is_hiragana,
    read_flags,
    read_forms,
    read_languages,
    read_phrases,
    read_readings,
    read_statuses,
)
from nenkin.settings import Settings

_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")


@dataclass(frozen=True, slots=True)
class Library:
    """All words of the site; see content/README.md for where each comes from."""

    phrases: Mapping[str, str]
    forms: Mapping[str, FormWords]
    glossary: Mapping[str, Term]  # in the order of the kana table
    faq: Mapping[str, Question]
    sections: Mapping[str, str]  # of the FAQ: name to heading, in order of display
    pages: Mapping[str, Page]
    readings: Mapping[str, str]
    flags: Mapping[str, FlagWords]
    statuses: Mapping[str, StatusWords]  # month codes of 国民年金
    states: Mapping[str, StatusWords]  # what else a month can be
    languages: Mapping[str, LanguageWords]  # what kiosks say to who reads no Japanese
    links: Mapping[str, str]  # our own addresses that texts lead to, and where
    by_section: Mapping[str, tuple[Question, ...]]

    def words(self, name: str, /, **values: object) -> str:
        """Give a phrase with its placeholders filled in."""
        return self.phrases[name].format(**values)

    def faq_for(self, section: str) -> tuple[Question, ...]:
        """Give the questions that stand beside a section of a page."""
        return self.by_section[section]

    def page(self, slug: str, *, easy: bool = False) -> Page:
        """Give a page, in やさしい日本語 where asked for and where there is one."""
        page = self.pages[slug]
        return page.easy or page if easy else page


def load(
    content: Path,
    *,
    names: Mapping[str, str] | None = None,
    addresses: Collection[str] | None = None,
    profile: str | None = None,
) -> Library:
    """Read the folder ``content``, or raise ``BadContent``.

    ``names`` stand for ``{service}``, ``{operator}`` and ``{telephone}``. ``addresses``, where
    given, are all that texts may lead to within the site. ``profile``: of passwords; questions
    about another one are left out.
    """
    names = names or {
        "service": Settings.service_name,
        "operator": Settings.operator,
        "telephone": Settings.telephone,
    }
    reader = _Reader(content, names)
    if addresses is not None:
        reader.check_addresses(addresses)
    return reader.library(profile)


class _Reader:
    def __init__(self, content: Path, names: Mapping[str, str]) -> None:
        self._content = content
        self._names = names
        self._links: dict[str, str] = {}
        glossary = [self._start_term(one) for one in self._documents("glossary")]
        questions = self._documents("faq")
        self._sections = read_toml(content / "faq" / "sections.toml").strings()
        self._readings = read_readings(content / "readings.toml")
        self._slugs = {
            "glossary": frozenset(term.slug for _, term, _ in glossary),
            "faq": frozenset(document.slug for document in questions),
        }
        self._compiler = Compiler(self._slugs, self._written_forms(glossary))
        self._glossary = [self._end_term(document, term) for document, term, _ in glossary]
        self._faq = [self._question(document) for document in questions]
        self._pages = self._read_pages()

    def check_addresses(self, addresses: Collection[str]) -> None:
        for address, place in self._links.items():
            if address.partition("#")[0] not in addresses:
                raise BadContent(Path(place), None, f"{address} is no address of ours")

    def library(self, profile: str | None) -> Library:
        content, names = self._content, self._names
        faq = [one for one in self._faq if profile is None or one.profile in {"", profile}]
        by_section = {
            section: tuple(one for one in faq if section in one.sections)
            for section in self._sections
        }
        return Library(
            phrases=read_phrases(content, names),
            forms=read_forms(content / "forms", names),
            glossary=MappingProxyType(
                {term.slug: term for term in sorted(self._glossary, key=lambda term: term.reading)}
            ),
            faq=MappingProxyType({one.slug: one for one in faq}),
            sections=MappingProxyType(self._sections),
            pages=MappingProxyType(self._pages),
            readings=MappingProxyType(self._readings),
            flags=read_flags(content / "flags.toml", names, self._slugs["faq"]),
            statuses=read_statuses(content / "statuses.toml", "codes"),
            states=read_statuses(content / "statuses.toml", "states"),
            languages=read_languages(content / "languages"),
            links=MappingProxyType(self._links),
            by_section=MappingProxyType(by_section),
        )

    def _documents(self, folder: str) -> list[Document]:
        documents = []
        for path in sorted((self._content / folder).glob("*.md")):
            slug, *kind = path.name.split(".")
            if not _SLUG.match(slug):
                raise BadContent(path, None, "a name is small letters, digits and hyphens")
            kinds = (["ja", "md"], ["easy", "md"]) if folder == "pages" else (["ja", "md"],)
            if kind not in kinds:
                raise BadContent(path, None, f"must be called {slug}.ja.md")
            documents.append(read_document(path, self._names))
        return documents

    def _start_term(self, document: Document) -> tuple[Document, Term, bool]:
        """Read a term's front matter; its body waits until all terms are known."""
        front = document.front
        term = Term(
            slug=document.slug,
            term=front.text("term"),
            reading=front.text("reading"),
            summary=front.text("summary"),
            html=Markup(),
            code=front.text("code", ""),
            also=MappingProxyType(front.table("also").strings()),
            faq=front.texts("faq"),
            updated=front.day("updated"),
            sources=front.texts("sources"),
        )
        for reading in (term.reading, *term.also.values()):
            if not is_hiragana(reading):
                raise front.refuse("reading", f"«{reading}» is not hiragana")
        linked = front.flag("linked", default=True)
        front.done()
        return document, term, linked

    def _written_forms(self, glossary: list[tuple[Document, Term, bool]]) -> dict[str, str]:
        """Note every term's readings, and give the forms that texts link by themselves."""
        forms: dict[str, str] = {}
        linkable: dict[str, str] = {}
        for document, term, linked in glossary:
            for written, reading in {term.term: term.reading, **term.also}.items():
                if written in forms:
                    raise document.front.refuse("term", f"«{written}» is {forms[written]}'s term")
                forms[written] = term.slug
                if self._readings.setdefault(written, reading) != reading:
                    raise document.front.refuse("reading", f"readings.toml reads «{written}» else")
                if linked:
                    linkable[written] = term.slug
        return linkable

    def _end_term(self, document: Document, term: Term) -> Term:
        for slug in term.faq:
            if slug not in self._slugs["faq"]:
                raise document.front.refuse("faq", f"no question «{slug}»")
        return replace(term, html=self._compile(document, term.slug).html)

    def _question(self, document: Document) -> Question:
        front = document.front
        question = Question(
            slug=document.slug,
            question=front.text("question"),
            html=self._compile(document).html,
            sections=front.texts("sections"),
            updated=front.day("updated"),
            sources=front.texts("sources"),
            profile=front.text("profile", ""),
        )
        front.done()
        if not question.sections:
            raise front.refuse("sections", "«sections» is missing")
        for section in question.sections:
            if section not in self._sections:
                raise front.refuse("sections", f"«{section}» is not in faq/sections.toml")
        return question

    def _read_pages(self) -> dict[str, Page]:
        pages: dict[str, Page] = {}
        easy: dict[str, Page] = {}
        paired: dict[str, Document] = {}
        for document in self._documents("pages"):
            level = document.path.name.split(".")[1]
            if level == "ja" and document.front.flag("easy", default=False):
                paired[document.slug] = document
            (easy if level == "easy" else pages)[document.slug] = self._page(document)
        for slug in paired.keys() ^ easy.keys():
            path = self._content / "pages" / f"{slug}.ja.md"
            raise BadContent(path, None, f"«easy = true» and {slug}.easy.md go together")
        return {slug: replace(page, easy=easy.get(slug)) for slug, page in pages.items()}

    def _page(self, document: Document) -> Page:
        front = document.front
        slot = front.text("slot", "")
        body = self._compile(document)
        before, marker, after = (
            body.html.partition(f"<p>[[{slot}]]</p>\n") if slot else (body.html, Markup(), Markup())
        )
        if bool(slot) != bool(marker) or "[[" in before + after:
            raise front.refuse("slot", "«slot» and one line of [[its name]] go together")
        page = Page(
            slug=document.slug,
            title=front.text("title"),
            summary=front.text("summary"),
            before=before,
            after=after,
            slot=slot,
            headings=body.headings,
            updated=front.day("updated"),
            sources=front.texts("sources"),
        )
        front.done()
        return page

    def _compile(self, document: Document, own_term: str | None = None) -> Body:
        body = self._compiler.compile(document, own_term)
        for address, line in body.links:
            self._links.setdefault(address, f"{document.path}:{line}")
        return body
