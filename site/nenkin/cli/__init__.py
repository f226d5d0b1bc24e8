"""The command ``nenkin``: one function for each thing it does."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from nenkin.cli import data
from nenkin.interchange.mistakes import Mistakes
from nenkin.interchange.raw_lines import decode_lines
from nenkin.interchange.record_files import read_record


def check_record(arguments: argparse.Namespace) -> int:
    """Say what is wrong with a record file, by line."""
    try:
        with Path(arguments.file).open("rb") as file:
            result = read_record(decode_lines(file))
    except OSError as error:
        print(f"{arguments.file}: {error.strerror}.", file=sys.stderr)
        return 2
    if isinstance(result, Mistakes):
        for mistake in result.found:
            print(f"{arguments.file}: {mistake}")
        return 1
    print(f"{arguments.file}: a record of {len(result.spans)} spans, nothing to correct.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="nenkin", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    record = commands.add_parser("record", help="work with record files (interchange/FORMAT.md)")
    of_record = record.add_subparsers(required=True, metavar="COMMAND")
    check = of_record.add_parser("check", help="say what is wrong with a record file, by line")
    check.add_argument("file", metavar="FILE")
    check.set_defaults(run=check_record)
    taking = of_record.add_parser("import", help="take record files in, all or none")
    taking.add_argument("files", metavar="FILE", nargs="+")
    taking.set_defaults(run=data.import_files)

    migrate = commands.add_parser("migrate", help="bring the database to this version's tables")
    migrate.set_defaults(run=data.migrate_database)
    seed = commands.add_parser("seed", help="bring in the demonstration people who are missing")
    seed.set_defaults(run=data.seed_database)

    return parser


def main(words: Sequence[str] | None = None) -> int:
    """Run the command; gives 0, 1 for what the file or person must correct, 2 for the rest."""
    arguments = _parser().parse_args(words)
    return int(arguments.run(arguments))
