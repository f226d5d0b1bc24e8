"""Train the weights of the search with Splink, on the noise that is for tuning, and write them as data.

``python -m tests.bench.ownerless.train FOLDER`` with the three files of the noise `tune` in the folder
(``python -m tests.bench.ownerless.generate 300000 FOLDER tune``).

Splink counts u on pairs drawn at random, and m on each search's own record; each kind of slip comes as
often as the error model says. Men and women are counted apart, because of surnames. What the search
counts in the store itself (u of agreeing names and days) is left as it is, and no probability is taken
for less than what the count can tell.
"""

import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path

from nenkin import paths
from tests.bench.environments import ROOT, environment
from tests.bench.ownerless.generate import QUERIES, RECORDS, TRUTH
from tests.bench.ownerless.model import ErrorModel, error_model

PACKAGES = ("splink==5.0.0", "tantivy==0.27.0")
TRAINED, OTHERS = 6_000, 40_000  # searches, and records of others
PAIRS = 300_000
WEIGHTS = paths.DATA / "matching" / "weights.toml"
LEAST_OWN, LEAST_OTHERS = 0.002, 0.0001  # a count of some thousands tells no less
COUNTED = {"family": ("same", "folded"), "given": ("same", "folded")}
BY_DAY = ("era", "near", "swapped", "lunar")  # u of these is a multiple of the chance of one day
ANSWERS = ("place", "work", "years", "overlap")  # of those who answer: «unknown» weighs nothing

Levels = dict[str, tuple[float, float]]


def peer_environment() -> tuple[Path, dict[str, str]]:
    """Give the Python that has Splink, and the variables with which it sees the search too."""
    ours = ROOT / ".venv" / "lib" / f"python3.{sys.version_info.minor}" / "site-packages"
    seen = os.pathsep.join(str(path) for path in (ROOT, ROOT / "site", ours))
    return environment("search", *PACKAGES), {**os.environ, "PYTHONPATH": seen}


def searches(folder: Path, model: ErrorModel, sex: str) -> list[tuple[str, str, str]]:
    """Draw searches as the error model has them: id, line, and the id of the record."""
    dice = random.Random(model.seed)
    queries = {}
    for line in (folder / QUERIES).read_text(encoding="utf-8").splitlines()[1:]:
        row = json.loads(line)
        if row["sex"] == sex:
            queries[row["id"]] = line
    of_kind: dict[str, list[tuple[str, str, str]]] = {kind: [] for kind in model.kinds}
    for line in (folder / TRUTH).read_text(encoding="utf-8").splitlines()[1:]:
        row = json.loads(line)
        if row["records"] and row["query"] in queries and "group" not in row:
            kind = "+".join(row["slips"]) or "none"
            of_kind[kind].append((row["query"], queries[row["query"]], row["records"][0]))
    kinds = [kind for kind, those in of_kind.items() if those]
    drawn = dice.choices(kinds, [model.kinds[kind] for kind in kinds], k=TRAINED)
    return [dice.choice(of_kind[kind]) for kind in drawn]


def counted(folder: Path, sex: str) -> dict[str, Levels]:
    """Have Splink count m and u of each level of each field."""
    model = error_model("tune")
    drawn = searches(folder, model, sex)
    wanted = {record for _, _, record in drawn}
    lines: dict[str, str] = {}
    others: list[tuple[str, str]] = []
    with (folder / RECORDS).open(encoding="utf-8") as file:
        next(file)
        for number, line in enumerate(file):
            name = json.loads(line)["id"]
            if name in wanted:
                lines[name] = line.rstrip("\n")
            elif number % 7 == 0 and len(others) < OTHERS:
                others.append((name, line.rstrip("\n")))
    work = folder / "splink"
    work.mkdir(exist_ok=True)
    _write(
        work / "queries.jsonl",
        [(f"s{place}", f"s{place}", line) for place, (_, line, _) in enumerate(drawn)],
    )
    _write(
        work / "records.jsonl",
        [
            *((f"o{place}", f"s{place}", lines[name]) for place, (*_, name) in enumerate(drawn)),
            *((name, name, line) for name, line in others),
        ],
    )
    python, variables = peer_environment()
    told = json.dumps(
        {
            "queries": str(work / "queries.jsonl"),
            "records": str(work / "records.jsonl"),
            "pairs": PAIRS,
            "seed": model.seed,
        }
    )
    said = subprocess.run(
        [python, ROOT / "tests" / "bench" / "peers" / "splink_weights.py"],
        input=told + "\n",
        capture_output=True,
        text=True,
        check=True,
        env=variables,
    )
    found: dict[str, Levels] = json.loads(said.stdout.splitlines()[-1])
    return found


def _write(file: Path, rows: list[tuple[str, str, str]]) -> None:
    keys = ("unique_id", "owner", "line")
    text = "".join(
        json.dumps(dict(zip(keys, row, strict=True)), ensure_ascii=False) + "\n" for row in rows
    )
    file.write_text(text, encoding="utf-8")


def weights(men: dict[str, Levels], women: dict[str, Levels]) -> dict[str, Levels]:
    """Give own and others of each level, by the sections of the file."""
    both: dict[str, Levels] = {
        field: {
            slug: (_mean(own, men[field][slug][0]), _mean(others, men[field][slug][1]))
            for slug, (own, others) in levels.items()
        }
        for field, levels in women.items()
    }
    both["family-men"], both["family-women"] = men["family"], women["family"]
    del both["family"]
    return {section: _section(section, levels) for section, levels in both.items()}


def _mean(women: float | None, men: float | None) -> float:
    return 0.55 * (women or 0) + 0.45 * (men or 0)


def _section(section: str, levels: Levels) -> Levels:
    field = section.partition("-")[0]
    return {slug: (_own(field, slug, levels), _others(field, slug, levels)) for slug in levels}


def _own(field: str, slug: str, levels: Levels) -> float:
    if field in ANSWERS:
        return _of_answered(slug, levels, 0)
    return max(levels[slug][0] or 0, LEAST_OWN)


def _others(field: str, slug: str, levels: Levels) -> float:
    if field in ANSWERS:
        return _of_answered(slug, levels, 1)
    if slug in COUNTED.get(field, ()):
        return 0
    others = levels[slug][1] or 0
    if field == "birth" and slug in ("same", *BY_DAY):
        return max(round(others / levels["same"][1], 1), 1)
    return max(others, LEAST_OTHERS)


def _of_answered(slug: str, levels: Levels, which: int) -> float:
    if slug == "unknown":
        return 1
    answered = sum((each[which] or 0) for name, each in levels.items() if name != "unknown")
    return max((levels[slug][which] or 0) / answered, LEAST_OWN)


def rewritten(text: str, trained: dict[str, Levels]) -> str:
    """Put the trained numbers into the text of the weights' file."""
    section = ""
    lines = []
    for line in text.splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        found = re.match(r"(\w+) = \{ own = [\d.]+, others = [\d.]+ \}", line)
        if not found or found[1] not in trained.get(section, {}):
            lines.append(line)
            continue
        own, others = trained[section][found[1]]
        lines.append(f"{found[1]} = {{ own = {own:.4g}, others = {others:.4g} }}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    place = Path(sys.argv[1])
    trained = weights(counted(place, "male"), counted(place, "female"))
    WEIGHTS.write_text(rewritten(WEIGHTS.read_text(encoding="utf-8"), trained), encoding="utf-8")
