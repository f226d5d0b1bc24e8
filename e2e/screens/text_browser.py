"""A person with w3m: no script, no style, no mouse; words and brackets on a screen of letters."""

import os
import shutil
import subprocess
from pathlib import Path
from time import monotonic
from typing import Any

import pexpect
import pyte

from e2e.screens.reader import NotThere, without_blanks

COLUMNS, ROWS = 100, 60
ANSWER_SECONDS = 20.0
AGAIN_SECONDS = 1.0
MOST_SCREENS = 40
# What w3m's last line says.
VIEWING = "Viewing"
NOT_FOUND = "Not found"
SEARCH = "Forward: "
ADDRESS = "Goto URL: "
FIELDS = ("TEXT:", "Password:")
QUESTIONS = (SEARCH, ADDRESS, *FIELDS)  # they are being asked while the cursor is on their line
LAST_ERA = "西暦"
ANSWER = "[ *]. *"  # what a box has inside, its end: the search stops on the box itself
NOWHERE = "90481736"  # no page has it; as digits it does nothing when w3m takes it for a command
FOUND = "(the cursor has left the last line)"  # so a search ends that finds something
SETTINGS = (
    "use_cookie=1",
    "accept_cookie=1",
    "confirm_qq=0",
    "auto_image=0",
    "meta_refresh=0",
    "display_charset=UTF-8",
    "alt_entity=0",
)


class _Screen(pyte.Screen):
    def set_margins(self, *args: Any, **keywords: Any) -> None:
        """Take what w3m sends; pyte's own method refuses one of its forms."""
        keywords.pop("private", None)
        super().set_margins(*args[:2])


class TextBrowser:
    """Drives w3m as fingers do: search for words, Enter on what is found."""

    def __init__(self, site: str, home: Path) -> None:
        self.site = site
        self.screen = _Screen(COLUMNS, ROWS)
        self.stream = pyte.ByteStream(self.screen)
        self.home = home
        self.process: Any = None
        self.marks = 0

    def open(self, path: str) -> None:
        """Type an address."""
        address = self.site.rstrip("/") + path
        if self.process is None:
            self._start(address)
            self._until(VIEWING)
        else:
            self._keys("U")
            self._until(ADDRESS)
            self._keys(f"\x15{address}\r")
        self._settled()

    def fill(self, label: str, text: str, group: str = "") -> None:
        """Write into the next field below its label."""
        self._find_label(label, group)
        self._keys("\t\r")
        self._until(*FIELDS)
        self._keys(f"\x15{text}\r")
        self._settled()

    def fill_day(self, era: str, year: str, month: str, day: str) -> None:
        """Write a day: the three fields come after the last era, each before its own word."""
        self.choose(era)
        self._find(f"{ANSWER}{LAST_ERA}")
        for number in (year, month, day):
            self._keys("\t\r")
            self._until(*FIELDS)
            self._keys(f"\x15{number}\r")
            self._settled()

    def choose(self, label: str) -> None:
        """Take an answer: its bracket stands before its words."""
        self._find(f"{ANSWER}{label}")
        self._keys("\r")
        self._settled()

    def press(self, button: str) -> None:
        """Press a button."""
        self._find(button)
        self._keys("\r")
        self._settled()

    def follow(self, link: str) -> None:
        """Follow a link."""
        self.press(link)

    def read(self) -> str:
        """Return the words of the page, screen by screen."""
        self._keys("g")
        self._settled()
        pages: list[str] = []
        while len(pages) < MOST_SCREENS:
            shown = "\n".join(self.screen.display[:-1])
            if pages and shown == pages[-1]:
                break
            pages.append(shown)
            self._keys(" ")
            self._settled()
        return without_blanks("".join(pages))

    def close(self) -> None:
        """Leave."""
        if self.process is not None:
            self.process.close(force=True)

    def _start(self, address: str) -> None:
        program = shutil.which("w3m")
        assert program, "Install w3m: `make test` does it."
        (self.home / ".w3m").mkdir(exist_ok=True)
        options = [part for setting in SETTINGS for part in ("-o", setting)]
        self.process = pexpect.spawn(
            program,
            [*options, "-I", "UTF-8", "-O", "UTF-8", address],
            env={**os.environ, "HOME": str(self.home), "TERM": "xterm", "LC_ALL": "C.UTF-8"},
            dimensions=(ROWS, COLUMNS),
        )
        self.process.delaybeforesend = None

    def _keys(self, keys: str) -> None:
        self.process.send(keys.encode())

    def _until(self, *words: str, seconds: float = ANSWER_SECONDS, typed: str = "") -> str:
        """Read until the last line says one of these; return which.

        ``FOUND`` is said by the cursor: it leaves the last line once all that was ``typed`` there
        has been taken.
        """
        until = monotonic() + seconds
        while monotonic() < until:
            last = self.screen.display[-1]
            asked = self.screen.cursor.y == ROWS - 1
            found = next((word for word in words if word in last), None)
            if found and (asked or found not in QUESTIONS):
                return found
            if FOUND in words and not asked and typed in last:
                return FOUND
            try:
                self.stream.feed(self.process.read_nonblocking(65536, timeout=0.1))
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                break
        raise NotThere(f"w3m does not say {' or '.join(words)}:\n{self._shown()}")

    def _settled(self) -> None:
        """Wait until everything typed so far is done.

        w3m takes keys one after the other: the answer to a search for what no page has comes after
        all else, a page that was loading included. A page that has just come may write its title
        over that answer, so the search is repeated until the answer stands.
        """
        until = monotonic() + ANSWER_SECONDS
        while True:
            self.marks += 1
            mark = f"{NOWHERE}{self.marks}"
            self._search(mark)
            try:
                self._until(f"{NOT_FOUND}: {mark}", seconds=AGAIN_SECONDS)
            except NotThere:
                if monotonic() > until:
                    raise
            else:
                return

    def _search(self, words: str) -> None:
        until = monotonic() + ANSWER_SECONDS
        while True:
            # Keys pressed while a page comes may be thrown away; pressed twice, the second one is
            # wiped out with the rest of the line.
            self._keys("/")
            try:
                self._until(SEARCH, seconds=AGAIN_SECONDS)
                break
            except NotThere:
                if monotonic() > until:
                    raise
        self._keys(f"\x15{words}\r")

    def _find_label(self, label: str, group: str) -> None:
        """Find a label on a line of its own if it has one: short ones are parts of other words."""
        if group:
            self._find(group)
        try:
            self._find(f"^ *{label} *$", from_top=not group)
        except NotThere:
            self._find(label, from_top=not group)

    def _find(self, words: str, *, from_top: bool = True) -> None:
        if from_top:
            self._keys("g")
        self._search(words)
        if self._until(NOT_FOUND, FOUND, typed=words) == NOT_FOUND:
            raise NotThere(f"«{words}» is not on the screen:\n{self._shown()}")

    def _shown(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display if line.strip())


def dump(html: bytes) -> str:
    """Return what w3m prints of a page."""
    program = shutil.which("w3m")
    assert program, "Install w3m: `make test` does it."
    command = [program, "-dump", "-T", "text/html", "-I", "UTF-8", "-O", "UTF-8", "-cols", "100"]
    return subprocess.run(command, input=html, capture_output=True, check=True).stdout.decode()
