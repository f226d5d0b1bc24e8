"""Load on a server by wrk: one thread of it, some connections, each request another person's."""

import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.servers import Server


@dataclass(frozen=True)
class Load:
    """What one round showed."""

    requests: int
    failures: int
    cpu_microseconds: float  # a request
    median: float  # seconds
    slowest_hundredth: float  # seconds: p99

    @property
    def spread(self) -> float:
        """Give p99 ÷ p50."""
        return self.slowest_hundredth / self.median


@dataclass(frozen=True)
class Asked:
    """One request of the mix."""

    path: str
    cookie: str = ""


def script(path: Path, mix: Sequence[Asked]) -> Path:
    """Write a script for wrk that asks for a random one of the mix each time."""
    lines = ["local mix = {"]
    lines += [f'  {{"{one.path}", "{one.cookie}"}},' for one in mix]
    lines += [
        "}",
        "math.randomseed(20261120)",
        "request = function()",
        "  local one = mix[math.random(#mix)]",
        '  return wrk.format("GET", one[1], {["Cookie"] = one[2], ["Accept-Encoding"] = "br"})',
        "end",
        # wrk's own summary cuts its figures; this one is exact
        "done = function(summary, latency)",
        '  io.write(string.format("RESULT %d %d %f %f\\n", summary.requests,',
        "    summary.errors.status + summary.errors.connect + summary.errors.read",
        "    + summary.errors.write + summary.errors.timeout,",
        "    latency:percentile(50), latency:percentile(99)))",
        "end",
    ]
    path.write_text("\n".join(lines) + "\n")
    return path


def run(server: Server, lua: Path, *, connections: int, seconds: int) -> Load:
    """Ask one server for some seconds."""
    before = server.cpu_seconds()
    printed = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", str(lua), server.address],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    used = server.cpu_seconds() - before
    found = re.search(r"RESULT (\d+) (\d+) ([\d.]+) ([\d.]+)", printed)
    assert found, printed
    requests, failures = int(found[1]), int(found[2])
    return Load(
        requests=requests,
        failures=failures,
        cpu_microseconds=used / max(1, requests) * 1e6,
        median=float(found[3]) / 1e6,
        slowest_hundredth=float(found[4]) / 1e6,
    )
