"""Timing within one process: rounds in turn, so that a busy minute hits all candidates alike."""

import gc
import statistics
import time
from collections.abc import Awaitable, Callable, Mapping

ROUNDS = 7


def in_turn(candidates: Mapping[str, Callable[[], object]], *, times: int) -> dict[str, float]:
    """Give the CPU seconds of one call of each, the median of rounds that take turns."""
    found: dict[str, list[float]] = {name: [] for name in candidates}
    with _undisturbed():
        for _ in range(ROUNDS):
            for name, call in candidates.items():
                before = time.process_time()
                for _ in range(times):
                    call()
                found[name].append((time.process_time() - before) / times)
    return {name: statistics.median(values) for name, values in found.items()}


async def in_turn_async(
    candidates: Mapping[str, Callable[[], Awaitable[object]]], *, times: int
) -> dict[str, float]:
    """Do the same for calls that are awaited."""
    found: dict[str, list[float]] = {name: [] for name in candidates}
    with _undisturbed():
        for _ in range(ROUNDS):
            for name, call in candidates.items():
                before = time.process_time()
                for _ in range(times):
                    await call()
                found[name].append((time.process_time() - before) / times)
    return {name: statistics.median(values) for name, values in found.items()}


class _undisturbed:  # noqa: N801  # reads as a word where it is used
    """Keep what is there already out of every collection."""

    def __enter__(self) -> None:
        gc.collect()
        gc.freeze()

    def __exit__(self, *_: object) -> None:
        gc.unfreeze()
