"""The real site, started as `make run` starts it: its own process, folder and free port."""

import ctypes
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from nenkin.cli import command

STOP_SECONDS = 15
DATABASE = "nenkin.db"
BESIDE_IT = ("anchors.jsonl", "keys.json", "ownerless.db", "kept/**/*")
# What the first site of this process had when it had brought in its demonstration people, file by
# file: the others begin with that, for half of what a start costs.
_FILLED: dict[str, bytes] = {}


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
        "NENKIN_DATABASE_URL": f"sqlite:///{folder / DATABASE}",
        "NENKIN_KEYS": str(folder / "keys.json"),
        "NENKIN_OWNERLESS_STORE": str(folder / "ownerless.db"),
    }
    if profile == "standard":
        for name, kept in _FILLED.items():
            file = folder / name
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            file.touch(0o600)  # keys that others can read are refused
            file.write_bytes(kept)
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
        if profile == "standard" and not _FILLED:
            _FILLED.update(_files(folder))
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


def _files(folder: Path) -> dict[str, bytes]:
    """Read what a running site has filled."""
    with (
        closing(sqlite3.connect(folder / DATABASE)) as filled,
        closing(sqlite3.connect(":memory:")) as copy,
    ):
        filled.backup(copy)
        read = {DATABASE: copy.serialize()}
    beside = (path for names in BESIDE_IT for path in folder.glob(names) if path.is_file())
    return read | {str(path.relative_to(folder)): path.read_bytes() for path in beside}


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
