"""People who send form after form to a server that will be killed, and remember what it said."""

import hmac
import http.client
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import urlencode

from nenkin.storage.sessions import Opened
from nenkin.web.visits import mask
from tests.asgi import FORM, HOST

TIMEOUT = 10
SEE_OTHER = 303
BROKEN = 500
Fields = Mapping[str, str | list[str]]


@dataclass(frozen=True)
class Post:
    """One form. ``word`` is by what it is found again in the database, or empty."""

    path: str
    cookie: str
    fields: Fields
    word: str = ""


@dataclass
class Sender:
    """Somebody who sends until the server is gone."""

    port: int
    posts: Iterable[Post]
    begun: set[str] = field(default_factory=set)
    acknowledged: set[str] = field(default_factory=set)
    answers: int = 0
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin to send."""
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Stop, and wait until nothing is being sent any more."""
        self._stop.set()
        self._thread.join(TIMEOUT)
        assert not self._thread.is_alive()

    def _run(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        with suppress(OSError, http.client.HTTPException):
            for post in self.posts:
                if self._stop.is_set():
                    break
                self._send(connection, post)
        connection.close()

    def _send(self, connection: http.client.HTTPConnection, post: Post) -> None:
        if post.word:
            self.begun.add(post.word)
        body = urlencode(dict(post.fields), doseq=True)
        headers = {"host": HOST, "content-type": FORM, "cookie": post.cookie}
        connection.request("POST", post.path, body, headers)
        response = connection.getresponse()
        response.read()
        self.answers += 1
        if response.status >= BROKEN or (post.word and response.status != SEE_OTHER):
            self.wrong.append(f"{post}: {response.status}")
        elif post.word:
            self.acknowledged.add(post.word)


def visit_token(server_key: bytes, visit: str) -> str:
    """Make the hidden field of a visitor's forms, as the site would."""
    return mask(hmac.digest(server_key, visit.encode(), "sha256"))


def session_token(opened: Opened) -> str:
    """Make the hidden field of the forms of somebody who is signed in."""
    return mask(hmac.digest(opened.session.csrf_key, opened.session.id_hash, "sha256"))


def writing(path: str, cookie: str, token: str, name: str) -> Iterator[Post]:
    """Write word after word into one draft."""
    for number in count():
        word = f"{name}-{number}"
        yield Post(path, cookie, {"token": token, word: "x"}, word)


def leaving(opened: Iterable[Opened]) -> Iterator[Post]:
    """Sign out of one session after the other."""
    for one in opened:
        yield Post("/sign-out", f"sid={one.cookie}", {"token": session_token(one)}, one.cookie)


def signing_up(server_key: bytes, name: str) -> Iterator[Post]:
    """Begin to sign up, each time as somebody new."""
    for number in count():
        visit = f"{name}-{number}".rjust(43, "n")
        fields = {"token": visit_token(server_key, visit), "agree": "yes"}
        yield Post("/sign-up/key/terms", f"visit={visit}", fields, visit)


def anything(forms: Iterable[tuple[str, Fields]], opened: Opened) -> Iterator[Post]:
    """Send what the site's own pages offer, form by form."""
    for path, fields in forms:
        token = {"token": session_token(opened)}
        yield Post(path, f"sid={opened.cookie}", {**fields, **token})
