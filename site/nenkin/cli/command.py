"""What can be typed after ``nenkin``: one function for each thing it does."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from nenkin.cli import data
from nenkin.cli.estimates import replay_estimates
from nenkin.cli.history import compare_history
from nenkin.cli.kiosk import add_arguments, run_kiosk
from nenkin.cli.law import work_out_cases
from nenkin.cli.ownerless import check_records, evaluate_search, load_records
from nenkin.cli.staff import found
from nenkin.cli.starting import serve_site
from nenkin.interchange.mistakes import Mistakes
from nenkin.interchange.raw_lines import decode_lines
from nenkin.interchange.record_files import read_record

NOBODY_READS = 128 + 13  # as a shell says it of a program that SIGPIPE ended


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
    parser = argparse.ArgumentParser(
        prog="nenkin", description="See your own pension record, and what is missing in it."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(
        to: "argparse._SubParsersAction[argparse.ArgumentParser]",
        name: str,
        run: Callable[[argparse.Namespace], int],
        words: str,
    ) -> argparse.ArgumentParser:
        command = to.add_parser(name, help=words, description=words)
        command.set_defaults(run=run)
        return command

    serving = add(commands, "serve", serve_site, "prepare the database and serve the site")
    serving.add_argument(
        "--listen",
        default="",
        metavar="HOST:PORT",
        help="where, if not at NENKIN_ORIGIN itself (behind a proxy)",
    )
    add(commands, "migrate", data.migrate_database, "bring the database to this version's tables")
    add(commands, "seed", data.seed_database, "bring in the demonstration people who are missing")

    add_arguments(add(commands, "kiosk", run_kiosk, "run a browser for one person after another"))

    staff = commands.add_parser("staff", help="work with members of staff (data/staff)")
    of_staff = staff.add_subparsers(required=True, metavar="COMMAND")
    words = "bring in the first places and staff, once, and print what each is told"
    founding = add(of_staff, "found", found, words)
    founding.add_argument("file", metavar="FILE")

    record = commands.add_parser("record", help="work with record files (interchange/FORMAT.md)")
    of_record = record.add_subparsers(required=True, metavar="COMMAND")
    check = add(of_record, "check", check_record, "say what is wrong with a record file, by line")
    check.add_argument("file", metavar="FILE")
    taking = add(of_record, "import", data.import_files, "take record files in, all or none")
    taking.add_argument("files", metavar="FILE", nargs="+")

    history = commands.add_parser(
        "history", help="work with remembered lives (interchange/HISTORY.md)"
    )
    of_history = history.add_subparsers(required=True, metavar="COMMAND")
    comparing = add(
        of_history, "compare", compare_history, "compare a record with a sheet, as JSON"
    )
    comparing.add_argument("record", metavar="RECORD")
    comparing.add_argument("sheet", metavar="SHEET")

    law = commands.add_parser("law", help="work with the pension law itself")
    of_law = law.add_subparsers(required=True, metavar="COMMAND")
    working = add(of_law, "case", work_out_cases, "work out case files (interchange/CASES.md)")
    working.add_argument("files", metavar="FILE", nargs="+")
    working.add_argument("--steps", action="store_true", help="with every step and its article")

    estimates = commands.add_parser("estimate", help="work with what people were told")
    of_estimates = estimates.add_subparsers(required=True, metavar="COMMAND")
    replaying = add(
        of_estimates,
        "replay",
        replay_estimates,
        "work out kept estimates again: which changed, by how much, for whom",
    )
    replaying.add_argument("--sample", type=_above_0, metavar="NUMBER", help="only so many, drawn")
    replaying.add_argument("--seed", type=int, default=0, help="draw another sample")

    _add_ownerless(commands)
    return parser


def _add_ownerless(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    ownerless = commands.add_parser(
        "ownerless", help="work with records without an owner (interchange/OWNERLESS.md)"
    )
    of_ownerless = ownerless.add_subparsers(required=True, metavar="COMMAND")
    for name, run, words in (
        ("load", load_records, "take a file of records or of changes in, all or nothing"),
        ("check", check_records, "say what is wrong with such a file, by line"),
        ("evaluate", evaluate_search, "say how well the search finds what it should, as JSON"),
    ):
        command = of_ownerless.add_parser(name, help=words, description=words)
        command.set_defaults(run=run)
        if name == "evaluate":
            source = command.add_mutually_exclusive_group(required=True)
            source.add_argument("--records", metavar="FILE", help="records to search")
            source.add_argument("--store", metavar="FILE", help="or a store that has them")
            command.add_argument("--queries", metavar="FILE", required=True)
            command.add_argument("--truth", metavar="FILE", required=True)
        else:
            command.add_argument("file", metavar="FILE")
        if name == "load":
            command.add_argument("--store", metavar="FILE", help="instead of the one in use")


def _above_0(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("a number above 0")
    return number


def main(words: Sequence[str] | None = None) -> int:
    """Run the command; gives 0, 1 for what the file or person must correct, 2 for the rest.

    Where nobody reads on what is printed it stops without a word, as other programs do.
    """
    try:
        try:
            arguments = _parser().parse_args(words)
            return int(arguments.run(arguments))
        finally:
            sys.stdout.flush()  # else what is left is written when nobody can answer for it
    except BrokenPipeError:
        # Whoever read it has seen enough (`| head`). Python would say so once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOBODY_READS
