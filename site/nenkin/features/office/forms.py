"""What is asked of clerks: where a case goes, a line of a proposal, what it rests on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

import msgspec

from nenkin.correcting.bonuses import PAYING, BonusChange
from nenkin.correcting.changes import Act, Change
from nenkin.correcting.checking import Refund
from nenkin.law.ages import reached_on
from nenkin.law.future import TOO_HIGH_SALARY
from nenkin.law.lives import Spouse
from nenkin.law.months import Month, month_of
from nenkin.law.periods import Kind, Scheme
from nenkin.law.procedures import Outcome, State
from nenkin.law.statuses import STATUSES
from nenkin.storage.case_notes import Noted
from nenkin.storage.deciding import Agreed
from nenkin.storage.telling import Way
from nenkin.web.amounts import OptionalYen, Yen
from nenkin.web.dates import EraDate, OptionalDate
from nenkin.web.fields import Choice, OptionalChoice, Text
from nenkin.web.forms import Form
from nenkin.web.months import YearMonth
from nenkin.web.prose import Prose
from nenkin.web.receipts import receipt
from nenkin.web.several import Several

NONE, UNKNOWN = "none", "unknown"
KEPT = ("kept", "keeps")  # of a spouse: who keeps whom (生計維持)
EMPLOYER = 60
MINUTES = ("15", "30", "60")
AT_65 = 65
TOO_HIGH_BONUS = 1_000_000_000  # what the record can hold
# What a clerk may say alone: anything else is said by the second person, with the correction.
ALONE = (Outcome.NOT_FOUND, Outcome.SOMEBODY_ELSES, Outcome.NOT_CORRECTED)


class OfficeWords(Form):
    """Words of all its forms are in one file."""

    words: ClassVar[str] = "office"


@dataclass(frozen=True)
class MoveForm(OfficeWords):
    """Where a case goes, and what its person is told with it."""

    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {
        "to": frozenset({"not-from-here"}),
        "outcome": frozenset({"outcome-missing", "outcome-unfit"}),
        "note": frozenset({"note-missing"}),
    }

    to: Annotated[str, Choice(tuple(state for state in State if state is not State.WITHDRAWN))]
    outcome: Annotated[str, Choice((NONE, *ALONE))]
    note: Annotated[str, Prose(required=False)]

    def check(self) -> Iterable[tuple[str, str]]:
        """A wish for papers says which; an answer says why."""
        if self.to in {State.PAPERS_WANTED, State.ANSWERED, State.DECIDED} and not self.note:
            yield "note", "note-missing"

    @property
    def said(self) -> Outcome | None:
        """Give what is said of the outcome."""
        return None if self.outcome == NONE else Outcome(self.outcome)


@dataclass(frozen=True)
class NoteForm(OfficeWords):
    """What a clerk notes for others of the office, or a paper that they have seen."""

    noted: Annotated[str, Choice(tuple(Noted))]
    text: Annotated[str, Prose()]


@dataclass(frozen=True)
class KnownForm(OfficeWords):
    """At the end of which day the record is asked for."""

    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {"known_on": frozenset({"future"})}

    known_on: Annotated[date, EraDate()]


@dataclass(frozen=True)
class LineForm(OfficeWords):
    """One line of a proposal: what is done with which months."""

    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {
        "first": frozenset(
            {
                *("before-birth", "too-young", "before-the-scheme", "outside-20-to-60", "overlaps"),
                *("nothing-there", "clash"),
            }
        ),
        "last": frozenset({"end-before-start", "after-the-scheme", "not-over"}),
        "kind": frozenset({"kind-unfit", "same"}),
        "status": frozenset({"status-missing", "status-unfit"}),
        "pay": frozenset({"pay-unfit", "pay-out-of-range"}),
        "employer": frozenset({"employer-unfit"}),
    }

    act: Annotated[str, Choice(tuple(Act))]
    scheme: Annotated[str, Choice(tuple(Scheme), component="select")]
    first: Annotated[Month, YearMonth()]
    last: Annotated[Month, YearMonth()]
    kind: Annotated[str, Choice((NONE, *Kind), component="select")]
    status: Annotated[str, Text(1, width="short", required=False)]
    employer: Annotated[str, Text(EMPLOYER, required=False)]
    pay: Annotated[int | None, OptionalYen(least=1, below=TOO_HIGH_SALARY)]

    def check(self) -> Iterable[tuple[str, str]]:
        """Refuse what no month code is; the rest is checked against the record."""
        if self.status and self.status not in STATUSES:
            yield "status", "status-unfit"
        if self.kind == NONE and self.act != Act.TAKE:
            yield "kind", "kind-unfit"

    @property
    def change(self) -> Change:
        """Give the line as the rules take it."""
        act, scheme = Act(self.act), Scheme(self.scheme)
        if act is Act.TAKE:
            return Change(act=act, scheme=scheme, first=self.first, last=self.last)
        return Change(
            act=act,
            scheme=scheme,
            first=self.first,
            last=self.last,
            kind=None if self.kind == NONE else Kind(self.kind),
            status=self.status or None,
            pay=self.pay,
            employer=self.employer or None,
        )


@dataclass(frozen=True)
class BonusForm(OfficeWords):
    """A bonus that is missing; a wrong one is taken away, and the right one added."""

    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {
        "paid_on": frozenset({"future", "before-bonuses", "not-insured", "twice"}),
    }

    paid_by_scheme: Annotated[str, Choice(tuple(PAYING))]
    paid_on: Annotated[date, EraDate()]
    bonus: Annotated[int, Yen(least=1, below=TOO_HIGH_BONUS)]
    payer: Annotated[str, Text(EMPLOYER, required=False)]

    @property
    def change(self) -> BonusChange:
        """Give it as the rules take it."""
        return BonusChange(
            act=Act.ADD,
            scheme=Scheme(self.paid_by_scheme),
            paid_on=self.paid_on,
            amount=self.bonus,
            employer=self.payer or None,
        )


@dataclass(frozen=True)
class EvidenceForm(OfficeWords):
    """What a proposal rests on, and what else decides the amounts."""

    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {
        "refund": frozenset({"refunded"}),
        "spouse_born": frozenset({"spouse-born-missing"}),
    }

    evidence: Annotated[str, Prose()]
    refund: Annotated[str, Choice(tuple(Refund))]
    spouse: Annotated[str, Choice((NONE, UNKNOWN, *KEPT))]
    spouse_born: Annotated[date | None, OptionalDate()]

    def check(self) -> Iterable[tuple[str, str]]:
        """Of a spouse who counts, the day of birth is needed."""
        if self.spouse in KEPT and self.spouse_born is None:
            yield "spouse_born", "spouse-born-missing"

    @property
    def family(self) -> Spouse | msgspec.UnsetType | None:
        """Give the spouse as the estimate asks: 加給年金 by ``kept``, 振替加算 by ``keeps``.

        Unset where nobody knows of one, ``None`` where there is none.
        """
        if self.spouse == UNKNOWN:
            return msgspec.UNSET
        if self.spouse == NONE or self.spouse_born is None:
            return None
        born, keeps = self.spouse_born, self.spouse == "keeps"
        since = month_of(reached_on(born, AT_65)) + 1 if keeps else None
        return Spouse(born_on=born, kept=not keeps, keeps=keeps, pension_since=since)


@dataclass(frozen=True)
class ReasonForm(OfficeWords):
    """Why a proposal is refused, or a correction taken back."""

    reason: Annotated[str, Prose()]


@dataclass(frozen=True)
class AgreedForm(OfficeWords):
    """How the person told a clerk that they agree."""

    how: Annotated[
        str, Choice(tuple(how for how in Agreed if how is not Agreed.ONLINE), component="radios")
    ]


@dataclass(frozen=True)
class WhyForm(OfficeWords):
    """Why somebody wants to look at what is closed to one alone, or to open it again."""

    why: Annotated[str, Prose()]


@dataclass(frozen=True)
class LookForm(OfficeWords):
    """For how long a second person lets somebody look, and at how much."""

    minutes: Annotated[str, Choice(MINUTES, component="radios")]
    scope: Annotated[str | None, OptionalChoice(("part", "whole"), component="radios")]


@dataclass(frozen=True)
class TellForm(OfficeWords):
    """How somebody whose case is closed wants to be told, and by what they said so."""

    ways: Annotated[tuple[str, ...], Several(tuple(Way))]
    told: Annotated[
        str, Choice(tuple(how for how in Agreed if how is not Agreed.ONLINE), component="radios")
    ]


@dataclass(frozen=True)
class GlassForm(OfficeWords):
    """Which case is opened alone, and why."""

    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {"case_number": frozenset({"unknown"})}

    case_number: Annotated[str, receipt()]
    why: Annotated[str, Prose()]
