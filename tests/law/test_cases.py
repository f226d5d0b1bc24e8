"""Every worked example with a source comes out to the yen."""

from pathlib import Path

import pytest

from nenkin.interchange.case_files import read_case
from nenkin.interchange.case_results import differences
from nenkin.law.estimating import estimate
from nenkin.law.parameters import Law

CASES = sorted(Path("tests/cases").glob("*.toml"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_example_comes_out(law: Law, path: Path) -> None:
    case = read_case(path.read_text())
    assert case.url, "a worked example needs its source"
    assert case.by_hand, "a worked example needs its arithmetic"
    assert case.expected
    found = estimate(law, case.life, case.scenario, case.year)
    assert bool(differences(case, found)) == bool(case.left_out)
