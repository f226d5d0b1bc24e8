"""What kind of file was sent: most that are not a history sheet are known by their first bytes."""

import json
from enum import StrEnum

from nenkin.interchange.history_sheets import FORMAT
from nenkin.web.bodies import Upload


class Strange(StrEnum):
    """Why a file cannot be read as a sheet. The words are in content/phrases/history.toml."""

    NONE = "none"
    EMPTY = "empty"
    LARGE = "large"
    PDF = "pdf"
    PICTURE = "picture"
    PACKED = "packed"  # ZIP, and what Word and Excel write
    OTHER_LETTERS = "other-letters"  # UTF-16, Shift_JIS
    TEXT = "text"  # the sheet as plain text, or any other
    RECORD = "record"  # the open record file
    MISTAKES = "mistakes"


_STARTS = {
    b"%PDF": Strange.PDF,
    b"\x89PNG": Strange.PICTURE,
    b"\xff\xd8\xff": Strange.PICTURE,
    b"GIF8": Strange.PICTURE,
    b"PK\x03\x04": Strange.PACKED,
    b"PK\x05\x06": Strange.PACKED,
    b"\xff\xfe": Strange.OTHER_LETTERS,
    b"\xfe\xff": Strange.OTHER_LETTERS,
}
_RECORD = "nenkin-record"


def kind_of(upload: Upload) -> Strange | None:
    """Give why a file is no history sheet; ``None``: it says that it is one."""
    content = upload.content
    known = next((kind for start, kind in _STARTS.items() if content.startswith(start)), None)
    if known is not None:
        return known
    if not upload.whole:
        return Strange.LARGE
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Strange.OTHER_LETTERS
    line = next((line for line in text.splitlines() if line.strip()), "")
    if not line:
        return Strange.EMPTY
    if "\0" in text:
        return Strange.OTHER_LETTERS
    return _of_line(line)


def _of_line(line: str) -> Strange | None:
    """Judge by the first line: who writes such a file by hand is told every other mistake in it."""
    if not line.lstrip().startswith("{"):
        return Strange.TEXT
    try:
        head = json.loads(line)
    except (ValueError, RecursionError):
        return None if FORMAT in line else Strange.TEXT
    kind = head.get("format") if isinstance(head, dict) else None
    if kind == _RECORD:
        return Strange.RECORD
    # A file whose head alone is wrong is still meant as a sheet.
    return None if kind == FORMAT or (isinstance(head, dict) and "type" in head) else Strange.TEXT
