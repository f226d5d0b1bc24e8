"""The server says that it answers when it does, stops when asked, and leaves nothing behind."""

import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from nenkin.cli.serving import CannotServe, Place, Server, place_of, refuse_a_taken_port
from nenkin.settings import BadSettings, Settings

PATIENCE = 30


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def started(port: int, site: str = "application") -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.cli.tiny_site", f"http://127.0.0.1:{port}", site],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        try:
            yield server
        finally:
            server.kill()


def body(port: int) -> bytes:
    with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.request("GET", "/")
        return connection.getresponse().read()


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_answers_once_it_says_so_and_stops_when_asked(how: signal.Signals) -> None:
    port = free_port()
    with started(port) as server:
        assert server.stdout
        assert server.stdout.readline() == "ready\n"
        assert body(port) == b"here"
        server.send_signal(how)
        assert server.wait(PATIENCE) == 0
    refuse_a_taken_port(Place("127.0.0.1", port))  # it is free


def test_asked_to_stop_while_it_is_stopping_it_does_not_wait_for_itself() -> None:
    server = Server("tests.cli.tiny_site:application")
    signalled = threading.Thread(target=server.signal_handler_interrupt, daemon=True)
    with server.main_loop_interrupt._cond:  # type: ignore[attr-defined]  # what the first signal was interrupted in
        signalled.start()
        signalled.join(PATIENCE)
        assert not signalled.is_alive()
    assert server.main_loop_interrupt.wait(PATIENCE)


@pytest.mark.slow
def test_workers_end_with_a_killed_server() -> None:
    port = free_port()
    with started(port) as server:
        assert server.stdout
        server.stdout.readline()
        children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
        ends = [os.pidfd_open(int(child)) for child in children]
        server.kill()
        for end in ends:
            poll = select.poll()
            poll.register(end, select.POLLIN)
            assert poll.poll(PATIENCE * 1000), "a worker is left"
            os.close(end)
    refuse_a_taken_port(Place("127.0.0.1", port))


@pytest.mark.slow
def test_a_site_that_cannot_begin_stops_the_server() -> None:
    with started(free_port(), "broken") as server:
        said, why = server.communicate(timeout=PATIENCE)
    assert server.returncode == 1
    assert "ready" not in said
    assert "a broken file" in why


def test_a_taken_port_is_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotServe, match=f"127.0.0.1:{port} .*NENKIN_ORIGIN="):
            refuse_a_taken_port(Place("127.0.0.1", port))


@pytest.mark.parametrize(
    ("origin", "listen", "place"),
    [
        ("http://127.0.0.1:8001", "", Place("127.0.0.1", 8001)),
        ("http://[::1]:8001", "", Place("::1", 8001)),
        ("https://example.jp", "", Place("127.0.0.1", 8000)),
        ("https://example.jp", "0.0.0.0:9000", Place("0.0.0.0", 9000)),
        ("http://127.0.0.1:8000", "[::1]:9000", Place("::1", 9000)),
    ],
)
def test_where_it_listens(origin: str, listen: str, place: Place) -> None:
    assert place_of(Settings(smtp="smtp://mail:25", origin=origin), listen) == place


@pytest.mark.parametrize("listen", ["8000", ":8000", "127.0.0.1:", "127.0.0.1:http"])
def test_an_unreadable_place_is_refused(listen: str) -> None:
    with pytest.raises(BadSettings, match="--listen"):
        place_of(Settings(demo=True), listen)
