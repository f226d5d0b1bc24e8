"""くらべる over HTTP: sixteen start ages of five scenarios, beside the page of the record."""

import asyncio
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from urllib.request import Request, urlopen

import msgspec

from nenkin.features.estimate.figures import ANSWERS, AS_IT_IS
from nenkin.features.estimate.scenarios import DRAFT, MOST, Saved
from nenkin.features.estimate.start_ages import AGES
from nenkin.storage.database import open_database
from nenkin.storage.drafts import Owner, save_draft
from nenkin.storage.keys import Keys, new_keys, write
from tests.bench.load import Asked, run, script
from tests.bench.population import fill
from tests.bench.results import Results
from tests.bench.servers import Server, our_server

PEOPLE = 2_000
SIGNED_IN = 200  # so that each has been told their figures before the measured rounds begin
WARM = 100  # of them come first, so that a server just started is not what is measured
ROUNDS = 5
SECONDS = 3
CONNECTIONS = 4  # it is CPU that counts here; many would wait in line on a busy machine
UNTIL = (0, 67, 68, 70, 74)  # years of age; 0: as it is
RECORD, SUMS, BY_AGE = "/record", "/estimate/compare", "/estimate/compare/ages"


def measure(results: Results) -> None:
    """Measure three pages of the same people in turn."""
    keys = new_keys()
    with tempfile.TemporaryDirectory(dir="/dev/shm", prefix="nenkin-bench-") as folder:
        place = Path(folder)
        write(keys, place / "keys.json")
        people = fill(place / "nenkin.db", keys, people=PEOPLE, signed_in=SIGNED_IN)
        asyncio.run(_save(people.file, keys))
        with our_server(people.file, place) as ours:
            first = _first_view(ours, people.cookies)
            took = _cpu(ours, place, people.cookies)
    results.title(f"{len(AGES)} start ages × {MOST} scenarios (くらべる), CPU")
    results.tell("the record", took[RECORD], "µs")
    results.tell("five results side by side, with pictures", took[SUMS], "µs")
    results.tell("sixteen start ages of five scenarios", took[BY_AGE], "µs")
    for path in (RECORD, SUMS, BY_AGE):
        results.tell(f"{path}, for the first time", first[path], "µs")
    # Twice the record is asked of the start ages; the other page draws some thirty bars besides.
    for path, name, most in ((SUMS, "results side by side", 3), (BY_AGE, "start ages", 2)):
        results.hold(f"{name} ÷ record", took[path] / took[RECORD], at_most=most)
        results.hold(f"{name} ÷ record, first view", first[path] / first[RECORD], at_most=most)


def _saved(number: int, until: int) -> Saved:
    """Give one of five different lives to come: work until some age, or none."""
    typed = {
        "later": {"later": ["yes"]},
        "later-until": {"later-until": [str(until)]},
        "later-pay": {"later-pay": [f"{until}0,000円"]},
    }
    return Saved(
        number=number,
        name=f"{until}歳まで働く" if until else "いまのまま",
        kind=ANSWERS if until else AS_IT_IS,
        typed=typed if until else {},
    )


async def _save(file: Path, keys: Keys) -> None:
    """Give everybody who is signed in five scenarios."""
    db = await open_database(f"sqlite:///{file}", keys)
    now = datetime.now(UTC)  # noqa: TID251  # drafts must be there for a server with a real clock
    text = msgspec.json.encode([_saved(i, until) for i, until in enumerate(UNTIL, 1)]).decode()
    async with db.write() as session:
        for person in range(1, SIGNED_IN + 1):
            await save_draft(session, Owner.person(person), DRAFT, text, expected=0, now=now)
    await db.close()


def _first_view(server: Server, cookies: Sequence[str]) -> Mapping[str, float]:
    """Open every page once: all is worked out, and told to the ledger; gives CPU microseconds of each."""
    used = {}
    for path in (RECORD, SUMS, BY_AGE):
        before = server.cpu_seconds()
        for number, cookie in enumerate(cookies):
            if number == WARM:
                before = server.cpu_seconds()
            asked = Request(server.address + path, headers={"Cookie": f"sid={cookie}"})
            with urlopen(asked) as answer:
                page = answer.read().decode()
            if path == BY_AGE:
                rows = page.partition("<tbody>")[2].partition("</tbody>")[0]
                assert rows.count("<tr") == len(AGES), page
                assert rows.count("円") > len(AGES) * (MOST - 1), page
        used[path] = (server.cpu_seconds() - before) / (len(cookies) - WARM) * 1e6
    return used


def _cpu(server: Server, place: Path, cookies: Sequence[str]) -> Mapping[str, float]:
    """Give the CPU of a request in microseconds, the median of rounds that take turns."""
    scripts = {
        path: script(place / f"{number}.lua", [Asked(path, f"sid={cookie}") for cookie in cookies])
        for number, path in enumerate((RECORD, SUMS, BY_AGE))
    }
    found: dict[str, list[float]] = {path: [] for path in scripts}
    for lua in scripts.values():
        run(server, lua, connections=CONNECTIONS, seconds=1)  # warm
    for _ in range(ROUNDS):
        for path, lua in scripts.items():
            load = run(server, lua, connections=CONNECTIONS, seconds=SECONDS)
            assert load.failures == 0, (path, load)
            found[path].append(load.cpu_microseconds)
    return {path: median(each) for path, each in found.items()}
