"""The page of a whole life over HTTP: ours with everything on, two peers bare, in one run."""

import os
import random
import re
import shutil
import sqlite3
import tempfile
import time
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from statistics import median
from urllib.request import Request, urlopen

from nenkin.storage.keys import new_keys, write
from tests.bench.environments import FOLDER, ROOT, environment
from tests.bench.load import Asked, Load, run, script
from tests.bench.population import Population, fill
from tests.bench.results import Results
from tests.bench.servers import Server, free_port, our_server, running

PACKAGES = ("fastapi==0.165.0", "uvicorn[standard]==0.54.0", "django==5.2.19", "gunicorn==27.0.1")
PEOPLE = int(os.environ.get("BENCH_PEOPLE", "1000000"))
SIGNED_IN = 10_000
COMMITS = 1000
MOST_MEGABYTES = 110  # a worker
ROUNDS = 3
SECONDS = 4


def measure(results: Results) -> None:
    """Measure the grid of a random signed-in person."""
    python = environment("peers", "-e", str(ROOT), *PACKAGES)
    with tempfile.TemporaryDirectory(dir="/dev/shm", prefix="nenkin-bench-") as folder:
        place = Path(folder)
        keys = new_keys()
        write(keys, place / "keys.json")
        population = fill(place / "nenkin.db", keys, people=PEOPLE, signed_in=SIGNED_IN)
        peers_file = place / "peers.db"
        shutil.copyfile(population.file, peers_file)
        with ExitStack() as stack:
            ours = stack.enter_context(our_server(population.file, place))
            fastapi = stack.enter_context(_fastapi(python, peers_file))
            django = stack.enter_context(_django(python, peers_file))
            _compare_pages(population.cookies, ours, fastapi, django)
            own = script(
                place / "ours.lua",
                [Asked("/record/grid", f"sid={cookie}") for cookie in population.cookies],
            )
            theirs = script(
                place / "peers.lua",
                [Asked(f"/grid?person={person}") for person in range(1, SIGNED_IN + 1)],
            )
            _measure_cpu(results, {ours: own, fastapi: theirs, django: theirs})
            _measure_spread(results, ours, own)
        _measure_disk(results, population, place)


def _measure_cpu(results: Results, servers: dict[Server, Path]) -> None:
    """G1: rounds over all servers in turn, so that a busy minute hits all alike."""
    for server, lua in servers.items():
        run(server, lua, connections=16, seconds=1)  # warm
    found: dict[str, list[Load]] = {server.name: [] for server in servers}
    for _ in range(ROUNDS):
        for server, lua in servers.items():
            load = run(server, lua, connections=16, seconds=SECONDS)
            assert load.failures == 0, (server.name, load)
            found[server.name].append(load)
    cpu = {name: median(load.cpu_microseconds for load in loads) for name, loads in found.items()}
    results.title(
        f"年度と月の一覧表 of one of {SIGNED_IN:,} signed in among {PEOPLE:,} (G1), 16 connections"
    )
    for name, loads in found.items():
        each = sum(load.requests for load in loads) / (ROUNDS * SECONDS)
        results.tell(f"{name}: {each:,.0f} a second, CPU a request", cpu[name], "µs")
    results.hold("FastAPI ÷ ours", cpu["FastAPI"] / cpu["ours"], at_least=10)
    results.hold("Django ÷ ours", cpu["Django"] / cpu["ours"], at_least=14)


def _measure_spread(results: Results, ours: Server, lua: Path) -> None:
    """G2: the slowest hundredth against the median, database on tmpfs."""
    results.title("p99 ÷ p50 of the same page (G2), database on tmpfs")
    for connections in (1, 64):
        loads = [run(ours, lua, connections=connections, seconds=SECONDS) for _ in range(ROUNDS)]
        spread = median(load.spread for load in loads)
        milliseconds = median(load.median for load in loads) * 1000
        results.tell(f"{connections} connections: p50", milliseconds, "ms")
        results.hold(f"{connections} connections: p99 ÷ p50", spread, at_most=2)
    results.title("Memory (G19), after all these pages")
    results.tell("one worker", ours.worker_megabytes(), "MB (PSS)")
    results.tell("the process that minds the workers", ours.other_megabytes(), "MB (PSS)")
    results.hold("one worker ÷ 110 MB", ours.worker_megabytes() / MOST_MEGABYTES, at_most=1)


