"""What is asked of clerks who print letters."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar

from nenkin.web.fields import Choice, Mistake, Text
from nenkin.web.forms import Form
from nenkin.web.prose import Prose
from nenkin.web.submissions import Submission

REGISTERED, TYPED, REFUSE = "registered", "typed", "refuse"
NORMAL, LARGE = "normal", "large"
_BETWEEN = re.compile(r"[、,.・\s通目番]+")
_NUMBER = re.compile("[0-9]{1,4}")
_LONG = 400


class LetterWords(Form):
    """Words of all its forms are in one file."""

    words: ClassVar[str] = "letters"


@dataclass(frozen=True)
class Count(Text):
    """How many, as people write it: 25, ２５通."""

    most: int = 10
    inputmode: str = "numeric"
    width: str = "short"
    autocomplete: str = "off"

    @property
    def codes(self) -> frozenset[str]:
        """Give every code that ``read`` can raise."""
        return super().codes | {"not-number"}

    def read(self, submission: Submission, name: str) -> int:  # type: ignore[override]
        """Give the number."""
        (number,) = numbers(super().read(submission, name), "not-number", most=1)
        return number


@dataclass(frozen=True)
class Numbers(Text):
    """Which ones: 3、7."""

    most: int = _LONG
    required: bool = False
    autocomplete: str = "off"

    @property
    def codes(self) -> frozenset[str]:
        """Give every code that ``read`` can raise."""
        return super().codes | {"not-numbers"}

    def read(self, submission: Submission, name: str) -> frozenset[int]:  # type: ignore[override]
        """Give the numbers, each once."""
        return frozenset(numbers(super().read(submission, name), "not-numbers"))


def numbers(text: str, code: str, most: int | None = None) -> list[int]:
    """Read whole numbers in any width; raises ``Mistake``."""
    parts = [part for part in _BETWEEN.split(unicodedata.normalize("NFKC", text)) if part]
    wrong = any(not _NUMBER.fullmatch(part) for part in parts)
    if wrong or (most is not None and len(parts) != most):
        raise Mistake(code)
    return [int(part) for part in parts]


@dataclass(frozen=True)
class CountForm(LetterWords):
    """How many letters came out, and which did not come out well."""

    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {
        "printed": frozenset({"differs"}),
        "spoiled": frozenset({"not-in-batch"}),
    }

    printed: Annotated[int, Count()]
    spoiled: Annotated[frozenset[int], Numbers()]

    def spoiled_of(self, size: int) -> frozenset[int]:
        """Give the numbers that were spoiled: all of them where not one came out."""
        return self.spoiled or frozenset(range(1, size + 1) if self.printed == 0 else ())

    def trouble(self, size: int) -> tuple[str, str] | None:
        """Give (field, code) of what does not fit a batch of so many letters."""
        spoiled = self.spoiled_of(size)
        if spoiled and not 1 <= min(spoiled) <= max(spoiled) <= size:
            return "spoiled", "not-in-batch"
        return ("printed", "differs") if self.printed + len(spoiled) != size else None


@dataclass(frozen=True)
class CheckForm(LetterWords):
    """Where a letter goes that waits for that."""

    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {
        "to": frozenset({"no-registered", "no-typed"}),
        "seen": frozenset({"paper-missing"}),
    }

    to: Annotated[str, Choice((REGISTERED, TYPED, REFUSE))]
    seen: Annotated[str, Text(60, required=False, autocomplete="off")]

    def check(self) -> Iterable[tuple[str, str]]:
        """Another address than the registered one needs a paper that shows it."""
        if self.to == TYPED and not self.seen:
            yield "seen", "paper-missing"


@dataclass(frozen=True)
class AgainForm(LetterWords):
    """Why a letter is sent again, and how large."""

    reason: Annotated[str, Prose()]
    size: Annotated[str, Choice((NORMAL, LARGE))]
