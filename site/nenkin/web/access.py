"""Who may use a route: each says so itself, and one that says nothing stops the start."""

from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from litestar.types import Guard

from nenkin.law.duties import Duty
from nenkin.web.gate import Exchange
from nenkin.web.refusals import Refused
from nenkin.web.visits import for_staff

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from litestar import Litestar
    from litestar.connection import ASGIConnection
    from litestar.handlers.base import BaseRouteHandler


class Access(StrEnum):
    """Who may use a route: ``opt={"access": Access.PERSON}``.

    For staff with the one duty that it needs: ``opt={"access": Access.STAFF, "duty": Duty.X}``.
    """

    EVERYBODY = "everybody"
    PERSON = "person"  # somebody signed in, for their own record and account only
    STAFF = "staff"  # whose role at this place has the duty, below /staff


SIGN_IN = "/sign-in"
STAFF_SIGN_IN = "/staff/sign-in"
FORBIDDEN = 403


class NotSignedIn(Exception):
    """A page that is for people who have come in; what was typed is kept meanwhile.

    ``where``: the address of the page on which this visitor does that.
    """

    def __init__(self, where: str = SIGN_IN) -> None:
        """Say where to come in."""
        super().__init__(where)
        self.where = where


class LedAway(Exception):
    """A page that this visit is not given now; ``where`` leads to what it is given instead."""

    def __init__(self, where: str) -> None:
        """Say where to go on."""
        super().__init__(where)
        self.where = where


class FormExpired(Exception):
    """A form whose hidden field is not this visit's own; what was typed is shown once more."""


class Undeclared(Exception):
    """A route that does not say who may use it, or how it may be guarded."""


def exchange_of(connection: "ASGIConnection[Any, Any, Any, Any]") -> Exchange:
    """Give what the gate learned of a request."""
    exchange: Exchange = connection.scope["exchange"]  # type: ignore[typeddict-item]
    return exchange


class Host(Protocol):
    """Who is asked about visitors for whom a route is not."""

    async def keep(self, exchange: Exchange) -> None:
        """Keep what somebody sent whose session had ended, until they have signed in again."""

    async def welcome(self, exchange: Exchange) -> str:
        """Say where a visitor comes in to a route for people with ``opt={"guests": True}``.

        It is nothing where they were let in already by what they know (復帰コード).
        """

    async def stand(self, exchange: Exchange) -> str:
        """Say what a kiosk's visit is given instead of the page it asks for; nothing where it is."""


def guard(host_of: "Callable[[ASGIConnection[Any, Any, Any, Any]], Host]") -> Guard:
    """Make the one guard of all routes: only those for whom a route is, with forms of their own."""

    async def check(
        connection: "ASGIConnection[Any, Any, Any, Any]", handler: "BaseRouteHandler"
    ) -> None:
        exchange = exchange_of(connection)
        if exchange.visit.kiosk is not None and (
            instead := await host_of(connection).stand(exchange)
        ):
            raise LedAway(instead)
        if handler.opt["access"] is Access.STAFF:
            staff = exchange.visit.staff
            if staff is None:
                raise NotSignedIn(STAFF_SIGN_IN)
            if not staff.may(handler.opt["duty"]):
                raise Refused(FORBIDDEN)
        closed = handler.opt["access"] is Access.PERSON and exchange.visit.person is None
        where = SIGN_IN if closed else ""
        if closed and handler.opt.get("guests", False):
            where = await host_of(connection).welcome(exchange)
        if where:
            if exchange.submission:
                await host_of(connection).keep(exchange)
            raise NotSignedIn(where)
        if not exchange.token_ok and not handler.opt.get("tokenless", False):
            raise FormExpired

    return check


def handlers(app: "Litestar") -> "Iterator[tuple[str, BaseRouteHandler]]":
    """Give every route's address with each of its handlers."""
    for route in app.routes:
        for handler in getattr(route, "route_handlers", None) or [
            route.route_handler  # type: ignore[union-attr]  # ASGI routes have one
        ]:
            if not _made_by_litestar(handler):
                yield route.path_format, handler


def require_declarations(app: "Litestar") -> None:
    """Refuse to start with a route that does not declare who may use it."""
    for path, handler in handlers(app):
        if not isinstance(handler.opt.get("access"), Access):
            raise Undeclared(f"{path}: {handler} must declare opt={{'access': Access.…}}")
        staff = handler.opt["access"] is Access.STAFF
        if staff is not isinstance(handler.opt.get("duty"), Duty):
            raise Undeclared(f"{path}: {handler}: a route for staff, and no other, names its duty")
        if staff and not for_staff(path):
            raise Undeclared(f"{path}: a route for staff must be below /staff")
        if for_staff(path) and handler.opt["access"] is Access.PERSON:
            raise Undeclared(f"{path}: nobody is a person below /staff")


def _made_by_litestar(handler: "BaseRouteHandler") -> bool:
    """Whether Litestar itself added it, as it does for OPTIONS (which the gate refuses)."""
    return getattr(handler, "http_methods", None) == {"OPTIONS"}
