"""A PostgreSQL of the tests' own: in a temporary folder, on a free port, gone when its user is gone.

``python -m tests.postgres -- COMMAND`` runs COMMAND with its address in NENKIN_TEST_POSTGRES.

The server is not the child of the tests but of a keeper in a session of its own, which reads a pipe
whose other end only the tests hold: whatever ends them, SIGKILL included, ends the pipe, and the
keeper stops the server and removes the folder. Should the keeper itself be killed, the kernel stops
the server, and the next keeper removes the folder.
"""

import contextlib
import ctypes
import fcntl
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

VARIABLE = "NENKIN_TEST_POSTGRES"
PREFIX = "nenkin-pg-"
TRIES = 3  # another program may take the free port before the server does
START_SECONDS = 60
STOP_SECONDS = 10
PARENT_POLL_SECONDS = 0.5


class NoPostgres(Exception):
    """The server cannot be started; the message says what to do."""


@contextlib.contextmanager
def running() -> Iterator[str]:
    """Give the address of a fresh server, as SQLAlchemy reads it."""
    with subprocess.Popen(  # our own file
        [sys.executable, __file__, "keep"],
        stdin=subprocess.PIPE,  # the pipe whose end the keeper waits for
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as keeper:
        assert keeper.stdin
        assert keeper.stdout
        address = keeper.stdout.readline().strip()
        if not address:
            raise NoPostgres("PostgreSQL did not start; what is above says why.")
        try:
            yield address
        finally:
            keeper.stdin.close()
            keeper.wait()


def main(arguments: list[str]) -> int:
    """Run the command, and end it when whoever started this program is gone."""
    if arguments == ["keep"]:
        return _keep()
    if not arguments or arguments[0] != "--" or len(arguments) == 1:
        sys.stderr.write("usage: python -m tests.postgres -- COMMAND…\n")
        return 2
    # Asked to end, end as for Ctrl-C: through every `finally`.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with running() as address:
            return _run(arguments[1:], address, starter=os.getppid())
    except NoPostgres as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    except KeyboardInterrupt:
        return 130


def _run(command: list[str], address: str, *, starter: int) -> int:
    with subprocess.Popen(command, env={**os.environ, VARIABLE: address}) as tests:
        try:
            while os.getppid() == starter:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    code = tests.wait(PARENT_POLL_SECONDS)
                    return code if code >= 0 else 128 - code
            return 130
        finally:
            tests.terminate()  # nothing, where it has ended
            with contextlib.suppress(subprocess.TimeoutExpired):
                tests.wait(STOP_SECONDS)
            tests.kill()


# What runs in the keeper.


def _keep() -> int:
    for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, signal.SIG_IGN)  # only the end of the pipe ends the keeper
    try:
        owner = _owner()
        programs = _programs()
    except NoPostgres as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    _sweep()
    with _folder(owner) as folder:
        server = None
        try:
            password = secrets.token_hex(16)
            _initialise(programs, folder, owner, password)
            server, port = _start(programs, folder, owner)
            _say(f"postgresql+psycopg://nenkin:{password}@127.0.0.1:{port}/postgres")
            _wait_for_the_end_of_the_pipe()
        except NoPostgres as problem:
            sys.stderr.write(f"{problem}\n")
            return 1
        finally:
            if server is not None:
                _stop(server)
    return 0


def _say(line: str) -> None:
    with contextlib.suppress(BrokenPipeError):  # whoever asked is gone already
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def _wait_for_the_end_of_the_pipe() -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass


def _owner() -> pwd.struct_passwd | None:
    """Give whom the server runs as; None: as whoever runs the tests. It refuses to run as root."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        raise NoPostgres("There is no user postgres. Run: apt-get install postgresql") from None


def _programs() -> Path:
    """Give the folder of the newest server programs."""
    found = [
        folder
        for folder in Path("/usr/lib/postgresql").glob("*/bin")
        if folder.parent.name.isdecimal() and (folder / "initdb").exists()
    ]
    if found:
        return max(found, key=lambda folder: int(folder.parent.name))
    elsewhere = shutil.which("initdb")
    if not elsewhere:
        raise NoPostgres("PostgreSQL is missing. Run: apt-get install postgresql")
    return Path(elsewhere).resolve().parent


def _sweep() -> None:
    """Remove the folders of keepers that were killed: those whose lock nobody holds."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError), (folder / "lock").open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _folder(owner: pwd.struct_passwd | None) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    try:
        with (folder / "unlocked").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            (folder / "unlocked").rename(folder / "lock")  # never seen without its lock
            if owner:
                os.chown(folder, owner.pw_uid, owner.pw_gid)
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _initialise(
    programs: Path, folder: Path, owner: pwd.struct_passwd | None, password: str
) -> None:
    secret = folder / "password"
    secret.touch(mode=0o600)
    if owner:
        os.chown(secret, owner.pw_uid, owner.pw_gid)
    secret.write_text(password)
    made = subprocess.run(
        [
            programs / "initdb",
            f"--pgdata={folder / 'data'}",
            "--username=nenkin",
            f"--pwfile={secret}",
            "--auth=scram-sha-256",  # other people of this machine can reach the port too
            "--encoding=UTF8",
            "--locale=C",
            "--data-checksums",
            "--no-sync",  # of the empty tables only; the server itself syncs as always
        ],
        cwd=folder,
        env={"PATH": os.defpath, "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        user=owner and owner.pw_uid,
        group=owner and owner.pw_gid,
        extra_groups=[] if owner else None,
    )
    if made.returncode:
        raise NoPostgres(f"initdb failed: {made.stderr.strip()}")


def _start(
    programs: Path, folder: Path, owner: pwd.struct_passwd | None
) -> tuple[subprocess.Popen[bytes], int]:
    log = folder / "log"
    for _ in range(TRIES):
        port = _free_port()
        with log.open("wb") as output:
            server = subprocess.Popen(
                [
                    programs / "postgres",
                    "-D",
                    folder / "data",
                    "-p",
                    str(port),
                    "-c",
                    "listen_addresses=127.0.0.1",
                    "-c",
                    "unix_socket_directories=",  # a long temporary path would not fit
                    "-c",
                    "log_timezone=UTC",
                    "-c",
                    "timezone=UTC",
                ],
                cwd=folder,
                env={"PATH": os.defpath, "LC_ALL": "C"},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                preexec_fn=_end_with_the_keeper,  # noqa: PLW1509  # the keeper has one thread
                user=owner and owner.pw_uid,
                group=owner and owner.pw_gid,
                extra_groups=[] if owner else None,
            )
        if _answers(programs, port, server):
            return server, port
        _stop(server)
    raise NoPostgres(f"PostgreSQL did not start: {log.read_text(errors='replace').strip()}")


def _end_with_the_keeper() -> None:
    set_death_signal = 1  # PR_SET_PDEATHSIG
    ctypes.CDLL(None).prctl(set_death_signal, signal.SIGQUIT)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _answers(programs: Path, port: int, server: subprocess.Popen[bytes]) -> bool:
    ask: list[str | Path] = [
        programs / "pg_isready",
        "-q",
        "-h",
        "127.0.0.1",
        "-p",
        str(port),
        "-t",
        "1",
    ]
    for _ in range(START_SECONDS * 10):
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(0.1)
            return False
        if subprocess.run(ask, check=False).returncode == 0:
            return True
    return False


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Disconnect everybody and stop; then without waiting."""
    for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            server.send_signal(how)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(STOP_SECONDS)
            return


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
