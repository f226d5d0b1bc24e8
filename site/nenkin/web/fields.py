"""The kinds of field: how what was typed becomes a value, or a mistake with a name.

Every field takes what people really type: full-width and half-width, spaces, hyphens, both
calendars. What it cannot take it refuses with a code, for which content/forms/ has the words.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from nenkin.interchange.names import katakana
from nenkin.web.submissions import Submission, first


class Mistake(Exception):
    """Why a field cannot be read; ``code`` has its words in content/forms/."""

    def __init__(self, code: str, part: str = "") -> None:
        """Take the code, and for a field of several boxes the one to go to."""
        super().__init__(code)
        self.code = code
        self.part = part


class Field(Protocol):
    """How one field of a form is read and drawn."""

    @property
    def component(self) -> str:
        """Give the name of the component that draws it."""
        ...

    @property
    def codes(self) -> frozenset[str]:
        """Give every code that ``read`` can raise."""
        ...

    def read(self, submission: Submission, name: str) -> Any:
        """Give the value of what was typed; raises ``Mistake``."""
        ...

    def arguments(self, submission: Submission, name: str, /) -> dict[str, Any]:
        """Give what the component is drawn with, besides its words; secrets are never given."""
        ...


# What no keyboard types and no printer prints: controls, halves of characters, U+FFFD for bytes
# that were not UTF-8, and the marks that turn the direction of writing.
_UNREADABLE = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffd\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
_EMOJI = re.compile("[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\u200d\ufe0f]")
_WIDE = re.compile("[\u3000\uff01-\uff9f\uffe0-\uffee]+")
_SPACES = re.compile(r"\s+")
HYPHENS = re.compile("[-\u00ad\u2010-\u2015\u2212\u2500\u30fc\uff0d\uff70\ufe58\ufe63]")
_DIGITS = re.compile("[0-9]+")
_KANA = re.compile("[ァ-ヶー・ヽヾ]+")
_MAIL = re.compile(r"[!-?A-~]{1,64}@[0-9A-Za-z]([0-9A-Za-z.-]*[0-9A-Za-z])?\.[A-Za-z]{2,}")


def is_unreadable(text: str) -> bool:
    """Whether there is something in a text that no keyboard types and no printer prints."""
    return _UNREADABLE.search(text) is not None


def shown_again(text: str) -> str:
    """Give what was typed for showing it again, with a mark where no page may hold a character."""
    return _UNREADABLE.sub("\ufffd", text)


def fold_width(text: str) -> str:
    """Make half-width kana full and full-width letters and digits half; leave kanji alone.

    Not NFKC over all: it would replace some kanji of people's names (﨑 stays, 神 would change).
    """
    return _WIDE.sub(lambda wide: unicodedata.normalize("NFKC", wide[0]), text)


def typed(submission: Submission, name: str, most: int) -> str:
    """Give a field as text with its edges trimmed; raises ``Mistake`` where nobody can read it."""
    text = first(submission, name)
    if is_unreadable(text):
        raise Mistake("unreadable")
    text = _SPACES.sub(" ", fold_width(unicodedata.normalize("NFC", text))).strip()
    if _EMOJI.search(text):
        raise Mistake("emoji")
    if not text:
        raise Mistake("missing")
    if len(text) > most:
        raise Mistake("too-long")
    return text


_TEXT_CODES = frozenset({"unreadable", "emoji", "missing", "too-long"})


def _refuse(why: Callable[[str], str | None] | None, text: str) -> None:
    if why and (code := why(text)):
        raise Mistake(code)


@dataclass(frozen=True)
class Text:
    """A line of text of at most ``most`` characters."""

    most: int
    autocomplete: str = ""
    inputmode: str = ""
    kind: str = "text"
    width: str = "full"
    required: bool = True
    refuse: Callable[[str], str | None] | None = None  # gives the code of what is wrong, or None
    mistaken: Callable[[str], str | None] | None = (
        None  # the same, of the text before it is cleaned
    )
    own_codes: frozenset[str] = frozenset()

    component: ClassVar[str] = "text_field"

    @property
    def codes(self) -> frozenset[str]:
        """Give every code that ``read`` can raise."""
        return (_TEXT_CODES | self.own_codes) - (frozenset() if self.required else {"missing"})

    def read(self, submission: Submission, name: str) -> str:
        """Give the text; the empty string only where the field may be left empty."""
        try:
            text = typed(submission, name, self.most)
            _refuse(self.mistaken, text)
            text = self.clean(text)
        except Mistake as mistake:
            if mistake.code == "missing" and not self.required:
                return ""
            raise
        _refuse(self.refuse, text)
        return text

    def clean(self, text: str) -> str:
        """Give the text as it will be stored."""
        return text

    def arguments(self, submission: Submission, name: str) -> dict[str, Any]:
        """Give what was typed, as it was typed."""
        return {
            "value": shown_again(first(submission, name)),
            "kind": self.kind,
            "autocomplete": self.autocomplete,
            "inputmode": self.inputmode,
            "width": self.width,
        }


@dataclass(frozen=True)
class Kana(Text):
    """A name's reading in full-width katakana, whatever kana were typed: すゞ is スズ."""

    @property
    def codes(self) -> frozenset[str]:
        """Give every code that ``read`` can raise."""
        return super().codes | {"not-kana"}

    def clean(self, text: str) -> str:
        """Give full-width katakana without spaces."""
        text = katakana(HYPHENS.sub("ー", text).replace(" ", ""))
        if not _KANA.fullmatch(text):
            raise Mistake("not-kana")
        return text


