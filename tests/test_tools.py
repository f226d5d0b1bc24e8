"""What is missing is said in one sentence, where it cannot be installed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_project import ROOT

NEEDED = ("sh", "dirname", "mkdir", "id", "cksum", "cat", "find", "head", "env", "uname")


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A copy of what the script reads, beside a `bin` with nothing but the plainest tools."""
    (tmp_path / ".ci").mkdir()
    for name in (".ci/tools.sh", ".ci/uv.txt", "uv.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "bin").mkdir()
    for name in NEEDED:
        found = shutil.which(name, path=os.defpath)
        assert found, name
        (tmp_path / "bin" / name).symlink_to(found)
    return tmp_path


def installed_packages(folder: Path, kind: str = "test") -> None:
    """Leave the stamp of packages that are all there."""
    (folder / ".venv/bin").mkdir(parents=True)
    (folder / ".venv/bin/python").symlink_to(sys.executable)
    sums = subprocess.check_output(["cksum", "uv.lock", "pyproject.toml"], cwd=folder)
    stamp = subprocess.check_output(["cksum"], input=sums + f"{folder}\n".encode())
    (folder / f".venv/made-for-{kind}").write_bytes(stamp)


def said_by(folder: Path, what: str, code: int = 1) -> str:
    done = subprocess.run(
        ["sh", ".ci/tools.sh", what],
        cwd=folder,
        env={"PATH": str(folder / "bin")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code
    assert done.stdout == ""
    return done.stderr


def test_a_missing_python_is_one_sentence(bare: Path) -> None:
    said = said_by(bare, "run")
    assert said == (
        "nenkin: missing here: python3 python3-venv."
        " Please run: sudo apt-get install python3 python3-venv\n"
    )


def test_missing_test_tools_are_one_sentence(bare: Path) -> None:
    installed_packages(bare)
    said = said_by(bare, "test")
    assert said.count("\n") == 1
    for name in ("chromium", "w3m", "default-jre-headless", "poppler-utils", "git"):
        assert f" {name}" in said.partition("sudo apt-get install")[2]


def test_what_measures_is_asked_for_where_it_is_missing(bare: Path) -> None:
    installed_packages(bare)
    assert said_by(bare, "bench") == (
        "nenkin: missing here: wrk. Please run: sudo apt-get install wrk\n"
    )


def test_the_whole_chromium_is_asked_for_beside_its_headless_shell(bare: Path) -> None:
    installed_packages(bare)
    (bare / "bin/chromium-headless-shell").symlink_to(sys.executable)
    said = said_by(bare, "test")
    assert "chromium chromium-sandbox" in said  # the kiosk is tried in what people get
    assert "headless-shell" not in said


def test_a_whole_chromium_will_do_where_its_headless_shell_cannot_be_installed(bare: Path) -> None:
    installed_packages(bare)
    (bare / "bin/chromium").symlink_to(sys.executable)
    first, second = said_by(bare, "test").splitlines()
    assert "the whole chromium is used" in first
    assert "chromium" not in second
    assert " w3m" in second


def test_the_site_starts_without_the_fonts_that_only_files_need(bare: Path) -> None:
    installed_packages(bare, "run")
    (bare / "bin/find").unlink()
    (bare / "bin/find").write_text("#!/bin/sh\n")  # finds nothing
    (bare / "bin/find").chmod(0o755)
    assert said_by(bare, "run", code=0) == (
        "nenkin: for PDF files, please run:"
        " sudo apt-get install fonts-morisawa-bizud-gothic fonts-ipamj-mincho\n"
    )


def test_an_unknown_wish_is_refused(bare: Path) -> None:
    assert said_by(bare, "everything").startswith("nenkin: usage: ")
