"""Measure the search for ownerless records: ``make bench-search ROWS=1000000``; exits 1 where a goal is missed.

``python -m tests.bench.ownerless ROWS [heavier|assumed|lighter] [alone]``: another curve of given names;
without the peers. The figures are kept in var/bench/ownerless/ as JSON too.
"""

import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench.environments import FOLDER
from tests.bench.ownerless import ours, peers
from tests.bench.ownerless.asked import Asked, asked, for_peers
from tests.bench.ownerless.generate import size, write
from tests.bench.ownerless.given import HEADS
from tests.bench.ownerless.goals import GOALS, combined
from tests.bench.ownerless.model import ErrorModel, error_model
from tests.bench.results import Results, machine

LARGE = 50_000_000
PEERS_AT_MOST = 5_000_000  # rows


@dataclass
class Shown(Results):
    """Figures that are shown as they come: the largest run takes hours."""

    shown: int = 0

    def show(self) -> None:
        """Print what is new."""
        for line in self.lines[self.shown :]:
            print(line, flush=True)
        self.shown = len(self.lines)


def main(rows: int, slope: str, *, alone: bool) -> int:
    """Run it; gives the exit code."""
    folder = FOLDER / "ownerless" / f"{rows}-{slope}"
    results, model = Shown(), error_model("report")
    print(machine(), flush=True)
    began = time.perf_counter()
    write(folder, size(rows), "report", slope=HEADS[slope])
    results.title(f"{rows:,} ownerless records, given names {slope} (tests/bench/ownerless)")
    results.tell("written in", time.perf_counter() - began, "s")
    loaded = ours.load(folder)
    _tell_load(results, loaded, rows)
    results.show()
    every = asked(folder)
    for_goals = ours.searched(folder, every, questions=True, timed=True)
    told = for_goals.told()
    _tell_found(results, told, model, rows)
    bare = ours.searched(folder, every, questions=False, timed=False).told()
    over_all = combined(bare, model, "recall@10")
    results.tell("recall@10 over all with no question answered", over_all * 100, "%")
    _tell_times(results, folder, every, for_goals, model)
    results.show()
    there = ours.on_postgresql(folder, every)
    results.title("The same on PostgreSQL, CPU of this process and the server's, warm")
    results.tell("loaded and indexed in", there.load, "s")
    results.tell("p50", ours.share(there.cpu, 0.5), "ms")
    results.hold("p99, of 4 ms", ours.share(there.cpu, 0.99) / 4, at_most=1)
    results.tell("p50 by the wall", ours.share(there.wall, 0.5), "ms")
    results.tell("p99 by the wall", ours.share(there.wall, 0.99), "ms")
    results.show()
    if not alone and rows <= PEERS_AT_MOST:
        own = ours.share(for_goals.wall, 0.99)
        _tell_peers(results, folder, for_peers(every, model), own)
    results.show()
    text = json.dumps({"with": told, "without": bare, "lines": results.lines}, ensure_ascii=False)
    (folder / "figures.json").write_text(text, encoding="utf-8")
    return 1 if results.missed else 0


def _tell_load(results: Results, loaded: ours.Loaded, rows: int) -> None:
    results.tell("loaded and indexed in", loaded.seconds, "s")
    results.tell("of CPU", loaded.cpu, "s")
    results.tell("memory of the load", loaded.memory / 2**20, "MiB")
    results.tell("bytes of the file a row", loaded.file / rows, "B")
    results.hold("bytes of index a row, of 80", loaded.index / rows / 80, at_most=1)
    if rows >= LARGE:
        results.hold("50 million loaded, of 30 minutes", loaded.seconds / 1_800, at_most=1)
        results.hold("memory of the load, of 4 GiB", loaded.memory / 2**32, at_most=1)


def _tell_found(results: Results, told: ours.Told, model: ErrorModel, rows: int) -> None:
    results.title(
        "kind of slip: recall@1, recall@10; told 一致, あるかもしれません, 見つかりませんでした"
    )
    for name, of in told.items():
        if "queries" not in of:
            continue
        recall = f"{of['recall@1']:>6.1%} {of['recall@10']:>6.1%}" if "recall@1" in of else " " * 13
        shares = " ".join(f"{of[word]:>6.1%}" for word in ("found", "possible", "not-found"))
        results.lines.append(f"  {name:<34} {of['queries']:>6,}  {recall}   {shares}")
    results.title("Goals")
    for goal in GOALS:
        value = goal.value(told, model)
        least = goal.at_large if rows >= LARGE and goal.at_large else goal.bound
        bounds = {"at_most": least} if goal.most else {"at_least": least}
        results.hold(goal.words, value, **bounds)


def _tell_times(
    results: Results,
    folder: Path,
    every: list[Asked],
    searched: ours.Searched,
    model: ErrorModel,
) -> None:
    results.title("Time of a whole search with its scoring, CPU of one core, warm")
    results.tell("p50", ours.share(searched.cpu, 0.5), "ms")
    results.hold("p99, of 2 ms", ours.share(searched.cpu, 0.99) / 2, at_most=1)
    results.tell("p50 by the wall", ours.share(searched.wall, 0.5), "ms")
    results.tell("p99 by the wall", ours.share(searched.wall, 0.99), "ms")
    common = [
        spent for one, spent in zip(every, searched.cpu, strict=True) if one.group == "common"
    ]
    results.tell("p99 of the hundred commonest names", ours.share(common, 0.99), "ms")
    top = ours.commonest_names(every, searched.cpu)
    results.tell("p50 of the ten commonest names", ours.share(top, 0.5), "ms")
    results.tell("p99 of the ten commonest names", ours.share(top, 0.99), "ms")
    cold, reads = ours.evicted(folder, every, model.seed)
    results.tell("file not in memory, p50 of its reads", ours.share(reads, 0.5), "reads")
    results.tell("file not in memory, the most reads", max(reads), "reads")
    results.tell("file not in memory, p50 of the wall", ours.share(cold, 0.5), "ms")
    results.tell("file not in memory, p90 of the wall", ours.share(cold, 0.9), "ms")
    results.hold("file not in memory, the slowest, of 15 ms", max(cold) / 15, at_most=1)


def _tell_peers(results: Shown, folder: Path, some: list[Asked], own: float) -> None:
    results.title(
        f"Peers, {len(some)} of the searches: build s, index MB, p50, p99 ms, recall@1, @10"
    )
    for peer in peers.measured(folder, some):
        results.lines.append(
            f"  {peer.name:<14} {peer.build:>8.1f} {peer.index / 1e6:>8.1f} "
            f"{ours.share(peer.milliseconds, 0.5):>9.2f} {ours.share(peer.milliseconds, 0.99):>9.2f} "
            f"{peer.first:>7.1%} {peer.ten:>7.1%}"
        )
        if peer.name == "pg_trgm":
            ratio = ours.share(peer.milliseconds, 0.99) / own
            results.hold("p99 of pg_trgm over ours", ratio, at_least=100)
        results.show()


if __name__ == "__main__":
    asked_for = [*sys.argv[2:], "assumed"]
    curve = next(word for word in asked_for if word in HEADS)
    sys.exit(main(int(sys.argv[1]), curve, alone="alone" in asked_for))
