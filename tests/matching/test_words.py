"""Every rule and level has its words for the office, and no words are left over."""

import tomllib
from enum import StrEnum

import pytest

from nenkin import paths
from nenkin.matching import levels
from nenkin.matching.found import Answer
from nenkin.matching.merging import Hindrance
from nenkin.matching.rules import Agreement, Rule, rule_of

WORDS = tomllib.loads((paths.CONTENT / "phrases" / "candidate.toml").read_text())


@pytest.mark.parametrize(
    ("section", "kind"),
    [
        ("answer", Answer),
        ("rule", Rule),
        ("name", levels.NameLevel),
        ("birth", levels.BirthLevel),
        ("sex", levels.SexLevel),
        ("told", levels.AnswerLevel),
        ("overlap", levels.OverlapLevel),
        ("hindrance", Hindrance),
    ],
)
def test_each_has_its_words(section: str, kind: type[StrEnum]) -> None:
    assert set(WORDS[section]) == set(kind)
    assert len(set(WORDS["rule"].values())) == len(Rule)


def test_each_rule_holds_for_something() -> None:
    every = {
        rule_of(Agreement(family, given, birth, sex))
        for family in levels.NameLevel
        for given in levels.NameLevel
        for birth in levels.BirthLevel
        for sex in levels.SexLevel
    }
    assert every == {*Rule, None}


def test_what_differs_in_everything_is_no_candidate() -> None:
    other = levels.NameLevel.DIFFERENT
    for sex in levels.SexLevel:
        assert rule_of(Agreement(other, other, levels.BirthLevel.SAME, sex)) is None
        assert (
            rule_of(
                Agreement(levels.NameLevel.SAME, other, levels.BirthLevel.PART, sex),
            )
            is None
        )
