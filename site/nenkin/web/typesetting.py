"""Papers as PDF/UA files: typeset in a process of their own, one at a time, with what fonts there are.

typst takes all words as data, fetches nothing, and refuses to make a file that is not PDF/UA-1. It
also keeps what it worked out: 160 MB in a worker, and whatever somebody typed; so none loads it.
"""

import fcntl
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import msgspec

from nenkin import paths
from nenkin.clock import JAPAN
from nenkin.web.executors import BoundedExecutor, TooBusy
from nenkin.web.glyphs import Letters, letters_of
from nenkin.web.paper_parts import Part, Table

STANDARD: Final = "ua-1"  # PDF/UA-1, ISO 14289-1
QUEUE = 8  # papers that may wait in a worker
PATIENCE = 10.0  # seconds for a place among them
LONGEST = 30.0  # seconds for one paper; the longest sheet there can be takes two
# The first that is here is the paper's; each other one draws what those before it cannot.
FAMILIES = (
    *("BIZ UDPGothic", "BIZ UDGothic", "Noto Sans CJK JP", "IPAexGothic", "IPAPGothic"),
    *("TakaoPGothic", "VL PGothic", "IPAmjMincho"),
)
INSTEAD = "〓"  # ゲタ: what printers put where they have no letter
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_UNSEEN = frozenset({"Cc", "Cf"})  # they draw nothing; some turn round what comes after them
# The first cell of a row as typst writes it, and the others: which headers belong to it.
_ROW_HEAD = re.compile(
    rb"/S/TD(?P<parent>/P \d+ 0 R/A\[<</O/Table)(?P<headers>/Headers\[\(U\d+x0y\d+\)\])"
)
_HEADERS = re.compile(rb"(?<=/S/TD)(/P \d+ 0 R/A\[<</O/Table)(/Headers\[\(U\d+x\d+y\d+\)\])")
_SCOPE = b"/Scope/Row"


class NoFont(Exception):
    """No font here draws Japanese; the page says so in place of its button."""


class NotSet(Exception):
    """typst refused a paper or died; the message is its exit status and kind of error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A paper before it is typeset."""

    title: str
    parts: Sequence[Part]
    day: date  # the only date in the file
    foot: str  # beside the number of each page
    numbering: str  # «1 / 1»: the page, and how many there are
    mark: str = ""  # on each page
    sample: str = ""  # that this is a sample, where it is one
    large: bool = False


@dataclass(frozen=True)
class FontCase:
    """The fonts of this machine that draw Japanese."""

    folder: Path
    families: Mapping[str, Collection[tuple[Path, int]]]  # the files of each
    lock: Path | None = None  # held while a paper is set: one at a time on the whole machine

    @cached_property
    def _letters(self) -> Sequence[Sequence[Letters]]:
        return [[letters_of(*file) for file in files] for files in self.families.values()]

    def without_missing(self, text: str) -> str:
        """Write 〓 where nothing here draws a letter, and leave out what draws nothing."""
        return text.translate({ord(one): self._instead(one) for one in set(text)})

    def _instead(self, letter: str) -> str:
        if letter.isspace() or _SELECTORS.match(letter):
            return letter
        if unicodedata.category(letter) in _UNSEEN:
            return ""
        # Bold letters are drawn too: a family has what each of its files has.
        drawn = any(all(letter in one for one in family) for family in self._letters)
        return letter if drawn else INSTEAD


