"""The questions of the search: names and birth dates that were used, and what else is remembered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Self

from nenkin.interchange.ownerless_files import LONGEST_NAME
from nenkin.law.ownerless import MemoryKind, SoughtKind, SoughtName, WorkKind, may_be_born
from nenkin.web.dates import EraDate
from nenkin.web.fields import Choice, Kana, Text
from nenkin.web.forms import Form, Rejected, Trouble
from nenkin.web.submissions import Submission, first

MEMORY, WHEN = 100, 50  # characters
SKIPPED = "none"  # おぼえていない
KINDS = tuple(kind for kind in SoughtKind if kind is not SoughtKind.CURRENT)
PREFECTURES = tuple(f"{number:02d}" for number in range(1, 48))
# Records without an owner begin with 労働者年金保険 of 1942.
YEARS = ("1942", *(str(year) for year in range(1945, 2000, 5)))
_SPAN = 4  # years after one that ends in 0 or 5


_PARTS = ("surname", "surname-kana", "given-name", "given-name-kana")


class Searched(Form):
    """Words of all its forms are in one file."""

    words: ClassVar[str] = "search"
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {}


@dataclass(frozen=True)
class NameForm(Searched):
    """A name that was used. What is left empty is as today."""

    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {
        "surname_kana": frozenset({"missing", "kana-missing", "repeated", "too-many"}),
        "given_name_kana": frozenset({"kana-missing"}),
    }

    name_kind: Annotated[str, Choice(tuple(KINDS))]
    surname: Annotated[str, Text(LONGEST_NAME, required=False)]
    surname_kana: Annotated[str, Kana(LONGEST_NAME, required=False)]
    given_name: Annotated[str, Text(LONGEST_NAME, required=False)]
    given_name_kana: Annotated[str, Kana(LONGEST_NAME, required=False)]

    @classmethod
    def read(cls, submission: Submission) -> Self | Rejected:
        """Read it; of an empty page both mistakes are told at once."""
        form = super().read(submission)
        if (
            isinstance(form, Rejected)
            and form.troubles
            and not any(first(submission, name) for name in _PARTS)
        ):
            troubles = (*form.troubles, Trouble("surname_kana", "missing"))
            return Rejected(submission, troubles)
        return form

    def check(self) -> Iterable[tuple[str, str]]:
        """Refuse a name without any part, and one of which nobody can tell how it is read."""
        if not (self.surname or self.given_name or self.surname_kana or self.given_name_kana):
            yield "surname_kana", "missing"
            return
        if self.name_kind == SoughtKind.FOREIGN:
            return  # as recorded: perhaps in Latin letters alone
        if self.surname and not self.surname_kana:
            yield "surname_kana", "kana-missing"
        if self.given_name and not self.given_name_kana:
            yield "given_name_kana", "kana-missing"

    @property
    def sought(self) -> SoughtName:
        """Give the name as the search takes it."""
        return SoughtName(
            kind=SoughtKind(self.name_kind),
            family_kana=self.surname_kana,
            given_kana=self.given_name_kana,
            family_kanji=self.surname,
            given_kanji=self.given_name,
        )


@dataclass(frozen=True)
class BirthForm(Searched):
    """A birth date with which somebody has worked; ``future`` is found by the route."""

    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {
        "other_birth": frozenset({"repeated", "too-many", "future"})
    }

    other_birth: Annotated[date, EraDate()]

    def check(self) -> Iterable[tuple[str, str]]:
        """Refuse a day that no record has."""
        if not may_be_born(self.other_birth):
            yield "other_birth", "out-of-range"


@dataclass(frozen=True)
class MemoryForm(Searched):
    """What is remembered besides names and birth dates, for the office alone (参考情報)."""

    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {"memory": frozenset({"full"})}

    memory_kind: Annotated[str, Choice(tuple(MemoryKind))]
    memory: Annotated[str, Text(MEMORY)]
    memory_when: Annotated[str, Text(WHEN, required=False, width="medium")]


@dataclass(frozen=True)
class PlaceForm(Searched):
    """Where it was."""

    prefecture: Annotated[str, Choice((SKIPPED, *PREFECTURES), component="select")]


@dataclass(frozen=True)
class WorkForm(Searched):
    """What kind of work it was."""

    work: Annotated[str, Choice((SKIPPED, *WorkKind))]


@dataclass(frozen=True)
class YearsForm(Searched):
    """About when it was."""

    years: Annotated[str, Choice((SKIPPED, *YEARS), component="select")]

    @property
    def sought(self) -> tuple[int, int] | None:
        """Give the calendar years, both counted; ``None`` where it was skipped."""
        if self.years == SKIPPED:
            return None
        first = int(self.years)
        return first, first // 5 * 5 + _SPAN  # five years; of 1942 those that are left
