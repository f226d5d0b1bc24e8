"""What goes to the office (年金記録照会申出): the findings that go along, the sheet, how to reach its sender.

It is put together once from what lies there, drawn on the check page, and kept in just these words:
what the office reads is what the person has seen.
"""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from nenkin.comparison.as_json import finding_values
from nenkin.comparison.findings import Finding, Pattern
from nenkin.content.contacts import contact_lines
from nenkin.features.history.along import parts_of
from nenkin.features.history.comparing import compared, finding_view
from nenkin.features.history.desk import Desk, Opened
from nenkin.features.history.request_form import ContactForm
from nenkin.interchange.history_sheets import write_sheet
from nenkin.interchange.sent_requests import Line, Request, Said
from nenkin.law.procedures import Procedure
from nenkin.law.wareki import write_day
from nenkin.storage.accounts import read_account
from nenkin.storage.cases import cases_of
from nenkin.storage.drafts import Draft, Owner, load_draft, save_over
from nenkin.storage.helpers import Power
from nenkin.storage.people import read_person
from nenkin.web.forms import Rejected
from nenkin.web.submissions import Submission

JOURNEY = "request"
# Where the record itself is disputed, 訂正請求 can be gone on to at once.
DISPUTED = frozenset({Pattern.NOT_MINE, Pattern.RECORD_DIFFERS, Pattern.CUT_BACK, Pattern.DEDUCTED})


class Begun(msgspec.Struct, frozen=True):
    """A request that is being written; ``op`` is sent with it once, from however many tabs."""

    op: str
    left_out: list[str] = []
    contact: dict[str, list[str]] = {}
    reached: bool = False  # whether the page of contact was answered


@dataclass(frozen=True, slots=True)
class Prepared:
    """A request that may be begun: the sheet, and the findings of which it can be made."""

    desk: Desk
    here: Opened
    findings: Sequence[Finding]

    @property
    def owner(self) -> Owner:
        """Give whose draft and operation it is."""
        return Owner.person(self.desk.subject)

    @property
    def journey(self) -> str:
        """Give what the draft is called: who helps has one of their own beside the person's."""
        helping = self.desk.helping
        return JOURNEY if helping is None else f"{JOURNEY}-{helping.id}"

    def views(self) -> Iterator[Mapping[str, Any]]:
        """Give every finding in words, the one worth most first."""
        for one in self.findings:
            yield {**finding_view(self.desk, one), "key": one.key}

    async def begun(self) -> Begun | None:
        """Give what was answered so far."""
        draft = await load_draft(self.desk.db, self.owner, self.journey, self.desk.visit.now)
        return None if draft is None else _read(draft)

    async def keep(self, **changes: Any) -> Begun:
        """Keep answers, beside whatever another tab keeps at the same moment."""
        desk = self.desk
        while True:
            draft = await load_draft(desk.db, self.owner, self.journey, desk.visit.now)
            begun = _read(draft) if draft else Begun(op=secrets.token_hex(16))
            begun = msgspec.structs.replace(begun, **changes)
            async with desk.writing(Power.SEND) as session:
                saved = await save_over(
                    session, self.owner, self.journey, begun, read=draft, now=desk.visit.now
                )
            if saved:
                return begun

    async def before(self) -> str:
        """Give the number of what was sent before, the latest that was not taken back."""
        desk = self.desk
        for case in await cases_of(desk.db, desk.subject):
            if case.kind is Procedure.INQUIRY and case.state != "withdrawn":
                return case.number
        return ""

    async def contact(self, begun: Begun | None) -> Submission:
        """Give the contact as typed; at first with the telephone number that the account has."""
        if begun is not None and begun.reached:
            return begun.contact
        if self.desk.helping is not None:  # whose number it shall be, they say
            return {}
        account = await read_account(self.desk.db, self.desk.person.account_id)
        return {"telephone": [account.telephone or ""]}

    async def request(self, begun: Begun) -> Request:
        """Put together what would be sent now."""
        desk, here = self.desk, self.here
        views = list(self.views())
        along = [view for view in views if view["key"] not in begun.left_out]
        values = [finding_values(one) for one in self.findings if one.key not in begun.left_out]
        words, person, data_date = desk.library.words, here.record.person, here.record.data_date
        bring = (words("request.bring-always"), *(str(view["bring"]) for view in along))
        name = f"{person.surname} {person.given_name}"
        return Request(
            person=[
                Line(words("history.paper.name"), name),
                Line(words("history.paper.born"), write_day(here.setting.born_on)),
                *await self._sender(),
            ],
            data_date=data_date.isoformat(),
            data_day=write_day(data_date),
            follows=await self.before(),
            findings=[
                msgspec.convert({name: view[name] for name in Said.__struct_fields__}, Said)
                for view in along
            ],
            left_out=[str(view["about"]) for view in views if view not in along],
            contact=list(_contact(desk, begun.contact)),
            bring=list(dict.fromkeys(bring)),
            parts=list(parts_of(desk, here)),
            disputed=any(
                one.pattern in DISPUTED for one in self.findings if one.key not in begun.left_out
            ),
            values=values,
            sheet=list(write_sheet(here.remembered)),
        )

    async def _sender(self) -> list[Line]:
        """Name who sends it, where that is not the person: the office calls one of the two."""
        desk = self.desk
        if desk.helping is None:
            return []
        sender = (await read_person(desk.db, desk.person.person_id)).person
        name = f"{sender.surname} {sender.given_name}"
        return [Line(desk.library.words("request.sender"), name)]


async def prepare(desk: Desk, here: Opened) -> Prepared:
    """Compare, and note that the record is seen."""
    await desk.note("request")
    both = await compared(desk, here)
    return Prepared(desk, here, both.found.findings)


def _read(draft: Draft) -> Begun:
    return msgspec.json.decode(draft.answers, type=Begun)


def _contact(desk: Desk, typed: Submission) -> Iterator[Line]:
    form = ContactForm.read(typed)
    if isinstance(form, Rejected):  # kept only once it was read
        return
    words = desk.library.words
    yield from contact_lines(desk.library, form.telephone, form.hours, form.needs)
    said = form.message or words("request.contact.none")
    yield Line(words("request.contact.message"), said)
