"""The outer door: every request passes it before Litestar, every answer on its way out.

Outside Litestar, because no middleware of Litestar sees the router's own 404 and 405. It checks
the host, the method, the size and the sender, finds the visit and its session, reads the form and
its hidden field, and gives every answer, errors included, its headers, its cookies and its
compression.
"""

import time
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from nenkin.clock import Clock
from nenkin.web import submissions
from nenkin.web.bodies import MULTIPART, Upload, parse_upload, read_body
from nenkin.web.failures import record
from nenkin.web.headers import COLOURS, complete
from nenkin.web.limits import Limiter
from nenkin.web.origins import is_own
from nenkin.web.preferences import take_press
from nenkin.web.refusals import Refused
from nenkin.web.submissions import Submission, Unreadable
from nenkin.web.under_way import UnderWay
from nenkin.web.visits import (
    DEVICE,
    KIOSK,
    PREFERENCES,
    SESSION,
    STAFF_SESSION,
    TERMINAL,
    TOKEN_FIELD,
    VISIT,
    Preferences,
    SignedIn,
    Visit,
    cookie_name,
    for_staff,
)

# ASGI's own shapes: plain mappings, whoever the server is.
Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

HEADER_LIMIT = 32 * 1024
METHODS = frozenset({"GET", "HEAD", "POST"})
_IN_PATHS = "/:@!$&'()*+,;=~"
# A session or visit cookie has 43 characters; nothing longer can be ours.
COOKIE_LENGTH = 100


@dataclass(slots=True)
class Exchange:
    """What the gate learned of a request; handlers find it in ``scope["exchange"]``."""

    visit: Visit
    submission: Submission = field(default_factory=dict)
    upload: Upload | None = None
    token_ok: bool = True  # whether a POST carried this session's or visit's own hidden field
    reference: str = ""  # by which the log has what failed


FindSession = Callable[[str, Any], Awaitable[SignedIn | None]]
# Puts whoever is signed in, or on the way in, into the visit; gives the session's hash.
AdmitStaff = Callable[[str, Visit], Awaitable[bytes]]
RenderError = Callable[[int, Exchange], tuple[list[tuple[bytes, bytes]], bytes]]
Compress = Callable[
    [list[tuple[bytes, bytes]], bytes, bytes], tuple[list[tuple[bytes, bytes]], bytes]
]


@dataclass(frozen=True, kw_only=True)
class Door:
    """What the gate needs to know of the rest: values and functions, handed over by app.py."""

    clock: Clock
    origin: str
    hosts: frozenset[bytes]
    secure: bool
    server_key: bytes
    find_session: FindSession  # cookie and time in, whoever is signed in out
    admit_staff: AdmitStaff
    status_of: Callable[[Exception], int]  # which page an exception of the storage becomes
    render_error: RenderError
    compress: Compress
    addresses: Limiter
    sessions: Limiter
    under_way: UnderWay = field(default_factory=UnderWay)
    uploads: frozenset[str] = frozenset()  # where a file may be sent to
    proxies: frozenset[str] = frozenset()  # whose X-Forwarded-For is believed


