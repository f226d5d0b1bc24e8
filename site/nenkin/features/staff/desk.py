"""What every handler of this feature works with, in one piece."""

from dataclasses import dataclass

from litestar.di import NamedDependency

from nenkin.content.library import Library
from nenkin.settings import Settings
from nenkin.storage.database import Database
from nenkin.storage.staff import Member
from nenkin.storage.staff_passwords import former_staff_passwords
from nenkin.web.forms import Form, FormView, Rejected, view
from nenkin.web.hashing import Hasher
from nenkin.web.passwords import Policy
from nenkin.web.rendering import Renderer
from nenkin.web.submissions import Submission
from nenkin.web.visits import OnDuty, Visit


@dataclass(frozen=True)
class Desk:
    """The site's parts that the staff's own pages need."""

    db: Database
    hasher: Hasher
    library: Library
    renderer: Renderer
    settings: Settings
    policy: Policy

    def form(self, form: type[Form], typed: Submission | Rejected | None = None) -> FormView:
        """Draw a form empty, as it was typed, or with its mistakes."""
        return view(form, self.library.forms[form.words], typed)

    async def refusal(self, member: Member, password: str, *, proven: bool) -> str | None:
        """Give the code of what is wrong with somebody's new password, or ``None``.

        Which ones they had before is told only where they have ``proven`` who they are.
        """
        refusal = self.policy.refusal(password, own=(member.name, member.number))
        former = self.policy.profile.former if proven else 0
        if refusal is not None or not former:
            return refusal
        before = await former_staff_passwords(self.db, member.id)
        if member.password_hash:
            before = [member.password_hash, *before]
        for stored in before[:former]:
            if await self.hasher.verify(stored, password):
                return "used-before"
        return None


def provide_desk(
    *,
    db: NamedDependency[Database],
    hasher: NamedDependency[Hasher],
    library: NamedDependency[Library],
    renderer: NamedDependency[Renderer],
    settings: NamedDependency[Settings],
    policy: NamedDependency[Policy],
) -> Desk:
    """Put the parts together for a request."""
    return Desk(db, hasher, library, renderer, settings, policy)


def on_duty(visit: Visit) -> OnDuty:
    """Give the member of staff whom the guard let in."""
    assert visit.staff is not None, "the guard lets nobody else in"
    return visit.staff
