"""/staff/practice/…/history: a demonstration person's sheet, written by a clerk who practises (練習).

The pages are those of the counter. The record beside the sheet comes from the demonstration's files;
what is typed lies under the clerk's visit for a day, and nothing is noted of anybody.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from litestar import Request, Response, Router
from litestar.di import Provide
from litestar.exceptions import NotFoundException

from nenkin import paths
from nenkin.features.history.desk import Desk, made_of
from nenkin.features.history.entries import BASE
from nenkin.features.history.paper import FILE, PDF, TEXT
from nenkin.law.duties import Duty
from nenkin.law.periods import Record
from nenkin.law.remembered import Writer
from nenkin.storage.database import Writing
from nenkin.storage.helpers import Power
from nenkin.storage.practice import holder_of
from nenkin.storage.seeding import Sample, samples_by_slug
from nenkin.storage.sheets import Holder
from nenkin.web.access import Access
from nenkin.web.again import again
from nenkin.web.days import shown_day
from nenkin.web.practice import practice_mark

PRACTICE = "/staff/practice"
OPT: dict[str, Any] = {"access": Access.STAFF, "duty": Duty.TRAINING}
_PEOPLE = paths.DATA / "personas"
_POWERS = frozenset({Power.WRITE, Power.SEE_RECORD})


@dataclass(frozen=True, slots=True)
class PracticeDesk(Desk):
    """The way to the sheet of one clerk's practice with one demonstration person, and to no other."""

    sample: Sample = field(kw_only=True)

    @property
    def today(self) -> date:
        """Give the demonstration person's day."""
        return shown_day(self.settings, self.sample.persona.shown_on, self.visit.now)

    @property
    def base(self) -> str:
        """Give the address below which its pages stand."""
        return f"{PRACTICE}/{self.sample.persona.slug}{BASE}"

    @property
    def holder(self) -> Holder:
        """Give whose sheet it is: this visit's of the clerk."""
        assert self.visit.staff is not None, "the guard lets nobody else in"
        return holder_of(self.visit.staff.session, self.sample.persona.slug)

    @property
    def sends(self) -> bool:
        """Nothing is sent."""
        return False

    @property
    def owns(self) -> bool:
        """Nor deleted: the next practice begins empty."""
        return False

    @property
    def stays(self) -> bool:
        """There are no files, and nothing leads out of the practice."""
        return True

    @property
    def money(self) -> bool:
        """Whether amounts may be shown: by duty, as at the counter."""
        return self.visit.staff is not None and self.visit.staff.may(Duty.SEE_AMOUNTS)

    @property
    def writer(self) -> Writer:
        """Give who writes here."""
        return Writer.CLERK

    def may(self, power: Power) -> bool:
        """Whether it may be done here."""
        return power in _POWERS

    async def spans(self) -> Record:
        """Give the demonstration person's record, from its file."""
        return self.sample.record

    async def record(self) -> Record:
        """Give the same."""
        return self.sample.record

    async def note(self, page: str) -> None:
        """Note nothing: nobody's record is seen."""

    async def told(self, session: Writing, action: str, part: str) -> None:
        """Note nothing: nobody's sheet is written."""

    def page(self, template: str, status: int = 200, **values: Any) -> Response[bytes]:
        """Draw a page of the sheet, marked."""
        address = f"{PRACTICE}/{self.sample.persona.slug}"
        above = practice_mark(self.renderer, address)
        return Desk.page(self, template, status, **{**values, "above": above, "practising": True})


def provide_practice_desk(request: Request[Any, Any, Any]) -> PracticeDesk:
    """Give the desk for one demonstration person; ``NotFoundException`` where there is none such.

    Nor is there a file: it would stay in the clerk's machine.
    """
    sample = samples_by_slug(_PEOPLE).get(str(request.path_params["slug"]))
    if sample is None or request.path_params.get("part") in {FILE, TEXT, PDF}:
        raise NotFoundException
    return PracticeDesk(*made_of(request), sample=sample)


def routes(pages: list[Any]) -> tuple[Any, ...]:
    """Give every page of a sheet once more, below a demonstration person."""
    return (
        Router(
            f"{PRACTICE}/{{slug:str}}{BASE}",
            route_handlers=[again(one, PracticeDesk) for one in pages],
            dependencies={"desk": Provide(provide_practice_desk, sync_to_thread=False)},
            opt=OPT,
        ),
    )
