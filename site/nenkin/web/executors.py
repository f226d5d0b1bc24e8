"""Slow work beside the event loop: for a few at a time, for some more after a while, and no more."""

import asyncio
import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")

# Of a thread beside the loop: a page that is ready to be made goes first, and yet a machine full of
# pages leaves a password a tenth of a core (Linux weighs 10 as 110 of 1,024). With 19, the lowest, it
# would be left 1.5 % (15 of 1,024).
NICENESS = 10


class TooBusy(Exception):
    """More people want the same at once than can be served; the page says to come again."""


class BoundedExecutor:
    """Threads with a bounded number of places in front of them, those at work counted."""

    def __init__(self, name: str, *, threads: int, places: int, patience: float) -> None:
        """Take the threads' name and number, the places, and the seconds to wait for one."""
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name, initializer=_step_back)
        self._places = asyncio.Semaphore(places)
        self._patience = patience

    async def run(self, work: Callable[[], T]) -> T:
        """Give what the work comes to; raises ``TooBusy``."""
        try:
            async with asyncio.timeout(self._patience):
                await self._places.acquire()
        except TimeoutError:
            raise TooBusy from None
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._places.release()

    def close(self) -> None:
        """Let the threads go once they are done with what they have begun."""
        self._threads.shutdown(cancel_futures=True)


def _step_back() -> None:
    """Let this thread alone be nicer; elsewhere than on Linux that is the whole process's."""
    if sys.platform == "linux":
        me = threading.get_native_id()
        # only ever nicer: the other way is for root alone
        os.setpriority(os.PRIO_PROCESS, me, max(NICENESS, os.getpriority(os.PRIO_PROCESS, me)))
