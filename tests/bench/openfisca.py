"""OpenFisca-core works out the same life, in an environment of its own that is installed here."""

import json
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from nenkin.bulk.plain import Outcome
from nenkin.bulk.tables import HALF, MASK, START, Tables
from nenkin.law.earnings import MAIN_TABLE
from nenkin.law.lives import Life, Scenario
from nenkin.law.months import Month, month
from nenkin.law.periods import Scheme
from tests.bench.environments import ROOT, environment

PACKAGE = "openfisca-core==46.0.1"
AT_20, AT_60, AT_65 = 240, 720, 780
NEW_FRACTIONS = month(2009, 4)
STATUSES = {"A": "paid", "Y": "exempt", "サ": "student", "*": "unpaid"}
FULL_EXEMPTION = 2 * 3  # the place of what it counts for among the exempt months: new, then old


@dataclass(frozen=True)
class OpenFisca:
    """The running peer."""

    process: subprocess.Popen[str]

    def ask(self) -> tuple[float, dict[str, list[int]]]:
        """Have it work the life out once more; gives the CPU seconds and what came out, by start age."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        seconds, told = json.loads(self.process.stdout.readline())
        return seconds, told


@contextmanager
def openfisca(tables: Tables, life: Life, ages: Sequence[Scenario]) -> Iterator[OpenFisca]:
    """Run it until the block ends."""
    given = {
        "law": _law(tables, life),
        "life": _life(life),
        "ages": [scenario.basic for scenario in ages],
    }
    process = subprocess.Popen(
        [
            environment("openfisca", PACKAGE),
            ROOT / "tests" / "bench" / "peers" / "openfisca_estimate.py",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    try:
        process.stdin.write(json.dumps(given) + "\n")
        yield OpenFisca(process)
    finally:
        process.stdin.close()
        process.wait(60)


def agrees(told: Mapping[str, list[int]], outcomes: Sequence[Outcome]) -> bool:
    """Whether it gave the same yen: of each start age, when it begins and from 65 on."""
    for place, (phases, _) in enumerate(outcomes):
        found = {name: yen[place] for name, yen in told.items()}
        for phase, when in ((phases[0], "claim"), (phases[-1], "65")):
            own = found[f"proportional_at_{when}"], found[f"difference_at_{when}"]
            yen = phase[2]
            parts = (yen[0], yen[1], yen[5], yen[7], yen[8])
            basic = found["basic_pension"], found["basic_change"]
            if parts != (*basic, *own, found["employees_change"]):
                return False
    return True


def _law(tables: Tables, life: Life) -> dict[str, Any]:
    """Give the figures of the law that this life needs."""
    cohort = tables.cohort(life.born_on)
    rates = tables.rates(cohort, life.born_on, MAIN_TABLE).each
    first = life.stretches[0].first
    months = range(first, life.born_in + AT_65)
    exempt = cohort.counted[FULL_EXEMPTION][0], cohort.counted[FULL_EXEMPTION + 1][0]
    return {
        "full": cohort.full,
        "capable": cohort.capable,
        "fractions": cohort.fractions,
        "exempt": {_written(first): exempt[1], _written(NEW_FRACTIONS): exempt[0]},
        "fixed_unit": cohort.unit,
        "fixed_units": cohort.units,
        "difference_cap": cohort.difference_cap,
        "least": cohort.least,
        "own_before": cohort.own[0],
        "own_since": cohort.own[1],
        "owns": cohort.owns,
        "former_before": cohort.former[0],
        "former_since": cohort.former[1],
        "formers": cohort.formers,
        "early": cohort.early,
        "late": cohort.late,
        "changes": cohort.changes,
        "revaluation": {_written(at): rates[at - START] & MASK for at in months},
        "former_revaluation": {_written(at): rates[at - START] >> HALF for at in months},
    }


def _life(life: Life) -> dict[str, Any]:
    """Give it month by month, from the first to the one before 65."""
    first, end = life.stretches[0].first, life.born_in + AT_65
    statuses, pay = ["none"] * (end - first), [0] * (end - first)
    for stretch in life.stretches:
        for at in range(stretch.first, stretch.last + 1):
            if stretch.scheme is Scheme.NATIONAL:
                statuses[at - first] = STATUSES[stretch.status or ""]
            else:
                pay[at - first] = stretch.pay or 0
    bonuses = {bonus.month: bonus.yen for bonus in life.bonuses}
    return {
        "first_age": first - life.born_in,
        "months": [_written(at) for at in range(first, end)],
        "sixty": _written(life.born_in + AT_60),
        "statuses": statuses,
        "pay": pay,
        "bonus": [bonuses.get(at, 0) for at in range(first, end)],
    }


def _written(at: Month) -> str:
    return f"{at // 12:04}-{at % 12 + 1:02}"
