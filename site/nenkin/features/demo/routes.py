"""/demo/mail and /demo/post: the mails and letters of the demonstration, in place of a mailbox."""

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from nenkin.clock import JAPAN, japanese_day
from nenkin.content.library import Library
from nenkin.content.posted import posted, short_number
from nenkin.law.wareki import write_day
from nenkin.settings import Settings
from nenkin.storage.database import Database
from nenkin.storage.letters import StoredLetter, letters, read_letter
from nenkin.storage.outbox import StoredMail, mails
from nenkin.web.access import Access
from nenkin.web.addresses import id_of
from nenkin.web.rendering import Renderer
from nenkin.web.visits import Visit

OPEN = {"access": Access.EVERYBODY}


@get("/demo/mail", opt=OPEN)
async def all_mails(
    visit: NamedDependency[Visit],
    renderer: NamedDependency[Renderer],
    db: NamedDependency[Database],
    settings: NamedDependency[Settings],
) -> Response[bytes]:
    """Show the latest mails, their links to be followed."""
    shown = [_mail(stored, settings.origin) for stored in await mails(db)]
    return renderer.page(visit, "demo/mail.html", mails=shown)


@get("/demo/post", opt=OPEN)
async def all_letters(
    visit: NamedDependency[Visit],
    renderer: NamedDependency[Renderer],
    db: NamedDependency[Database],
) -> Response[bytes]:
    """List the latest letters."""
    shown = [
        {
            "id": stored.id,
            "to": stored.letter.facts["name"],
            "kind": stored.letter.kind,
            "number": short_number(stored.id),
        }
        for stored in await letters(db)
    ]
    return renderer.page(visit, "demo/post.html", letters=shown)


@get("/demo/post/{number:str}", opt=OPEN)
async def one_letter(
    number: FromPath[str],
    visit: NamedDependency[Visit],
    renderer: NamedDependency[Renderer],
    db: NamedDependency[Database],
    library: NamedDependency[Library],
) -> Response[bytes]:
    """Show a letter as it is printed."""
    letter_id = id_of(number)
    stored = None if letter_id is None else await read_letter(db, letter_id)
    if stored is None:
        raise NotFoundException
    day = write_day(japanese_day(stored.created_at))
    letter = stored.letter
    return renderer.page(
        visit,
        "demo/letter.html",
        letter=posted(
            library, letter.kind, letter.facts, address=letter.address, day=day, number=stored.id
        ),
        large=letter.large,
    )


def _moment(stored: StoredLetter | StoredMail) -> str:
    at = stored.created_at
    return f"{write_day(japanese_day(at))} {at.astimezone(JAPAN):%H:%M}"


def _mail(stored: StoredMail, origin: str) -> dict[str, object]:
    lines = stored.mail.body.strip().split("\n\n")
    return {
        "subject": stored.mail.subject,
        "to": stored.mail.recipient,
        "day": _moment(stored),
        "lines": [
            {
                "text": line,
                "href": line.removeprefix(origin) if line.startswith(f"{origin}/") else "",
            }
            for line in lines
        ],
    }


ROUTES = ()
DEMONSTRATION_ROUTES = (all_mails, all_letters, one_letter)
