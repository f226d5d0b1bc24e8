"""Papers set by one process for all tests of a worker.

A site begins a process for each paper, which reads every font of the machine anew: four fifths of what
a small paper takes. What one that goes on has kept changes no byte of what it sets, which
tests/web/test_typesetting.py holds; tests of the process itself ask for ``own_processes``.
"""

import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest

from nenkin.web import typesetting

_CHILD = Path(__file__).with_name("setter_process.py")
_THEIRS = typesetting._process
LENGTH = 8  # bytes in which it is said how long what follows is


class OneSetter:
    """A process that is begun with the first paper and ends with the tests."""

    def __init__(self) -> None:
        """Begin nothing yet."""
        self._turn = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None

    def __call__(self, job: Mapping[str, Any]) -> bytes:
        """Do a job; one that fails is done once more as a site does it, for its own failure."""
        with self._turn:
            self._child = self._child or subprocess.Popen(
                [sys.executable, "-P", _CHILD, typesetting._PROCESS],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
            told, hears = self._child.stdin, self._child.stdout
            assert told is not None
            assert hears is not None
            sent = msgspec.json.encode(job)
            told.write(len(sent).to_bytes(LENGTH) + sent)
            told.flush()
            made = hears.read(int.from_bytes(hears.read(LENGTH)))
        return made or _THEIRS(job)

    def close(self) -> None:
        """Let it end."""
        if self._child:
            self._child.communicate()


@pytest.fixture(scope="session", autouse=True)
def _one_setter() -> Iterator[None]:
    """Let all sites have their papers set by one process."""
    setter = OneSetter()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typesetting, "_process", setter)
        yield
    setter.close()


@pytest.fixture
def own_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each paper have a process of its own, as a server's papers have."""
    monkeypatch.setattr(typesetting, "_process", _THEIRS)
