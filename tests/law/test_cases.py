"""Every worked example with a source comes out to the yen."""

from pathlib import Path

import pytest

from nenkin.interchange.case_files import Case, read_case
from nenkin.interchange.case_payments import payment_differences
from nenkin.interchange.case_results import differences
from nenkin.law.estimating import estimate
from nenkin.law.parameters import Law

CASES = {
    path.stem: read_case(path.read_text()) for path in sorted(Path("tests/cases").glob("*.toml"))
}


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in CASES.items()])
def test_the_example_comes_out(law: Law, case: Case) -> None:
    assert case.url, "a worked example needs its source"
    assert case.by_hand, "a worked example needs its arithmetic"
    assert case.expected
    found = estimate(law, case.life, case.scenario, case.year)
    said = [*differences(case, found), *payment_differences(law, case, found)]
    assert bool(said) == bool(case.left_out), said


def test_there_are_as_many_as_the_readme_says_and_never_fewer_than_60() -> None:
    demanded = [name for name, case in CASES.items() if not case.left_out]
    assert len(demanded) >= 60
    readme = Path("tests/cases/README.md").read_text()
    assert f"{len(demanded)} are demanded" in readme
    for name, case in CASES.items():
        if case.left_out:
            assert f"`{name}`" in readme
