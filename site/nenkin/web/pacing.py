"""Answers that go out at fixed moments, so that a clock does not tell what was found."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from math import ceil
from time import monotonic


@dataclass(frozen=True, slots=True)
class Pace:
    """Lets answers go at ``step``, twice ``step`` … seconds after they began, and at no other moment.

    What takes longer than a step on a busy machine waits for the next one, or the slow ones would
    tell by how much. ``now`` gives seconds of any one clock.
    """

    step: float
    now: Callable[[], float] = monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def hold(self, began: float) -> None:
        """Wait for the next step after ``began``; at least one whole step has gone by then."""
        took = self.now() - began
        await self.sleep(max(ceil(took / self.step), 1) * self.step - took)
