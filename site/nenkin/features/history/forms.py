"""The pages of the history sheet: at most four boxes each, and all but the first may stay empty."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from nenkin.features.history.boxes import (
    Few,
    Line,
    Prose,
    Recorded,
    RecordPart,
    Time,
)
from nenkin.law.remembered import Cover, Employment, Keepsake, NameKind, Objection, Size, Sureness
from nenkin.web.dates import EraDate
from nenkin.web.fields import Choice, Kana, OptionalChoice, Text
from nenkin.web.forms import Form
from nenkin.web.several import Several

NAME = 50
HANDBOOK = 30
YES_NO_UNKNOWN = ("yes", "no", "unknown")


class Remembered(Form):
    """A page of the sheet. ``needs``: the boxes of which one must be filled in."""

    words: ClassVar[str] = "history"
    needs: ClassVar[tuple[str, ...]] = ()

    def check(self) -> Iterable[tuple[str, str]]:
        """Refuse a first page on which nothing stands."""
        if self.needs and not any(getattr(self, name) for name in self.needs):
            yield self.needs[0], "missing"


def _missing(name: str) -> Mapping[str, frozenset[str]]:
    return {name: frozenset({"missing"})}


@dataclass(frozen=True)
class NameForm(Remembered):
    """A name that was used."""

    own_codes: ClassVar[Mapping[str, frozenset[str]]] = _missing("surname")

    name_kind: Annotated[str, Choice(tuple(NameKind))]
    surname: Annotated[str, Text(NAME, required=False)]
    given_name: Annotated[str, Text(NAME, required=False)]

    def check(self) -> Iterable[tuple[str, str]]:
        """Refuse a name without any part; of one that was only read otherwise the next page asks."""
        if self.name_kind != NameKind.READING and not (self.surname or self.given_name):
            yield "surname", "missing"


@dataclass(frozen=True)
class ReadingForm(Remembered):
    """How the name was read."""

    surname_kana: Annotated[str, Kana(NAME, required=False)]
    given_name_kana: Annotated[str, Kana(NAME, required=False)]


@dataclass(frozen=True)
class NameTimeForm(Remembered):
    """When the name was used."""

    first: Annotated[str, Time()]
    last: Annotated[str, Time(ends=True)]


@dataclass(frozen=True)
class BirthDateForm(Remembered):
    """Another birth date that was used."""

    other_birth: Annotated[date, EraDate()]
    note: Annotated[str, Prose()]


@dataclass(frozen=True)
class HandbookCountForm(Remembered):
    """How many handbooks."""

    handbook_count: Annotated[int, Few()]


@dataclass(frozen=True)
class HandbookForm(Remembered):
    """One handbook (年金手帳)."""

    cover: Annotated[str, Choice(tuple(Cover))]
    number: Annotated[str, Text(HANDBOOK, required=False, inputmode="numeric", width="medium")]
    got: Annotated[str, Time()]


@dataclass(frozen=True)
class SchoolForm(Remembered):
    """A school and its times."""

    school: Annotated[str, Line()]
    first: Annotated[str, Time()]
    last: Annotated[str, Time(ends=True)]
    needs: ClassVar[tuple[str, ...]] = ("school", "first", "last")
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = _missing("school")


@dataclass(frozen=True)
class SchoolWayForm(Remembered):
    """What the school was like."""

    by_day: Annotated[str | None, OptionalChoice(YES_NO_UNKNOWN)]
    paid_national: Annotated[str | None, OptionalChoice(YES_NO_UNKNOWN)]
    place: Annotated[str, Line()]


@dataclass(frozen=True)
class JobForm(Remembered):
    """Who one worked for, from when to when."""

    employer: Annotated[str, Line()]
    first: Annotated[str, Time()]
    last: Annotated[str, Time(ends=True)]
    needs: ClassVar[tuple[str, ...]] = ("employer", "first", "last")
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = _missing("employer")


@dataclass(frozen=True)
class ShipForm(Remembered):
    """A ship, whose it was, and the times."""

    ship: Annotated[str, Line()]
    employer: Annotated[str, Line()]
    first: Annotated[str, Time()]
    last: Annotated[str, Time(ends=True)]
    needs: ClassVar[tuple[str, ...]] = ("ship", "employer", "first", "last")
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = _missing("ship")


@dataclass(frozen=True)
class WorkplaceForm(Remembered):
    """Where one really worked, and whose the company was."""

    workplace: Annotated[str, Line()]
    place: Annotated[str, Line()]
    head_office: Annotated[str, Line()]
    parent: Annotated[str, Line()]


@dataclass(frozen=True)
class OccupationForm(Remembered):
    """What one did there, and how one was employed."""

    occupation: Annotated[str, Line()]
    employment: Annotated[str | None, OptionalChoice(tuple(Employment))]


@dataclass(frozen=True)
class KeptForm(Remembered):
    """What was deducted or handed out."""

    kept: Annotated[tuple[str, ...], Several(tuple(Keepsake))]


@dataclass(frozen=True)
class SizeForm(Remembered):
    """What decides whether a workplace was covered."""

    size: Annotated[str | None, OptionalChoice(tuple(Size))]
    incorporated: Annotated[str | None, OptionalChoice(YES_NO_UNKNOWN)]
    colleagues: Annotated[str, Line()]


@dataclass(frozen=True)
class SureForm(Remembered):
    """How sure the person is, and whatever else is remembered."""

    sureness: Annotated[str | None, OptionalChoice(tuple(Sureness))]
    note: Annotated[str, Prose()]


@dataclass(frozen=True)
class TimeForm(Remembered):
    """A time in which something was done: at home, on one's own, abroad."""

    doing: Annotated[str, Line()]
    first: Annotated[str, Time()]
    last: Annotated[str, Time(ends=True)]
    needs: ClassVar[tuple[str, ...]] = ("doing", "first", "last")
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = _missing("doing")


