"""A flood of sign-ins: what it does to everybody else, and how much of it the machine can take (G14)."""

import os
import re
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.request import urlopen

from nenkin.storage.keys import new_keys, write
from nenkin.web.hashing import Hasher
from tests.bench.load import Asked, run, script
from tests.bench.population import fill
from tests.bench.results import Results
from tests.bench.servers import Server, our_server

PEOPLE = 2_000
CLIENTS = 16
SECONDS = 3
ROUNDS = 7
PASSWORDS = 40


def measure(results: Results) -> None:
    """Measure the record's page for one person after the other, in quiet and in the flood."""
    with tempfile.TemporaryDirectory(dir="/dev/shm", prefix="nenkin-bench-") as folder:
        place = Path(folder)
        keys = new_keys()
        write(keys, place / "keys.json")
        population = fill(place / "nenkin.db", keys, people=PEOPLE, signed_in=PEOPLE)
        pages = script(
            place / "pages.lua",
            [Asked("/record/grid", f"sid={cookie}") for cookie in population.cookies],
        )
        # The flood comes from many addresses, as floods do: none of them is over its budget.
        with our_server(population.file, place, NENKIN_PROXIES="127.0.0.1") as server:
            run(server, pages, connections=1, seconds=2)  # warm
            quiet, flooded, rates, refused = [], [], [], []
            for _ in range(ROUNDS):
                quiet.append(run(server, pages, connections=1, seconds=SECONDS).slowest_hundredth)
                with _flood(server, place) as flood:
                    load = run(server, pages, connections=1, seconds=SECONDS)
                flooded.append(load.slowest_hundredth)
                rates.append(flood.tried / (SECONDS + 1))
                refused.append(flood.others / (SECONDS + 1))
        alone = _alone(place)
    results.title(f"{CLIENTS} clients that sign in without end (G14)")
    results.tell("p99 of another's page, quiet", median(quiet) * 1000, "ms")
    results.tell("p99 of another's page, in the flood", median(flooded) * 1000, "ms")
    results.hold("p99 in the flood ÷ quiet", median(flooded) / median(quiet), at_most=2)
    results.tell("passwords tried a second", median(rates), "")
    results.tell("refused a second: too many are waiting", median(refused), "")
    results.tell("passwords tried ÷ what the pool could do alone", median(rates) / alone, "×")


@dataclass
class _Flood:
    """What a flood has got through."""

    tried: int = 0  # passwords
    others: int = 0  # answers that say to come back later


@contextmanager
def _flood(server: Server, place: Path) -> Iterator[_Flood]:
    """Sign in without end, each time as somebody else from somewhere else, with a wrong password."""
    lua = place / "flood.lua"
    lua.write_text(_SCRIPT % _form(server))
    flood = _Flood()
    process = subprocess.Popen(
        ["wrk", "-t1", f"-c{CLIENTS}", f"-d{SECONDS + 1}s", "-s", str(lua), server.address],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield flood
        printed, _ = process.communicate()
    finally:
        process.kill()
    found = re.search(r"TRIED (\d+) (\d+)", printed)
    assert found, printed
    flood.tried, flood.others = int(found[1]), int(found[2])
    assert flood.tried, printed


def _form(server: Server) -> tuple[str, str]:
    """Open the page as a browser does; give the visit's cookie and the form's hidden field."""
    with urlopen(f"{server.address}/sign-in") as answer:
        cookie = answer.headers["Set-Cookie"].partition(";")[0]
        token = re.search(r'name="token" value="([^"]+)"', answer.read().decode())
    assert token, "the page for signing in has no hidden field"
    return cookie, token[1]


def _alone(place: Path) -> float:
    """Give how many passwords a second the slots of this machine can try with nothing beside them."""
    hasher = Hasher(pepper=b"p" * 32, locks=place)
    try:
        begin = time.perf_counter()
        for _ in range(PASSWORDS):
            hasher.hash_now("a password of nobody")
        each = (time.perf_counter() - begin) / PASSWORDS
    finally:
        hasher.close()
    return max(1, (os.cpu_count() or 1) - 1) / each


# A wrong password is answered with 422 once it has been tried; 503 says that too many are waiting.
_SCRIPT = """
local cookie, token = "%s", "%s"
local threads = {}
number, tried, others = 0, 0, 0
setup = function(thread) table.insert(threads, thread) end
request = function()
  number = number + 1
  local from = "10." .. math.random(255) .. "." .. math.random(255) .. "." .. math.random(255)
  local body = "token=" .. token .. "&name=nobody" .. number .. "&password=wrong-password"
  return wrk.format("POST", "/sign-in", {
    ["Cookie"] = cookie, ["Origin"] = "http://" .. wrk.host .. ":" .. wrk.port,
    ["Content-Type"] = "application/x-www-form-urlencoded", ["X-Forwarded-For"] = from,
  }, body)
end
response = function(status)
  if status == 422 then tried = tried + 1 else others = others + 1 end
end
done = function()
  local each = threads[1]
  io.write(string.format("TRIED %%d %%d\\n", each:get("tried"), each:get("others")))
end
"""
