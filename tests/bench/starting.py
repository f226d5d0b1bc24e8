"""How long the application takes to import, and what a worker's memory is then (G19)."""

import statistics
import subprocess
import sys

from tests.bench.results import Results

RUNS = 5
# Not ru_maxrss: of a new process that says how large the one was that started it.
_CHILD = """
import resource, nenkin.app
own = resource.getrusage(resource.RUSAGE_SELF)
(most,) = (line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(own.ru_utime + own.ru_stime, int(most) / 1024)
"""


def measure(results: Results) -> None:
    """Import the application in processes of its own."""
    found = []
    for _ in range(RUNS):
        printed = subprocess.run(
            [sys.executable, "-c", _CHILD], check=True, capture_output=True, text=True
        ).stdout
        found.append(tuple(map(float, printed.split())))
    results.title("Starting (G19)")
    results.tell(
        "CPU of a process that imports the application", statistics.median(s for s, _ in found), "s"
    )
    results.tell(
        "its memory, most of it shared by no one", statistics.median(m for _, m in found), "MB"
    )
