"""What the site's texts are once they are compiled: terms, questions, pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from nenkin.content.markdown import Heading

_ROWS = {
    "あ行": "あいうえおゔぁぃぅぇぉ",
    "か行": "かきくけこがぎぐげご",
    "さ行": "さしすせそざじずぜぞ",
    "た行": "たちつてとだぢづでどっ",
    "な行": "なにぬねの",
    "は行": "はひふへほばびぶべぼぱぴぷぺぽ",
    "ま行": "まみむめも",
    "や行": "やゆよゃゅょ",
    "ら行": "らりるれろ",
    "わ行": "わをん",
}


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry. ``also`` are other written forms and how they are spoken."""

    slug: str
    term: str
    reading: str
    summary: str
    html: Markup
    code: str
    also: Mapping[str, str]
    faq: tuple[str, ...]
    updated: date
    sources: tuple[str, ...]

    @property
    def row(self) -> str:
        """The row of the kana table under which an index lists it."""
        return next(row for row, kana in _ROWS.items() if self.reading[0] in kana)


@dataclass(frozen=True, slots=True)
class Question:
    """One よくあるご質問 and its answer."""

    slug: str
    question: str
    html: Markup
    sections: tuple[str, ...]
    updated: date
    sources: tuple[str, ...]
    profile: str = ""  # of passwords, where the question exists with that one only


@dataclass(frozen=True, slots=True)
class Page:
    """A page of text. Where it has a ``slot``, the template puts it between the two halves."""

    slug: str
    title: str
    summary: str
    before: Markup
    after: Markup
    slot: str
    headings: tuple[Heading, ...]
    updated: date
    sources: tuple[str, ...]
    easy: "Page | None" = None

    @property
    def html(self) -> Markup:
        return self.before + self.after
