"""Thousands of requests that no browser sends: always a page, never a 5xx, never a wait (goal G4)."""

import asyncio
import random
from collections.abc import Iterator
from urllib.parse import quote_from_bytes, unquote

import pytest

from tests.asgi import FORM, HOST, call
from tests.proof import proving
from tests.proof.matrix import forms_for
from tests.proof.routes import Route, routes_of
from tests.proof.test_headers import missing
from tests.proof.world import PERSON_A, VISITOR, Opener, World

# One stream of requests is sent in every run, three more in the whole one.
SEEDS = (0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 4)))
REQUESTS = 1500  # each
SECONDS = 5.0  # for one request; a stuck one would wait for ever
TEXTS: tuple[bytes, ...] = (
    b"",
    b" ",
    "　".encode(),
    b"\0",
    b"a\0b",
    b"\xff\xfe",
    b"\xed\xa0\x80",  # a lone surrogate, as UTF-8 must not say it
    b"\xf4\x90\x80\x80",  # beyond Unicode
    b"\xc0\xaf",  # an overlong slash
    "\u202e年金\u202c".encode(),
    "\u200f\u200e".encode(),
    "👨‍👩‍👧‍👦🎌".encode(),
    "か\u3099".encode() * 50,
    "ﾈﾝｷﾝ ｶﾞｷﾞｸﾞ".encode(),
    "𠮷髙﨑".encode(),
    "葛󠄀".encode(),
    "１２３４５６７８９０".encode(),
    "٣٤٥".encode(),
    "²③Ⅳ".encode(),
    b"1" * 5000,
    b"-1",
    b"0",
    b"00",
    b"1e400",
    b"NaN",
    b"100000000000000000000",
    b"9223372036854775807",
    b"9223372036854775808",
    b"1980-13",
    b"0000-00",
    b"9999-12",
    b"../../etc/passwd",
    b"..%2f..%2fetc%2fpasswd",
    b"{{7*7}}",
    b"{% raise %}",
    b"{0.__class__}",
    b"%s%n%d",
    b"' OR 1=1 --",
    b"<script>alert(1)</script>",
    b'"><img src=x onerror=1>',
    b"javascript:alert(1)",
    b"a\r\nSet-Cookie: sid=1",
    b"\x1b[2J",
    "\ue000main\ue001".encode(),  # the layout's own marks
    b"x" * 20_000,
    "鬱".encode() * 6_000,
    b"true",
    b"null",
    b"[]",
    b"on",
)
NAMES: tuple[bytes, ...] = (b"token", b"", b"a", b"\0", b"%", "名前".encode(), b"x" * 3000)
KINDS = (
    FORM,
    FORM.upper(),
    f"{FORM}; charset=utf-16",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "application/json",
    "text/plain",
    "",
    ";",
    "\xff",
)
METHODS = ("GET", "GET", "GET", "HEAD", "POST", "POST", "POST", "PUT", "", "get", "G" * 300)


