"""/staff/counter/without: who has no paper that shows their number is not sent away.

What is known goes to the pension office, which finds the person and answers by post, to the address
that is registered and to no other.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar

from litestar import get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from nenkin.features.counter.desk import COUNTER, Desk, Page, see_other
from nenkin.interchange.receipt_numbers import grouped, read
from nenkin.interchange.sent_requests import Entry, Line, Part, Request, Wanted
from nenkin.law.duties import Duty
from nenkin.law.periods import Sex
from nenkin.law.procedures import IDENTITY_PAPERS
from nenkin.law.wareki import write_day
from nenkin.storage.audit import ActorKind, Event, note
from nenkin.storage.cases import new_number
from nenkin.storage.unnumbered import find, keep
from nenkin.web.access import Access
from nenkin.web.dates import EraDate
from nenkin.web.fields import Agreement, Choice, Kana, Text
from nenkin.web.forms import Form, Rejected
from nenkin.web.submissions import Submission
from nenkin.web.telephones import Telephone

WITHOUT = f"{COUNTER}/without"
OPT: dict[str, Any] = {"access": Access.STAFF, "duty": Duty.RUN_ASSISTED_SESSION}
_NAME, _ADDRESS, _KNOWN = 23, 100, 500  # characters


@dataclass(frozen=True)
class WithoutForm(Form):
    """What is known of somebody who has no number, and which paper showed who they are."""

    words: ClassVar[str] = "counter-without"
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {}

    surname: Annotated[str, Text(_NAME, width="medium")]
    given_name: Annotated[str, Text(_NAME, width="medium")]
    surname_kana: Annotated[str, Kana(_NAME, width="medium")]
    given_name_kana: Annotated[str, Kana(_NAME, width="medium")]
    born: Annotated[date, EraDate()]
    sex: Annotated[str, Choice(tuple(Sex))]
    other_names: Annotated[str, Text(_NAME, required=False)]
    address: Annotated[str, Text(_ADDRESS)]
    telephone: Annotated[str, Telephone(required=False)]
    known: Annotated[str, Text(_KNOWN, required=False)]
    identity_paper: Annotated[str, Choice(IDENTITY_PAPERS)]
    compared: Annotated[bool, Agreement()]


@get(WITHOUT, opt=OPT)
async def ask_what_is_known(desk: NamedDependency[Desk]) -> Page:
    """Ask what is known."""
    return desk.form("without", WithoutForm)


@post(WITHOUT, opt=OPT)
async def send_what_is_known(
    desk: NamedDependency[Desk], submission: NamedDependency[Submission]
) -> Page:
    """Put it into the office's list, and say how the answer comes."""
    form = WithoutForm.read(submission)
    if isinstance(form, Rejected):
        return desk.form("without", WithoutForm, form)
    number, now = new_number(), desk.visit.now
    async with desk.db.write() as session:
        await keep(
            session,
            number=number,
            staff_id=desk.staff.staff_id,
            place=desk.staff.place,
            sent=_request(desk, form).encoded(),
            now=now,
        )
        # Nobody is known yet of whose trail it would be a part.
        sent = Event(
            actor=ActorKind.STAFF,
            actor_id=desk.staff.staff_id,
            action="counter.without",
            place=desk.staff.place,
            purpose=number,
        )
        await note(session, sent, now)
    return see_other(f"{WITHOUT}/{number}")


@get(f"{WITHOUT}/{{number:str}}", opt=OPT)
async def show_receipt(desk: NamedDependency[Desk], number: FromPath[str]) -> Page:
    """Show the receipt number, and nothing of what was written."""
    found = await find(desk.db, read(number) or "")
    if found is None:
        raise NotFoundException
    return desk.page("without_sent", number=grouped(found.number))


def _request(desk: Desk, form: WithoutForm) -> Request:
    said = desk.library.words
    fields = desk.library.forms[WithoutForm.words].fields

    def lines() -> Iterator[Line]:
        yield Line(fields["other_names"].label, form.other_names or said("counter.without.nothing"))
        yield Line(fields["known"].label, form.known or said("counter.without.nothing"))
        paper = fields["identity_paper"]
        yield Line(paper.label, paper.options[form.identity_paper].label)
        yield Line(said("counter.place"), desk.staff.place)

    return Request(
        person=[
            Line(said("counter.name"), f"{form.surname} {form.given_name}"),
            Line(said("counter.kana"), f"{form.surname_kana} {form.given_name_kana}"),
            Line(said("counter.born"), write_day(form.born)),
            Line(fields["sex"].label, fields["sex"].options[form.sex].label),
        ],
        contact=[
            Line(fields["address"].label, form.address),
            Line(fields["telephone"].label, form.telephone or said("counter.without.nothing")),
        ],
        bring=[],
        parts=[Part(said("counter.without.title"), "", [Entry("", list(lines()))])],
        wanted=Wanted(form.born, form.given_name_kana, form.sex),
    )


WITHOUT_A_NUMBER = (ask_what_is_known, send_what_is_known, show_receipt)
