"""Addresses that came from outside: which of them lead to a page of ours."""

import re
from urllib.parse import urlsplit

# Browsers take «//» and «/\» for another host, and drop control characters before they look.
_OWN_PATH = re.compile(r"/(?![/\\])[!-\[\]-~]*")
_MOST = 2000  # characters
_ID = re.compile("[0-9]{1,19}")
_LARGEST_ID = 2**63 - 1  # of a column of the database


def own_path(address: str) -> str | None:
    """Give an address if it is a path of our own, else ``None``."""
    return address if len(address) <= _MOST and _OWN_PATH.fullmatch(address) else None


def id_of(text: str) -> int | None:
    """Give the id that an address names, if there can be one like it."""
    number = int(text) if _ID.fullmatch(text) else None
    return number if number is not None and number <= _LARGEST_ID else None


def came_from(referer: str, host: str) -> str | None:
    """Give the path of the page that a person came from, if it is one of ours."""
    try:
        parts = urlsplit(referer)
    except ValueError:
        return None
    if parts.netloc != host or not host:
        return None
    return own_path(parts.path + (f"?{parts.query}" if parts.query else ""))
