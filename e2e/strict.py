"""The checkers that come from npm: strict HTML (vnu), styles (stylelint), ES2015 (acorn)."""

import http.client
import json
import os
import shutil
import socket
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from e2e.audit.findings import Finding

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
NO_NPM = "Run `npm ci --prefix e2e`: the checkers from npm are not installed."
START_SECONDS = 60
VNU = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
# What Java would do to be fast for days costs more than some hundred pages give back: they are read
# for less than half. Its quick compiler wants more of the stack for vnu's grammar.
SHORT_LIVED = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m")


class Missing(Exception):
    """A tool that is not installed; its message says what to type."""


def _run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    program = shutil.which(str(command[0]), path=os.environ.get("PATH"))
    if program is None:
        raise Missing(f"Install {command[0]}: `make test` does it.")
    if not VNU.exists():
        raise Missing(NO_NPM)
    return subprocess.run([program, *command[1:]], capture_output=True, text=True, check=False)


class Validator:
    """The checker for strict HTML, running: a page takes some 20 ms instead of its start."""

    def __init__(self, port: int) -> None:
        self.port = port

    def strict_html(self, html: bytes, url: str = "") -> list[Finding]:
        """Read a page as the HTML standard says."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            kind = {"Content-Type": "text/html; charset=utf-8", "User-Agent": "nenkin"}
            connection.request("POST", "/?out=json&level=error", html, kind)
            answer: dict[str, Any] = json.loads(connection.getresponse().read())
        finally:
            connection.close()
        return [
            Finding(
                rule="html",
                selector=f"line {message.get('lastLine', 0)}",
                what=message["message"],
                snippet=message.get("extract", "").replace("\n", " "),
                url=url,
            )
            for message in answer["messages"]
        ]

    def answers(self) -> bool:
        """Whether it has started."""
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True


@contextmanager
def running_validator() -> Iterator[Validator]:
    """Run vnu for the length of a block, on a free port that only this machine reaches."""
    java = shutil.which("java")
    if java is None:
        raise Missing("Install java (Debian: default-jre-headless): `make test` does it.")
    if not VNU.exists():
        raise Missing(NO_NPM)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        validator = Validator(probe.getsockname()[1])
    local = "-Dnu.validator.servlet.bind-address=127.0.0.1"
    main = "nu.validator.servlet.Main"
    command = [java, "-Xmx256m", *SHORT_LIVED, local, "-cp", str(VNU), main, str(validator.port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            until = monotonic() + START_SECONDS
            while not validator.answers():
                if process.poll() is not None or monotonic() > until:
                    raise Missing("vnu does not start.")
                sleep(0.05)
            yield validator
        finally:
            process.kill()


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
