"""Run all benchmarks: ``python -m tests.bench``; exits 1 where a ratio does not hold.

``python -m tests.bench NAME…`` runs some of them only.
"""

import sys

from tests.bench import (
    agreement,
    comparing,
    estimates,
    flood,
    inside,
    over_http,
    scenario_pages,
    starting,
    trail,
)
from tests.bench.results import Results, machine

ALL = {
    "starting": starting,
    "inside": inside,
    "estimates": estimates,
    "comparing": comparing,
    "flood": flood,
    "over_http": over_http,
    "scenario_pages": scenario_pages,
    "trail": trail,
    "agreement": agreement,
}


def main(names: list[str]) -> int:
    """Run them; gives the exit code."""
    results = Results()
    print(machine(), flush=True)
    for name in names or ALL:
        told = len(results.lines)
        ALL[name].measure(results)
        print("\n".join(results.lines[told:]), flush=True)
    return 1 if results.missed else 0


if __name__ == "__main__":  # the processes of agreement read this module too
    sys.exit(main(sys.argv[1:]))
