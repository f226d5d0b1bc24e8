"""Servers side by side: started together, asked in turn, their CPU time read from the kernel.

CPU a request hardly moves when the machine is busy, and a ratio of two figures of one run does not
depend on the machine: that is what the goals are made of.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

START_SECONDS = 60


@dataclass(frozen=True)
class Server:
    """A running server: one process group on one port."""

    name: str
    port: int
    process: subprocess.Popen[bytes]

    @property
    def address(self) -> str:
        """Give where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def cpu_seconds(self) -> float:
        """Give the run time of all its threads and children so far."""
        return sum(_run_time(pid) for pid in _family(self.process.pid))

    def worker_megabytes(self) -> float:
        """Give the memory of its worker, shared pages divided among those who share them (PSS)."""
        return max(_proportional(pid) for pid in _family(self.process.pid)) / 1024

    def other_megabytes(self) -> float:
        """Give that of the processes beside the worker: the one that minds it."""
        every = [_proportional(pid) for pid in _family(self.process.pid)]
        return (sum(every) - max(every)) / 1024


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def running(
    name: str,
    command: Sequence[str],
    *,
    port: int,
    environment: Mapping[str, str],
    path: str = "/",
    folder: Path | None = None,
) -> Iterator[Server]:
    """Run a server until the block ends; it counts as started once ``path`` is answered."""
    process = subprocess.Popen(
        command,
        env={**os.environ, **environment},
        cwd=folder,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    server = Server(name, port, process)
    try:
        _await(server, path)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.wait()


def our_server(file: Path, folder: Path, **settings: str) -> AbstractContextManager[Server]:
    """Run this project's site as `make run` does, with one worker, on a database and its keys."""
    port = free_port()
    return running(
        "ours",
        [sys.executable, "-m", "nenkin.cli", "serve"],
        port=port,
        environment={
            "NENKIN_DEMO": "1",
            "NENKIN_ORIGIN": f"http://127.0.0.1:{port}",
            "NENKIN_DATABASE_URL": f"sqlite:///{file}",
            "NENKIN_KEYS": str(folder / "keys.json"),
            "NENKIN_OWNERLESS_STORE": str(folder / "ownerless.db"),
            "NENKIN_PER_ADDRESS": "1000000",
            "NENKIN_PER_SESSION": "1000000",
            **settings,
        },
        path="/about",
    )


def _await(server: Server, path: str) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if server.process.poll() is not None:
            raise RuntimeError(f"{server.name} ended with {server.process.returncode}")
        try:
            urlopen(server.address + path, timeout=5).close()
        except URLError as error:
            if hasattr(error, "code"):
                return  # any answer at all
            time.sleep(0.05)
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"{server.name} did not start within {START_SECONDS} s")


def _family(pid: int) -> list[int]:
    """Give a process with all its descendants."""
    found = [pid]
    for task in _listed(f"/proc/{pid}/task"):
        try:
            children = Path(f"/proc/{pid}/task/{task}/children").read_text().split()
        except OSError:
            continue
        for child in children:
            found += _family(int(child))
    return found


def _run_time(pid: int) -> float:
    total = 0
    for task in _listed(f"/proc/{pid}/task"):
        try:
            total += int(Path(f"/proc/{pid}/task/{task}/schedstat").read_text().split()[0])
        except OSError:
            continue  # the thread has just ended
    return total / 1e9


def _proportional(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def _listed(folder: str) -> list[str]:
    try:
        return [one.name for one in Path(folder).iterdir()]
    except OSError:
        return []
