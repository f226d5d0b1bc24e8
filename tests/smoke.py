"""`make smoke`: `make run` on a bare copy, as somebody who may nothing and has no home.

The name keeps it out of the other tests: it installs the site's packages anew, over the network.
As root it runs as the user nobody.
"""

import contextlib
import os
import pwd
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.cli.test_serving import free_port
from tests.test_project import ROOT, git

SYSTEM = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
NOWHERE = "/nonexistent"
# Where packages come from is the machine's own affair.
MACHINES = ("PIP_", "UV_", "SSL_", "NODE_", "HTTP_PROXY", "HTTPS_PROXY", "https_proxy", "no_proxy")
STOP_SECONDS = 20


@dataclass(frozen=True)
class Copy:
    """A fresh copy of the project, and who uses it."""

    folder: Path
    user: pwd.struct_passwd | None
    port: int

    @contextlib.contextmanager
    def started(self) -> Iterator[list[str]]:
        """Run the first command until the block ends; gives what it says once it answers."""
        machine = {name: value for name, value in os.environ.items() if name.startswith(MACHINES)}
        with subprocess.Popen(
            ["make", "run"],
            cwd=self.folder,
            env={
                **machine,
                "PATH": SYSTEM,
                "HOME": NOWHERE,
                "NENKIN_ORIGIN": f"http://127.0.0.1:{self.port}",
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
            umask=0o077,
            user=self.user and self.user.pw_uid,
            group=self.user and self.user.pw_gid,
            extra_groups=[] if self.user else None,
        ) as command:
            assert command.stdout
            try:
                said = [command.stdout.readline()]
                assert said[0], "it ended before it answered"
                while line := command.stdout.readline().strip():
                    said.append(line)
                yield said
                command.terminate()
                assert command.wait(STOP_SECONDS) == -signal.SIGTERM
            finally:
                with contextlib.suppress(ProcessLookupError):  # gone, as it should be
                    os.killpg(command.pid, signal.SIGKILL)

    def page(self, path: str) -> tuple[int, str]:
        with contextlib.closing(HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()

    def people(self) -> int:
        with contextlib.closing(sqlite3.connect(self.folder / "var/nenkin.db")) as database:
            (number,) = database.execute("SELECT count(*) FROM person").fetchone()
        return int(number)


@pytest.fixture
def copy() -> Iterator[Copy]:
    user = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="nenkin smoke ") as parent:
        folder = Path(parent) / "a clone"
        for name in git("-c", "core.quotePath=false", "ls-files", "-co", "--exclude-standard"):
            if (ROOT / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, folder / name)
        if user:
            for path in (Path(parent), *Path(parent).rglob("*")):
                os.chown(path, user.pw_uid, user.pw_gid)
        yield Copy(folder, user, free_port())


def test_the_first_command_goes_from_nothing_to_the_site_and_keeps_what_is_there(
    copy: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    times, keys = [], []
    people = len(list((ROOT / "data/personas").glob("*/persona.toml")))
    for _ in ("first", "second"):
        began = time.monotonic()
        with copy.started() as said:
            times.append(time.monotonic() - began)
            assert f"http://127.0.0.1:{copy.port}/" in said[0]
            status, text = copy.page("/")
            assert status == 200
            assert "ねんきん便り" in text
        assert copy.people() == people
        keys.append((copy.folder / "var/keys.json").read_text())
    assert keys[0] == keys[1]
    assert not Path(NOWHERE).exists()
    with capsys.disabled():
        print("\nmake run: {:.1f} s the first time, {:.1f} s the second".format(*times))  # noqa: T201
