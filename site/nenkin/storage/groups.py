"""Group commit: whoever waits at the same time shares one commit, and nobody waits on purpose."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Group(Generic[Item, Result]):
    """Collects items while a commit is under way; the next commit takes them all.

    An item's place in the queue is its order of arrival. If the commit fails, all of its items fail.
    """

    def __init__(self, commit: Callable[[list[Item]], Awaitable[list[Result]]]) -> None:
        """Take what writes a list of items durably and gives one result for each."""
        self._commit = commit
        self._waiting: list[tuple[Item, asyncio.Future[Result]]] = []
        self._working: asyncio.Task[None] | None = None

    def add(self, item: Item) -> asyncio.Future[Result]:
        """Put an item in; the future is done once it is durably written.

        Whoever stops waiting (a closed connection) does not take the item back.
        """
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        if self._working is None:
            self._working = asyncio.create_task(self._work())
        return future

    async def close(self) -> None:
        """Wait until everything that was put in is written."""
        if self._working is not None:
            await self._working

    async def _work(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting, []
                await self._write(batch)
        finally:
            self._working = None

    async def _write(self, batch: list[tuple[Item, "asyncio.Future[Result]"]]) -> None:
        try:
            results = await self._commit([item for item, _ in batch])
        except Exception as error:  # noqa: BLE001  # handed to everybody who waits
            for _, future in batch:
                if not future.cancelled():
                    future.set_exception(error)
            return
        for (_, future), result in zip(batch, results, strict=True):
            if not future.cancelled():
                future.set_result(result)
