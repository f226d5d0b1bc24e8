"""Every answer of the site carries the whole set of headers, whatever it is (goal G7)."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from nenkin.web import bodies
from nenkin.web.limits import Limiter
from tests.asgi import Answer, Client
from tests.proof import proving
from tests.proof.routes import routes_of, walk
from tests.proof.world import PERSON_A, VISITOR, Opener

# Written down here a second time on purpose: what somebody takes out of headers.py must be missed.
SET = {
    "strict-transport-security": "max-age=63072000; includeSubDomains",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "object-src": "'none'",
}
POWERS_ALLOWED = {"publickey-credentials-get", "publickey-credentials-create"}
POWERS_OFF = {"camera", "microphone", "geolocation", "payment", "usb"}
TELLING = ("server", "x-powered-by", "via", "x-aspnet-version")
IMMUTABLE = "public, max-age=31536000, immutable"


def missing(answer: Answer) -> list[str]:
    """Give what an answer's headers lack, or say too much."""
    wrong = [name for name, value in SET.items() if answer.get(name) != value]
    policy = dict(
        part.strip().partition(" ")[::2]
        for part in answer.get("content-security-policy").split(";")
    )
    wrong += [f"csp {name}" for name, value in POLICY.items() if policy.get(name) != value]
    powers = dict(
        part.strip().partition("=")[::2] for part in answer.get("permissions-policy").split(",")
    )
    wrong += [f"power {name}" for name in POWERS_OFF if powers.get(name) != "()"]
    wrong += [
        f"power {name}={value}"
        for name, value in powers.items()
        if value != "()" and not (name in POWERS_ALLOWED and value == "(self)")
    ]
    wrong += [f"says {name}" for name in TELLING if answer.all(name)]
    kind = answer.get("content-type")
    if answer.body and not kind:
        wrong.append("no content-type")
    if kind.startswith("text/") and kind.partition(";")[2].strip() != "charset=utf-8":
        wrong.append(f"content-type {kind}")  # named, and named once
    if answer.body and answer.get("content-length") not in {"", str(len(answer.body))}:
        wrong.append("content-length")
    return wrong


def stored(answer: Answer) -> list[str]:
    """Give why an answer that must not be kept could be."""
    wrong = []
    if answer.get("cache-control") != "no-store":
        wrong.append(f"cache-control {answer.get('cache-control')!r}")
    named = {name.strip() for value in answer.all("vary") for name in value.split(",")}
    wrong += [f"vary {name}" for name in ("Cookie", "HX-Request") if name not in named]
    return wrong


async def test_every_page_that_can_be_reached_carries_them(open_world: Opener) -> None:
    async with open_world(*proving.ROUTES) as world:
        routes = routes_of(world.gate)
        for who in (VISITOR, PERSON_A):
            pages = await walk(world.client(who), routes)
            assert {answer.status for answer in pages.values()} >= {200, 404}
            for path, answer in pages.items():
                wrong = missing(answer)
                if not path.startswith("/static/") or answer.status != 200:
                    wrong += stored(answer)
                assert not wrong, f"{who} {path} ({answer.status}): {wrong}"


async def test_every_route_sends_them_whatever_the_method(open_world: Opener) -> None:
    async with open_world(*proving.ROUTES) as world:
        visitor = world.client(VISITOR)
        for route in routes_of(world.gate):
            for method in (
                "GET",
                "HEAD",
                "POST",
                "PUT",
                "DELETE",
                "OPTIONS",
                "TRACE",
                "PATCH",
                "X",
            ):
                address = next(route.addresses())
                answer = await visitor.send(method, address)
                assert not missing(answer), f"{method} {address}: {missing(answer)}"
                if method not in {"GET", "HEAD", "POST"}:
                    assert answer.status == 405
                if method == "HEAD":
                    assert answer.body == b""


FORM = {"content-type": "application/x-www-form-urlencoded"}
REQUESTS: Mapping[int, tuple[str, str, bytes, dict[str, str]]] = {
    200: ("GET", "/proof/status/200", b"", {}),
    303: ("GET", "/proof-own/page", b"", {}),
    400: ("POST", "/proof/draft", b"&".join(b"a%d=" % n for n in range(1001)), FORM),
    403: ("POST", "/proof/draft", b"a=1", FORM | {"sec-fetch-site": "cross-site"}),
    404: ("GET", "/no-such-page", b"", {}),
    405: ("DELETE", "/", b"", {}),
    409: ("GET", "/proof/status/409", b"", {}),
    413: ("POST", "/proof/draft", b"a=" + b"x" * 300_000, FORM),
    415: ("POST", "/proof/draft", b"{}", {"content-type": "application/json"}),
    429: ("GET", "/proof/status/429", b"", {}),
    500: ("GET", "/proof/status/500", b"", {}),
    503: ("GET", "/proof/status/503", b"", {}),
    507: ("GET", "/proof/status/507", b"", {}),
}


