"""Write the three files of the benchmark: ownerless records, people's searches, and the truth.

``python -m tests.bench.ownerless.generate ROWS FOLDER [report|tune] [heavier|assumed|lighter]``

The records stream: memory does not grow with their number. Those that somebody looks for lie evenly
among them; the slip of each is drawn beforehand, as many for every kind, and the shares of the error
model weight the figures afterwards.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.bench.ownerless.background import Background
from tests.bench.ownerless.given import HEADS
from tests.bench.ownerless.model import ErrorModel, Noise, error_model
from tests.bench.ownerless.people import World
from tests.bench.ownerless.searches import Author, Searches, Wanted

DATA_DATE = "2026-11-01"
BATCH = 100_000
RECORDS, QUERIES, TRUTH = "records.jsonl", "queries.jsonl", "truth.jsonl"


@dataclass(frozen=True)
class Size:
    """How much is written."""

    rows: int
    each: int  # searches of each kind of slip
    without: int  # searches of people who have no record
    common: int  # searches of people with one of the commonest names, with a record and without

    def wanted(self, model: ErrorModel) -> list[Wanted]:
        """List the searches, in the order of the kinds."""
        found = [Wanted(kind) for kind in model.kinds for _ in range(self.each)]
        found += [Wanted("none", common=True)] * self.common
        found += [Wanted("none", has_record=False)] * self.without
        found += [Wanted("none", has_record=False, common=True)] * self.common
        return found


def size(rows: int) -> Size:
    """Give how many searches go with that many records."""
    each = max(20, min(500, rows // 500))
    return Size(rows, each=each, without=8 * each, common=2 * each)


def write(folder: Path, of_size: Size, noise: Noise, *, slope: float = HEADS["assumed"]) -> None:
    """Write the three files into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    searches = Searches()
    with (folder / RECORDS).open("w", encoding="utf-8") as file:
        for lines in record_lines(of_size, noise, searches, slope=slope):
            file.write("\n".join(lines))
            file.write("\n")
    for name, kind, lines in (
        (QUERIES, "queries", searches.queries),
        (TRUTH, "truths", searches.truths),
    ):
        header = {"type": kind, "format": f"nenkin-ownerless-{name.split('.')[0]}", "version": 1}
        (folder / name).write_text("\n".join((json.dumps(header), *lines, "")), encoding="utf-8")


def record_lines(
    of_size: Size, noise: Noise, searches: Searches, *, slope: float = HEADS["assumed"]
) -> Iterator[list[str]]:
    """Give the lines of the record file, many at a time; the searches grow with them."""
    model = error_model(noise)
    world = World(slope=slope, women=model.store["women"])
    generator = np.random.default_rng(model.seed)
    author = Author(world, generator, model, searches)
    wanted = of_size.wanted(model)
    author.dice.shuffle(wanted)
    sought = [one for one in wanted if one.has_record]
    background = Background(world, model, jobs=min(20_000, max(500, of_size.rows // 50)))
    yield [
        json.dumps(
            {
                "type": "records",
                "format": "nenkin-ownerless",
                "version": 1,
                "data_date": DATA_DATE,
                "kind": "full",
                "generator": f"tests.bench.ownerless, {noise}, slope {slope}",
            }
        )
    ]
    places = [place * of_size.rows // len(sought) for place in range(len(sought))]
    done = 0
    for first in range(0, of_size.rows, BATCH):
        count = min(BATCH, of_size.rows - first)
        lines = background.lines(generator, first, count)
        while done < len(sought) and places[done] < first + count:
            number = places[done]
            lines[number - first] = author.record(sought[done], number)
            done += 1
        yield lines
    for one in wanted:
        if not one.has_record:
            author.without(one)


if __name__ == "__main__":
    told = [*sys.argv[3:], "report", "assumed"]
    noise_told: Noise = "tune" if "tune" in told else "report"
    slope_told = next(HEADS[word] for word in told if word in HEADS)
    write(Path(sys.argv[2]), size(int(sys.argv[1])), noise_told, slope=slope_told)
