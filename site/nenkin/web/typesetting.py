"""Papers as PDF/UA files: typeset beside the event loop, one at a time, with what fonts there are.

typst takes all words as data, fetches nothing, and refuses to make a file that is not PDF/UA-1.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from nenkin import paths
from nenkin.clock import JAPAN
from nenkin.web.executors import BoundedExecutor
from nenkin.web.glyphs import Letters, letters_of
from nenkin.web.paper_parts import Part, Table

if TYPE_CHECKING:
    import typst

STANDARD: Final = "ua-1"  # PDF/UA-1, ISO 14289-1
QUEUE = 8  # papers that may wait in a worker
PATIENCE = 10.0  # seconds for a place among them
# The first that is here is the paper's; each other one draws what those before it cannot.
FAMILIES = (
    *("BIZ UDPGothic", "BIZ UDGothic", "Noto Sans CJK JP", "IPAexGothic", "IPAPGothic"),
    *("TakaoPGothic", "VL PGothic", "IPAmjMincho"),
)
_KEPT_FOR = 11  # papers; of them the empty ones take a few milliseconds
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

    fonts: "typst.Fonts"
    families: Mapping[str, Collection[tuple[Path, int]]]  # the files of each

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

    def __init__(self, folder: Path) -> None:
        """Take the folder below which fonts are; they are looked for when first needed."""
        self._folder = folder
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
        try:
            return await self._thread.run(lambda: _typeset(case, sheet))
        finally:
            self._thread.add(lambda: _forget(case))  # while the answer is on its way

    def close(self) -> None:
        """Let the thread go."""
        self._thread.close()

    async def _fonts(self) -> FontCase:
        if self._case is None:
            self._case = await self._thread.run(lambda: find_fonts(self._folder))
        return self._case

    async def _some_fonts(self) -> FontCase:
        case = await self._fonts()
        if not case.families:
            raise NoFont
        return case


def find_fonts(folder: Path) -> FontCase:
    """Look for fonts that draw Japanese."""
    import typst  # noqa: PLC0415  # 80 MB that most workers never need

    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[folder] if folder.is_dir() else [],
    )
    found: dict[str, set[tuple[Path, int]]] = {}
    for font in fonts.fonts():
        if font.family in FAMILIES and font.path:  # Debian has links to some of its fonts
            found.setdefault(font.family, set()).add((Path(font.path).resolve(), font.index))
    return FontCase(fonts, {name: found[name] for name in FAMILIES if name in found})


def _typeset(case: FontCase, sheet: Sheet) -> bytes:
    import typst  # noqa: PLC0415  # as above

    given: dict[str, Any] = {name: getattr(sheet, name) for name in _GIVEN}
    day = datetime(sheet.day.year, sheet.day.month, sheet.day.day, tzinfo=JAPAN)
    made = typst.compile(
        (paths.TEMPLATES / "paper.typ").read_bytes(),
        font_paths=case.fonts,
        sys_inputs={"paper": msgspec.json.encode({**given, "fonts": [*case.families]}).decode()},
        pdf_standards=[STANDARD],
        timestamp=int(day.timestamp()),
    )
    tables = [part for part in sheet.parts if isinstance(part, Table)]
    heads = all(row[0].head for table in tables for row in table.rows)
    return with_row_headers(made) if heads else made


def _forget(case: FontCase) -> None:
    """Let typst forget a paper: it keeps what it worked out through ten more of them.

    That is whatever somebody typed, and 70 MB for a very long sheet.
    """
    import typst  # noqa: PLC0415  # as above

    for _ in range(_KEPT_FOR):
        typst.compile(b"", font_paths=case.fonts)


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
