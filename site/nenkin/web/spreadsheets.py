"""Tables for spreadsheets (CSV, RFC 4180) in which nothing that people typed becomes a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

BYTE_ORDER_MARK = "\ufeff"  # without it, spreadsheets take UTF-8 for something else
# A cell that begins with one of these is a formula to a spreadsheet, full-width ones too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")


def safe(cell: str) -> str:
    """Keep a spreadsheet from reading a cell as a formula."""
    return f"'{cell}" if cell.lstrip(" \u3000").startswith(_FORMULA) else cell


def write_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table with its headings."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([safe(column) for column in columns])
    for row in rows:
        writer.writerow([safe(cell) for cell in row])
    return BYTE_ORDER_MARK + text.getvalue()
