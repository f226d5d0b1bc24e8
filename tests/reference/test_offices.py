"""Pension offices of the open list, and a page that never guesses whose they are."""

from pathlib import Path

import pytest

from nenkin.paths import DATA
from nenkin.reference.offices import FOLDER, load_offices
from nenkin.reference.rows import BadData


def test_what_is_listed_is_a_part_and_says_so() -> None:
    offices = load_offices(DATA)
    assert len(offices.listed) == 80
    assert offices.total == 312  # seed S-19
    assert offices.source.url.startswith("https://")
    (upper,) = [office for office in offices.listed if office.name == "新宿年金事務所"]
    assert (upper.prefecture, upper.postcode) == ("13", "1608601")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("13,新宿年金事務所", "48,新宿年金事務所", "no prefecture"),
        ("1608601", "160860", "no postal code"),
        ("新宿年金事務所", "新宿", "no pension office"),
        ("13,新宿年金事務所", "13,上野年金事務所", "an office twice"),
    ],
)
def test_a_broken_list_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    for file in (DATA / FOLDER).iterdir():
        text = file.read_text("utf-8").replace(old, new, 1)
        (tmp_path / FOLDER).mkdir(exist_ok=True)
        (tmp_path / FOLDER / file.name).write_text(text, "utf-8")
    with pytest.raises(BadData, match=said):
        load_offices(tmp_path)


def test_more_offices_than_there_are_is_refused(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    for file in (DATA / FOLDER).iterdir():
        text = file.read_text("utf-8").replace('total = "312"', 'total = "79"')
        (tmp_path / FOLDER / file.name).write_text(text, "utf-8")
    with pytest.raises(BadData, match="too many"):
        load_offices(tmp_path)
