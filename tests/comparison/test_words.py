"""Everything a comparison can say has its words, and no words are left over."""

from nenkin.comparison.findings import Grade, MonthClass, Pattern
from nenkin.law.cover import Because
from tests.reading import read_words

PARTS = ("title", "why", "next", "bring")


def test_patterns_grades_months_and_reasons_have_words() -> None:
    said = {name for name in read_words().phrases if name.startswith("finding.")}
    wanted = {f"finding.pattern.{pattern}.{part}" for pattern in Pattern for part in PARTS}
    wanted |= {f"finding.grade.{grade}" for grade in Grade}
    wanted |= {f"finding.grade-why.{grade}" for grade in Grade}
    wanted |= {f"finding.month.{kind}" for kind in MonthClass}
    wanted |= {f"finding.because.{reason}" for reason in Because}
    assert said == wanted
