"""Run all benchmarks: ``python -m tests.bench``; exits 1 where a ratio does not hold."""

import sys

from tests.bench import comparing, estimates, flood, inside, over_http, starting
from tests.bench.results import Results, machine

results = Results()
starting.measure(results)
inside.measure(results)
estimates.measure(results)
comparing.measure(results)
flood.measure(results)
over_http.measure(results)
print(machine())
print("\n".join(results.lines))
sys.exit(1 if results.missed else 0)
