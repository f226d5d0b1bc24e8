"""The composition root: the only module that knows every part."""

import gc

# Nothing that an import makes becomes garbage; looking for some takes a sixth of the time.
gc.disable()

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator
from datetime import datetime
from functools import cache
from typing import cast

from litestar import Litestar

from nenkin import menus, paths
from nenkin.clock import Clock, SystemClock
from nenkin.content.library import Library
from nenkin.content.library import load as load_library
from nenkin.features.account import arriving, unsent
from nenkin.features.history import knowledge
from nenkin.features.history import routes as history
from nenkin.features.history.along import sheet_at_counter
from nenkin.features.kiosk import standing, together
from nenkin.features.ownerless.standing import repeating
from nenkin.features.staff import arriving as staff_arriving
from nenkin.interchange.resume_codes import CodeWords
from nenkin.law.duties import Duties
from nenkin.law.parameters import Law
from nenkin.law.wareki import write_day
from nenkin.reference import load as load_law
from nenkin.reference.code_words import load_code_words
from nenkin.reference.duties import load_duties
from nenkin.reference.versions import parameters_version, rules_version
from nenkin.settings import Settings
from nenkin.settings import from_environment as read_settings
from nenkin.storage import housekeeping, postman, resume_visits
from nenkin.storage.database import Database, open_database
from nenkin.storage.faults import StorageFull, StorageUnavailable
from nenkin.storage.keys import Keys, load_or_make
from nenkin.storage.ledger import Versions
from nenkin.web import assets, compression, routing
from nenkin.web.errors import ErrorPages
from nenkin.web.executors import BoundedExecutor
from nenkin.web.gate import Application, Door, Exchange, Gate
from nenkin.web.hashing import Hasher
from nenkin.web.kept import Kept
from nenkin.web.limits import Limiter
from nenkin.web.passwords import PROFILES, Policy
from nenkin.web.press import Press
from nenkin.web.rendering import Renderer
from nenkin.web.surroundings import Surroundings
from nenkin.web.under_way import UnderWay
from nenkin.web.visits import SignedIn, Visit

# Else the first look for garbage would walk over all of it.
gc.freeze()
gc.enable()

# What handlers may ask for by name; the database is there once the site has opened.
PARTS = (
    *("renderer", "db", "library", "law", "settings", "hasher", "policy"),
    *("assets", "versions", "knowledge", "code_words", "duties", "press", "aside"),
    "sheet_along",
)
MAIL_SECONDS = 5.0  # between two looks into the outbox
HOUSEKEEPING = "housekeeping"  # the name of its task
TIDY = 540.0  # seconds between two rounds; the trail's latest anchor is never ten minutes old
FULL, GONE, BROKEN = 507, 503, 500
PARTING = 5.0  # seconds for answers under way; the server itself is ended after ten
WAITING, PATIENCE = 20, 10.0  # of work beside the event loop: how many, and for how many seconds


@cache
def _read(
    says: tuple[str, str, str], demonstration_day: str, profile: str, kept: Kept
) -> tuple[Law, Library, Renderer]:
    """Read law, words and templates: once a process, as tests put hundreds of sites together."""
    service, operator, telephone = says
    library = load_library(
        paths.CONTENT,
        names={"service": service, "operator": operator, "telephone": telephone},
        profile=profile,
    )
    renderer = Renderer(
        assets=assets.load(),
        phrases=library.phrases,
        readings=library.readings,
        kept=kept,
        surroundings=Surroundings(
            service=service,
            telephone=telephone,
            demonstration_day=demonstration_day,
            visitor_menu=menus.VISITORS,
            person_menu=menus.PEOPLE,
            staff_menu=menus.STAFF,
            footer_menu=menus.FOOTER + (menus.DEMONSTRATION if demonstration_day else ()),
        ),
    )
    return load_law(paths.DATA), library, renderer


@cache
def _assets(kept: Kept) -> assets.Assets:
    """Make what browsers keep small: once a process too, and before the first of them asks for it."""
    made = assets.load()
    for name in made.files:
        made.packed(name, kept)
    return made


@cache
def _knowledge() -> knowledge.Knowledge:
    """Read what remembered lives are compared by: once a process too."""
    return knowledge.load(paths.DATA)


@cache
def _duties() -> Duties:
    return load_duties(paths.DATA)


@cache
def _versions() -> Versions:
    return Versions(rules_version(), parameters_version(paths.DATA))


@cache
def _code_words() -> CodeWords:
    return load_code_words(paths.DATA)


