"""The real site, started as `make run` starts it: its own process, folder and free port."""

import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nenkin.cli import command

STOP_SECONDS = 15


@dataclass(frozen=True)
class Site:
    """A running site, and what e2e/prepared.py has laid ready in it."""

    address: str
    people: dict[str, str]  # of each demonstration person with an account: the session's cookie
    staff: dict[str, str]  # of each member of staff: the session's cookie
    visitors: dict[str, str]  # of visitors who have typed something: the visit's cookie
    parts: dict[str, str]  # of addresses: live links, a letter's number


@contextmanager
def running_site(
    folder: Path, *, prepared: bool = True, profile: str = "standard"
) -> Iterator[Site]:
    """Run the site with its demonstration people, under a profile of passwords."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{probe.getsockname()[1]}"
    environment = {
        **os.environ,
        "NENKIN_DEMO": "1",
        "NENKIN_ORIGIN": address,
        "NENKIN_PASSWORD_PROFILE": profile,
        "NENKIN_DATABASE_URL": f"sqlite:///{folder / 'nenkin.db'}",
        "NENKIN_KEYS": str(folder / "keys.json"),
        "NENKIN_OWNERLESS_STORE": str(folder / "ownerless.db"),
    }
    log = folder / "site.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "e2e.site"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=output,
            text=True,
        )
    try:
        assert process.stdout is not None
        if address not in process.stdout.readline():
            raise AssertionError(log.read_text("utf-8"))
        laid = json.loads(_prepare(environment)) if prepared else {}
        if profile != "standard":  # the second site shows what pages say where no records are
            (folder / "ownerless.db").unlink()
        yield Site(
            address,
            *(laid.get(kind, {}) for kind in ("people", "staff", "visitors", "parts")),
        )
    finally:
        process.terminate()
        process.communicate(timeout=STOP_SECONDS)


def _prepare(environment: dict[str, str]) -> str:
    command_line = [sys.executable, "-m", "e2e.prepared"]
    return subprocess.run(
        command_line, env=environment, stdout=subprocess.PIPE, text=True, check=True
    ).stdout


def serve() -> int:
    """Do what `nenkin serve` does, and end with the tests, even when they are killed."""
    set_death_signal = 1  # PR_SET_PDEATHSIG
    ctypes.CDLL(None).prctl(set_death_signal, signal.SIGTERM)
    return command.main(["serve"])


if __name__ == "__main__":
    sys.exit(serve())
