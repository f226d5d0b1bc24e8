"""A sheet's answers, replayed each time into entries: what no longer reads is asked again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import msgspec

from nenkin.content.library import Library
from nenkin.features.history.reading import Setting, Understood, read_page
from nenkin.features.history.sections import SECTIONS, Section
from nenkin.features.history.wording import said, short
from nenkin.storage.sheets import Answer
from nenkin.web.forms import Rejected
from nenkin.web.submissions import Submission, first

BASE = "/history"
KEPT = "file"  # the page that nobody is asked: what of an event no page holds


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a section: its pages as they were typed and as they were understood."""

    base: str  # the address below which the sheet stands
    section: Section
    key: str
    answers: Mapping[str, Answer]
    typed: Mapping[str, Submission]
    read: Mapping[str, Understood]
    kept: Submission = field(default_factory=dict)

    @property
    def event_key(self) -> str:
        """Give the key of its event: the file's, where it came from one."""
        return first(self.kept, "key") or f"{self.section.category}-{self.key}"

    @property
    def href(self) -> str:
        """Give the address below which its pages stand."""
        return f"{self.base}/{self.section.slug}/{self.key}"

    def name(self, library: Library, born_on: date) -> str:
        """Give what the entry is called: by its own words, or by its time, or by its kind."""
        words = {
            name: text for read in self.read.values() for name, text in said(library, read, born_on)
        }
        for name in self.section.names:
            if name in words:
                return words[name]
        return words.get("at") or library.words(f"history.one.{self.section.slug}")

    def name_in_part(self, library: Library, born_on: date) -> str:
        """Give what the entry is called behind the name of its part, never the same once more."""
        name = self.name(library, born_on)
        if name != library.words(f"history.section.{self.section.slug}"):
            return name
        rows = self.rows(library, born_on)
        return next((row["value"] for row in rows), library.words("history.status.answered"))

    def rows(
        self, library: Library, born_on: date, *, changeable: bool = True
    ) -> Iterator[Mapping[str, str]]:
        """Give every answer, with the page on which it can be changed where it may be."""
        for page, read in self.read.items():
            for name, text in said(library, read, born_on):
                href = f"{self.href}/{page}" if changeable else ""
                yield {"key": short(library, name), "value": text, "href": href}

    @property
    def unwritten(self) -> str | None:
        """Give the first page on which nothing stands yet, or that no longer reads."""
        return next((page for page in self.section.pages if page not in self.read), None)


def typed_of(answer: Answer) -> Submission:
    """Give a page as it was typed."""
    return msgspec.json.decode(answer.typed, type=dict[str, list[str]])


def entries_of(answers: Sequence[Answer], setting: Setting, base: str = BASE) -> list[Entry]:
    """Replay all answers, in the order in which the entries were begun."""
    found: dict[tuple[str, str], dict[str, Answer]] = {}
    for answer in answers:
        found.setdefault((answer.section, answer.entry), {})[answer.page] = answer
    return [
        _entry(base, SECTIONS[section], key, pages, setting)
        for (section, key), pages in found.items()
        if section in SECTIONS
    ]


def _entry(
    base: str, section: Section, key: str, pages: Mapping[str, Answer], setting: Setting
) -> Entry:
    answers = {page: pages[page] for page in section.pages if page in pages}
    typed = {page: typed_of(answer) for page, answer in answers.items()}
    read: dict[str, Understood] = {}
    for page, sent in typed.items():
        understood = read_page(section.pages[page], sent, setting)
        if not isinstance(understood, Rejected):
            read[page] = understood
    kept = typed_of(pages[KEPT]) if KEPT in pages else {}
    return Entry(base, section, key, answers, typed, read, kept)
