"""Run all benchmarks: ``python -m tests.bench``; exits 1 where a ratio does not hold."""

import sys

from tests.bench import inside
from tests.bench.results import Results, machine

results = Results()
inside.measure(results)
print(machine())
print("\n".join(results.lines))
sys.exit(1 if results.missed else 0)