class Chance:
    """One repeatable stream of requests."""

    def __init__(self, seed: int, world: World, routes: list[Route]) -> None:
        self.random = random.Random(seed)
        self.world = world
        self.routes = routes
        self.names: dict[str, list[bytes]] = {}
        self.tokens: dict[str, str] = {}

    async def prepare(self) -> None:
        """Learn the fields of every form, and get tokens with which forms are read at all."""
        for path, offered in (await forms_for(self.world, self.routes)).items():
            self.names[path] = sorted({name.encode() for _, form in offered for name in form})
        self.tokens = {who: await self.world.token(who) for who in (VISITOR, PERSON_A)}

    def text(self) -> bytes:
        """Give a text, or a tangle of two."""
        one = self.random.choice(TEXTS)
        if self.random.random() < 0.2:
            other = self.random.choice(TEXTS)
            one = one[: self.random.randrange(len(one) + 1)] + other
        return one

    def quoted(self, text: bytes) -> bytes:
        """Write a text into an address or a form: escaped, broken or as it is."""
        way = self.random.random()
        if way < 0.75:
            return quote_from_bytes(text, safe="").encode()
        if way < 0.85:
            return quote_from_bytes(text, safe="").encode()[:-1] + b"%"
        return bytes(sign for sign in text if sign > 0x20)[:3000]

    def pairs(self, names: list[bytes]) -> Iterator[bytes]:
        for _ in range(self.random.choice((0, 1, 2, 5, 30))):
            name = self.random.choice(names or list(NAMES))
            if self.random.random() < 0.1:
                name = self.random.choice(NAMES)
            joint = b"=" if self.random.random() < 0.95 else self.random.choice((b"", b"==", b"&"))
            yield self.quoted(name) + joint + self.quoted(self.text())

    def request(self) -> tuple[str, dict[str, object]]:
        """Make a request; gives who sends it, and what."""
        route = self.random.choice(self.routes)
        path = route.fill(
            {name: self.quoted(self.text()).decode("latin-1") for name in route.parts}
        )
        path = path.replace("%25", "%")
        if self.random.random() < 0.15:
            path = "/" + self.quoted(self.text()).decode("latin-1")
        if self.random.random() < 0.05:
            path += self.random.choice(("/", "//", "/..", ";x", "%00", "/.%2e/"))
        method = self.random.choice(METHODS)
        if "POST" in route.methods and self.random.random() < 0.7:
            method = "POST"
        who = self.random.choice((VISITOR, PERSON_A))
        fields = [*self.pairs(self.names.get(route.path, []))]
        if self.random.random() < 0.85:
            fields.insert(0, b"token=" + self.tokens[who].encode())
        kind = FORM if self.random.random() < 0.9 else self.random.choice(KINDS)
        headers = [(b"host", HOST.encode()), (b"content-type", kind.encode("latin-1"))]
        headers += self.headers(who)
        raw = path.encode("latin-1")
        return who, {
            "method": method,
            "path": unquote(path, errors=self.random.choice(("replace", "surrogateescape"))),
            "raw_path": raw,
            "query": b"&".join(self.pairs([b"next", b"show", b"back", b"again", b"all", b"size"])),
            "headers": headers,
            "body": b"&".join(fields) if self.random.random() < 0.95 else self.text(),
            "address": self.random.choice(("127.0.0.1", "::1", "", "no address")),
        }

    def headers(self, who: str) -> Iterator[tuple[bytes, bytes]]:
        cookies = self.world.client(who).cookies
        for name in list(cookies):
            if self.random.random() < 0.05:
                cookies[name] = self.text().decode("latin-1")
        cookies["prefs"] = self.random.choice(
            ("", "xx.dark.r.e", "l.warm", self.text().decode("latin-1"))
        )
        line = "; ".join(f"{name}={value}" for name, value in cookies.items())
        if self.random.random() < 0.05:
            line = self.random.choice((";", "=", "=;=", line + ";" + line, "sid"))
        yield b"cookie", line.encode("latin-1")
        for header in (
            b"accept-encoding",
            b"referer",
            b"hx-request-type",
            b"accept",
            b"user-agent",
        ):
            if self.random.random() < 0.2:
                yield (
                    header,
                    self.random.choice((b"br", b"partial", b"http://[", self.text()[:2000])),
                )


@pytest.mark.parametrize("seed", SEEDS)
async def test_nothing_that_can_be_sent_breaks_a_page(seed: int, open_world: Opener) -> None:
    async with open_world(*proving.ROUTES) as world:
        routes = [r for r in routes_of(world.gate) if r.path != "/proof/busy"]
        routes = [r for r in routes if "/proof/status" not in r.path]
        chance = Chance(seed, world, routes)
        await chance.prepare()
        statuses: dict[int, int] = {}
        for number in range(REQUESTS):
            who, request = chance.request()
            try:
                async with asyncio.timeout(SECONDS):
                    answer = await call(world.gate, **request)  # type: ignore[arg-type]
            except Exception as failure:
                raise AssertionError(f"seed {seed}, request {number}: {request}") from failure
            statuses[answer.status] = statuses.get(answer.status, 0) + 1
            assert answer.status < 500, f"seed {seed}, request {number}, {who}: {request}"
            assert not missing(answer), f"seed {seed}, request {number}: {missing(answer)}"
            if request["method"] == "POST":
                await world.revive(PERSON_A)
                chance.tokens[PERSON_A] = await world.token(PERSON_A)
    assert {200, 303, 404} <= statuses.keys()


async def test_a_request_without_an_answer_is_found(open_world: Opener) -> None:
    """Else the limit of time would say nothing."""
    async with open_world(*proving.EVERYTHING) as world:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await world.client(VISITOR).get("/proof/slow")
