"""One visit: what is known of a request before its handler runs, and what its page may say."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import date, datetime

from nenkin.law.duties import Duty, PlaceKind, Role

SESSION = "sid"
STAFF_SESSION = "staff"
TERMINAL = "terminal"  # a registered machine of a place where staff work
STAFF_AREA = "/staff"  # all pages for staff are below it
VISIT = "visit"
DEVICE = "device"
PREFERENCES = "prefs"
KIOSK = "kiosk"
TOKEN_FIELD = "token"  # noqa: S105  # the name of the hidden field, not a secret
TOKEN_BYTES = 64  # 32 of padding, 32 of proof

SIZES = ("m", "l", "x", "xx")  # 標準・大・特大・最大
LARGE = frozenset({"x", "xx"})
THEMES = ("light", "dark", "warm")  # 白・黒・黄地


@dataclass(frozen=True, slots=True)
class Preferences:
    """How a person wants pages to look and read; kept in the cookie ``prefs``, never stored."""

    size: str = "m"
    theme: str = "light"
    ruby: bool = False
    easy: bool = False
    chosen: bool = field(default=False, compare=False)  # whether anything ever was

    @classmethod
    def read(cls, cookie: str, guess: str = "light") -> "Preferences":
        """Read ``l.dark.r.e``; whatever is not understood falls back to the default.

        ``guess`` is the theme of those who have chosen none.
        """
        parts = cookie.split(".")
        return cls(
            size=next((part for part in parts if part in SIZES), "m"),
            theme=next((part for part in parts if part in THEMES), guess),
            ruby="r" in parts,
            easy="e" in parts,
            chosen=bool(cookie),
        )

    @property
    def large(self) -> bool:
        """Whether what is printed for them is printed large."""
        return self.size in LARGE

    def write(self) -> str:
        """Write what ``read`` reads."""
        return ".".join([self.size, self.theme, *("r" * self.ruby), *("e" * self.easy)])


@dataclass(slots=True)
class SignedIn:
    """Who is signed in, as far as the web kit needs to know."""

    person_id: int
    name: str  # shown in the header
    session: bytes  # the hash under which the session is stored
    csrf_key: bytes
    level: int  # 1 password, 2 with a second factor
    authenticated_at: datetime
    ends_at: datetime  # idle limit, as things stand
    previous_sign_in: datetime | None = None
    account_id: int = 0
    today: date | None = None  # the day as of which a sample person is shown
    assisted: str = ""  # receipt number of the request with which a clerk helps them here
    together: frozenset[str] = frozenset()  # what they do together there: «sheet», «search»
    came: str = (
        ""  # the tie of whoever came there in the person's place; empty: they are there themselves
    )

    @property
    def by(self) -> dict[str, str]:
        """Give what is noted with everything that is done: who came in the person's place, if somebody did."""
        return {"came": self.came} if self.came else {}


@dataclass(slots=True)
class OnDuty:
    """A member of staff at a terminal of a place, and everything that they may see and do there."""

    staff_id: int
    number: str
    name: str  # shown in the header
    place_id: int
    place: str
    kind: PlaceKind
    terminal_id: int
    terminal: str
    roles: frozenset[Role]
    duties: frozenset[Duty]
    session: bytes
    csrf_key: bytes
    authenticated_at: datetime
    ends_at: datetime
    held_up: str = ""  # what has to be done before the other duties: «password», «training»

    def may(self, duty: Duty) -> bool:
        """Whether it is theirs to do."""
        return duty in self.duties


