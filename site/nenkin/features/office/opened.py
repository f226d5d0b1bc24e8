"""A case that is open on somebody's screen, and one that nobody opens alone."""

from dataclasses import dataclass

from nenkin.interchange.sent_requests import Request as Sent
from nenkin.law.procedures import COURSES, Outcome, after
from nenkin.storage.cases import Case, Whole
from nenkin.storage.people import Known
from nenkin.storage.viewings import Kind, Viewing

CASES = "/staff/cases"


class Restricted(Exception):
    """Nobody opens this case alone, and nobody has allowed this page of it.

    ``wish``: that this clerk has asked for it; ``view``: by what they may see a part.
    """

    def __init__(self, case: Case, wish: Viewing | None, view: Viewing | None) -> None:
        """Say which case."""
        super().__init__(case.number)
        self.case, self.wish, self.view = case, wish, view


@dataclass(frozen=True, slots=True)
class Opened:
    """A case that is open on somebody's screen, and whose it is."""

    whole: Whole
    known: Known
    sent: Sent
    viewing: Viewing | None = None  # by what a case that is closed to one alone is open now

    @property
    def hidden(self) -> bool:
        """Whether address, telephone and recent employers stay hidden."""
        return self.viewing is not None and not self.viewing.whole

    @property
    def alone(self) -> bool:
        """Whether it was opened alone, in an emergency."""
        return self.viewing is not None and self.viewing.kind is Kind.GLASS

    @property
    def case(self) -> Case:
        """Give the case."""
        return self.whole.case

    @property
    def address(self) -> str:
        """Give where it is."""
        return f"{CASES}/{self.case.number}"

    @property
    def by_letter(self) -> bool:
        """Whether it is about a letter alone, and about no record."""
        return COURSES[self.case.kind].by_letter

    @property
    def may_be_answered(self) -> bool:
        """Whether a correction can be its answer now."""
        return COURSES[self.case.kind].says in after(self.case.kind, self.case.state)

    @property
    def may_be_corrected(self) -> bool:
        """Whether lines of a record can be; whoever looks for a record without an owner gets that."""
        outcomes = COURSES[self.case.kind].outcomes
        return self.may_be_answered and Outcome.CORRECTED in outcomes
