"""Password hashing that never slows other pages: bounded, and never in the event loop."""

import asyncio
import fcntl
import hmac
import os
import unicodedata
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import ParamSpec, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

P = ParamSpec("P")
T = TypeVar("T")

# OWASP's and ASVS's second profile: 19 MiB, two passes. argon2-cffi's own default costs ten times
# as much and would let a flood of sign-ins take the whole machine.
PASSES = 2
MEMORY_KIB = 19_456
QUEUE = 8
# A flood that is refused at once comes again at once, and its refusals are what takes the machine.
PATIENCE = 1.0  # seconds for a place in the queue


class TooBusy(Exception):
    """More people are signing in than can be served at once; the page says to try again."""


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
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="hashing")
        locks.mkdir(parents=True, exist_ok=True)
        self._locks = [locks / f"hashing-{slot}.lock" for slot in range(count)]
        self._places = asyncio.Semaphore(QUEUE)
        self._nobody = self._argon.hash(self._peppered("nobody"))

    async def hash(self, secret: str) -> str:
        """Give what is stored for a secret; raises ``TooBusy``."""
        return await self._run(self._argon.hash, self._peppered(secret))

    async def verify(self, stored: str | None, secret: str) -> bool:
        """Whether a secret is the stored one; costs the same where nothing is stored.

        Raises ``TooBusy``.
        """
        matches = await self._run(self._matches, stored or self._nobody, self._peppered(secret))
        return matches and stored is not None

    def outdated(self, stored: str) -> bool:
        """Whether a hash was made with weaker settings and should be made anew."""
        return self._argon.check_needs_rehash(stored)

    def hash_now(self, secret: str) -> str:
        """Hash at once, for commands that serve nobody meanwhile."""
        return self._argon.hash(self._peppered(secret))

    def close(self) -> None:
        """Let the threads go."""
        self._threads.shutdown()

    def _peppered(self, secret: str) -> str:
        # One form for what looks alike, whoever asks: full-width letters are half-width ones.
        plain = unicodedata.normalize("NFKC", secret)
        return hmac.digest(self._pepper, plain.encode(), "sha256").hex()

    def _matches(self, stored: str, secret: str) -> bool:
        try:
            return self._argon.verify(stored, secret)
        except (VerificationError, InvalidHashError):
            return False

    async def _run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            async with asyncio.timeout(PATIENCE):
                await self._places.acquire()
        except TimeoutError:
            raise TooBusy from None
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(
                self._threads, lambda: self._in_slot(work, *args, **kwargs)
            )
        finally:
            self._places.release()

    def _in_slot(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Work while holding one of the machine's slots."""
        with self._slot():
            return work(*args, **kwargs)

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
