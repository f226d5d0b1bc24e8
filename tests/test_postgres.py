"""The tests' PostgreSQL is there while they run, and gone afterwards, whoever is killed."""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest

from tests.postgres import VARIABLE

pytestmark = [pytest.mark.postgres, pytest.mark.slow]

PATIENCE_MS = 30_000
# Prints where the server is, then stays until it is killed.
STAYING = f"echo ${VARIABLE}; exec cat"


def harness(*command: str) -> list[str]:
    return [sys.executable, "-m", "tests.postgres", "--", *command]


class Server(NamedTuple):
    """A running server, as the kernel sees it."""

    process: int
    keeper: int
    folder: Path


@pytest.fixture
def harnessed() -> Iterator[subprocess.Popen[str]]:
    # A shell in between, as make is; it must stay, so the command is not its last.
    words = " ".join(f"'{word}'" for word in harness("sh", "-c", STAYING))
    with subprocess.Popen(
        ["sh", "-c", f"{words}; true"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as shell:
        yield shell
        os.killpg(shell.pid, signal.SIGKILL)


def parent(process: int) -> int:
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition("PPid:")[2].split(maxsplit=1)[0])


def children(process: int) -> list[int]:
    return [
        int(word) for word in Path(f"/proc/{process}/task/{process}/children").read_text().split()
    ]


def server_of(shell: subprocess.Popen[str]) -> Server:
    assert shell.stdout
    address = shell.stdout.readline().strip()
    with psycopg.connect(address.replace("+psycopg", "")) as connection:
        row = connection.execute("SELECT current_setting('data_directory')").fetchone()
    assert row
    data = Path(row[0])
    process = int((data / "postmaster.pid").read_text().split(maxsplit=1)[0])
    return Server(process, parent(process), data.parent)


def wait_for_the_end_of(*handles: int) -> None:
    for handle in handles:
        poll = select.poll()
        poll.register(handle, select.POLLIN)
        assert poll.poll(PATIENCE_MS), "still running"
        os.close(handle)


@pytest.mark.parametrize("who", ["the harness", "its starter", "all of them"])
def test_nothing_is_left_when_the_tests_are_killed(
    harnessed: subprocess.Popen[str], who: str
) -> None:
    server = server_of(harnessed)
    (harness_process,) = children(harnessed.pid)
    gone = [os.pidfd_open(process) for process in (server.process, server.keeper, harness_process)]
    if who == "the harness":
        os.kill(harness_process, signal.SIGKILL)
    elif who == "its starter":
        os.kill(harnessed.pid, signal.SIGKILL)
    else:
        os.killpg(harnessed.pid, signal.SIGKILL)
    wait_for_the_end_of(*gone)
    assert not server.folder.exists()


def test_the_server_ends_with_its_keeper_and_the_next_keeper_removes_its_folder(
    harnessed: subprocess.Popen[str],
) -> None:
    server = server_of(harnessed)
    gone = os.pidfd_open(server.process)
    os.kill(server.keeper, signal.SIGKILL)
    wait_for_the_end_of(gone)
    subprocess.run(harness("true"), check=True)
    assert not server.folder.exists()


@pytest.mark.parametrize("code", [0, 5])
def test_the_exit_code_is_the_commands(code: int) -> None:
    assert subprocess.run(harness("sh", "-c", f"exit {code}"), check=False).returncode == code


def test_a_command_is_needed() -> None:
    assert subprocess.run(harness(), check=False, stderr=subprocess.DEVNULL).returncode == 2
