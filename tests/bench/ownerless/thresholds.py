"""The curve between what people with a record and people without one are told, for each threshold.

``python -m tests.bench.ownerless.thresholds FOLDER``, with the three files of the noise `tune` and their
store.db in the folder: the thresholds of data/matching/weights.toml are chosen by it.
"""

import sys
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from nenkin import paths
from nenkin.reference.matching import load_knowledge
from nenkin.storage.ownerless.searching import open_store, search
from tests.bench.ownerless.asked import asked
from tests.bench.ownerless.model import error_model

STEPS = (0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98)
WITHOUT, COMMON = "without", "without, common name"


def lines(folder: Path) -> Iterator[str]:
    """Give the curve: of every threshold the shares whose probability reaches it."""
    knowledge, model = load_knowledge(paths.DATA), error_model("tune")
    store = open_store(folder / "store.db")
    best, total = defaultdict[str, list[float]](list), defaultdict[str, list[float]](list)
    for one in asked(folder):
        if one.group and one.records:
            continue
        kind = one.kind if one.records else COMMON if one.group else WITHOUT
        found = search(store, one.query, knowledge)
        best[kind].append(max((each.posterior for each in found.candidates), default=0))
        total[kind].append(found.posterior)
    store.close()
    shares = {**model.kinds, WITHOUT: 1, COMMON: 1}
    groups = (list(model.kinds), [WITHOUT], [COMMON])
    yield "threshold   with a record    without   without, common   (best alone; all together)"
    for values in (best, total):
        for step in STEPS:
            told = [
                sum(shares[kind] * _reach(values[kind], step) for kind in kinds) for kinds in groups
            ]
            yield f"{step:>9.0%}   {told[0]:>13.2%} {told[1]:>10.2%} {told[2]:>17.2%}"
        yield ""


def _reach(values: list[float], step: float) -> float:
    ordered = sorted(values)
    return 1 - bisect_left(ordered, step) / len(ordered)


if __name__ == "__main__":
    sys.stdout.writelines(line + "\n" for line in lines(Path(sys.argv[1])))
