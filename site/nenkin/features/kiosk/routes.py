"""/kiosk: the first page of a kiosk, what can be done there, and how somebody's turn ends."""

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from nenkin.content.library import Library
from nenkin.features.kiosk.standing import HOUR, NOBODY, OVER, START, STILL_THERE, WAYS, close, end
from nenkin.features.kiosk.together import ROUTES as TOGETHER
from nenkin.storage import kiosk
from nenkin.storage.database import Database
from nenkin.web.access import Access
from nenkin.web.addresses import own_path
from nenkin.web.rendering import Renderer
from nenkin.web.submissions import Submission, first
from nenkin.web.visits import DEVICE, KIOSK, SESSION, Visit

OPEN: dict[str, Any] = {"access": Access.EVERYBODY}
# All three, unlike at home: the text size and the known device must not stay here.
CLEAR = {"Clear-Site-Data": '"cache", "cookies", "storage"'}
KEPT = {"Clear-Site-Data": '"cache", "storage"'}  # where the answer itself sets a cookie
NOTHING = 204
Page = Response[bytes] | Redirect


@get(START, opt=OPEN)
async def start(
    visit: NamedDependency[Visit],
    renderer: NamedDependency[Renderer],
    db: NamedDependency[Database],
    library: NamedDependency[Library],
    ended: FromQuery[str] = "",
) -> Page:
    """Ask how letters should look, and begin. ``ended``: how the turn before came to its end."""
    if visit.kiosk is not None and await kiosk.find(db, visit.kiosk, visit.now):
        return _to(WAYS)
    over = ended if ended in {"person", "time"} else ""
    page = renderer.page(
        visit,
        "kiosk/start.html",
        begins=True,
        easy=True,
        over=over,
        languages=library.languages,
        said=_said(visit),
    )
    if over:
        visit.set_cookie(KIOSK, NOBODY)
        page.headers.update(KEPT)
    return page


@get("/kiosk/languages/{code:str}", opt=OPEN)
async def language(
    visit: NamedDependency[Visit],
    renderer: NamedDependency[Renderer],
    library: NamedDependency[Library],
    code: FromPath[str],
) -> Page:
    """Say in another language what this machine does, and give a sentence to show to a clerk."""
    if code not in library.languages:
        raise NotFoundException
    words = library.languages[code]
    return renderer.page(visit, "kiosk/language.html", begins=True, code=code, language=words)


@post(START, opt=OPEN)
async def begin(
    visit: NamedDependency[Visit],
    db: NamedDependency[Database],
    submission: NamedDependency[Submission],
) -> Redirect:
    """Begin somebody's turn; whatever was open in this browser is closed first."""
    await close(db, visit)
    async with db.write() as session:
        visit.kiosk = await kiosk.begin(session, visit.now, sound="sound" in submission)
    visit.set_cookie(KIOSK, visit.kiosk)
    for name in (SESSION, DEVICE):
        visit.set_cookie(name, "", max_age=0)
    visit.renew()
    return _to(WAYS)


@get(WAYS, opt=OPEN)
async def ways(visit: NamedDependency[Visit], renderer: NamedDependency[Renderer]) -> Page:
    """Say what can be done here."""
    return _own(visit, renderer, "ways", easy=True, person=visit.person, said=_said(visit))


@get("/kiosk/closed", opt=OPEN)
async def closed(visit: NamedDependency[Visit], renderer: NamedDependency[Renderer]) -> Page:
    """Say that a page is not shown at a kiosk, and where it is."""
    return _own(visit, renderer, "closed")


@get("/kiosk/hidden", opt=OPEN)
async def hidden(
    visit: NamedDependency[Visit], renderer: NamedDependency[Renderer], back: FromQuery[str] = ""
) -> Page:
    """Show nothing of the page that somebody else must not see now."""
    return _own(visit, renderer, "hidden", back=_back(back))


