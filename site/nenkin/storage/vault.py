"""Seals what must not be read from a stolen database, and finds it again without opening it.

A sealed value is ``key id (1) ‖ nonce (12) ‖ AES-256-GCM``, bound to its table, column and row: a
value moved to another row does not open. A blind index is HMAC-SHA256, cut to 128 bits.
"""

import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from nenkin.storage.keys import Keys

_NONCE = 12
_INDEX = 16


class CannotOpen(Exception):
    """A sealed value was altered or moved, or its key is gone."""


class Vault:
    """Everything that is done with the data and index keys."""

    __slots__ = ("_ciphers", "_index", "_prefix", "_sealing", "keys")

    def __init__(self, keys: Keys) -> None:
        """Prepare the ciphers once; a request opens several values."""
        self.keys = keys
        self._ciphers = {key.id: AESGCM(key.secret) for key in keys.data.keys}
        self._sealing = self._ciphers[keys.data.current.id]
        self._prefix = bytes([keys.data.current.id])
        self._index = keys.index.current.secret

    def seal(self, text: str, place: str, row: int | str) -> bytes:
        """Seal a text for ``place`` (``table.column``) of a row."""
        nonce = os.urandom(_NONCE)
        data = text.encode("utf-8")
        return self._prefix + nonce + self._sealing.encrypt(nonce, data, f"{place}:{row}".encode())

    def open(self, sealed: bytes, place: str, row: int | str) -> str:
        """Open what ``seal`` made for the same place and row; raises ``CannotOpen``."""
        try:
            return (
                self._ciphers[sealed[0]]
                .decrypt(sealed[1:13], sealed[13:], f"{place}:{row}".encode())
                .decode("utf-8")
            )
        except (InvalidTag, KeyError, IndexError, ValueError) as error:
            raise CannotOpen(f"{place} cannot be opened") from error

    def seal_optional(self, text: str | None, place: str, row: int | str) -> bytes | None:
        """Seal a text that may be missing."""
        return None if text is None else self.seal(text, place, row)

    def open_optional(self, sealed: bytes | None, place: str, row: int | str) -> str | None:
        """Open a value that may be missing."""
        return None if sealed is None else self.open(sealed, place, row)

    def index(self, purpose: str, *parts: str) -> bytes:
        """Give the blind index of a value, different for each purpose."""
        # A length before each part, so that ("ab", "c") and ("a", "bc") differ.
        message = "".join(f"{len(part)}:{part}" for part in (purpose, *parts))
        return hmac.digest(self._index, message.encode("utf-8"), "sha256")[:_INDEX]

    def proofs(self) -> dict[tuple[str, int], bytes]:
        """Give, for each key that stored values depend on, what shows that it is still the same."""
        return {
            (purpose, key.id): hmac.digest(key.secret, f"proof of {purpose}".encode(), "sha256")
            for purpose in ("data", "index", "pepper", "audit")
            for key in getattr(self.keys, purpose).keys
        }
