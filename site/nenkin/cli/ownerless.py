"""`nenkin ownerless`: the store of records without an owner, and how well it is searched."""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from nenkin import paths
from nenkin.interchange.mistakes import BadFile, Mistake, show
from nenkin.interchange.ownerless_files import FileKind
from nenkin.interchange.ownerless_queries import read_queries, read_truths
from nenkin.interchange.raw_lines import decode_lines
from nenkin.matching.evaluating import Outcome, figures, outcome
from nenkin.reference import BadData
from nenkin.reference.matching import load_knowledge
from nenkin.settings import BadSettings, from_environment
from nenkin.storage.ownerless.loading import load_sqlite
from nenkin.storage.ownerless.reading import Reading
from nenkin.storage.ownerless.rows import OtherStore
from nenkin.storage.ownerless.searching import Store, load_store, open_store, search


class _BadNamed(Exception):
    """One of several files that cannot be read, with its name."""

    def __init__(self, file: str, bad: BadFile) -> None:
        """Take which, and what is wrong."""
        super().__init__(str(bad))
        self.file, self.mistakes = file, bad.mistakes


def load_records(arguments: argparse.Namespace) -> int:
    """Take a file of ownerless records in: all of it, or nothing."""
    return _told(arguments.file, lambda: _load(arguments))


def check_records(arguments: argparse.Namespace) -> int:
    """Say what is wrong with a file of ownerless records, by line."""
    return _told(arguments.file, lambda: _check(Path(arguments.file)))


def evaluate_search(arguments: argparse.Namespace) -> int:
    """Search for every query and print how many were found, per kind of slip, as JSON."""
    return _told(arguments.queries, lambda: _evaluate(arguments))


@contextmanager
def _named(file: str) -> Iterator[None]:
    """Keep with a mistake which file it is in."""
    try:
        yield
    except BadFile as bad:
        raise _BadNamed(file, bad) from None


def _told(file: str, run: Callable[[], None]) -> int:
    try:
        with _named(file):
            run()
    except _BadNamed as bad:
        for mistake in bad.mistakes:
            print(f"{bad.file}: {mistake}")
        return 1
    except BlockingIOError:
        print("Another load is under way.", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{error.filename or file}: {error.strerror}.", file=sys.stderr)
        return 2
    except (OtherStore, BadSettings, BadData) as problem:
        print(problem, file=sys.stderr)
        return 2
    return 0


def _load(arguments: argparse.Namespace) -> None:
    place = arguments.store or from_environment(os.environ).ownerless_store
    with Path(arguments.file).open("rb") as file:
        load_store(place, file)
    store = open_store(place)
    # An address may hold a password, which is not shown.
    print(f"{place.rpartition('@')[2]} has {store.records:,} records of {store.data_date}.")
    store.close()


def _check(path: Path) -> None:
    with path.open("rb") as file:
        reading = Reading(file)
        for _ in reading.lines():
            pass
    reading.finish()
    of = {FileKind.FULL: "records", FileKind.DIFFERENCE: "changes"}[reading.header.kind]
    print(f"{path}: {reading.rows:,} {of}, nothing to correct.")


def _evaluate(arguments: argparse.Namespace) -> None:
    if arguments.store:
        _print_figures(open_store(arguments.store), arguments)
        return
    with tempfile.TemporaryDirectory() as folder, Path(arguments.records).open("rb") as file:
        with _named(arguments.records):
            load_sqlite(Path(folder) / "ownerless.db", file)
        _print_figures(open_store(Path(folder) / "ownerless.db"), arguments)


def _print_figures(store: Store, arguments: argparse.Namespace) -> None:
    knowledge = load_knowledge(paths.DATA)
    with Path(arguments.truth).open("rb") as file, _named(arguments.truth):
        truths = {truth.query: truth for truth in read_truths(decode_lines(file))}
    left = {query: line for line, query in enumerate(truths, start=2)}
    outcomes: list[Outcome] = []
    with Path(arguments.queries).open("rb") as file:
        for named in read_queries(decode_lines(file)):
            truth = truths.get(named.id)
            if truth is None:
                continue  # a query without a truth says nothing
            del left[named.id]
            began = perf_counter()
            found = search(store, named.query, knowledge)
            took = (perf_counter() - began) * 1000
            outcomes.append(outcome(found, truth.records, truth.slips, took, truth.group))
    store.close()
    with _named(arguments.truth):
        if left:  # what was never searched for would only be missing from the figures
            raise BadFile(
                [
                    Mistake(
                        line, "query", f"Write the id of a query that is there, not {show(id_)}."
                    )
                    for id_, line in left.items()
                ]
            )
    print(json.dumps(figures(outcomes), ensure_ascii=False, indent=2))