@dataclass(slots=True)
class Visit:
    """One request's visitor. ``person`` is ``None`` for a visitor who has not signed in.

    Below ``STAFF_AREA`` there is never a person, elsewhere never ``staff``: whoever uses both in
    one browser is two visitors. Signing in as the one ends the ``other``.
    """

    path: str  # path and query of this page, for «back» of the settings bar
    preferences: Preferences
    now: datetime
    server_key: bytes  # from which a visitor's tokens are made
    secure: bool = False  # whether cookies are for https only
    person: SignedIn | None = None
    staff: OnDuty | None = None
    entering: OnDuty | None = None  # staff whose code is still to come: may do nothing yet
    other: str | None = None  # the session cookie of the other kind that this browser sent
    terminal: str | None = None  # the cookie of a registered terminal, sent in the staff area only
    visit_id: str | None = None  # the visitor's random cookie, once a form has been opened
    device_id: str | None = None  # the cookie by which a known device is recognised
    fragment: bool = False  # htmx asked for a part of the page
    address: str = ""  # the client's network address
    kiosk: str | None = None  # the cookie by which a kiosk's visit is known
    shown_again: bool = False  # a button that a form lends to the page: nothing comes of the form
    shown: bool = False  # at a kiosk: numbers and amounts, as «見せる» was pressed
    sound: bool = False  # at a kiosk: a tone was asked for
    cookies: list[str] = field(default_factory=list)  # Set-Cookie values of the answer

    @property
    def known(self) -> SignedIn:
        """Give who is signed in, on a page whose guard lets nobody else in."""
        assert self.person is not None
        return self.person

    def token(self) -> str:
        """Give the hidden field that proves a form came from this very session or visit.

        A visitor without a cookie gets one here: opening a form is what begins a visit.
        """
        return mask(self._proof(begin=True))

    def accepts(self, token: str) -> bool:
        """Whether a form's hidden field is this session's or visit's own."""
        return hmac.compare_digest(
            unmask(token), self._proof(begin=False) or secrets.token_bytes(32)
        )

    def begin(self) -> str:
        """Give the visitor's random cookie, setting one where there is none yet."""
        if self.visit_id is None:
            self.visit_id = secrets.token_urlsafe(32)
            self.set_cookie(VISIT, self.visit_id)
        return self.visit_id

    def renew(self) -> None:
        """Give the visitor a new random cookie: what the old one opened is closed."""
        self.visit_id = None
        self.begin()

    @property
    def at_kiosk(self) -> bool:
        """Whether this is a machine that one person after another uses (キオスク)."""
        return self.kiosk is not None or self.path.partition("?")[0].split("/")[1] == KIOSK

    @property
    def visit_hash(self) -> bytes:
        """The hash under which a visitor's drafts are kept; the cookie itself is never stored."""
        return hashlib.sha256(self.begin().encode()).digest()

    @property
    def signed_in(self) -> SignedIn | OnDuty | None:
        """Whoever is signed in on this page."""
        return self.person or self.staff

    def set_cookie(self, name: str, value: str, *, max_age: int | None = None) -> None:
        """Set a cookie that scripts cannot read; ``max_age`` in seconds, 0 removes it.

        Those of staff are sent by pages of this site alone, not even when a link leads here.
        """
        site = "Strict" if name in {STAFF_SESSION, TERMINAL} else "Lax"
        name = cookie_name(name, secure=self.secure)
        age = "" if max_age is None else f"; Max-Age={max_age}"
        secure = "; Secure" if self.secure else ""
        self.cookies.append(f"{name}={value}; Path=/; HttpOnly; SameSite={site}{age}{secure}")

    def _proof(self, *, begin: bool) -> bytes:
        owner = self.signed_in or self.entering
        if owner is not None:
            return hmac.digest(owner.csrf_key, owner.session, "sha256")
        if self.visit_id is None and not begin:
            return b""
        return hmac.digest(self.server_key, self.begin().encode(), "sha256")


def for_staff(path: str) -> bool:
    """Whether an address is one of the staff's area."""
    return path == STAFF_AREA or path.startswith(f"{STAFF_AREA}/")


def cookie_name(name: str, *, secure: bool) -> str:
    """Give a cookie's name: ``__Host-`` binds it to this host wherever https is used."""
    return f"__Host-{name}" if secure else name


def mask(proof: bytes) -> str:
    """Make a token look different in every answer, so that compression cannot give it away."""
    pad = secrets.token_bytes(len(proof))
    return (pad + _xor(pad, proof)).hex()


def unmask(token: str) -> bytes:
    """Undo ``mask``; whatever is not a token becomes empty bytes."""
    if len(token) != 2 * TOKEN_BYTES or not token.isascii():
        return b""
    try:
        raw = bytes.fromhex(token)
    except ValueError:
        return b""
    half = len(raw) // 2
    return _xor(raw[:half], raw[half:])


def _xor(one: bytes, other: bytes) -> bytes:
    size = len(one)
    return (int.from_bytes(one) ^ int.from_bytes(other)).to_bytes(size)
