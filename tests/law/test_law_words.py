"""Everything the engine can say has its words in content/, and no words are left over."""

import re
from pathlib import Path

import pytest

from nenkin.law.doubts import Doubt
from nenkin.law.estimates import Notice, Part
from tests.reading import read_words

SOURCES = "".join(path.read_text() for path in sorted(Path("site/nenkin/law").glob("*.py")))


@pytest.fixture(scope="module")
def words() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name in read_words().phrases:
        if name.startswith("law."):
            _, area, key = name.split(".", 2)
            found.setdefault(area, set()).add(key)
    return found


def test_parts_notices_and_doubts_have_words(words: dict[str, set[str]]) -> None:
    assert words["part"] == set(Part)
    assert words["notice"] == set(Notice)
    assert words["doubt"] == set(Doubt)


def test_refusals_have_words(words: dict[str, set[str]]) -> None:
    codes = set(re.findall(r'Refused\(\s*"([a-z0-9-]+)"', SOURCES))
    codes |= {"two-careers", "not-in-order", "before-birth", "too-young"}  # chosen before raising
    assert words["refused"] == codes


def test_steps_have_words(words: dict[str, set[str]]) -> None:
    labels = set(re.findall(r'\bstep\(\s*"([a-z-]+)"', SOURCES))
    labels |= set(re.findall(r'change\.of\(\s*"([a-z-]+)"', SOURCES))
    levels = set(re.findall(r'Level\(\s*"([a-z-]+)"', SOURCES))
    labels |= levels | {f"{level}-mean" for level in levels} | {"suspended", "suspended-young"}
    assert words["step"] == labels
