"""Compression: what the browser takes, for text that is worth it."""

import gzip

import brotli
import pytest

from nenkin.web.compression import SMALLEST, chosen, compress, packed, smallest

BODY = "年金記録".encode() * 500
HTML = [(b"content-type", b"text/html; charset=utf-8"), (b"content-length", b"6000")]


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        (b"gzip, deflate, br", b"br"),
        (b"gzip", b"gzip"),
        (b"br;q=1.0, gzip;q=0.8", b"br"),
        (b"br;q=0, gzip", b"gzip"),
        (b"gzip;q=0, br;q=0.0", b""),
        (b"br;q=0.5", b"br"),
        (b"identity", b""),
        (b"", b""),
    ],
)
def test_the_browser_chooses(accepted: bytes, coding: bytes) -> None:
    assert chosen(accepted) == coding


def test_a_page_becomes_small_and_says_how() -> None:
    headers, body = compress(HTML, BODY, b"gzip, br")
    assert brotli.decompress(body) == BODY
    assert dict(headers)[b"content-encoding"] == b"br"
    assert dict(headers)[b"content-length"] == b"%d" % len(body)
    assert dict(headers)[b"vary"] == b"Accept-Encoding"
    headers, body = compress(HTML, BODY, b"gzip")
    assert gzip.decompress(body) == BODY
    headers, body = compress(HTML, BODY, b"")
    assert body == BODY
    assert dict(headers)[b"vary"] == b"Accept-Encoding"
    assert b"content-encoding" not in dict(headers)


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (HTML, BODY[: SMALLEST - 1]),
        ([(b"content-type", b"image/png")], BODY),
        ([(b"content-type", b"text/css"), (b"content-encoding", b"br")], BODY),
    ],
)
def test_what_gains_nothing_is_left_alone(headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    assert compress(headers, body, b"br") == (headers, body)


def test_static_files_are_packed_both_ways() -> None:
    made = packed(BODY, smallest(BODY))
    assert brotli.decompress(made[b"br"]) == gzip.decompress(made[b"gzip"]) == made[b""] == BODY
