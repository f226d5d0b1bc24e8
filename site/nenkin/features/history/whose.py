"""Whose sheet a request has before it, and what this visit may do with it."""

from collections.abc import Mapping
from datetime import date

from litestar.exceptions import NotFoundException

from nenkin.clock import japanese_day
from nenkin.content.library import Library
from nenkin.features.history.entries import BASE
from nenkin.interchange.receipt_numbers import grouped
from nenkin.law.duties import Duty
from nenkin.law.remembered import Writer
from nenkin.storage import audit
from nenkin.storage.assisted import Assisted
from nenkin.storage.helpers import Power
from nenkin.storage.helping import Helping
from nenkin.storage.resume_visits import Resumed
from nenkin.storage.sheets import Holder
from nenkin.web.rendering import Renderer
from nenkin.web.visits import SignedIn, Visit

HELPING, REQUESTS = "/helping", "/requests"
COUNTER = "/staff/counter"


class HelpOver(Exception):
    """Somebody who helped may do so no more: it was taken back, or its last day is over."""

    def __init__(self, helping: Helping) -> None:
        """Take what is over."""
        super().__init__()
        self.helping = helping


class Whose:
    """What follows from who is here, and from the address that they came by."""

    __slots__ = ()
    visit: Visit
    guest: Resumed | None
    helping: Helping | None
    counter: Assisted | None

    @property
    def person(self) -> SignedIn:
        """Give who is signed in."""
        return self.visit.known

    @property
    def base(self) -> str:
        """Give the address below which all pages of this sheet stand."""
        if self.counter is not None:
            return f"{COUNTER}{BASE}"
        return BASE if self.helping is None else f"{HELPING}/{self.helping.id}"

    @property
    def requests(self) -> str:
        """Give the address below which stands what was sent to the office."""
        return REQUESTS if self.helping is None else f"{self.base}{REQUESTS}"

    @property
    def sends(self) -> bool:
        """Whether this visit may send: what goes along comes from the record, and is seen before.

        Nothing is filed at a counter: there a case goes on to the office as a referral (相談へ).
        """
        return not self.stays and self.may(Power.SEND) and self.may(Power.SEE_RECORD)

    @property
    def subject(self) -> int:
        """Give whose sheet and record it is; of a guest's sheet nobody asks."""
        if self.counter is not None:
            return self.counter.person_id
        return self.person.person_id if self.helping is None else self.helping.person_id

    def may(self, power: Power) -> bool:
        """Whether this visit may do so with this sheet and its person's record."""
        if self.counter is not None:
            return power is Power.WRITE or (power is Power.SEE_RECORD and self._sees_at_counter)
        if self.helping is not None:
            return power in self.helping.powers
        return self.guest is None or power is Power.WRITE

    @property
    def stays(self) -> bool:
        """Whether others use this machine too: no files, and nothing that leads elsewhere."""
        return self.counter is not None or self.visit.at_kiosk

    @property
    def _sees_at_counter(self) -> bool:
        staff = self.visit.staff
        assert staff is not None
        assert self.counter is not None
        today = japanese_day(self.visit.now)
        return staff.may(Duty.SEE_RECORD) and self.counter.may("record", today)

    @property
    def money(self) -> bool:
        """Whether amounts may be shown: where others stand beside the screen there are none."""
        if self.counter is not None:
            return self.visit.staff is not None and self.visit.staff.may(Duty.SEE_AMOUNTS)
        return not self.visit.at_kiosk

    def require(self, power: Power) -> None:
        """Raise ``NotFoundException`` where this visit may not: there is no such page for it."""
        if not self.may(power):
            raise NotFoundException

    @property
    def holder(self) -> Holder:
        """Give whose sheet it is."""
        if self.guest is not None:
            return self.guest.holder
        return Holder.person(self.subject)

    @property
    def owns(self) -> bool:
        """Whether the sheet is this visit's own: a sheet without an account is its code's.

        Whoever sits there in the person's place (代理人) writes. They do not delete it, nor make words on
        paper that would open it when their mandate is over.
        """
        if self.helping is not None or self.counter is not None or self._for_another:
            return False
        return self.guest is None or self.guest.holder.person_id is None

    @property
    def _for_another(self) -> bool:
        return self.guest is None and bool(self.person.came)

    @property
    def born_on(self) -> date:
        """Give the birth date: as a guest or a helper typed it with the code, or as a clerk saw it."""
        if self.counter is not None:
            assert self.counter.born_on is not None
            return self.counter.born_on
        known = self.guest or self.helping
        assert known is not None
        return known.born_on

    @property
    def helper_id(self) -> int | None:
        """Give which helper writes here."""
        return None if self.helping is None else self.helping.id

    @property
    def writer(self) -> Writer:
        """Give who writes here: with a code, whoever has it."""
        if self.counter is not None:
            return Writer.CLERK
        if self.helping is not None or self._for_another:
            return Writer.FAMILY
        return Writer.PERSON if self.owns else Writer.WITH_CODE

    def event(self, action: str, detail: Mapping[str, str | int]) -> audit.Event:
        """Give what this visit does, for the trail of the person whose sheet it is."""
        if self.counter is not None:
            assert self.visit.staff is not None
            return audit.Event(
                actor=audit.ActorKind.STAFF,
                actor_id=self.visit.staff.staff_id,
                action=action,
                subject=self.subject,
                place=self.visit.staff.place,
                purpose=self.counter.number,
                detail=detail,
            )
        helper = {} if self.helping is None else {"helper": self.helping.id}
        return audit.Event(
            actor=audit.ActorKind.PERSON,
            actor_id=self.person.person_id,
            action=action,
            subject=self.subject,
            place=self.visit.address,
            purpose=self.person.assisted,
            detail={**detail, **helper, **self.person.by},
        )


def at_counter(renderer: Renderer, library: Library, counter: Assisted) -> str:
    """Say above a page in whose session a clerk has it before them."""
    words, number = library.words, grouped(counter.number)
    return renderer.components.for_whom(
        text=words("counter.helping-sheet", name=counter.name, number=number),
        until="",
        own=COUNTER,
        back=words("counter.back"),
    )
