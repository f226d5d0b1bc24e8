"""`nenkin serve`: starts the server, and says so when it really answers."""

import http.client
import multiprocessing
import os
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from granian.constants import HTTPModes, Interfaces, Loops
from granian.log import LogLevels
from granian.server.mp import MPServer

from nenkin.settings import BadSettings, Settings

DEFAULT_PORT = 8000
POLL_SECONDS = 0.02
ANSWER_SECONDS = 5
STOP_SECONDS = 10  # for requests that are being answered


class CannotServe(Exception):
    """The server cannot start here; the message says what to change."""


@dataclass(frozen=True)
class Place:
    """Where the server listens."""

    host: str
    port: int

    def __str__(self) -> str:
        """Write the place as people write it."""
        return f"{self.host}:{self.port}"


def place_of(settings: Settings, listen: str = "") -> Place:
    """Give where to listen: as asked, else where the origin says if that is this machine."""
    if listen:
        host, colon, port = listen.rpartition(":")
        if not colon or not host or not port.isdecimal():
            raise BadSettings(f"--listen must look like 127.0.0.1:{DEFAULT_PORT}, not {listen!r}.")
        return Place(host.strip("[]"), int(port))
    if settings.on_loopback:
        origin = urlsplit(settings.origin)
        return Place(origin.hostname or "127.0.0.1", origin.port or DEFAULT_PORT)
    return Place("127.0.0.1", DEFAULT_PORT)


def refuse_a_taken_port(place: Place) -> None:
    """Raise ``CannotServe`` when something else listens there, before anything is prepared."""
    try:
        found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
        family, kind, protocol, _, address = found[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise CannotServe(
            f"Cannot listen on {place} ({error.strerror}). Stop what runs there, or choose another"
            f" port: NENKIN_ORIGIN=http://127.0.0.1:{place.port + 1} make run"
        ) from None


class Server(MPServer):
    """Stops however often it is told to: Ctrl+C in a terminal tells it, and make tells it once more."""

    def signal_handler_interrupt(self, *_: object) -> None:
        """Wake up in order to stop; from a thread, as what the signal interrupts may hold the lock."""
        self.interrupt_signal = True
        threading.Thread(target=self.main_loop_interrupt.set, daemon=True).start()


def serve(
    settings: Settings, place: Place, target: str, when_it_answers: Callable[[], None]
) -> None:
    """Serve until SIGTERM or SIGINT; ``target`` names what gives the application in each worker.

    A worker begins as a copy of this process and shares the memory of all that neither changes.
    """
    multiprocessing.set_start_method("fork", force=True)
    server = Server(
        target,
        address=place.host,
        port=place.port,
        interface=Interfaces.ASGI,
        factory=True,
        workers=settings.workers,
        loop=Loops.uvloop,
        http=HTTPModes.http1,
        websockets=False,
        workers_kill_timeout=STOP_SECONDS,
        log_level=LogLevels.error,
    )
    stopped = threading.Event()

    def announce() -> None:
        if _answers(place, settings.host, stopped):
            when_it_answers()

    to_come = settings.workers

    def one_more() -> None:
        nonlocal to_come
        to_come -= 1
        # Not before the last has begun: a copy made while another thread works may never go on.
        if to_come == 0:
            threading.Thread(target=announce, daemon=True).start()

    os.register_at_fork(after_in_parent=one_more)
    server.on_shutdown(stopped.set)
    server.serve()


def _answers(place: Place, host: str, stopped: threading.Event) -> bool:
    while not stopped.wait(POLL_SECONDS):
        connection = http.client.HTTPConnection(place.host, place.port, timeout=ANSWER_SECONDS)
        try:
            connection.request("GET", "/", headers={"Host": host})
            return connection.getresponse().status < http.HTTPStatus.INTERNAL_SERVER_ERROR
        except OSError:
            continue  # not yet
        finally:
            connection.close()
    return False
