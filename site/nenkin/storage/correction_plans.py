"""What a proposal to correct a record consists of (訂正の案), who acts on it, and why a step is not taken."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from nenkin.correcting.bonuses import BonusDiff
from nenkin.correcting.changes import Change, Diff
from nenkin.correcting.checking import Caution, Refund
from nenkin.correcting.effects import Effect
from nenkin.law.lives import Spouse
from nenkin.law.periods import Span
from nenkin.law.procedures import Outcome
from nenkin.storage.audit import ActorKind, Event


class Stop(StrEnum):
    """Why a step was not taken; nothing was changed."""

    NOT_OPEN = "not-open"  # decided already, by whoever was quicker; or never there
    ALREADY_PROPOSED = "already-proposed"  # another proposal is open in the case
    ALREADY_CLAIMED = "already-claimed"  # the record without an owner is somebody's
    CASE_MOVED = "case-moved"  # the case is closed, or not where this can be said
    RECORD_CHANGED = "record-changed"  # not the record any more that the proposal was made for
    OTHER_DIFF = "other-diff"  # not the proposal that was looked at
    NOT_AGREED = "not-agreed"  # something falls, and the person has not agreed
    SAME_PERSON = "same-person"
    SAME_SESSION = "same-session"
    SAME_TERMINAL = "same-terminal"
    TOO_CLOSE = "too-close"  # made or manages the other's account
    RESTRICTED = "restricted"  # of a relation: one of the two is under 支援措置


class Stopped(Exception):
    """A step that may not be taken, or not any more."""

    def __init__(self, why: Stop) -> None:
        """Say why."""
        super().__init__(why)
        self.why = why


class Verdict(StrEnum):
    """What became of a proposal."""

    APPROVED = "approved"
    REFUSED = "refused"  # by the second person
    WITHDRAWN = "withdrawn"  # by who proposed it
    DECLINED = "declined"  # by the person whose record it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Clerk:
    """Who acts, in which session and at which terminal. ``session`` is its hash."""

    id: int
    session: bytes
    terminal: str
    place: str = ""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """All that is proposed, and all that its second person is to look at.

    ``base`` tells the record it was made for; ``effect`` is ``None`` where none can be worked out.
    """

    changes: list[Change]
    diff: Diff
    base: str
    outcome: Outcome
    evidence: str
    refund: Refund
    cautions: list[Caution] = []
    effect: Effect | None = None
    bonuses: BonusDiff | msgspec.UnsetType = msgspec.UNSET
    record_line: str = ""  # the record without an owner that is joined, as it was looked at
    spouse: Spouse | msgspec.UnsetType | None = msgspec.UNSET  # ``None``: there is none

    @property
    def bonus_diff(self) -> BonusDiff:
        """Give what is done with bonuses; mostly nothing."""
        return (
            BonusDiff(closing=(), closed=(), adding=())
            if self.bonuses is msgspec.UNSET
            else self.bonuses
        )

    def encoded(self) -> bytes:
        """Give what is kept, and what the digest is of."""
        return msgspec.json.encode(self, order="deterministic")

    @property
    def digest(self) -> bytes:
        """Give what an approval is bound to."""
        return hashlib.sha256(self.encoded()).digest()

    def with_effect(self, effect: Effect | None) -> "Plan":
        """Give the same plan with what comes of it."""
        return msgspec.structs.replace(self, effect=effect)

    @property
    def falls(self) -> bool:
        """Whether anything becomes less, or nobody can say."""
        return self.effect is None or self.effect.takes


def base_of(standing: Mapping[int, Span]) -> str:
    """Give what tells one state of a record from every other."""
    plain = sorted(standing.items())
    return hashlib.sha256(msgspec.json.encode(plain)).hexdigest()


def event(clerk: Clerk, action: str, person_id: int, number: str, correction: int) -> Event:
    """Give what is noted of a step that a clerk takes."""
    return Event(
        actor=ActorKind.STAFF,
        actor_id=clerk.id,
        action=action,
        subject=person_id,
        place=clerk.place or clerk.terminal,
        purpose=number,
        detail={"correction": str(correction)},
    )