@get(STILL_THERE, opt=OPEN)
async def still_there(
    visit: NamedDependency[Visit],
    renderer: NamedDependency[Renderer],
    db: NamedDependency[Database],
    back: FromQuery[str] = "",
    quiet: FromQuery[str] = "",
) -> Page:
    """Ask whether anybody is there; after a minute without an answer it is over.

    Where a clerk helps who is at work beside the person, nobody is asked. ``quiet``: a script asks,
    and is told for how many seconds more there is nothing to ask.
    """
    found = await kiosk.find(db, visit.kiosk, visit.now) if visit.kiosk else None
    if found is None:
        return _to(OVER)
    left = (found.beside + kiosk.IDLE - visit.now).total_seconds() if found.beside else 0
    if quiet:
        return Response(f"{max(0, int(left))}".encode(), media_type="text/plain")
    if left > 0:
        return _to(_back(back))
    page = renderer.page(visit, "kiosk/still_there.html", ending=True, back=_back(back))
    page.headers["Refresh"] = f"{kiosk.LAST.seconds}; url={OVER}"
    return page


@get(OVER, opt=OPEN)
async def over(visit: NamedDependency[Visit], db: NamedDependency[Database]) -> Redirect:
    """End a turn whose time is over: the time ends it, not whoever opens this address."""
    if visit.kiosk is None:
        return _to(START)
    found = await kiosk.find(db, visit.kiosk, visit.now)
    if found is not None and visit.now < found.used_at + kiosk.IDLE + kiosk.SLACK:
        return _to(STILL_THERE)
    await end(db, visit)
    return Redirect(f"{START}?ended=time", status_code=303, headers=CLEAR)


@get(HOUR, opt=OPEN)
async def hour(
    visit: NamedDependency[Visit],
    renderer: NamedDependency[Renderer],
    back: FromQuery[str] = "",
) -> Page:
    """Say that an hour has gone by; nobody has to stop."""
    return _own(visit, renderer, "hour", back=_back(back))


@post("/kiosk/stay", opt=OPEN)
async def stay(
    visit: NamedDependency[Visit],
    db: NamedDependency[Database],
    submission: NamedDependency[Submission],
) -> Response[bytes] | Redirect:
    """Go on; the guard has noted it. ``quiet``: a script says so while somebody types."""
    if visit.kiosk is not None:
        await kiosk.remind(db, visit.kiosk, visit.now)
    if "quiet" in submission:
        return Response(b"", status_code=NOTHING, media_type="text/plain")
    return _to(_back(first(submission, "back")))


@post("/kiosk/show", opt=OPEN)
async def show(
    visit: NamedDependency[Visit],
    db: NamedDependency[Database],
    submission: NamedDependency[Submission],
) -> Redirect:
    """Show numbers and amounts for a minute (見せる), or hide them again."""
    if visit.kiosk is not None:
        until = None if "hide" in submission else visit.now + kiosk.SHOWN
        async with db.write() as session:
            await kiosk.show(session, visit.kiosk, until)
    return _to(_back(first(submission, "back")))


# Without the hidden field: ending must never fail because a form has grown old.
@post("/kiosk/end", opt={**OPEN, "tokenless": True})
async def finish(visit: NamedDependency[Visit], db: NamedDependency[Database]) -> Redirect:
    """End a turn, and let the browser forget all of it."""
    await end(db, visit)
    return Redirect(f"{START}?ended=person", status_code=303, headers=CLEAR)


def _own(visit: Visit, renderer: Renderer, name: str, **values: Any) -> Page:
    """Draw a page of a turn; before one has begun there is only the first page."""
    if visit.kiosk is None:
        return _to(START)
    return renderer.page(visit, f"kiosk/{name}.html", **values)


def _said(visit: Visit) -> str:
    """Give where the words of a page are: やさしい日本語 has its own."""
    return "kiosk.easy" if visit.preferences.easy else "kiosk"


def _back(address: str) -> str:
    """Give the page that somebody came from, if it can be shown again."""
    own = own_path(address)
    return own if own and not own.startswith((STILL_THERE, OVER, HOUR)) else WAYS


def _to(address: str) -> Redirect:
    return Redirect(address, status_code=303)


ROUTES = (
    start,
    language,
    begin,
    ways,
    closed,
    hidden,
    still_there,
    over,
    hour,
    stay,
    show,
    finish,
    *TOGETHER,
)
