"""Small writes of several kinds in one transaction: what pages note while they are shown."""

import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from nenkin.storage.vault import Vault

if TYPE_CHECKING:
    import psycopg

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, eq=False)
class Together(Generic[Item, Result]):
    """How to write many items of a kind at once; gives one result for each, in their order."""

    sqlite: Callable[[Vault, sqlite3.Connection, list[Item]], Sequence[Result]]
    postgresql: Callable[
        [Vault, "psycopg.AsyncConnection", list[Item]], Awaitable[Sequence[Result]]
    ]


Batch = list[tuple[Together[Any, Any], Any]]


def together_sqlite(vault: Vault, connection: sqlite3.Connection, batch: Batch) -> list[Any]:
    """Write a batch in the transaction that is open."""
    results: list[Any] = [None] * len(batch)
    for writer, places in _by_kind(batch).items():
        items = [batch[place][1] for place in places]
        _tell(results, places, writer.sqlite(vault, connection, items))
    return results


async def together_postgresql(
    vault: Vault, connection: "psycopg.AsyncConnection", batch: Batch
) -> list[Any]:
    """Write a batch in the transaction that is open."""
    results: list[Any] = [None] * len(batch)
    for writer, places in _by_kind(batch).items():
        items = [batch[place][1] for place in places]
        _tell(results, places, await writer.postgresql(vault, connection, items))
    return results


def _by_kind(batch: Batch) -> dict[Together[Any, Any], list[int]]:
    places: dict[Together[Any, Any], list[int]] = {}
    for place, (writer, _) in enumerate(batch):
        places.setdefault(writer, []).append(place)
    return places


def _tell(results: list[Any], places: list[int], found: Sequence[Any]) -> None:
    for place, result in zip(places, found, strict=True):
        results[place] = result
