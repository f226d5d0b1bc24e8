"""The checkers that come from npm: strict HTML (vnu), styles (stylelint), ES2015 (acorn)."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from e2e.audit.findings import Finding

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
VNU = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"


class Missing(Exception):
    """A tool that is not installed; its message says what to type."""


def _run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    program = shutil.which(str(command[0]), path=os.environ.get("PATH"))
    if program is None:
        raise Missing(f"Install {command[0]}: `make test` does it.")
    if not VNU.exists():
        raise Missing("Run `npm ci --prefix e2e`: the checkers from npm are not installed.")
    return subprocess.run([program, *command[1:]], capture_output=True, text=True, check=False)


def strict_html(files: Iterable[Path], names: dict[str, str] | None = None) -> list[Finding]:
    """Read pages as the HTML standard says; ``names`` gives a file's address for people."""
    given = [str(file.resolve()) for file in files]
    if not given:
        return []
    run = _run(
        "java", "-jar", VNU, "--format", "json", "--exit-zero-always", "--errors-only", *given
    )
    answer: dict[str, Any] = json.loads(run.stderr)
    return [
        Finding(
            rule="html",
            selector=f"line {message.get('lastLine', 0)}",
            what=message["message"],
            snippet=message.get("extract", "").replace("\n", " "),
            url=(names or {}).get(Path(message["url"].removeprefix("file:")).name, message["url"]),
        )
        for message in answer["messages"]
    ]


def styles(files: Iterable[Path]) -> list[Finding]:
    """Read style sheets for what old browsers or readers would stumble over."""
    run = _run(
        "node",
        MODULES / "stylelint" / "bin" / "stylelint.mjs",
        "--config",
        HERE / "stylelint.config.mjs",
        "--formatter",
        "json",
        *files,
    )
    sheets: list[dict[str, Any]] = json.loads(run.stderr or run.stdout)
    return [
        Finding(
            rule=f"css:{warning['rule']}",
            selector=f"line {warning['line']}",
            what=warning["text"],
            url=sheet["source"],
        )
        for sheet in sheets
        for warning in [*sheet["warnings"], *sheet["parseErrors"]]
    ]


def old_script(file: Path) -> list[Finding]:
    """Read a script as browsers of 2015 do."""
    run = _run("node", MODULES / "acorn" / "bin" / "acorn", "--ecma2015", "--silent", file)
    if run.returncode == 0:
        return []
    return [Finding(rule="js:es2015", selector="", what=run.stderr.strip(), url=str(file))]
