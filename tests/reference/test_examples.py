"""The published cases are read whole, or refused with file, line and reason."""

import shutil
from pathlib import Path

import pytest

from nenkin.law.months import spell
from nenkin.law.parameters import Confidence
from nenkin.paths import DATA
from nenkin.reference import BadData
from nenkin.reference.examples import read_examples


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name in ("examples", "personas"):
        shutil.copytree(DATA / name, tmp_path / name)
    return tmp_path


def test_what_was_published() -> None:
    first, second, third = read_examples(DATA)
    assert (first.before, first.after, first.adds) == (440_000, 1_350_000, 910_000)
    assert (second.before, second.after, second.adds) == (970_000, 1_040_000, 70_000)
    assert (third.before, third.after, third.adds) == (None, None, 15_000)
    months = [one.found.last - one.found.first + 1 for one in (first, second, third)]
    assert months == [142, 19, 4]
    assert spell(third.found.first) == "1950-04"
    assert first.source.confidence is Confidence.OFFICIAL


@pytest.mark.parametrize(
    ("before", "after", "line", "reason"),
    [
        ("months = 4", "months = 0", 7, "«months» is 1 at least"),
        ('trade = "company"', 'trade = "moon"', 5, "«trade» cannot be 'moon'"),
        ('persona = "tohoku79"', 'persona = "nobody"', 4, "cannot be read"),
        ("adds = 15_000", "", 1, "«adds» is missing"),
    ],
)
def test_a_broken_case_is_named(
    data: Path, before: str, after: str, line: int, reason: str
) -> None:
    path = data / "examples" / "published-3.toml"
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")
    with pytest.raises(BadData) as refused:
        read_examples(data)
    assert str(refused.value).startswith(f"{path}:{line}: ")
    assert reason in str(refused.value)


def test_a_broken_record_is_named(data: Path) -> None:
    path = data / "personas" / "tohoku79" / "record.jsonl"
    path.write_text("nonsense\n", "utf-8")
    with pytest.raises(BadData) as refused:
        read_examples(data)
    assert str(refused.value).startswith(f"{path}:1: ")
