"""What a kiosk has printed: taken out of the printer's queue, where CUPS would keep it for days."""

import shutil
import subprocess
import time
from collections.abc import Callable
from threading import Thread

PATIENCE = 60.0  # seconds for a paper to come out; then what is left is thrown away
_EVERY = 1.0
_SECONDS = 10  # for an answer of the queue


class Spool:
    """This machine's print jobs since somebody's turn began; without CUPS there are none."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        rest: Callable[[float], None] = time.sleep,
    ) -> None:
        """Note which jobs are others' already."""
        self._clock = clock
        self._rest = rest
        self._before = self._jobs("all")

    def clear(self) -> Thread:
        """Let papers come out, then forget the jobs with all their pages; nobody waits for it."""
        mine = self._jobs("all") - self._before
        clearing = Thread(target=self._forget, args=(mine,))
        clearing.start()
        return clearing

    def _forget(self, mine: set[str]) -> None:
        until = self._clock() + PATIENCE
        while self._jobs("not-completed") & mine and self._clock() < until:
            self._rest(_EVERY)
        for job in sorted(mine):
            self._ask("cancel", "-x", job)

    def _jobs(self, which: str) -> set[str]:
        lines = self._ask("lpstat", "-W", which, "-o").splitlines()
        return {line.split()[0] for line in lines if line.strip()}

    @staticmethod
    def _ask(program: str, *words: str) -> str:
        found = shutil.which(program)
        if found is None:
            return ""
        try:
            answer = subprocess.run(  # noqa: S603  # lpstat or cancel
                [found, *words], stdout=subprocess.PIPE, text=True, timeout=_SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            return ""
        return answer.stdout
