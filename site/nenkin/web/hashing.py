"""Password hashing that never slows other pages: bounded, and never in the event loop."""

import fcntl
import hmac
import os
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from nenkin.web.executors import BoundedExecutor

T = TypeVar("T")

# OWASP's and ASVS's second profile: 19 MiB, two passes. argon2-cffi's own default costs ten times
# as much and would let a flood of sign-ins take the whole machine.
PASSES = 2
MEMORY_KIB = 19_456
QUEUE = 8
# A flood that is refused at once comes again at once, and its refusals are what takes the machine.
PATIENCE = 1.0  # seconds for a place in the queue


class Hasher:
    """Argon2id with a pepper, on as many threads of the whole machine as there are cores but one.

    All workers share the slots through lock files; at most ``QUEUE`` requests a worker wait
    for one, and others for ``PATIENCE`` seconds for a place among them.
    """

    def __init__(self, *, pepper: bytes, locks: Path, slots: int | None = None) -> None:
        """Take the pepper, a folder for the lock files, and the number of slots (cores − 1)."""
        count = slots or max(1, (os.cpu_count() or 1) - 1)
        self._pepper = pepper
        self._argon = PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=1)
        self._threads = BoundedExecutor("hashing", threads=count, places=QUEUE, patience=PATIENCE)
        locks.mkdir(parents=True, exist_ok=True)
        self._locks = [locks / f"hashing-{slot}.lock" for slot in range(count)]
        self._nobody = self._argon.hash(self._peppered("nobody"))

    async def hash(self, secret: str) -> str:
        """Give what is stored for a secret; raises ``TooBusy``."""
        peppered = self._peppered(secret)
        return await self._run(lambda: self._argon.hash(peppered))

    async def verify(self, stored: str | None, secret: str) -> bool:
        """Whether a secret is the stored one; costs the same where nothing is stored.

        Raises ``TooBusy``.
        """
        peppered = self._peppered(secret)
        matches = await self._run(lambda: self._matches(stored or self._nobody, peppered))
        return matches and stored is not None

    def outdated(self, stored: str) -> bool:
        """Whether a hash was made with weaker settings and should be made anew."""
        return self._argon.check_needs_rehash(stored)

    def hash_now(self, secret: str) -> str:
        """Hash at once, for commands that serve nobody meanwhile."""
        return self._argon.hash(self._peppered(secret))

    def close(self) -> None:
        """Let the threads go."""
        self._threads.close()

    def _peppered(self, secret: str) -> str:
        # One form for what looks alike, whoever asks: full-width letters are half-width ones.
        plain = unicodedata.normalize("NFKC", secret)
        return hmac.digest(self._pepper, plain.encode(), "sha256").hex()

    def _matches(self, stored: str, secret: str) -> bool:
        try:
            return self._argon.verify(stored, secret)
        except (VerificationError, InvalidHashError):
            return False

    async def _run(self, work: Callable[[], T]) -> T:
        """Work while holding one of the machine's slots."""

        def in_slot() -> T:
            with self._slot():
                return work()

        return await self._threads.run(in_slot)

    @contextmanager
    def _slot(self) -> Iterator[None]:
        """Hold a lock file; opened anew each time, since a lock belongs to what was opened."""
        for path in self._locks:
            with path.open("wb") as lock:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    continue
                yield
                return
        with self._locks[0].open("wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
