"""Bodies of forms with a file: fields beside it, sizes, and whatever else may be sent."""

from typing import Any

import pytest

from nenkin.web.bodies import (
    BESIDE_FILE,
    DRAINED,
    FILE_LIMIT,
    parse_upload,
    read_body,
)
from nenkin.web.refusals import Refused
from nenkin.web.submissions import Unreadable

KIND = "multipart/form-data; boundary=x"


def body(file: bytes, name: str = "a.jsonl") -> bytes:
    head = f'Content-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    token = b'--x\r\nContent-Disposition: form-data; name="token"\r\n\r\nabc\r\n--x\r\n'
    return token + head.encode() + file + b"\r\n--x--\r\n"


async def received(parts: list[bytes], kind: str = KIND, *, upload: bool = True) -> Any:
    messages = iter(
        [
            {"type": "http.request", "body": part, "more_body": place < len(parts)}
            for place, part in enumerate(parts, 1)
        ]
    )

    async def receive() -> dict[str, Any]:  # as a server gives it
        return next(messages)

    return await read_body(receive, kind.encode(), upload=upload)


def test_a_file_comes_as_it_was_sent_with_the_fields_beside_it() -> None:
    content = "名前\r\n--y\r\n".encode() + bytes(range(256))
    fields, upload = parse_upload(body(content, "表.jsonl"), KIND, whole=True)
    assert fields == {"token": ["abc"]}
    assert upload is not None
    assert (upload.name, upload.content, upload.whole) == ("表.jsonl", content, True)


def test_without_a_chosen_file_there_is_none() -> None:
    assert parse_upload(body(b"", ""), KIND, whole=True) == ({"token": ["abc"]}, None)


@pytest.mark.parametrize(("size", "whole"), [(FILE_LIMIT, True), (FILE_LIMIT + 1, False)])
def test_a_file_is_whole_up_to_its_limit(size: int, whole: bool) -> None:
    _, upload = parse_upload(body(b"x" * size), KIND, whole=True)
    assert upload is not None
    assert upload.whole is whole
    assert len(upload.content) == FILE_LIMIT


@pytest.mark.parametrize(
    ("sent", "kind"),
    [
        (b"", KIND),
        (b"nonsense", KIND),
        (body(b"a")[:-9], KIND),
        (body(b"a"), "multipart/form-data"),
        (body(b"a"), "multipart/form-data; boundary=\xff"),
        (b"--x\r\nContent-Disposition: nothing\r\n\r\na\r\n--x--\r\n", KIND),
        (b"--x\r\n" + b"a: b\r\n" * 100 + b"\r\na\r\n--x--\r\n", KIND),
    ],
)
def test_what_no_browser_sends_is_unreadable(sent: bytes, kind: str) -> None:
    with pytest.raises(Unreadable):
        parse_upload(sent, kind, whole=True)


async def test_of_a_file_that_is_too_large_the_fields_are_kept_and_the_rest_forgotten() -> None:
    sent = body(b"x" * 10_000_000)
    taken, whole = await received([sent[at : at + 65_536] for at in range(0, len(sent), 65_536)])
    assert (len(taken), whole) == (FILE_LIMIT + BESIDE_FILE, False)
    fields, upload = parse_upload(taken, KIND, whole=whole)
    assert fields == {"token": ["abc"]}
    assert upload is not None
    assert not upload.whole


@pytest.mark.parametrize(
    ("parts", "kind", "upload", "status"),
    [
        ([b"x" * (DRAINED + 1)], KIND, True, 413),
        ([body(b"a")], KIND, False, 415),
        ([b"a" * 300_000], "application/x-www-form-urlencoded", True, 413),
        ([b"{}"], "application/json", True, 415),
    ],
)
async def test_other_bodies_are_refused(
    parts: list[bytes],
    kind: str,
    upload: bool,
    status: int,
) -> None:
    with pytest.raises(Refused) as refused:
        await received(parts, kind, upload=upload)
    assert refused.value.status == status
