"""What an earlier start has worked out: kept beside the keys, and believed with our signature only."""

import contextlib
import hashlib
import hmac
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

_SIGNATURE = hashlib.sha256().digest_size


@dataclass(frozen=True)
class Kept:
    """A folder of results. All are equal: a result depends on what it was made of, not on where it is kept.

    Some are compiled programs. Whoever may write here but not read the keys cannot have one run,
    and one that a crash has cut off is made anew.
    """

    folder: Path = field(compare=False)
    key: bytes = field(compare=False, repr=False)

    @classmethod
    def beside(cls, keys: Path, secret: bytes) -> "Kept":
        """Keep beside the file of the keys; the key to sign with is made of one of them."""
        key = hashlib.blake2b(key=secret, person=b"nenkin kept").digest()
        return cls(keys.absolute().parent / "kept", key)

    def get(self, name: str, made_of: bytes, make: Callable[[], bytes]) -> tuple[bytes, bool]:
        """Give what ``make`` makes, and whether it was there already, made of the same."""
        with contextlib.suppress(OSError):
            content = (self.folder / name).read_bytes()
            result = content[_SIGNATURE:]
            if hmac.compare_digest(content[:_SIGNATURE], self._sign(name, made_of, result)):
                return result, True
        result = make()
        # A start on a full disk, or in a folder that nobody may write, is only slower.
        with contextlib.suppress(OSError):
            self._write(name, self._sign(name, made_of, result) + result)
        return result, False

    def _sign(self, name: str, made_of: bytes, result: bytes) -> bytes:
        parts = (name.encode(), made_of, result)
        whole = b"".join(hashlib.sha256(part).digest() for part in parts)
        return hmac.digest(self.key, whole, "sha256")

    def _write(self, name: str, content: bytes) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self.folder / f".{name}.{secrets.token_hex(8)}"
        try:
            with os.fdopen(
                os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb"
            ) as file:
                file.write(content)
            draft.replace(self.folder / name)
        finally:
            draft.unlink(missing_ok=True)