class House:
    """All parts of one running site, put together before the first request."""

    db: Database

    def __init__(self, settings: Settings, clock: Clock) -> None:
        """Read content, data and templates; raises where one of them cannot be used."""
        self.settings = settings
        self.clock = clock
        self.keys: Keys = load_or_make(settings.keys)
        kept = Kept.beside(settings.keys, self.keys.csrf.current.secret)
        self.law, self.library, self.renderer = _read(
            (settings.service_name, settings.operator, settings.telephone),
            write_day(settings.demonstration_day) if settings.demo else "",
            settings.password_profile,
            kept,
        )
        self.assets = _assets(kept)
        self.pages = ErrorPages(self.renderer.page, status_of)
        self.knowledge = _knowledge()
        self.code_words = _code_words()
        self.duties = _duties()
        self.versions = _versions()
        # Here and not at the first sign-up: a broken list must stop the start.
        self.policy = Policy(PROFILES[settings.password_profile], paths.DATA / "security")
        locks = settings.keys.absolute().parent
        self.hasher = Hasher(pepper=self.keys.pepper.current.secret, locks=locks)
        self.press = Press(self.renderer, settings.fonts, locks)
        self.sheet_along = sheet_at_counter  # features do not know each other
        self.aside = BoundedExecutor("aside", threads=1, places=WAITING, patience=PATIENCE)
        self.under_way = UnderWay()

    async def find_session(self, cookie: str, now: datetime) -> SignedIn | None:
        """Give who is signed in."""
        found = await arriving.recognise(self.db, cookie, now)
        # at a counter's second screen it is who has agreed there, with an account or without
        return found or await together.recognise(self.db, cookie, now)

    async def admit_staff(self, cookie: str, visit: Visit) -> bytes:
        """Put the member of staff into the visit whose session it is; gives its hash."""
        return await staff_arriving.admit(self.db, self.duties, self.policy, cookie, visit)

    async def keep(self, exchange: Exchange) -> None:
        """Keep what somebody sent whose session had ended, until they have signed in again."""
        await unsent.keep(self.db, exchange)

    async def welcome(self, exchange: Exchange) -> str:
        """Say where a visitor comes in; nothing where a resume code has let them in already."""
        return await resume_visits.welcome(self.db, exchange.visit.visit_id, exchange.visit.now)

    async def stand(self, exchange: Exchange) -> str:
        """Say what a kiosk's visit is given instead of the page it asks for; nothing where it is."""
        instead = await standing.stand(self.db, exchange.visit)
        if instead == standing.TIME_OVER and exchange.visit.person and exchange.submission:
            await unsent.keep(self.db, exchange)
        return instead

    @contextlib.asynccontextmanager
    async def opened(self, app: Litestar) -> AsyncIterator[None]:
        """Hold the database open, and send mail, for as long as the site runs."""
        self.db = app.state.db = await open_database(self.settings.database_url, self.keys)
        stop = asyncio.Event()
        sending = asyncio.ensure_future(self._send_mail(stop))
        tidying = asyncio.create_task(
            housekeeping.work(self.db, self.clock, self.settings.trail, stop=stop, every=TIDY),
            name=HOUSEKEEPING,
        )
        looking = asyncio.create_task(
            repeating(self.db, self.settings, self.library, self.clock).work(stop=stop, every=TIDY)
        )
        # What start-up made is never garbage: without this, every collection walks over all of it
        # and one page in a hundred takes ten times as long (performance.md §1.1).
        gc.collect()
        gc.freeze()
        try:
            yield
        finally:
            stop.set()
            await sending
            await tidying
            await looking
            # The server ends the site at once; whoever has just sent a form is still answered.
            await self.under_way.over(PARTING)
            await self.db.close()
            self.hasher.close()
            self.press.close()
            self.aside.close()

    async def _send_mail(self, stop: asyncio.Event) -> None:
        if self.settings.smtp:
            await postman.work(
                self.db,
                postman.deliverer(postman.Server.read(self.settings.smtp)),
                self.clock,
                sender=self.settings.mail_from,
                stop=stop,
                every=MAIL_SECONDS,
            )


def status_of(failure: Exception) -> int:
    """Give the status of the page that a failure becomes."""
    if isinstance(failure, StorageFull):
        return FULL
    return GONE if isinstance(failure, StorageUnavailable) else BROKEN


def register(settings: Settings) -> Litestar:
    """Register every route of such a site; raises where one declares too little."""
    # In demonstration mode there are a few more: nowhere else are they registered.
    kinds = ("ROUTES", "DEMONSTRATION_ROUTES") if settings.demo else ("ROUTES",)
    routes = [route for kind in kinds for one in menus.FEATURES for route in getattr(one, kind, ())]
    return routing.register([assets.static_file, *routes], PARTS)


def create_app(
    settings: Settings, clock: Clock | None = None, inner: Litestar | None = None
) -> Gate:
    """Put a whole site together; raises where any part of it cannot be right.

    ``inner``: what ``register`` gave for a site like this one, which is over.
    """
    house = House(settings, clock or SystemClock())
    inner = inner or register(settings)
    routing.settle(inner, house, PARTS)
    return Gate(
        cast("Application", inner),
        Door(
            clock=house.clock,
            origin=settings.origin.rstrip("/"),
            hosts=frozenset({settings.host.encode()}),
            secure=settings.secure,
            server_key=house.keys.csrf.current.secret,
            find_session=house.find_session,
            admit_staff=house.admit_staff,
            status_of=status_of,
            render_error=house.pages.answer,
            compress=compression.compress,
            addresses=Limiter(rate=settings.per_address, burst=settings.per_address * 2),
            sessions=Limiter(rate=settings.per_session, burst=settings.per_session * 2),
            under_way=house.under_way,
            uploads=history.UPLOADS,
            proxies=settings.proxies,
        ),
    )


def from_environment() -> Gate:
    """Put the site together as the environment says, for the server to load."""
    return create_app(read_settings(os.environ))
