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
    record = _read(arguments.record, read_record, LONGEST_OF_RECORD)
    sheet = _read(arguments.sheet, read_sheet, LONGEST_LINE)
    if isinstance(record, OSError) or isinstance(sheet, OSError):
        return 2
    if isinstance(record, Mistakes) or isinstance(sheet, Mistakes):
        return 1
    try:
        law, cover, aliases = load(paths.DATA), load_cover(paths.DATA), load_companies(paths.DATA)
    except BadData as problem:
        print(f"nenkin: {problem}", file=sys.stderr)
        return 2
    births = {sheet.born_on, *(used.born_on for used in sheet.birth_dates)}
    if record.person.born_on not in births:
        told = f"the sheet is of somebody born {sheet.born_on}, the record {record.person.born_on}"
        print(f"{arguments.sheet}: {told}. Check that both are of one person.", file=sys.stderr)
    # In the money of today, whenever the record is of.
    year = fiscal_year(month_of(japanese_day(SystemClock().now())))
    found = compare(record, sheet, cover, aliases=aliases, worth=worth_from(law, record, year))
    print(json.dumps(comparison_values(found), ensure_ascii=False, indent=2))
    return 0


def _read(
    name: str, read: Callable[[Iterable[str]], Read | Mistakes], longest: int
) -> Read | Mistakes | OSError:
    """Read a file, and tell everything that is wrong with it."""
    try:
        with Path(name).open("rb") as file:
            found = read(decode_lines(file, longest))
    except OSError as problem:
        print(f"{name}: {problem.strerror}.", file=sys.stderr)
        return problem
    if isinstance(found, Mistakes):
        for mistake in found.found:
            print(f"{name}: {mistake}", file=sys.stderr)
    return found