def _measure_disk(results: Results, population: Population, place: Path) -> None:
    """Tell the same of a database on a disk, beside what a bare commit takes there."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        file = Path(folder) / "nenkin.db"
        shutil.copyfile(population.file, file)
        with file.open("rb+") as copied:  # else the first checkpoint would wait for all of it
            os.fsync(copied.fileno())
        bare = _commits(Path(folder) / "bare.db")
        lua = script(
            place / "disk.lua",
            [Asked("/record/grid", f"sid={cookie}") for cookie in population.cookies],
        )
        with our_server(file, place) as ours:
            run(ours, lua, connections=1, seconds=1)
            load = run(ours, lua, connections=1, seconds=SECONDS)
    results.title("The same page, database on disk, beside a bare commit there (told, not held)")
    for name, median_, slowest in (
        ("page, 1 connection", load.median, load.slowest_hundredth),
        ("bare commit", bare[len(bare) // 2], bare[len(bare) * 99 // 100]),
    ):
        results.tell(f"{name}: p50", median_ * 1000, "ms")
        results.tell(f"{name}: p99", slowest * 1000, "ms")


def _commits(file: Path) -> list[float]:
    """Give how long single durable commits take, in seconds, the quickest first."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE line (text TEXT)")
    found = []
    for number in range(COMMITS):
        begin = time.perf_counter()
        connection.execute("INSERT INTO line VALUES (?)", (f"{number:0200d}",))
        found.append(time.perf_counter() - begin)
    connection.close()
    return sorted(found)


def _compare_pages(cookies: list[str], ours: Server, *peers: Server) -> None:
    """All must serve the same main part, or there is nothing to compare."""
    draw = random.Random(1)
    for person in [draw.randint(1, SIGNED_IN) for _ in range(20)]:
        own = _main(f"{ours.address}/record/grid", f"sid={cookies[person - 1]}")
        for peer in peers:
            theirs = _main(f"{peer.address}/grid?person={person}", "")
            assert own == theirs, (
                f"{peer.name} serves another page:\n{_first_difference(own, theirs)}"
            )


def _main(address: str, cookie: str) -> str:
    with urlopen(Request(address, headers={"Cookie": cookie})) as answer:
        html = answer.read().decode()
    inner = re.search(r"<main.*</main>", html, re.DOTALL)
    assert inner, html[:500]
    return re.sub(r"\s*(<[^>]*>)\s*", r"\1", inner[0].replace("&#39;", "'"))


def _first_difference(one: str, other: str) -> str:
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    return f"…{one[at - 80 : at + 120]}\n…{other[at - 80 : at + 120]}"


def _fastapi(python: Path, file: Path) -> AbstractContextManager[Server]:
    port = free_port()
    return running(
        "FastAPI",
        [
            *(str(python), "-m", "uvicorn", "tests.bench.peers.fastapi_app:app"),
            *("--port", str(port), "--log-level", "warning", "--no-access-log"),
        ],
        port=port,
        environment={"BENCH_DATABASE": str(file)},
        path="/grid?person=1",
        folder=ROOT,
    )


def _django(python: Path, file: Path) -> AbstractContextManager[Server]:
    port = free_port()
    return running(
        "Django",
        [
            *(str(python), "-m", "gunicorn", "tests.bench.peers.django_app:application"),
            *("--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--threads", "4"),
        ],
        port=port,
        environment={"BENCH_DATABASE": str(file)},
        path="/grid?person=1",
        folder=ROOT,
    )
