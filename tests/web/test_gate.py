"""The outer door: who is let in, and what every answer carries."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from httpx import ASGITransport, AsyncClient, Response

from nenkin.clock import FixedClock
from nenkin.web.gate import Door, Exchange, Gate
from nenkin.web.headers import ALWAYS
from nenkin.web.limits import Limiter
from nenkin.web.visits import SignedIn, mask, unmask
from tests.pages import nobody_on_duty

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)
SOMEBODY = SignedIn(7, "年金 一郎", b"s" * 32, b"k" * 32, 1, NOON, NOON)
Send = Callable[[dict[str, Any]], Awaitable[None]]


async def inner(scope: Any, receive: Any, send: Send) -> None:
    """Answer what the gate learned; fail where the path says so."""
    if scope["path"] == "/broken":
        raise RuntimeError
    exchange: Exchange = scope["exchange"]
    visit = exchange.visit
    if scope["path"] == "/form":
        text = visit.token()
    else:
        name = visit.person.name if visit.person else "-"
        text = f"{name}|{exchange.token_ok}|{dict(exchange.submission)}|{visit.address}"
    headers = [(b"content-type", b"text/plain"), (b"content-length", b"%d" % len(text.encode()))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode(), "more_body": False})


async def find_session(cookie: str, now: datetime) -> SignedIn | None:
    return SOMEBODY if cookie == "good" else None


def client(rate: float = 1000, **more: Any) -> AsyncClient:
    door = Door(
        clock=FixedClock(NOON),
        origin="http://127.0.0.1:8000",
        hosts=frozenset({b"127.0.0.1:8000"}),
        secure=False,
        server_key=b"x" * 32,
        find_session=find_session,
        admit_staff=nobody_on_duty,
        status_of=lambda failure: 500,
        render_error=lambda status, exchange: ([(b"content-type", b"text/html")], b"%d" % status),
        compress=lambda headers, body, accepted: (headers, body),
        addresses=Limiter(rate=rate, burst=rate),
        sessions=Limiter(rate=rate, burst=rate),
        **more,
    )
    return AsyncClient(transport=ASGITransport(Gate(inner, door)), base_url="http://127.0.0.1:8000")


def carries_all_headers(response: Response) -> bool:
    return all(response.headers[name.decode()] == value.decode() for name, value in ALWAYS)


@pytest.mark.parametrize("path", ["/", "/broken", "/form"])
async def test_every_answer_carries_the_headers_and_is_not_stored(path: str) -> None:
    response = await client().get(path)
    assert carries_all_headers(response)
    assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"method": "GET", "headers": {"host": "evil.example"}}, 400),
        ({"method": "DELETE"}, 405),
        ({"method": "TRACE"}, 405),
        ({"method": "OPTIONS"}, 405),
        ({"method": "GET", "headers": {"x-long": "x" * 40_000}}, 431),
        ({"method": "POST", "json": {"a": 1}}, 415),
        ({"method": "POST", "data": {"a": "x" * 300_000}}, 413),
        ({"method": "POST", "data": {f"f{n}": "x" for n in range(1001)}}, 400),
        ({"method": "POST", "data": {"a": "1"}, "headers": {"origin": "http://evil.example"}}, 403),
        ({"method": "POST", "data": {"a": "1"}, "headers": {"origin": "null"}}, 403),
        (
            {"method": "POST", "data": {"a": "1"}, "headers": {"referer": "http://evil.example/x"}},
            403,
        ),
        ({"method": "POST", "data": {"a": "1"}, "headers": {"sec-fetch-site": "cross-site"}}, 403),
        ({"method": "POST", "data": {"a": "1"}, "headers": {"sec-fetch-site": "same-site"}}, 403),
    ],
)
async def test_what_no_page_of_ours_sends_is_refused(request_: Any, status: int) -> None:
    response = await client().request(url="/", **request_)
    assert response.status_code == status
    assert carries_all_headers(response)


async def test_the_browsers_own_word_on_the_sender_decides() -> None:
    headers = {"sec-fetch-site": "same-origin", "origin": "null"}
    response = await client().post("/", data={"a": "1"}, headers=headers)
    assert response.status_code == 200


async def test_a_token_belongs_to_its_own_visit() -> None:
    visitor = client()
    token = (await visitor.get("/form")).text
    sent = await visitor.post("/", data={"token": token, "名前": "花子"})
    assert "|True|" in sent.text
    assert "花子" in sent.text
    assert "|False|" in (await client().post("/", data={"token": token})).text
    visitor.cookies.set("sid", "good")
    assert "|False|" in (await visitor.post("/", data={"token": token})).text
    own = (await visitor.get("/form")).text
    assert own != (await visitor.get("/form")).text
    assert "|True|" in (await visitor.post("/", data={"token": own})).text


@pytest.mark.parametrize("token", ["", "x", "é" * 128, "0" * 128, "g" * 128])
async def test_a_made_up_token_is_refused_and_nothing_breaks(token: str) -> None:
    response = await client().post("/", data={"token": token})
    assert response.status_code == 200
    assert "|False|" in response.text


async def test_bytes_that_are_not_text_reach_the_fields_marked() -> None:
    response = await client().post(
        "/",
        content=b"a=%ED%A0%80&b=%FF",
        headers={"content-type": "application/x-www-form-urlencoded"},
    )
    assert "\\ufffd" in ascii(response.text)


async def test_only_a_session_of_ours_signs_in() -> None:
    visitor = client()
    visitor.cookies.set("sid", "planted")
    assert (await visitor.get("/")).text.startswith("-|")
    visitor.cookies.set("sid", "good")
    assert (await visitor.get("/")).text.startswith("年金 一郎|")


async def test_a_head_request_is_answered_without_a_body() -> None:
    response = await client().head("/")
    assert response.status_code == 200
    assert response.content == b""
    assert int(response.headers["content-length"]) > 0


async def test_a_flood_from_one_address_is_told_to_wait() -> None:
    visitor = client(rate=2)
    statuses = [(await visitor.get("/")).status_code for _ in range(4)]
    assert statuses[0] == 200
    assert statuses[-1] == 429


async def test_only_a_known_proxy_is_believed_about_addresses() -> None:
    forged = {"x-forwarded-for": "1.2.3.4, 5.6.7.8"}
    assert "5.6.7.8" not in (await client().get("/", headers=forged)).text
    behind = client(proxies=frozenset({"127.0.0.1"}))
    assert (await behind.get("/", headers=forged)).text.endswith("|5.6.7.8")


def test_a_mask_is_undone() -> None:
    assert unmask(mask(b"p" * 32)) == b"p" * 32
