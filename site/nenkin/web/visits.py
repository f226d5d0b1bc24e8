"""One visit: what is known of a request before its handler runs, and what its page may say."""

from dataclasses import dataclass, field
from datetime import datetime
from http.cookies import SimpleCookie

SIZES = ("m", "l", "x", "xx")  # 標準・大・特大・最大
THEMES = ("light", "dark", "warm")  # 白・黒・黄地


@dataclass(frozen=True, slots=True)
class Preferences:
    """How a person wants pages to look and read; kept in the cookie ``prefs``, never stored."""

    size: str = "m"
    theme: str = "light"
    ruby: bool = False
    easy: bool = False

    @classmethod
    def read(cls, cookie: str) -> "Preferences":
        """Read ``l.dark.r.e``; whatever is not understood falls back to the default."""
        parts = cookie.split(".")
        return cls(
            size=next((part for part in parts if part in SIZES), "m"),
            theme=next((part for part in parts if part in THEMES), "light"),
            ruby="r" in parts,
            easy="e" in parts,
        )

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


@dataclass(slots=True)
class Visit:
    """One request's visitor. ``person`` is ``None`` for a visitor who has not signed in."""

    path: str  # path and query of this page, for «back» of the settings bar
    preferences: Preferences
    now: datetime
    person: SignedIn | None = None
    visit_id: str | None = None  # the visitor's random cookie, once a form has been opened
    fragment: bool = False  # htmx asked for a part of the page
    address: str = ""  # the client's network address
    cookies: SimpleCookie = field(default_factory=SimpleCookie)  # to be set by the answer
