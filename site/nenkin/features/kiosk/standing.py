"""What a kiosk's visit is given: only pages that may be shown where others stand beside it."""

from fnmatch import fnmatchcase
from urllib.parse import urlencode

from nenkin.storage import assisted, kiosk, sessions
from nenkin.storage.database import Database
from nenkin.storage.drafts import Owner, delete_drafts
from nenkin.storage.faults import StorageUnavailable
from nenkin.storage.resume_visits import leave
from nenkin.web.visits import DEVICE, KIOSK, PREFERENCES, SESSION, VISIT, Visit

START, WAYS, CLOSED = "/kiosk", "/kiosk/ways", "/kiosk/closed"
STILL_THERE, OVER, HOUR = "/kiosk/still-there", "/kiosk/over", "/kiosk/hour"
TIME_OVER, ENDED = f"{START}?ended=time", f"{START}?ended=person"
NOBODY = "nobody"  # the cookie of a kiosk at which nobody has begun
_RESTED = (HOUR, "/kiosk/stay")
# Before anybody has begun, and without noting that somebody is there: time goes on meanwhile.
ALWAYS = (
    *(START, "/kiosk/languages/*", STILL_THERE, OVER, "/kiosk/end"),
    *("/static/*", "/prefs"),
)
# Everything else stays closed at a kiosk: files, other people's sheets, and every amount of money.
OPEN = (
    "/kiosk/*",
    *("/sign-in", "/sign-in/unsent", "/sign-out", "/session/extend"),
    *("/resume", "/resume/*"),
    # Without a mail address alone: whoever has one signs up at home.
    *("/sign-up", "/sign-up/paper/*", "/sign-up/letter/*"),
    # Of a record everything but what it is worth: features/records shows no amount at a kiosk.
    *("/record", "/record/grid", "/record/years", "/record/years/*", "/record/months/*"),
    *("/record/schemes", "/record/overlaps", "/record/print", "/record/unclear", "/record/leaflet"),
    *("/history", "/history/*"),
    *("/help", "/faq", "/faq/*", "/glossary", "/glossary/*"),
    *("/about", "/privacy", "/terms", "/accessibility"),
)
# With a clerk alone, and as far as was agreed to: there each search has its case.
TOGETHER = {"sheet": ("/history", "/history/*"), "search": ("/search", "/search/*")}
# Files that would stay in the machine.
NOT_OPEN = ("/history/sheet.*", "/history/import*", "/search/slips/*/s[et]*", "/search/standing*")


async def stand(db: Database, visit: Visit) -> str:
    """Say where this request of a kiosk's visit is led instead; nothing where it may go on."""
    path = visit.path.partition("?")[0]
    if _one_of(path, ALWAYS):
        return ""
    assert visit.kiosk is not None
    found = await kiosk.find(db, visit.kiosk, visit.now)
    if found is None:
        began, ended = visit.kiosk != NOBODY, await kiosk.was_ended(db, visit.kiosk)
        await end(db, visit)
        return (ENDED if ended else TIME_OVER) if began else START
    await kiosk.stay(db, visit.kiosk, found, visit.now)
    visit.shown = found.shown_until is not None and visit.now < found.shown_until
    visit.sound = found.sound
    if path == "/":
        return WAYS
    if not _is_open(path, visit):
        return CLOSED
    if found.reminded_at + kiosk.HOUR <= visit.now and not visit.fragment and path not in _RESTED:
        return f"{HOUR}?{urlencode({'back': visit.path})}"
    return ""


async def end(db: Database, visit: Visit) -> None:
    """End whatever this browser has open, and let it forget: the next person is somebody else."""
    await close(db, visit)
    for name in (SESSION, VISIT, DEVICE, PREFERENCES):
        visit.set_cookie(name, "", max_age=0)
    visit.set_cookie(KIOSK, NOBODY)


async def close(db: Database, visit: Visit) -> None:
    """End the turn, and what was opened in it: a session, or a sheet by its code."""
    if visit.person is not None:
        await sessions.sign_out(db, visit.person.session, visit.now)
    try:
        async with db.write() as session:
            if visit.kiosk is not None:
                await assisted.end_of_kiosk(session, visit.kiosk, visit.now)
                await kiosk.end(session, visit.kiosk, visit.now)
            if visit.visit_id is not None:
                await leave(session, visit.visit_id)
                await delete_drafts(session, Owner.visit(visit.visit_id))
    except StorageUnavailable:
        pass  # with a full disk the cookies are gone all the same, and time ends the rest


def _is_open(path: str, visit: Visit) -> bool:
    """Whether a page is one that a kiosk shows, to whoever sits at it with a clerk or alone."""
    if _one_of(path, NOT_OPEN):
        return False
    person = visit.person
    if person is not None and person.assisted:
        for what, patterns in TOGETHER.items():
            if _one_of(path, patterns):
                return what in person.together
    return _one_of(path, OPEN)


def _one_of(path: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(path, pattern) for pattern in patterns)