@dataclass(frozen=True)
class Digits(Text):
    """A number of exactly ``length`` digits, typed with any widths, spaces and hyphens."""

    length: int = 0
    inputmode: str = "numeric"
    width: str = "medium"

    @property
    def codes(self) -> frozenset[str]:
        """Give every code that ``read`` can raise."""
        return super().codes | {"not-digits", "wrong-length"}

    def clean(self, text: str) -> str:
        """Give the digits alone."""
        text = HYPHENS.sub("", text).replace(" ", "")
        if not _DIGITS.fullmatch(text):
            raise Mistake("not-digits")
        if len(text) != self.length:
            raise Mistake("wrong-length")
        return text


@dataclass(frozen=True)
class Mail(Text):
    """A mail address; its letters' case is kept, its width is not."""

    most: int = 255
    autocomplete: str = "email"
    inputmode: str = "email"
    kind: str = "email"

    @property
    def codes(self) -> frozenset[str]:
        """Give every code that ``read`` can raise."""
        return super().codes | {"bad-mail"}

    def clean(self, text: str) -> str:
        """Give the address without the spaces that copying leaves in it."""
        text = text.replace(" ", "")
        if not _MAIL.fullmatch(text) or ".." in text:
            raise Mistake("bad-mail")
        return text


@dataclass(frozen=True)
class Secret:
    """A password: taken as typed, never trimmed, never shown again.

    Full-width letters count as their half-width ones (NFKC), so that a person who typed it once
    with the Japanese keyboard on can sign in with it off.
    """

    most: int = 128
    autocomplete: str = "current-password"

    component: ClassVar[str] = "text_field"
    codes: ClassVar[frozenset[str]] = frozenset({"unreadable", "missing", "too-long"})

    def read(self, submission: Submission, name: str) -> str:
        """Give the password in the one form that is hashed."""
        text = first(submission, name)
        if not text:
            raise Mistake("missing")
        if is_unreadable(text):
            raise Mistake("unreadable")
        if len(text) > self.most:
            raise Mistake("too-long")
        return unicodedata.normalize("NFKC", text)

    def arguments(self, _submission: Submission, _name: str) -> dict[str, Any]:
        """Give no value: a password is typed anew each time."""
        return {"kind": "password", "autocomplete": self.autocomplete}


@dataclass(frozen=True)
class Choice:
    """One of several answers; their labels are in content/forms/."""

    options: tuple[str, ...]
    component: str = "radios"

    codes: ClassVar[frozenset[str]] = frozenset({"missing", "not-a-choice"})

    def read(self, submission: Submission, name: str) -> str:
        """Give the option that was chosen."""
        value = first(submission, name)
        if not value:
            raise Mistake("missing")
        if value not in self.options:
            raise Mistake("not-a-choice")
        return value

    def arguments(self, submission: Submission, name: str) -> dict[str, Any]:
        """Give the options, and the one that was chosen."""
        return {
            "options": [{"value": option} for option in self.options],
            "value": first(submission, name),
        }


@dataclass(frozen=True)
class OptionalChoice(Choice):
    """A choice that may be left open, which gives ``None``."""

    codes: ClassVar[frozenset[str]] = Choice.codes - {"missing"}

    def read(self, submission: Submission, name: str) -> Any:
        """Give the option that was chosen, or ``None``."""
        return super().read(submission, name) if first(submission, name) else None


@dataclass(frozen=True)
class Agreement:
    """A box that must be ticked to go on."""

    component: ClassVar[str] = "checkboxes"
    codes: ClassVar[frozenset[str]] = frozenset({"missing"})

    def read(self, submission: Submission, name: str) -> bool:
        """Give ``True``; anything else is a mistake."""
        if first(submission, name) != "yes":
            raise Mistake("missing")
        return True

    def arguments(self, submission: Submission, name: str) -> dict[str, Any]:
        """Give the one box, and whether it was ticked."""
        values = [value for value in submission.get(name, []) if value == "yes"]
        return {"options": [{"value": "yes"}], "values": values}
