"""What every handler of this feature works with, in one piece."""

from dataclasses import dataclass
from datetime import date

from litestar.di import NamedDependency

from nenkin.content.entries import Question
from nenkin.content.library import Library
from nenkin.settings import Settings
from nenkin.storage.accounts import Account, read_account
from nenkin.storage.database import Database
from nenkin.storage.drafts import Owner
from nenkin.storage.people import Known, read_person
from nenkin.web.forms import Form, FormView, Rejected, view
from nenkin.web.hashing import Hasher
from nenkin.web.passwords import Policy
from nenkin.web.rendering import Renderer
from nenkin.web.submissions import Submission
from nenkin.web.visits import Visit

FEW = 4  # questions beside a page; the others are one link further


@dataclass(frozen=True)
class Desk:
    """The site's parts that signing up, signing in and one's settings need."""

    db: Database
    hasher: Hasher
    library: Library
    renderer: Renderer
    settings: Settings
    policy: Policy  # the judge of passwords that this installation has chosen

    def questions(self, section: str) -> tuple[Question, ...]:
        """Give the first of the questions that people have about a section."""
        return self.library.faq_for(section)[:FEW]

    def form(
        self, form: type[Form], typed: Submission | Rejected | None = None, *, heading: bool = False
    ) -> FormView:
        """Draw a form empty, as it was typed, or with its mistakes."""
        return view(form, self.library.forms[form.words], typed, heading=heading)


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


def owner_of(visit: Visit) -> Owner:
    """Say whose drafts and operations these are: the visitor's, even while somebody is signed in.

    A journey begun as a visitor ends as one; signing in hands it over.
    """
    return Owner.visit(visit.begin())


@dataclass(frozen=True)
class Facts:
    """What somebody would build a password of."""

    words: tuple[str, ...]
    born: date


async def facts_of(desk: Desk, account: Account) -> Facts:
    """Give what is known of the owner of an account."""
    known: Known = await read_person(desk.db, account.person_id)
    person = known.person
    words = (
        *(person.surname, person.given_name, person.surname_kana, person.given_name_kana),
        *(person.basic_number, *person.handbooks),
        *(account.user_id, account.mail, account.telephone or ""),
    )
    return Facts(tuple(word for word in words if word), person.born_on)


async def account_here(desk: Desk, visit: Visit) -> Account:
    """Give the account of whoever is signed in."""
    return await read_account(desk.db, visit.known.account_id)
