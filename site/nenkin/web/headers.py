"""The headers that every answer carries, whatever the route and whatever went wrong."""

from collections.abc import Iterable

Header = tuple[bytes, bytes]

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
)
_POWERS = (
    "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), "
    "geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=(), "
    "publickey-credentials-get=(self), publickey-credentials-create=(self)"
)

COLOURS = b"sec-ch-prefers-color-scheme"  # the colours that a device is set to
ALWAYS: tuple[Header, ...] = (
    (b"content-security-policy", _POLICY.encode()),
    (b"strict-transport-security", b"max-age=63072000; includeSubDomains"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    # not no-referrer: it makes the browser send «Origin: null» with our own forms
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", _POWERS.encode()),
    # asked for, and for the very first page too: the first guess of a theme
    (b"accept-ch", COLOURS),
    (b"critical-ch", COLOURS),
)
NO_STORE: tuple[Header, ...] = (
    (b"cache-control", b"no-store"),
    (b"vary", b"Cookie, HX-Request"),
)
_OURS = frozenset(name for name, _ in ALWAYS) | {b"server"}


def complete(headers: Iterable[Header], cookies: Iterable[str]) -> list[Header]:
    """Add our headers to an answer's own; an answer that says nothing of caching is never stored."""
    own = [(name, value) for name, value in headers if name.lower() not in _OURS]
    cached = any(name.lower() == b"cache-control" for name, _ in own)
    return [
        *own,
        *ALWAYS,
        *(() if cached else NO_STORE),
        *((b"set-cookie", cookie.encode("latin-1")) for cookie in cookies),
    ]
