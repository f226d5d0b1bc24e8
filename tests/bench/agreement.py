"""Both engines on a million drawn lives: the same yen, or the run fails."""

import os
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from multiprocessing import get_context

from tests.bench.results import Results
from tests.bulk.agreement import share

LIVES = int(os.environ.get("BENCH_LIVES", "1000000"))
BLOCK = 10_000
SEED = 3_000_000  # and one more for each block: none of the lives that the tests draw


def measure(results: Results) -> None:
    """Compare block by block, on all cores; takes long by nature, as the reference engine does."""
    blocks = -(-LIVES // BLOCK)
    begin = time.perf_counter()
    differing, parts = 0, 0
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as processes:
        given = zip(repeat(0), repeat(1), repeat(BLOCK), range(SEED, SEED + blocks), strict=False)
        for found, counted in processes.map(share, *zip(*given, strict=True)):
            for one in found[:3]:
                results.lines.append(f"  differs: {one}")
            differing += len(found)
            parts += sum(times for name, times in counted.items() if name.startswith("part "))
    results.title("Both engines on drawn lives, one scenario each, to the yen")
    results.tell("lives compared", blocks * BLOCK, "")
    results.tell("parts of a pension that were due to them", parts, "")
    results.tell("wall-clock time", time.perf_counter() - begin, "s")
    results.hold("lives on which the engines differ", differing, at_most=0)
