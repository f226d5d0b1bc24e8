"""What must stay true of the project itself, whoever changes it."""

import re
import subprocess
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCKED = {
    package["name"]: Version(package["version"])
    for package in tomllib.loads((ROOT / "uv.lock").read_text())["package"]
}
SECURITY = tomllib.loads((ROOT / "data/security/min-versions.toml").read_text())

FOLDERS = {"site", "components", "content", "data", "e2e", "tests", ".ci"}
LONGEST_MODULE = 300  # lines
LONGER = {
    "site/nenkin/storage/migrations/versions/0001_the_first_tables.py": "written by Alembic",
}
FOREIGN = {"vendor"}  # folders of files that others wrote
UNFINISHED = re.compile("|".join(("TO" + "DO", "FIX" + "ME")))
TEXT = {".py", ".sh", ".md", ".toml", ".html", ".css", ".js", ".csv", ".yaml", ".yml", ""}


def git(*words: str) -> list[str]:
    said = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode in {0, 1}, said.stderr  # 1: nothing found
    return said.stdout.splitlines()


@pytest.fixture(scope="module")
def files() -> list[Path]:
    """Every file of the project, those not yet committed too."""
    listed = git("-c", "core.quotePath=false", "ls-files", "-co", "--exclude-standard")
    found = [Path(name) for name in listed if (ROOT / name).is_file()]
    return [file for file in found if not FOREIGN & set(file.parts)]


def test_site_is_no_package(files: list[Path]) -> None:
    # With it, Python 3.10 or unfrozen modules would lose every installed package.
    assert Path("site/__init__.py") not in files


def test_the_site_is_not_ignored() -> None:
    # Many a template of .gitignore has /site, for another tool's output.
    assert git("check-ignore", "--no-index", "site/nenkin/app.py", "content/a.md", "data/a") == []


def test_only_known_folders_are_at_the_top(files: list[Path]) -> None:
    assert {file.parts[0] for file in files if len(file.parts) > 1} <= FOLDERS


def test_modules_are_short(files: list[Path]) -> None:
    lengths = {
        file: len((ROOT / file).read_text().splitlines()) for file in files if file.suffix == ".py"
    }
    assert len(lengths) > 10
    long = {str(file) for file, lines in lengths.items() if lines > LONGEST_MODULE}
    assert long == set(LONGER)


def test_nothing_is_left_for_later(files: list[Path]) -> None:
    texts = [file for file in files if file.suffix in TEXT]
    assert [file for file in texts if UNFINISHED.search((ROOT / file).read_text())] == []


def test_each_dependency_has_its_reason() -> None:
    declared = [*PROJECT["project"]["dependencies"]]
    for group in PROJECT["dependency-groups"].values():
        declared += group
    names = {canonicalize_name(Requirement(line).name) for line in declared}
    reasons = (ROOT / "CONTRIBUTING.md").read_text().partition("## Why each dependency")[2]
    explained = re.findall(r"^\| ([a-z0-9][a-z0-9-]*) \| \S", reasons, re.MULTILINE)
    assert sorted(explained) == sorted(names)


def test_every_rule_of_the_linter_is_on_and_types_are_strict() -> None:
    assert PROJECT["tool"]["ruff"]["lint"]["select"] == ["ALL"]
    assert PROJECT["tool"]["mypy"]["strict"] is True
    assert PROJECT["tool"]["pytest"]["ini_options"]["filterwarnings"][0] == "error"


@pytest.mark.parametrize("name", SECURITY["minimum"])
def test_known_repairs_are_in_the_lock(name: str) -> None:
    entry = SECURITY["minimum"][name]
    assert entry["because"]
    assert LOCKED[name] >= Version(entry["version"])


@pytest.mark.parametrize("name", SECURITY["forbidden"])
def test_what_must_stay_out_is_not_in_the_lock(name: str) -> None:
    assert name not in LOCKED


def test_uv_is_pinned_by_hash() -> None:
    pinned = (ROOT / ".ci/uv.txt").read_text()
    assert re.search(r"^uv==\d+\.\d+\.\d+ \\$", pinned, re.MULTILINE)
    assert len(re.findall(r"--hash=sha256:[0-9a-f]{64}", pinned)) > 1  # one for each machine


@pytest.mark.slow
def test_the_wheel_carries_words_parts_and_numbers(files: list[Path], tmp_path: Path) -> None:
    # Without isolation: hatchling is among the test tools, so nothing is fetched.
    subprocess.run(
        [
            ROOT / "var/tools/bin/uv",
            "build",
            "--wheel",
            "--no-build-isolation",
            "-q",
            "-o",
            tmp_path,
        ],
        cwd=ROOT,
        check=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for folder in ("components", "content", "data"):
        ours = {f"nenkin/_bundled/{file}" for file in files if file.parts[0] == folder}
        assert ours
        assert ours <= names
    assert "nenkin/app.py" in names
    assert not [name for name in names if name.startswith("site/")]
