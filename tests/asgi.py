"""A client that says exactly the bytes it is told to, as no browser and no library would."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from urllib.parse import unquote, urlencode, urlsplit

import brotli

from nenkin.web.gate import Gate
from nenkin.web.limits import Limiter

HOST = "127.0.0.1:8000"
FORM = "application/x-www-form-urlencoded"
Header = tuple[bytes, bytes]


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: tuple[Header, ...]
    body: bytes
    path: str = "/"  # that was asked for, with its query

    @cached_property
    def _values(self) -> dict[str, list[str]]:
        values: dict[str, list[str]] = {}
        for key, value in self.headers:
            values.setdefault(key.decode("latin-1").lower(), []).append(value.decode("latin-1"))
        return values

    def all(self, name: str) -> list[str]:
        """Give every value of a header."""
        return self._values.get(name.lower(), [])

    def get(self, name: str) -> str:
        """Give a header that stands there once or not at all."""
        values = self.all(name)
        assert len(values) <= 1, f"{name} stands there {len(values)} times: {values}"
        return values[0] if values else ""

    @cached_property
    def text(self) -> str:
        """Give the body as text, whatever it is."""
        body = self.body
        if self.get("content-encoding") == "br":
            body = brotli.decompress(body)
        return body.decode("utf-8", "replace")


@dataclass
class Client:
    """Somebody with cookies of their own. Nothing is followed, nothing is corrected."""

    gate: Any
    cookies: dict[str, str] = field(default_factory=dict)
    host: str = HOST
    address: str = "127.0.0.1"
    headers: dict[str, str] = field(default_factory=dict)  # that go with every request

    async def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Open an address."""
        return await self.send("GET", path, headers=headers)

    async def post(
        self,
        path: str,
        values: Mapping[str, str | Sequence[str]] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send a form."""
        body = urlencode(dict(values or {}), doseq=True).encode()
        return await self.send("POST", path, body, {"content-type": FORM, **(headers or {})})

    async def upload(
        self, path: str, values: Mapping[str, str], name: str, content: bytes
    ) -> Answer:
        """Send a form with a file."""
        parts = [
            *(f'name="{key}"\r\n\r\n{value}'.encode() for key, value in values.items()),
            f'name="file"; filename="{name}"\r\n\r\n'.encode() + content,
        ]
        start = b"--limit\r\ncontent-disposition: form-data; "
        body = b"".join(start + part + b"\r\n" for part in parts) + b"--limit--\r\n"
        kind = {"content-type": "multipart/form-data; boundary=limit"}
        return await self.send("POST", path, body, kind)

    async def send(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send a request; cookies that come back are kept, as browsers do."""
        lines = [(b"host", self.host.encode())]
        if self.cookies:
            together = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            lines.append((b"cookie", together.encode("latin-1")))
        lines += [
            (name.lower().encode("latin-1"), value.encode("latin-1"))
            for name, value in {**self.headers, **(headers or {})}.items()
        ]
        address, _, query = path.partition("?")
        answer = await call(
            self.gate,
            method=method,
            path=unquote(address, errors="replace"),
            raw_path=address.encode("ascii", "replace"),
            query=query.encode("latin-1", "replace"),
            headers=lines,
            body=body,
            address=self.address,
        )
        for line in answer.all("set-cookie"):
            self._keep(line)
        return answer

    def _keep(self, line: str) -> None:
        """Keep a cookie, or drop it; all of ours are for the whole site."""
        (name, _, value), *rest = (part.strip().partition("=") for part in line.split(";"))
        said = {key.lower(): told for key, _, told in rest}
        assert said["path"] == "/", line
        if said.get("max-age") == "0":
            self.cookies.pop(name, None)
        else:
            self.cookies[name] = value


async def call(
    app: Any,
    *,
    method: str = "GET",
    path: str = "/",
    raw_path: bytes | None = None,
    query: bytes = b"",
    headers: Iterable[Header] = ((b"host", HOST.encode()),),
    body: bytes = b"",
    address: str = "127.0.0.1",
) -> Answer:
    """Hand one request to an ASGI application and collect its whole answer."""
    raw = raw_path if raw_path is not None else path.encode("utf-8", "replace")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": raw,
        "query_string": query,
        "root_path": "",
        "headers": list(headers),
        "client": (address, 50000),
        "server": ("127.0.0.1", 8000),
        "state": {},
        "extensions": {},
    }
    sent: list[Any] = []
    given = False

    async def receive() -> Any:
        nonlocal given
        if given:
            return {"type": "http.disconnect"}
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope, receive, send)
    start = [message for message in sent if message["type"] == "http.response.start"]
    parts = [message for message in sent if message["type"] == "http.response.body"]
    assert len(start) == 1, f"{method} {path}: {len(start)} answers"
    assert not parts[-1].get("more_body", False), f"{method} {path}: the answer has no end"
    asked = raw + (b"?" + query if query else b"")
    return Answer(
        start[0]["status"],
        tuple((bytes(name), bytes(value)) for name, value in start[0]["headers"]),
        b"".join(part.get("body", b"") for part in parts),
        asked.decode("latin-1"),
    )


def unlimited(gate: Gate) -> Gate:
    """Let a test ask as often as it likes; the limits have tests of their own."""
    free = Limiter(rate=1e9, burst=1e9)
    gate.door = replace(gate.door, addresses=free, sessions=free)
    return gate


def leads_away(location: str, host: str = HOST) -> bool:
    """Whether a browser that obeys a Location would leave this site."""
    cleaned = "".join(sign for sign in location if sign > " ").replace("\\", "/")
    if cleaned.startswith("//"):
        return True
    parts = urlsplit(cleaned)
    if parts.scheme or parts.netloc:
        return parts.netloc != host
    return not cleaned.startswith("/")
