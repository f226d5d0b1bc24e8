"""A version is another one as soon as a number, or a name of a file, is another one."""

import shutil
from pathlib import Path

from nenkin import paths
from nenkin.reference.versions import LENGTH, parameters_version, rules_version


def copied(tmp_path: Path) -> Path:
    (tmp_path / "tables").mkdir()
    for name in ("qualifying_months.csv", "counted_fractions.csv"):
        shutil.copyfile(paths.DATA / "tables" / name, tmp_path / "tables" / name)
    return tmp_path


def test_versions_stay_the_same_as_long_as_nothing_changes() -> None:
    assert parameters_version(paths.DATA) == parameters_version(paths.DATA)
    assert rules_version() == rules_version()
    assert len(rules_version()) == LENGTH


def test_a_changed_number_is_another_version(tmp_path: Path) -> None:
    data = copied(tmp_path)
    before = parameters_version(data)
    file = data / "tables" / "qualifying_months.csv"
    file.write_bytes(file.read_bytes().replace(b"120", b"121"))
    assert parameters_version(data) != before


def test_a_renamed_file_is_another_version(tmp_path: Path) -> None:
    data = copied(tmp_path)
    before = parameters_version(data)
    (data / "tables" / "qualifying_months.csv").rename(data / "tables" / "qualifying.csv")
    assert parameters_version(data) != before
