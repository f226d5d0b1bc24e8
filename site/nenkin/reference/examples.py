"""Published cases of records that were found, each beside the demonstration person made after it."""

from dataclasses import dataclass
from pathlib import Path

from nenkin.interchange.mistakes import Mistakes
from nenkin.interchange.raw_lines import decode_lines
from nenkin.interchange.record_files import read_record
from nenkin.law.found import Found, Trade
from nenkin.law.months import read_month
from nenkin.law.parameters import Source
from nenkin.law.periods import Record
from nenkin.reference.rows import BadData, Row, parameter


@dataclass(frozen=True, slots=True)
class Example:
    """A published case, in yen a year as published; ``None`` where that was not.

    ``before`` and ``after`` are 老齢厚生年金. ``year`` is the fiscal year in whose money it was published and
    is worked out here.
    """

    name: str
    record: Record
    found: Found
    before: int | None
    after: int | None
    adds: int
    year: int
    source: Source


def read_examples(data: Path) -> tuple[Example, ...]:
    """Read every case; raises ``BadData`` with file, line and reason."""
    files = sorted((data / "examples").glob("*.toml"))
    return tuple(_example(data, parameter(file)) for file in files)


def _example(data: Path, row: Row) -> Example:
    last, months = row.read("last", read_month), row.yen("months")
    if not months:
        raise row.wrong("«months» is 1 at least", "months")
    trade = row.read("trade", Trade)
    return Example(
        name=row.path.stem,
        record=_record(data, row),
        found=Found(trade=trade, first=last - months + 1, last=last),
        before=row.yen("before") if "before" in row.values else None,
        after=row.yen("after") if "after" in row.values else None,
        adds=row.yen("adds"),
        year=row.yen("year"),
        source=row.source,
    )


def _record(data: Path, row: Row) -> Record:
    path = data / "personas" / row.text("persona") / "record.jsonl"
    try:
        with path.open("rb") as file:
            found = read_record(decode_lines(file))
    except OSError as error:
        raise row.wrong(f"{path} cannot be read ({error.strerror})", "persona") from None
    if isinstance(found, Mistakes):
        first = found.found[0]
        raise BadData(path, first.line, first.message)
    return found
