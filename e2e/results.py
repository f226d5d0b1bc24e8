"""What a run found, kept for people: var/accessibility/results.json and the site's own table.

Every test notes its findings in a file of its own; whoever ends last puts them together.
``python -m e2e.results`` writes data/accessibility.toml out of a whole run, for /accessibility;
with ``--check``, as `make e2e` ends, it fails where that table judges a criterion differently than the
run. Its day, commit and number of states are those of the run that it was made by, and may be older.
"""

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from e2e.audit.axe import VERSION as AXE
from e2e.audit.browser import CHROMIUM
from e2e.audit.findings import Finding, rules
from e2e.pages import EVERY
from nenkin.clock import SystemClock, japanese_day

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "var" / "accessibility"
PARTS = FOLDER / "parts"
RESULTS = FOLDER / "results.json"
TABLE = ROOT / "data" / "accessibility.toml"
SHORT = 12  # letters of a commit's name


def note(page: str, block: str, findings: Iterable[Finding]) -> None:
    """Keep what one test found on one page."""
    PARTS.mkdir(parents=True, exist_ok=True)
    name = "".join(letter if letter.isalnum() else "-" for letter in f"{page} {block}")
    part = {"page": page, "block": block, "findings": [asdict(one) for one in findings]}
    (PARTS / f"{name}.json").write_text(json.dumps(part, ensure_ascii=False), "utf-8")


def forget() -> None:
    """Begin anew."""
    for part in PARTS.glob("*.json"):
        part.unlink()


def criteria() -> list[dict[str, Any]]:
    """Read the criteria of WCAG 2.2 with what proves each of them here."""
    table = tomllib.loads(Path(__file__).with_name("criteria.toml").read_text("utf-8"))
    rows: list[dict[str, Any]] = table["criteria"]
    return rows


def _git(*words: str) -> str:
    run = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return run.stdout.strip()


def judged(row: dict[str, Any], failed: set[str], blocks: set[str]) -> str:
    """Say how a criterion stands after a run: met, not-met, not-applicable, not-run."""
    if row["by"] == ["nothing"]:
        return "not-applicable"
    if row["number"] in failed:
        return "not-met"
    # What only a person can judge is not called met because machines found nothing.
    return "met" if set(row["by"]) <= blocks else "not-run"


def _browser() -> str:
    run = subprocess.run([CHROMIUM, "--version"], capture_output=True, text=True, check=False)
    return run.stdout.strip()


def collect() -> dict[str, Any]:
    """Put all parts of a run together and write them down."""
    parts = [json.loads(part.read_text("utf-8")) for part in sorted(PARTS.glob("*.json"))]
    findings = [one | {"page": part["page"]} for part in parts for one in part["findings"]]
    failed = {number for one in findings for number in one["wcag"].split()}
    blocks = {part["block"] for part in parts}
    pages: dict[str, list[str]] = {}
    for part in parts:
        pages.setdefault(part["page"], []).append(part["block"])
    npm = json.loads((Path(__file__).parent / "package.json").read_text("utf-8"))["dependencies"]
    results = {
        "commit": _git("rev-parse", "HEAD"),
        "day": japanese_day(SystemClock().now()).isoformat(),
        "tools": {"browser": _browser(), "axe-core": AXE, "own rules": len(rules()), **npm},
        "pages": pages,
        "findings": findings,
        "criteria": [
            {key: row[key] for key in ("number", "title", "level")}
            | {"outcome": judged(row, failed, blocks)}
            for row in criteria()
        ],
    }
    FOLDER.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(json.dumps(results, ensure_ascii=False, indent=1), "utf-8")
    return results


def unwalked(results: dict[str, Any]) -> set[str]:
    """Name the pages that the run has not looked at: of a part of them nothing is concluded."""
    return {state.name for state in EVERY} - set(results["pages"])


def untrue(results: dict[str, Any], kept: str) -> list[str]:
    """Say which criteria the site's table judges differently than the run."""
    table = tomllib.loads(kept)
    said = {row["number"]: row for row in table["criteria"]}
    found = {row["number"]: row for row in results["criteria"]}
    return [
        f"{number}: the table says {said.get(number)}, the run {found.get(number)}"
        for number in sorted(said.keys() | found.keys())
        if said.get(number) != found.get(number)
    ]


def as_table(results: dict[str, Any]) -> str:
    """Write the part of the results that the site shows."""
    lines = [
        "# Written by `python -m e2e.results` out of a whole run of e2e/. Read by /accessibility.",
        f"day = {results['day']}",
        f'commit = "{results["commit"][:SHORT]}"',
        f"pages = {len(results['pages'])}",
    ]
    for row in results["criteria"]:
        lines += ["", "[[criteria]]"]
        lines += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in row.items()]
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str]) -> int:
    """Run the command."""
    if not RESULTS.exists():
        print("Run `make e2e` first: there is no var/accessibility/results.json.", file=sys.stderr)
        return 1
    results = json.loads(RESULTS.read_text("utf-8"))
    if missing := unwalked(results):
        print(f"The run was not whole: {', '.join(sorted(missing))}", file=sys.stderr)
        return 1
    if "--check" not in arguments:
        TABLE.write_text(as_table(results), "utf-8")
        print(f"wrote {TABLE.relative_to(ROOT)}")
        return 0
    if not TABLE.exists():  # /accessibility then says that nothing has been looked at
        print("No table of results is kept: .venv/bin/python -m e2e.results writes it.")
        return 0
    wrong = untrue(results, TABLE.read_text("utf-8"))
    for line in wrong:
        print(line, file=sys.stderr)
    if wrong:
        print("Write the table anew: .venv/bin/python -m e2e.results", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
