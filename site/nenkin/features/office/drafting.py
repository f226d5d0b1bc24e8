"""What a clerk has written of a proposal so far, and the plan that it would be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from nenkin.correcting.bonuses import (
    BonusChange,
    BonusDiff,
    bonus_hindrances,
    bonuses_worked_out,
    with_bonuses,
)
from nenkin.correcting.changes import Change, Diff, corrected, worked_out
from nenkin.correcting.checking import Caution, Hindrance, Refund, cautions, hindrances
from nenkin.correcting.effects import Effect, effect
from nenkin.features.office.desk import Desk
from nenkin.features.office.forms import EvidenceForm, LineForm
from nenkin.features.office.opened import Opened
from nenkin.interchange.ownerless_files import FileKind, read_row
from nenkin.law.estimates import Refused
from nenkin.law.lives import Spouse
from nenkin.law.months import fiscal_year, month_of
from nenkin.law.ownerless import OwnerlessRecord
from nenkin.law.parameters import NotInForce
from nenkin.law.periods import Bonus, Record, Span
from nenkin.law.procedures import Outcome
from nenkin.matching.merging import Proposal, propose
from nenkin.storage.correction_plans import Plan, base_of
from nenkin.storage.drafts import load_draft, save_draft
from nenkin.storage.records import numbered_bonuses, numbered_spans, read_record
from nenkin.web.forms import Rejected, Trouble
from nenkin.web.submissions import Submission

JOURNEY = "correction"
MOST_LINES = 30
# The pattern of a finding that speaks of 脱退手当金 (nenkin.comparison.findings).
_LEAVING = "leaving-allowance"


class Begun(msgspec.Struct, frozen=True):
    """Lines as they were typed, or the record that is to be joined (its line of the file)."""

    lines: list[Submission] = []
    joined: str = ""
    bonuses: list[BonusChange] = []
    evidence: Submission = {}


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposal that is being written, beside the record that stands now."""

    desk: Desk
    here: Opened
    begun: Begun
    record: Record
    standing: dict[int, Span]
    paid: dict[int, Bonus]  # the bonuses that stand

    @property
    def changes(self) -> list[Change]:
        """Give the lines as the rules take them; what was kept could be read."""
        forms = [LineForm.read(line) for line in self.begun.lines]
        return [form.change for form in forms if not isinstance(form, Rejected)]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to propose yet."""
        return not (self.begun.lines or self.begun.bonuses or self.begun.joined)

    def merging(self) -> Proposal | None:
        """Give the joining of a record without an owner, where that is what is proposed."""
        if not self.begun.joined:
            return None
        found = read_row(1, self.begun.joined, FileKind.FULL)
        assert isinstance(found, OwnerlessRecord)
        return propose(found, self.record, self.desk.today(self.here.known))

    def wrong(self, changes: Sequence[Change], refund: Refund) -> tuple[Hindrance, ...]:
        """Say what forbids these lines."""
        return hindrances(self.desk.law, self.record, self.standing, changes, refund)

    def wrong_bonuses(self, bonuses: Sequence[BonusChange]) -> tuple[Hindrance, ...]:
        """Say what forbids these bonuses, beside the lines that are proposed with them."""
        on = self.desk.today(self.here.known)
        spans = corrected(self.record, worked_out(self.standing, self.changes, on)).spans
        return bonus_hindrances(self.desk.law, spans, self.paid, bonuses, on)

    def plan(self, evidence: EvidenceForm) -> Plan:
        """Give all that would be proposed."""
        changes, merging = self.changes, self.merging()
        on = self.desk.today(self.here.known)
        diff = worked_out(self.standing, changes, on)
        if merging is not None and merging.span is not None:
            diff = Diff(closing=(), closed=(), adding=(merging.span,))
        after = corrected(self.record, diff)
        bonuses: BonusDiff | msgspec.UnsetType = msgspec.UNSET
        if self.begun.bonuses:
            bonuses = bonuses_worked_out(self.paid, self.begun.bonuses, on)
            after = with_bonuses(after, bonuses)
        return Plan(
            changes=changes,
            diff=diff,
            base=base_of(self.standing),
            outcome=Outcome.MERGED if merging is not None else Outcome.CORRECTED,
            evidence=evidence.evidence,
            refund=Refund(evidence.refund),
            cautions=list(self._cautions(changes, merging)),
            effect=effect_of(self.desk, self.here, self.record, after, evidence.family),
            bonuses=bonuses,
            record_line=self.begun.joined,
            spouse=evidence.family,
        )

    def _cautions(self, changes: Sequence[Change], merging: Proposal | None) -> Iterator[Caution]:
        yield from cautions(self.standing, changes, leaving=_leaves(self.here))
        if merging is not None and merging.beside:
            yield Caution.BESIDE

    async def keep(self, **changes: Any) -> None:
        """Keep what was written; the tab that writes last is right, as both show what is kept."""
        await keep(self.desk, self.here, **changes)


async def load(desk: Desk, here: Opened) -> Draft:
    """Read what was written, and the record that it is about."""
    begun = await _begun(desk, here)
    record = await read_record(desk.db, here.case.person_id)
    standing = await numbered_spans(desk.db, here.case.person_id)
    paid = await numbered_bonuses(desk.db, here.case.person_id)
    return Draft(desk, here, begun, record, standing, paid)


async def keep(desk: Desk, here: Opened, **changes: Any) -> None:
    """Keep answers beside whatever another tab keeps at the same moment."""
    owner = desk.owner(here.case.number)
    while True:
        draft = await load_draft(desk.db, owner, JOURNEY, desk.visit.now)
        begun = msgspec.json.decode(draft.answers, type=Begun) if draft else Begun()
        text = msgspec.json.encode(msgspec.structs.replace(begun, **changes)).decode()
        async with desk.db.write() as session:
            saved = await save_draft(
                session,
                owner,
                JOURNEY,
                text,
                expected=draft.version if draft else 0,
                now=desk.visit.now,
            )
        if isinstance(saved, int):
            return


def effect_of(
    desk: Desk,
    here: Opened,
    record: Record,
    after: Record,
    spouse: Spouse | msgspec.UnsetType | None = msgspec.UNSET,
) -> Effect | None:
    """Work out what comes of it; ``None`` where the pension cannot be worked out at all."""
    year = fiscal_year(month_of(desk.today(here.known)))
    try:
        return effect(desk.law, record, after, year, spouse)
    except (Refused, NotInForce):
        return None


def troubles(found: Sequence[Hindrance], place: int) -> tuple[Trouble, ...]:
    """Give what is wrong with one line, each field's first mistake."""
    mine = [one for one in found if one.place == place and one.field != "refund"]
    return tuple(Trouble(one.field, one.code) for one in mine)


async def _begun(desk: Desk, here: Opened) -> Begun:
    draft = await load_draft(desk.db, desk.owner(here.case.number), JOURNEY, desk.visit.now)
    return msgspec.json.decode(draft.answers, type=Begun) if draft else Begun()


def _leaves(here: Opened) -> bool:
    found = [value for value in here.sent.values if isinstance(value, dict)]
    return any(_LEAVING in {one.get("pattern"), *one.get("also", ())} for one in found)
