"""``nenkin law case`` works out any case file, and says where one cannot be."""

import json
from pathlib import Path

import pytest

from nenkin.cli.command import main

CASE = Path("tests/cases/basic-full-2026.toml")


def test_a_case_comes_out_as_json_with_its_steps(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "case", "--steps", str(CASE)]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["differences"] == []
    (phase,) = said["phases"]
    assert (phase["first"], phase["last"], phase["parts"]) == ("2026-06", None, {"basic": 847_300})
    assert phase["steps"]["basic"][-1]["formula"] == "847300 × 480 ÷ 480"
    assert phase["steps"]["basic"][-1]["article"] == "国民年金法27条本文"


@pytest.mark.parametrize(
    ("before", "after", "code", "said"),
    [
        ("basic = 847300", "basic = 847301", 1, "847301 was expected, 847300 came out"),
        ("year = 2026", "year = 2027", 1, "full_amounts: nothing is known for 2028-03"),
        ("1961-05-10", "1926-04-01", 1, "refused: old-law"),
        (
            "[[expected]]",
            '[[prepaid]]\nfirst = "2025-04"\nlast = "2025-09"\nhow = "cash"\nyen = 1\n[[expected]]',
            1,
            "2025-04 prepaid: 1 was expected, 104210 came out",
        ),
        (
            "[[expected]]",
            '[[payments]]\nmonth = "2026-08"\nbasic = 1\n[[expected]]',
            1,
            "2026-08 basic paid: 1 was expected, 141216 came out",
        ),
        (
            "[[expected]]",
            '[[payable]]\nmonth = "2015-04"\npaid_on = 2025-04-01\n[[expected]]',
            1,
            "2015-04: cannot be paid back on 2025-04-01",
        ),
        ("female", "woman", 1, "life.sex: cannot be 'woman'"),
    ],
)
def test_what_does_not_come_out_is_said(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    *,
    before: str,
    after: str,
    code: int,
    said: str,
) -> None:
    path = tmp_path / "case.toml"
    path.write_text(CASE.read_text().replace(before, after))
    assert main(["law", "case", str(path)]) == code
    captured = capsys.readouterr()
    assert said in captured.out + captured.err


def test_a_file_that_is_not_there_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "case", "nowhere.toml"]) == 2
    assert "nowhere.toml: No such file" in capsys.readouterr().err
