"""Addresses that came from outside: which of them lead to a page of ours."""

import re
from urllib.parse import urlsplit

# Browsers take «//» and «/\» for another host, and drop control characters before they look.
_OWN_PATH = re.compile(r"/(?![/\\])[!-\[\]-~]*")
_MOST = 2000  # characters


def own_path(address: str) -> str | None:
    """Give an address if it is a path of our own, else ``None``."""
    return address if len(address) <= _MOST and _OWN_PATH.fullmatch(address) else None


def came_from(referer: str, host: str) -> str | None:
    """Give the path of the page that a person came from, if it is one of ours."""
    try:
        parts = urlsplit(referer)
    except ValueError:
        return None
    if parts.netloc != host or not host:
        return None
    return own_path(parts.path + (f"?{parts.query}" if parts.query else ""))