@dataclass(frozen=True)
class PlaceForm(Remembered):
    """Where one lived meanwhile, and whether 国民年金 was paid."""

    place: Annotated[str, Line()]
    paid_national: Annotated[str | None, OptionalChoice(YES_NO_UNKNOWN)]


@dataclass(frozen=True)
class CountryForm(Remembered):
    """A country and the times there."""

    country: Annotated[str, Line()]
    first: Annotated[str, Time()]
    last: Annotated[str, Time(ends=True)]
    needs: ClassVar[tuple[str, ...]] = ("country", "first", "last")
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = _missing("country")


@dataclass(frozen=True)
class MoveForm(Remembered):
    """A move: where to, and when."""

    moved_to: Annotated[str, Line()]
    at: Annotated[str, Time()]
    needs: ClassVar[tuple[str, ...]] = ("moved_to", "at")
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = _missing("moved_to")


@dataclass(frozen=True)
class MarriageForm(Remembered):
    """A marriage."""

    at: Annotated[str, Time(required=True)]
    surname_before: Annotated[str, Text(NAME, required=False)]
    spouse_insured: Annotated[str | None, OptionalChoice(YES_NO_UNKNOWN)]


@dataclass(frozen=True)
class SurnameForm(Remembered):
    """A divorce or an adoption, and the surname that it ended."""

    at: Annotated[str, Time(required=True)]
    surname_before: Annotated[str, Text(NAME, required=False)]


@dataclass(frozen=True)
class ChildForm(Remembered):
    """A child's birth."""

    at: Annotated[str, Time(required=True)]
    child: Annotated[str, Line()]


@dataclass(frozen=True)
class ObjectionForm(Remembered):
    """What the person says of a part of the record (この記録は私のものではない)."""

    recorded: Annotated[RecordPart, Recorded()]
    objection: Annotated[str, Choice(tuple(Objection))]
    note: Annotated[str, Prose()]