class Typesetter:
    """Makes the PDF files of one worker."""

    def __init__(self, folder: Path, locks: Path | None = None) -> None:
        """Take the folder below which fonts are, and one for the lock that all workers share.

        Fonts are looked for when first needed.
        """
        self._folder = folder
        self._lock = locks / "typesetting.lock" if locks is not None else None
        self._thread = BoundedExecutor("typesetting", threads=1, places=QUEUE, patience=PATIENCE)
        self._case: FontCase | None = None

    async def has_font(self) -> bool:
        """Whether anything can be made here."""
        return bool((await self._fonts()).families)

    async def without_missing(self, text: str) -> str:
        """Write 〓 where no font here has a letter; raises ``NoFont``."""
        return (await self._some_fonts()).without_missing(text)

    async def typeset(self, sheet: Sheet) -> bytes:
        """Make the file; raises ``NoFont`` and ``TooBusy``.

        Its bytes depend on the sheet, the fonts and the library alone.
        """
        case = await self._some_fonts()
        return await self._thread.run(lambda: _typeset(case, sheet))

    def close(self) -> None:
        """Let the thread go."""
        self._thread.close()

    async def _fonts(self) -> FontCase:
        if self._case is None:
            self._case = await self._thread.run(lambda: find_fonts(self._folder, self._lock))
        return self._case

    async def _some_fonts(self) -> FontCase:
        case = await self._fonts()
        if not case.families:
            raise NoFont
        return case


def find_fonts(folder: Path, lock: Path | None = None) -> FontCase:
    """Look for fonts that draw Japanese."""
    found: dict[str, set[tuple[Path, int]]] = {}
    if folder.is_dir():
        for family, path, index in msgspec.json.decode(_process({"fonts": [str(folder)]})):
            if family in FAMILIES:  # Debian has links to some of its fonts
                found.setdefault(family, set()).add((Path(path).resolve(), index))
    return FontCase(folder, {name: found[name] for name in FAMILIES if name in found}, lock)


def _typeset(case: FontCase, sheet: Sheet) -> bytes:
    given: dict[str, Any] = {name: getattr(sheet, name) for name in _GIVEN}
    day = datetime(sheet.day.year, sheet.day.month, sheet.day.day, tzinfo=JAPAN)
    job = {
        "fonts": [str(case.folder)],
        "template": (paths.TEMPLATES / "paper.typ").read_text(),
        "paper": msgspec.json.encode({**given, "fonts": [*case.families]}).decode(),
        "standard": STANDARD,
        "timestamp": int(day.timestamp()),
    }
    with _held(case.lock):
        made = _process(job)
    tables = [part for part in sheet.parts if isinstance(part, Table)]
    heads = all(row[0].head for table in tables for row in table.rows)
    return with_row_headers(made) if heads else made


@contextmanager
def _held(lock: Path | None) -> Iterator[None]:
    """Hold the machine's lock; opened anew each time, since a lock belongs to what was opened."""
    if lock is None:
        yield
        return
    with lock.open("wb") as opened:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield


def _process(job: Mapping[str, Any]) -> bytes:
    """Have a process do a job; it gets none of our secrets and is killed where it takes too long."""
    try:
        done = subprocess.run(  # noqa: S603  # our own file, and nothing that anybody typed
            [sys.executable, "-P", str(_PROCESS)],
            input=msgspec.json.encode(job),
            capture_output=True,
            timeout=LONGEST,
            check=False,
            env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
        )
    except subprocess.TimeoutExpired:
        raise TooBusy from None
    if done.returncode != 0:
        last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise NotSet(f"{done.returncode} {last.partition(':')[0]}")  # after it, words of the paper
    return done.stdout


_PROCESS = Path(__file__).with_name("paper_process.py")
_ENVIRONMENT = ("PATH", "HOME", "LD_LIBRARY_PATH", "PYTHONPATH", "PYTHONHOME")
_GIVEN = ("title", "parts", "foot", "numbering", "mark", "sample", "large")


def with_row_headers(made: bytes) -> bytes:
    """Tag the first cell of each row as the header of its row (TH, Scope Row).

    typst can, but does not let its Python package say so. What is written is as long as what stood
    there, so that nothing in the file moves. A cell that names its column alone would not be told
    its row: all then go by the scopes of their headers.
    """

    def head(found: re.Match[bytes]) -> bytes:
        scope = _SCOPE.ljust(len(found["headers"]))
        return b"/S/TH" + found["parent"] + scope

    def other(found: re.Match[bytes]) -> bytes:
        return found[1] + b" " * len(found[2])

    return _HEADERS.sub(other, _ROW_HEAD.sub(head, made))
