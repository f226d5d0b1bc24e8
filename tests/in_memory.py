"""Where tests keep their files: in memory where there is room.

A database waits for the disk at every commit, and tests make tens of thousands of them: on a busy
disk that takes as long as all that they compute. What a crash leaves is there as on a disk, unless
the machine itself stops.
"""

import os
import shutil
from pathlib import Path

import pytest

MEMORY = Path("/dev/shm")
ROOM = 2 << 30  # bytes; what passed is removed at once, so that a run takes a tenth of it
_NAME = "nenkin-tests-"


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Choose the folder of this run, and remove those of runs that are over."""
    if config.option.basetemp or not os.access(MEMORY, os.W_OK):
        return  # chosen by somebody else: by whoever asked, or by the run that this is a worker of
    for left in MEMORY.glob(f"{_NAME}*"):
        if not Path("/proc", left.name.removeprefix(_NAME)).exists():
            shutil.rmtree(left, ignore_errors=True)
    if shutil.disk_usage(MEMORY).free > ROOM:
        config.option.basetemp = str(_own())


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Remove it; what failed stays to be looked at, until the next run."""
    if exitstatus == 0 and session.config.option.basetemp == str(_own()):
        shutil.rmtree(_own(), ignore_errors=True)


def _own() -> Path:
    return MEMORY / f"{_NAME}{os.getpid()}"
