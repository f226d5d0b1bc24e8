"""Prepares the rows of a full file for the store: read, checked and keyed, on every core there is.

Two thirds of a load are spent on single lines, which need nothing of each other. They are given out
in parcels of whole lines and taken back in the file's order, a few parcels ahead and never more.
"""

import io
import multiprocessing
import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from hashlib import blake2b
from itertools import islice
from typing import NamedTuple

from nenkin.interchange.mistakes import Mistake
from nenkin.interchange.ownerless_files import FileKind
from nenkin.law.ownerless import OwnerlessRecord
from nenkin.matching.keys import record_keys
from nenkin.matching.traits import traits_number
from nenkin.processes import end_with_the_parent
from nenkin.storage.ownerless.reading import LONGEST, MOST_MISTAKES, Reading, rows_of
from nenkin.storage.ownerless.rows import StoredRow, stored

PARCEL = 10_000  # lines
ALONE = 2  # parcels that are not worth starting other processes for
_AHEAD = 2  # parcels for each process


class Parcel(NamedTuple):
    """Lines as they stand in the file, and the number of the line before them."""

    before: int
    text: bytes


class Prepared(NamedTuple):
    """What a parcel became: the keys and the row of each record, with the number of its line."""

    keys: list[
        tuple[int, int, int, int, int]
    ]  # line, key by name and birth, traits, hash of the id
    rows: list[StoredRow]  # line, then one value for each of ``COLUMNS``
    mistakes: list[Mistake]


def prepared(reading: Reading) -> Iterator[Prepared]:
    """Give what is left of a full file, in its order, until there are too many mistakes."""
    for one in _all(_parcels(reading)):
        reading.rows += len(one.rows)
        reading.mistakes += one.mistakes
        yield one
        if len(reading.mistakes) >= MOST_MISTAKES:
            return


def _all(parcels: Iterator[Parcel]) -> Iterator[Prepared]:
    yield from map(_prepare, islice(parcels, ALONE))
    following = next(parcels, None)
    if following is None:
        return
    workers = len(os.sched_getaffinity(0))
    context = multiprocessing.get_context("spawn")  # with nothing open that is this process's own
    with ProcessPoolExecutor(workers, context, end_with_the_parent) as pool:
        under_way = deque([pool.submit(_prepare, following)])
        try:
            for parcel in parcels:
                under_way.append(pool.submit(_prepare, parcel))
                if len(under_way) > _AHEAD * workers:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        finally:
            _forget(under_way)


def _forget(under_way: deque[Future[Prepared]]) -> None:
    for one in under_way:
        one.cancel()


def _parcels(reading: Reading) -> Iterator[Parcel]:
    """Cut the file between lines; of a line that is too long anyway, only its beginning is kept."""
    readline, number = reading.file.readline, 1
    lines: list[bytes] = []
    while line := readline(LONGEST):
        lines.append(line if line.endswith(b"\n") else line + b"\n")
        while not line.endswith(b"\n") and (line := readline(LONGEST)):
            pass
        if len(lines) == PARCEL:
            yield Parcel(number, b"".join(lines))
            number += len(lines)
            lines = []
    yield Parcel(number, b"".join(lines))


def _prepare(parcel: Parcel) -> Prepared:
    done = Prepared([], [], [])
    for number, row in rows_of(
        io.BytesIO(parcel.text), parcel.before, FileKind.FULL, done.mistakes
    ):
        if isinstance(row, OwnerlessRecord):
            digest = blake2b(row.id.encode(), digest_size=8).digest()
            short = int.from_bytes(digest, signed=True)
            done.keys.append((number, *record_keys(row), traits_number(row), short))
            done.rows.append((number, *stored(row)))
    return done
