"""The body of a form: fields, and on some pages a file that is sent with them (multipart/form-data)."""

from asyncio import timeout
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

from multipart import MultipartError, MultipartSegment, PushMultipartParser, parse_options_header

from nenkin.web.refusals import Refused
from nenkin.web.submissions import MOST_FIELDS, URL_ENCODED, Submission, Unreadable

MULTIPART = b"multipart/form-data"
FILE_LIMIT = 1_000_000  # bytes of a file that are kept; of more, a page says that it is too large
BESIDE_FILE = 64 * 1024  # bytes of the fields beside it and of what parts them
DRAINED = 24 * 1024 * 1024  # bytes that are read and thrown away, so that a page can say so
BODY_LIMIT = 256 * 1024  # bytes of a form without a file
BODY_SECONDS = 20  # for all of a body to come

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent. ``whole``: all of it is here; else it was too large."""

    name: str
    content: bytes
    whole: bool


def parse_upload(
    body: bytes, content_type: str, *, whole: bool
) -> tuple[Submission, Upload | None]:
    """Split a body into its fields and its file; raises ``Unreadable``.

    ``whole`` says that the body was not cut off. Where no file was chosen, browsers send one without
    a name: there is none then.
    """
    _, options = parse_options_header(content_type)
    boundary = options.get("boundary", "")
    if not boundary:
        raise Unreadable
    found: list[tuple[MultipartSegment, bytearray]] = []
    try:
        parser = PushMultipartParser(boundary, max_segment_count=MOST_FIELDS)
        for part in parser.parse(body):
            if isinstance(part, MultipartSegment):
                found.append((part, bytearray()))
            elif part:
                found[-1][1].extend(part)
        parser.close(check_complete=whole)
    except (MultipartError, ValueError, LookupError):
        raise Unreadable from None
    fields: dict[str, list[str]] = {}
    upload: Upload | None = None
    for segment, content in found:
        if segment.filename is None:
            fields.setdefault(segment.name, []).append(content.decode("utf-8", "replace"))
        elif segment.filename and upload is None:
            fits = whole and len(content) <= FILE_LIMIT
            upload = Upload(segment.filename, bytes(content[:FILE_LIMIT]), fits)
    return fields, upload


async def read_body(receive: Receive, kind: bytes, *, upload: bool) -> tuple[bytes, bool]:
    """Take in a form's body, within its limits of size and time, and say whether that is all of it.

    Of a file that is too large the rest is read and forgotten, so that a page can say so.
    """
    keeps = refuses = BODY_LIMIT
    if upload and kind.startswith(MULTIPART):
        keeps, refuses = FILE_LIMIT + BESIDE_FILE, DRAINED
    elif kind.partition(b";")[0].strip() != URL_ENCODED:
        raise Refused(415)
    parts: list[bytes] = []
    size = 0
    try:
        async with timeout(BODY_SECONDS):
            while True:
                message = await receive()
                if message["type"] != "http.request":
                    raise Refused(400)
                part = message.get("body", b"")
                parts.append(part[: max(keeps - size, 0)])
                size += len(part)
                if size > refuses:
                    raise Refused(413)
                if not message.get("more_body", False):
                    return b"".join(parts), size <= keeps
    except TimeoutError:
        raise Refused(408) from None
