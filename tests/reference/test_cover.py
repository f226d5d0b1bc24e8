"""The tables of compulsory cover are read whole, or refused by file and line."""

import shutil
from pathlib import Path

import pytest

from nenkin import paths
from nenkin.law.months import month
from nenkin.reference.companies import load_companies
from nenkin.reference.cover import load_cover
from nenkin.reference.rows import BadData


def test_the_tables_say_when_cover_began() -> None:
    law = load_cover(paths.DATA)
    assert law.start("seamen") == month(1940, 6)
    assert law.start("manual-men") == month(1942, 6)
    assert law.start("everyone") == month(1944, 6)
    assert law.trades["retail"].personal_since == month(1942, 6)
    assert law.trades["restaurant"].personal_since is None
    assert law.exemptions["seasonal"] == 4
    assert [each.least for each in law.company] == [10, 5, 3, 1]


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("cover_starts", "seamen,", "sailors,", "'sailors'"),
        ("cover_starts", "manual-men,", "seamen,", "twice"),
        ("cover_sizes", "1944-06,1986-03", "1944-13,1986-03", "1944-13"),
        ("cover_hours", ",30,", ",many,", "many"),
        ("cover_trades", "manufacturing,1942-06", "manufacturing,soon", "soon"),
    ],
)
def test_a_wrong_row_is_refused(tmp_path: Path, name: str, old: str, new: str, says: str) -> None:
    shutil.copytree(paths.DATA / "tables", tmp_path / "tables")
    path = tmp_path / "tables" / f"{name}.csv"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(BadData, match=says):
        load_cover(tmp_path)


def test_a_start_may_not_be_left_out(tmp_path: Path) -> None:
    shutil.copytree(paths.DATA / "tables", tmp_path / "tables")
    path = tmp_path / "tables" / "cover_starts.csv"
    lines = [line for line in path.read_text().splitlines() if not line.startswith("okinawa")]
    path.write_text("\n".join(lines) + "\n")
    with pytest.raises(BadData, match="okinawa"):
        load_cover(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("八幡製鐵,新日本製鐵,", "八幡製鐵,㈱八幡製鉄,", "same name"),
        ("1970-03,", "1970-13,", "1970-13"),
        ("recalled unverified", "hearsay", "hearsay"),
    ],
)
def test_a_wrong_row_of_companies_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    path = tmp_path / "memory" / "companies.csv"
    path.parent.mkdir()
    path.write_text((paths.DATA / "memory" / "companies.csv").read_text().replace(old, new, 1))
    with pytest.raises(BadData, match=says):
        load_companies(tmp_path)
