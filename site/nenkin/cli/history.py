"""``nenkin history compare``: what is remembered against what is recorded, as JSON."""

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from nenkin import paths
from nenkin.clock import SystemClock, japanese_day
from nenkin.comparison.as_json import comparison_values
from nenkin.comparison.comparing import compare
from nenkin.comparison.worth import worth_from
from nenkin.interchange.history_sheets import LONGEST_LINE, read_sheet
from nenkin.interchange.mistakes import Mistakes
from nenkin.interchange.raw_lines import LONGEST_LINE as LONGEST_OF_RECORD
from nenkin.interchange.raw_lines import decode_lines
from nenkin.interchange.record_files import read_record
from nenkin.law.months import fiscal_year, month_of
from nenkin.reference import BadData, load
from nenkin.reference.companies import load_companies
from nenkin.reference.cover import load_cover

Read = TypeVar("Read")


def compare_history(arguments: argparse.Namespace) -> int:
    """Compare a sheet with a record; 1 where a file has mistakes, 2 where one cannot be opened."""
    try:
        record = _read(arguments.record, read_record, LONGEST_OF_RECORD)
        sheet = _read(arguments.sheet, read_sheet, LONGEST_LINE)
        law, cover, aliases = load(paths.DATA), load_cover(paths.DATA), load_companies(paths.DATA)
    except OSError as problem:
        print(f"{problem.filename}: {problem.strerror}.", file=sys.stderr)
        return 2
    except BadData as problem:
        print(f"nenkin: {problem}", file=sys.stderr)
        return 2
    if record is None or sheet is None:
        return 1
    # In the money of today, whenever the record is of.
    year = fiscal_year(month_of(japanese_day(SystemClock().now())))
    found = compare(record, sheet, cover, aliases=aliases, worth=worth_from(law, record, year))
    print(json.dumps(comparison_values(found), ensure_ascii=False, indent=2))
    return 0


def _read(name: str, read: Callable[[Iterable[str]], Read | Mistakes], longest: int) -> Read | None:
    with Path(name).open("rb") as file:
        found = read(decode_lines(file, longest))
    if isinstance(found, Mistakes):
        for mistake in found.found:
            print(f"{name}: {mistake}", file=sys.stderr)
        return None
    return found