class Gate:
    """The outermost ASGI application."""

    def __init__(self, inner: Application, door: Door) -> None:
        """Stand in front of ``inner``."""
        self.inner = inner
        self.door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer it here."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.inner(scope, receive, send)
            return
        with self.door.under_way:
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers: dict[bytes, bytes] = dict(scope["headers"])
        cookies = _cookies(headers.get(b"cookie", b""))
        exchange = Exchange(self._visit(scope, headers, cookies))
        answer = _Answer(exchange, send, self.door.compress, _accepted(scope))
        try:
            self._refuse_strange(scope, headers)
            body = await self._admit(scope, receive, headers, cookies, exchange)
            if scope["method"] == "HEAD":  # the router knows GET only; the answer goes out empty
                answer.empty = True
                scope["method"] = "GET"
            scope["exchange"] = exchange
            await self.inner(scope, _replay(body, receive), answer.send)
        except Refused as refusal:
            await self._refuse(refusal.status, exchange, answer)
        except Exception as failure:  # noqa: BLE001  # it ends in a page, and in the log
            status = self.door.status_of(failure)
            exchange.reference = record(scope, failure)
            await self._refuse(status, exchange, answer)

    async def _admit(
        self,
        scope: Scope,
        receive: Receive,
        headers: dict[bytes, bytes],
        cookies: dict[str, str],
        exchange: Exchange,
    ) -> bytes:
        """Check a request in the order of what costs least; give its body."""
        seconds = time.monotonic()
        if not self.door.addresses.allows(exchange.visit.address, seconds):
            raise Refused(429)
        # before the session is looked up: where that fails, what was typed is still kept
        posted = scope["method"] == "POST"
        body = await self._form(scope["path"], receive, headers, exchange) if posted else b""
        visit = exchange.visit
        known = await self._recognise(visit, cookies, staff=for_staff(scope["path"]))
        if known and not self.door.sessions.allows(known, seconds):
            raise Refused(429)
        if posted:
            exchange.token_ok = visit.accepts(submissions.first(exchange.submission, TOKEN_FIELD))
            if exchange.token_ok:
                take_press(visit, exchange.submission)
        return body

    async def _recognise(self, visit: Visit, cookies: dict[str, str], *, staff: bool) -> bytes:
        """Find who is signed in: below /staff never a person, elsewhere never staff."""
        person, member, terminal = (
            _short(cookies.get(cookie_name(name, secure=self.door.secure)))
            for name in (SESSION, STAFF_SESSION, TERMINAL)
        )
        if staff:
            visit.other, visit.terminal = person, terminal
            return await self.door.admit_staff(member, visit) if member else b""
        visit.other = member
        visit.person = await self.door.find_session(person, visit.now) if person else None
        return visit.person.session if visit.person else b""

    def _refuse_strange(self, scope: Scope, headers: dict[bytes, bytes]) -> None:
        """Refuse what nobody's browser sends, by its first lines alone."""
        if sum(len(name) + len(value) for name, value in scope["headers"]) > HEADER_LIMIT:
            raise Refused(431)
        if headers.get(b"host") not in self.door.hosts:
            raise Refused(400)
        if scope["method"] not in METHODS:
            raise Refused(405)
        if any("\ud800" <= sign <= "\udfff" for sign in scope["path"]):
            raise Refused(404)  # no text, as some servers hand over bytes that are not UTF-8

    async def _form(
        self, path: str, receive: Receive, headers: dict[bytes, bytes], exchange: Exchange
    ) -> bytes:
        """Read what was sent from a page of this site; give its body."""
        if not is_own(headers, origin=self.door.origin):
            raise Refused(403)
        kind = headers.get(b"content-type", b"")
        try:
            body, whole = await read_body(receive, kind, upload=path in self.door.uploads)
            if kind.startswith(MULTIPART):
                exchange.submission, exchange.upload = parse_upload(
                    body, kind.decode("latin-1"), whole=whole
                )
            else:
                exchange.submission = submissions.parse(body)
        except Unreadable:
            raise Refused(400) from None
        return body

    def _visit(self, scope: Scope, headers: dict[bytes, bytes], cookies: dict[str, str]) -> Visit:
        query = scope["query_string"].decode("latin-1")
        secure = self.door.secure
        return Visit(
            # as it would be typed again: the server hands it over with its %-signs undone
            path=quote(scope["path"], safe=_IN_PATHS, errors="replace")
            + (f"?{query}" if query else ""),
            preferences=Preferences.read(
                cookies.get(cookie_name(PREFERENCES, secure=secure), ""),
                "dark" if headers.get(COLOURS) == b'"dark"' else "light",
            ),
            now=self.door.clock.now(),
            server_key=self.door.server_key,
            secure=secure,
            visit_id=_short(cookies.get(cookie_name(VISIT, secure=secure))),
            device_id=_short(cookies.get(cookie_name(DEVICE, secure=secure))),
            fragment=headers.get(b"hx-request-type") == b"partial",
            address=self._address(scope, headers),
            kiosk=_short(cookies.get(cookie_name(KIOSK, secure=secure))),
        )

    def _address(self, scope: Scope, headers: dict[bytes, bytes]) -> str:
        client = scope["client"][0] if scope["client"] else ""
        if client in self.door.proxies:
            # the rightmost entry is the one that our own proxy wrote
            return headers.get(b"x-forwarded-for", b"").decode("latin-1").rpartition(",")[2].strip()
        return client

    async def _refuse(self, status: int, exchange: Exchange, answer: "_Answer") -> None:
        if answer.begun:
            return  # half an answer is out: the server closes the connection
        headers, body = self.door.render_error(status, exchange)
        await answer.send({"type": "http.response.start", "status": status, "headers": headers})
        await answer.send({"type": "http.response.body", "body": body, "more_body": False})


class _Answer:
    """An answer on its way out: completed, compressed, sent."""

    __slots__ = ("_accepted", "_compress", "_exchange", "_send", "_start", "begun", "empty")

    def __init__(self, exchange: Exchange, send: Send, compress: Compress, accepted: bytes) -> None:
        self._exchange = exchange
        self._send = send
        self._compress = compress
        self._accepted = accepted
        self._start: Any = None
        self.begun = False
        self.empty = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        if message["type"] != "http.response.body":
            await self._send(message)
            return
        if not self.begun:
            self.begun = True
            headers = list(self._start["headers"])
            if not message["more_body"]:
                headers, message["body"] = self._compress(headers, message["body"], self._accepted)
            self._start["headers"] = complete(headers, self._exchange.visit.cookies)
            await self._send(self._start)
        if self.empty:
            message["body"] = b""
        await self._send(message)


def _accepted(scope: Scope) -> bytes:
    return next((value for name, value in scope["headers"] if name == b"accept-encoding"), b"")


def _cookies(header: bytes) -> dict[str, str]:
    """Split a Cookie header; the first of a name counts, as browsers send the closest path first."""
    cookies: dict[str, str] = {}
    for part in header.decode("latin-1").split(";"):
        name, _, value = part.strip().partition("=")
        cookies.setdefault(name, value)
    return cookies


def _short(value: str | None) -> str | None:
    return value if value and len(value) <= COOKIE_LENGTH and value.isascii() else None


def _replay(body: bytes, receive: Receive) -> Receive:
    """Give the body once more to whoever asks for it further in."""
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay
