"""Words that are not whole pages: phrases, form words, flags, month states, readings."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from types import MappingProxyType

from nenkin.content.files import BadContent, Table, fill_in, read_toml

_NAME = re.compile(r"[a-z][a-z_]*\Z")
_HIRAGANA = re.compile(r"[ぁ-ゖー]+\Z")
_KANJI = re.compile(r"[一-鿿々〆]")


@dataclass(frozen=True, slots=True)
class OptionWords:
    """One choice of a field with choices."""

    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class FieldWords:
    """What a field is called, how it is explained, and what is said for each error code."""

    label: str
    hint: str
    errors: Mapping[str, str]
    options: Mapping[str, OptionWords]


@dataclass(frozen=True, slots=True)
class FormWords:
    """The words of one form; ``title`` is empty where the page has its own."""

    title: str
    fields: Mapping[str, FieldWords]


@dataclass(frozen=True, slots=True)
class FlagWords:
    """Why a month is flagged, and what its owner can do."""

    title: str
    what: str
    why: str
    next: str
    bring: tuple[str, ...]
    ask: str
    faq: str  # the question that people have about it
    next_over: str = ""  # the same once the months can no longer be paid


@dataclass(frozen=True, slots=True)
class StatusWords:
    """A month's state: its word, its mark of one character, and what it means."""

    word: str
    short: str
    explanation: str


@dataclass(frozen=True, slots=True)
class LanguageWords:
    """What a kiosk says to somebody who reads no Japanese; ``japanese`` is the language's name in it."""

    name: str
    japanese: str
    title: str
    lines: tuple[str, ...]
    show: str  # stands before the Japanese sentence that a clerk is shown
    easy: str
    back: str


def read_phrases(content: Path, names: Mapping[str, str]) -> Mapping[str, str]:
    """Read phrases.toml and phrases/<area>.toml, whose names begin with the area's."""
    phrases: dict[str, str] = {}
    names = {name: re.sub("[{}]", r"\g<0>\g<0>", value) for name, value in names.items()}
    for path in [content / "phrases.toml", *sorted((content / "phrases").glob("*.toml"))]:
        prefix = f"{path.stem}." if path.parent.name == "phrases" else ""
        for name, words, line in read_toml(path).flattened(prefix):
            if name in phrases:
                raise BadContent(path, line, f"«{name}» is already said elsewhere")
            _check_placeholders(path, line, words)
            phrases[name] = fill_in(words, names)
    return MappingProxyType(phrases)


def _check_placeholders(path: Path, line: int | None, words: str) -> None:
    try:
        parts = list(Formatter().parse(words))
    except ValueError as error:
        raise BadContent(path, line, f"has a broken placeholder ({error})") from None
    for literal, name, form, conversion in parts:
        if "{" in literal or "}" in literal:
            raise BadContent(path, line, "has a brace that is no placeholder")
        if name is not None and (form or conversion or not _NAME.match(name)):
            raise BadContent(path, line, f"placeholder {{{name}}} must be a plain name")


def read_forms(folder: Path, names: Mapping[str, str]) -> Mapping[str, FormWords]:
    """Read the words of every form, one file each."""
    return MappingProxyType(
        {path.stem: _form(read_toml(path, names)) for path in sorted(folder.glob("*.toml"))}
    )


def _form(table: Table) -> FormWords:
    title = table.text("title", "")
    return FormWords(title, MappingProxyType({name: _field(one) for name, one in table.tables()}))


def _field(table: Table) -> FieldWords:
    options = table.table("options")
    field = FieldWords(
        label=table.text("label"),
        hint=table.text("hint", ""),
        errors=MappingProxyType(table.table("errors").strings()),
        options=MappingProxyType(
            {
                value: OptionWords(one.text("label"), one.text("hint", ""))
                for value, one in options.tables()
            }
        ),
    )
    table.done()
    return field


def read_languages(folder: Path) -> Mapping[str, LanguageWords]:
    """Read what is said in other languages, one file each, named by its code (BCP 47)."""
    languages = {}
    for path in sorted(folder.glob("*.toml")):
        table = read_toml(path)
        languages[path.stem] = LanguageWords(
            name=table.text("name"),
            japanese=table.text("japanese"),
            title=table.text("title"),
            lines=table.texts("lines"),
            show=table.text("show"),
            easy=table.text("easy"),
            back=table.text("back"),
        )
        if not languages[path.stem].lines:
            raise table.refuse("lines", "says nothing")
        table.done()
    return MappingProxyType(languages)


def read_flags(
    path: Path, names: Mapping[str, str], questions: Collection[str]
) -> Mapping[str, FlagWords]:
    """Read what each flag of a month says; ``questions``: those that there are."""
    flags = {}
    for code, table in read_toml(path, names).tables():
        flags[code] = FlagWords(
            title=table.text("title"),
            what=table.text("what"),
            why=table.text("why"),
            next=table.text("next"),
            bring=table.texts("bring"),
            ask=table.text("ask"),
            faq=table.text("faq"),
            next_over=table.text("next-over", ""),
        )
        if not flags[code].bring:
            raise table.refuse("bring", "says nothing to bring along")
        if flags[code].faq not in questions:
            raise table.refuse("faq", f"no question «{flags[code].faq}»")
        table.done()
    return MappingProxyType(flags)


def read_statuses(path: Path, part: str) -> Mapping[str, StatusWords]:
    """Read the words of the months' states: ``codes`` of 国民年金, or the other ``states``."""
    statuses = {}
    for code, table in read_toml(path).table(part).tables():
        statuses[code] = StatusWords(
            table.text("word"), table.text("short"), table.text("explanation")
        )
        if len(statuses[code].short) != 1:
            raise table.refuse("short", "a mark is one character")
        table.done()
    return MappingProxyType(statuses)


def read_readings(path: Path) -> dict[str, str]:
    """Read how words are spoken: written form to hiragana."""
    table = read_toml(path)
    readings: dict[str, str] = {}
    for section, words in table.tables():
        for written, reading in words.strings().items():
            if written in readings:
                raise words.refuse(written, f"«{written}» is already read in another section")
            if not _KANJI.search(written):
                raise words.refuse(written, f"«{written}» in [{section}] needs no reading")
            if not _HIRAGANA.match(reading):
                raise words.refuse(written, f"«{reading}» is not hiragana")
            readings[written] = reading
    return readings


def is_hiragana(text: str) -> bool:
    return bool(_HIRAGANA.match(text))
