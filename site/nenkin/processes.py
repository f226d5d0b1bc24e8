"""Processes that work for another one, and end with it."""

import ctypes
import multiprocessing
import os
import signal
import sys


def end_with_the_parent() -> None:
    """Let the kernel end this process when the one that started it is killed.

    By SIGKILL, since a process that is still starting can miss the gentler signals.
    """
    parent = multiprocessing.parent_process()
    if sys.platform == "linux" and parent:
        set_death_signal = 1  # PR_SET_PDEATHSIG
        ctypes.CDLL(None).prctl(set_death_signal, signal.SIGKILL)
        if os.getppid() != parent.pid:  # gone before this was asked
            os.kill(os.getpid(), signal.SIGKILL)
