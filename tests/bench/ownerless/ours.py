"""Our own search, measured: the load, the size of the index, what it finds, and how long it takes."""

import os
import random
import resource
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import psycopg

from nenkin import paths
from nenkin.matching.evaluating import Outcome, figures, outcome
from nenkin.matching.knowledge import Knowledge
from nenkin.reference.matching import load_knowledge
from nenkin.storage.ownerless.postgresql import plain_address
from nenkin.storage.ownerless.searching import Store, open_store, search
from tests import postgres
from tests.bench.ownerless.asked import Asked
from tests.bench.ownerless.generate import RECORDS

WARM = 3  # times each search is measured; the best of them counts, as nothing else runs then
EVICTED = 60  # searches that find nothing of the file in memory, each as often as the warm ones
TEN = 10
INDEX = ("by_name", "by_birth")

Told = dict[str, dict[str, float | int]]


@dataclass(frozen=True)
class Loaded:
    """What a load cost: seconds of the wall and of both kinds of CPU, bytes."""

    seconds: float
    cpu: float
    memory: int
    file: int
    index: int


def load(folder: Path) -> Loaded:
    """Load the records in a process of its own, by the command that an office types."""
    store = folder / "store.db"
    records = str(folder / RECORDS)
    command = [sys.executable, "-m", "nenkin.cli", "ownerless", "load", records]
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*command, "--store", str(store)], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    with sqlite3.connect(store) as connection:
        marks = ", ".join("?" * len(INDEX))
        (index,) = connection.execute(
            f"SELECT sum(pgsize) FROM dbstat WHERE name IN ({marks})", INDEX
        ).fetchone()
    connection.close()
    return Loaded(
        seconds=time.perf_counter() - began,
        cpu=after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        memory=after.ru_maxrss * 1024,  # the largest child so far: nothing larger ran before
        file=store.stat().st_size,
        index=index,
    )


@dataclass(frozen=True)
class Searched:
    """What all searches gave."""

    outcomes: list[Outcome]
    cpu: list[float]  # milliseconds of each, warm
    wall: list[float]  # the same by the clock on the wall

    def told(self) -> Told:
        """Give the figures by kind."""
        return figures(self.outcomes)


def searched(folder: Path, every: list[Asked], *, questions: bool, timed: bool) -> Searched:
    """Search for all, with the answers to two of the three questions or with none."""
    knowledge = load_knowledge(paths.DATA)
    store = open_store(folder / "store.db")
    outcomes, cpu, wall = [], [], []
    for one in every:
        query = one.query if questions else one.bare
        found = search(store, query, knowledge)
        spent, waited = [], []
        for _ in range(WARM if timed else 0):
            since, began = time.perf_counter(), time.thread_time()
            search(store, query, knowledge)
            spent.append(time.thread_time() - began)
            waited.append(time.perf_counter() - since)
        cpu.append(min(spent, default=0.0) * 1e3)
        wall.append(min(waited, default=0.0) * 1e3)
        slips = [] if one.kind == "none" else one.kind.split("+")
        outcomes.append(outcome(found, one.records, slips, cpu[-1], one.group))
    store.close()
    return Searched(outcomes, cpu, wall)


def evicted(folder: Path, every: list[Asked], seed: int) -> tuple[list[float], list[float]]:
    """Search where nothing of the file is in memory: milliseconds of the wall, and reads of the file.

    Of each search the best of its times counts, as for the warm ones; how often the file is read does
    not depend on what else the machine does.
    """
    knowledge = load_knowledge(paths.DATA)
    file = folder / "store.db"
    found, reads = [], []
    for one in random.Random(seed).sample(every, EVICTED):
        waited, asked_for = [], 0.0
        for _ in range(WARM):
            store = open_store(file)
            store.close()  # its pages are mapped no more, so that the kernel lets them go
            with file.open("rb") as opened:
                os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            before, began = _reads(), time.perf_counter()
            search(store, one.query, knowledge)
            waited.append((time.perf_counter() - began) * 1e3)
            asked_for = _reads() - before - 1  # without the question itself
            store.close()
        found.append(min(waited))
        reads.append(asked_for)
    return found, reads


@dataclass(frozen=True)
class OnPostgresql:
    """What the same store costs on PostgreSQL: seconds of the load, and milliseconds of each search.

    Warm; by the wall, and of the CPU of this process and the server's together.
    """

    load: float
    wall: list[float]
    cpu: list[float]


def on_postgresql(folder: Path, every: list[Asked]) -> OnPostgresql:
    """Load the records there too, by the command, and search for all."""
    with postgres.running() as url:
        command = [sys.executable, "-m", "nenkin.cli", "ownerless", "load", str(folder / RECORDS)]
        began = time.perf_counter()
        subprocess.run([*command, "--store", url], check=True, stdout=subprocess.DEVNULL)
        spent = time.perf_counter() - began
        knowledge, store = load_knowledge(paths.DATA), open_store(url)
        server, wall, cpu = _server(url), [], []
        for one in every:
            search(store, one.query, knowledge)
            times = [_times(store, one, knowledge, server) for _ in range(WARM)]
            wall.append(min(waited for waited, _ in times))
            cpu.append(min(worked for _, worked in times))
        store.close()
    return OnPostgresql(spent, wall, cpu)


def _server(url: str) -> Path:
    """Find what the kernel tells of the process that serves the only other connection."""
    with psycopg.connect(plain_address(url)) as connection:
        (process,) = connection.execute(
            "SELECT pid FROM pg_stat_activity "
            "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        ).fetchone() or (0,)
    return Path(f"/proc/{process}/schedstat")


def _times(store: Store, one: Asked, knowledge: Knowledge, server: Path) -> tuple[float, float]:
    before, since, began = _worked(server), time.thread_time(), time.perf_counter()
    search(store, one.query, knowledge)
    waited, worked = time.perf_counter() - began, time.thread_time() - since
    return waited * 1e3, worked * 1e3 + _worked(server) - before


def _worked(server: Path) -> float:
    """Give for how many milliseconds it has been on a CPU."""
    return int(server.read_text().split()[0]) / 1e6


def _reads() -> float:
    """Give how often this process has asked the kernel to read."""
    told = dict(line.split(": ") for line in Path("/proc/self/io").read_text().splitlines())
    return float(told["syscr"])


def share(values: list[float], of: float) -> float:
    """Give the value that this share of all does not exceed."""
    ordered = sorted(values)
    return ordered[min(int(of * len(ordered)), len(ordered) - 1)]


def commonest_names(every: list[Asked], cpu: list[float]) -> list[float]:
    """Give the milliseconds of the searches whose full name is one of the ten most searched for."""
    names = [(one.query.names[0].family_kana, one.query.names[0].given_kana) for one in every]
    top = {name for name, _ in Counter(names).most_common(TEN)}
    return [spent for name, spent in zip(names, cpu, strict=True) if name in top]