async def test_every_status_carries_them(open_world: Opener) -> None:
    async with open_world(*proving.ROUTES) as world:
        for status, (method, path, body, headers) in REQUESTS.items():
            answer = await world.client(VISITOR).send(method, path, body, headers)
            assert answer.status == status
            assert missing(answer) + stored(answer) == [], status
            assert answer.get("retry-after") == ("10" if status == 503 else "")
            if status >= 400:
                assert "<main" in answer.text
                assert "Traceback" not in answer.text


async def test_whoever_finds_no_free_place_is_told_when_to_come_back(open_world: Opener) -> None:
    async with open_world(*proving.ROUTES) as world:
        answer = await world.client(VISITOR).get("/proof/busy")
        assert answer.status == 503
        assert answer.get("retry-after") == "10"
        assert missing(answer) + stored(answer) == []


@pytest.mark.parametrize(
    ("headers", "path", "status"),
    [
        ({"host": "evil.example"}, "/", 400),
        ({"x-long": "x" * 40_000}, "/", 431),
    ],
)
async def test_what_is_refused_at_the_door_carries_them(
    headers: dict[str, str], path: str, status: int, open_world: Opener
) -> None:
    async with open_world(*proving.ROUTES) as world:
        visitor = world.client(VISITOR)
        visitor.host = headers.pop("host", visitor.host)
        answer = await visitor.get(path, headers)
        assert answer.status == status
        assert missing(answer) + stored(answer) == []


async def test_too_much_and_too_slow_carries_them(
    open_world: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_world(*proving.ROUTES) as world:
        world.gate.door = replace(world.gate.door, addresses=Limiter(rate=0, burst=1))
        visitor = world.client(VISITOR)
        await visitor.get("/")
        answer = await visitor.get("/")
        assert answer.status == 429
        assert missing(answer) + stored(answer) == []
        monkeypatch.setattr(bodies, "BODY_SECONDS", 0)
        world.gate.door = replace(world.gate.door, addresses=Limiter(rate=1, burst=9))
        sent: list[Any] = []

        async def never() -> Any:
            await asyncio.Event().wait()

        async def send(message: Any) -> None:
            sent.append(message)

        scope = {
            "type": "http",
            "method": "POST",
            "path": "/prefs",
            "query_string": b"",
            "client": ("127.0.0.1", 1),
            "headers": [
                (b"host", b"127.0.0.1:8000"),
                (b"content-type", FORM["content-type"].encode()),
            ],
        }
        await world.gate(scope, never, send)
        slow = Answer(sent[0]["status"], tuple(sent[0]["headers"]), sent[1]["body"])
        assert slow.status == 408
        assert missing(slow) + stored(slow) == []


async def test_only_hashed_files_are_kept_and_for_good(open_world: Opener) -> None:
    async with open_world(*proving.ROUTES) as world:
        visitor = world.client(VISITOR)
        page = await visitor.get("/no-such-page")
        files = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text))
        assert files
        for file in files:
            answer = await visitor.get(file)
            assert answer.status == 200
            assert answer.get("cache-control") == IMMUTABLE
            assert answer.all("set-cookie") == []
            older = re.sub(r"/static/\w+/", "/static/000000000000/", file)
            assert "immutable" not in (await visitor.get(older)).get("cache-control")


@pytest.mark.parametrize("origin", ["http://127.0.0.1:8000", "https://nenkin.example"])
async def test_cookies_are_out_of_reach_of_scripts_and_other_sites(
    origin: str, open_world: Opener
) -> None:
    secure = origin.startswith("https")
    more = {"demo": False, "smtp": "smtp://127.0.0.1:1"} if secure else {}
    async with open_world(*proving.ROUTES, origin=origin, **more) as world:
        visitor = Client(world.gate, host=origin.partition("//")[2])
        answers = await walk(visitor, routes_of(world.gate))
        answers["/prefs"] = await visitor.post("/prefs", {"ts": "l"}, {"origin": origin})
        lines = [line for answer in answers.values() for line in answer.all("set-cookie")]
    assert len(lines) >= 2
    for line in lines:
        parts = {part.strip() for part in line.split(";")}
        assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= parts, line
        assert ("Secure" in parts) is secure, line
        assert line.startswith("__Host-") is secure, line
        assert not any(part.lower().startswith("domain") for part in parts), line


async def test_a_page_that_may_be_stored_is_found(open_world: Opener) -> None:
    async with open_world(*proving.EVERYTHING) as world:
        answer = await world.client(PERSON_A).get("/proof/stored")
    assert stored(answer) != []
