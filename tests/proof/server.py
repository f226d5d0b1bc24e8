"""A real process that serves the site over a socket, made to be killed.

A «zygote» puts the site together once and forks one server a cycle: a fresh process with its own
connections to the database in a few milliseconds, where a fresh interpreter would take seconds. It
is a process of its own because a test's has threads, and a fork of those can stand still for ever.
"""

import asyncio
import contextlib
import ctypes
import gc
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import IO

from nenkin import app, menus
from nenkin.clock import FixedClock
from nenkin.settings import Settings
from nenkin.storage.database import open_database
from nenkin.storage.keys import load_or_make
from nenkin.web.gate import Gate
from tests.asgi import call, unlimited
from tests.proof import proving
from tests.proof.proving import Feature
from tests.sites import NOON, running

LINE = b"\r\n"


@dataclass
class Zygote:
    """Begins servers, one after the other."""

    process: subprocess.Popen[str]
    pid: int = 0
    port: int = 0

    def begin(self) -> None:
        """Begin a server; returns once it answers."""
        _say(self.process.stdin, "begin")
        self.pid = int(_hear(self.process.stdout))
        self.port = int(_hear(self.process.stdout))

    def kill(self) -> None:
        """Kill it as a power button would, and wait until it is gone."""
        os.kill(self.pid, signal.SIGKILL)
        assert _hear(self.process.stdout) == "gone"


@contextlib.contextmanager
def zygote(settings: Settings) -> Iterator[Zygote]:
    """Put a site together in a process of its own."""
    with subprocess.Popen(
        [sys.executable, "-m", __name__, settings.database_url, settings.keys],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert _hear(process.stdout) == "ready"
            yield Zygote(process)
        finally:
            process.kill()


def _say(pipe: IO[str] | None, word: str) -> None:
    assert pipe is not None
    pipe.write(word + "\n")
    pipe.flush()


def _hear(pipe: IO[str] | None) -> str:
    assert pipe is not None
    return pipe.readline().strip()


def _main(database_url: str, keys: Path) -> None:
    _end_with_the_parent()
    menus.FEATURES = (*menus.FEATURES, Feature(*proving.ROUTES))
    settings = Settings(database_url=database_url, keys=keys, demo=True)
    gate = unlimited(app.create_app(settings, FixedClock(NOON)))
    # What every server would otherwise do once more: import, compile, walk over all objects.
    asyncio.run(_open_once(settings))
    gc.collect()
    gc.freeze()
    _say(sys.stdout, "ready")
    while _hear(sys.stdin):
        pid = os.fork()
        if pid == 0:
            _end_with_the_parent()
            asyncio.run(_serve(gate))
        _say(sys.stdout, str(pid))
        os.waitpid(pid, 0)
        _say(sys.stdout, "gone")


async def _open_once(settings: Settings) -> None:
    db = await open_database(settings.database_url, load_or_make(settings.keys))
    await db.close()


def _end_with_the_parent() -> None:
    """Leave no server behind, however a test ends."""
    set_death_signal = 1  # PR_SET_PDEATHSIG
    ctypes.CDLL(None).prctl(set_death_signal, signal.SIGKILL)


async def _serve(gate: Gate) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            while await _answer(gate, reader, writer):
                pass
        writer.close()

    async with running(gate):
        # its own socket, which goes with it: nobody may wait for a server that is dead
        server = await asyncio.start_server(talk, "127.0.0.1", 0)
        _say(sys.stdout, str(server.sockets[0].getsockname()[1]))
        async with server:
            await server.serve_forever()


async def _answer(gate: Gate, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
    head = await reader.readuntil(LINE * 2)
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ")
    headers = [
        (name.lower().encode("latin-1"), value.strip().encode("latin-1"))
        for name, _, value in (line.partition(":") for line in lines if line)
    ]
    body = await reader.readexactly(int(dict(headers).get(b"content-length", b"0")))
    path, _, query = target.partition("?")
    answer = await call(
        gate,
        method=method,
        path=path,
        query=query.encode(),
        headers=headers,
        body=body,
        # everybody from a place of their own: how often one may ask is no part of this
        address=f"10.{random.randbytes(1)[0]}.{random.randbytes(1)[0]}.1",
    )
    status = HTTPStatus(answer.status)
    lines_back = [f"HTTP/1.1 {status.value} {status.phrase}".encode()]
    lines_back += [
        name + b": " + value for name, value in answer.headers if name != b"content-length"
    ]
    lines_back.append(b"content-length: %d" % len(answer.body))
    writer.write(LINE.join(lines_back) + LINE * 2 + answer.body)
    await writer.drain()
    return True


if __name__ == "__main__":
    _main(sys.argv[1], Path(sys.argv[2]))
