"""Ids of rows and what is handed out in their place."""

import hashlib
import secrets


def new_id() -> int:
    """Make an id: 63 random bits, so that it tells nothing, counts nothing and fits every database."""
    return secrets.randbits(63)


def new_secret() -> str:
    """Make what only its holder knows (a session, a link): 256 random bits, fit for addresses."""
    return secrets.token_urlsafe(32)


def hashed(secret: str) -> bytes:
    """Give what is stored of such a secret. It cannot be guessed, so a plain SHA-256 is enough."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()
