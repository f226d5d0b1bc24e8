"""What a server that is told to stop still answers before it lets go of what answers need."""

import asyncio


class UnderWay:
    """Counts the requests under way, as a context manager around each."""

    __slots__ = ("_ended", "_number")

    def __init__(self) -> None:
        """Begin with none."""
        self._number = 0
        self._ended = asyncio.Event()

    def __enter__(self) -> None:
        """Count one more."""
        self._number += 1

    def __exit__(self, *_: object) -> None:
        """Count one less, however it ended."""
        self._number -= 1
        if not self._number:
            self._ended.set()

    async def over(self, patience: float) -> bool:
        """Wait until none is under way, for so many seconds; gives whether none is."""
        try:
            async with asyncio.timeout(patience):
                while self._number:
                    # Anew each time: whoever came in after the last had gone is waited for as well.
                    self._ended.clear()
                    await self._ended.wait()
        except TimeoutError:
            return False
        return True
