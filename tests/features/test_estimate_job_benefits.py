"""The questions about 雇用保険 before 65: who is asked, what an answer means, and what is said beside it."""

from datetime import date

import pytest

from nenkin.features.estimate.asking import Answered
from nenkin.features.estimate.question_journey import Asked
from nenkin.features.estimate.questions import assumed, rows
from nenkin.features.estimate.result import result_view
from nenkin.law.conditions import life_of
from nenkin.law.estimates import Part
from nenkin.law.future import whole_life
from nenkin.law.lives import Seeking
from nenkin.law.months import read_month
from nenkin.law.parameters import Law
from nenkin.web.forms import Rejected
from tests.law.lives import employed, life, national
from tests.reading import read_law, read_words

TODAY = date(2026, 11, 20)
ASKED = ("continued", "wage", "seeking", "seeking-when")
ANSWERS = {
    "until": {"until": ["65"]},
    "continued": {"continued": ["yes"]},
    "wage": {"wage-at-60": ["４０万円"]},
    "seeking": {"seeking": ["yes"]},
    "seeking-when": {
        "seeking-years": ["６４"],
        "seeking-months": ["2か月"],
        "seeking-days": ["150"],
    },
}


@pytest.fixture(scope="module")
def law() -> Law:
    return read_law()


def asked(law: Law, *, born: str = "1963-12-01", last: str | None = None) -> Asked:
    """Give a woman who has been employed since 1984, of 62 years unless said otherwise."""
    return Asked(law, life(employed("1984-04", last, 240_000), born=born), TODAY)


def slugs(one: Asked, typed: dict[str, dict[str, list[str]]]) -> set[str]:
    unknown = {step.slug: {"unknown": ["yes"]} for step in one.journey.steps}
    return {step.slug for step in one.journey.follow({**unknown, **typed}).path} & set(ASKED)


def test_who_works_beside_a_pension_before_65_is_asked_for_both(law: Law) -> None:
    assert slugs(asked(law), {}) == {"continued", "seeking"}
    assert slugs(asked(law), ANSWERS) == set(ASKED)


def test_who_has_left_work_is_asked_for_the_benefit_of_who_looks_for_work(law: Law) -> None:
    assert slugs(asked(law, last="2026-08"), {}) == {"seeking"}


@pytest.mark.parametrize(
    ("born", "is_asked"),
    [
        ("1961-12-01", False),  # 65 in this month
        ("1961-12-02", True),
        ("1966-04-01", True),  # 64, the last who have one
        ("1966-04-02", False),
    ],
)
def test_nobody_else_is_asked(law: Law, born: str, *, is_asked: bool) -> None:
    assert ("seeking" in slugs(asked(law, born=born), {})) is is_asked


def test_who_claims_early_is_asked_too(law: Law) -> None:
    early = {"basic": {"basic-years": ["62"], "basic-months": [""]}}
    assert "seeking" not in slugs(asked(law, born="1970-04-02"), {})
    assert "seeking" in slugs(asked(law, born="1970-04-02"), early)
    nobody = Asked(law, life(national("1990-04", None, "A"), born="1970-04-02"), TODAY)
    assert not slugs(nobody, early)


def test_the_answers_are_facts_of_the_life_in_both_ways_to_an_estimate(law: Law) -> None:
    one = asked(law)
    future = one.future(one.journey.known(ANSWERS))
    found, _ = whole_life(law, one.settled, future)
    assert found.wage_at_60 == 400_000
    assert found.seeking == Seeking(read_month("2028-01"), 150)  # 64 in 2027-11
    by_table, _ = life_of(law, one.settled, future, ())
    assert (by_table.wage_at_60, by_table.seeking) == (found.wage_at_60, found.seeking)


def test_what_is_taken_is_in_the_amount_and_named_no_more_as_missing(law: Law) -> None:
    one = asked(law)
    answers = one.journey.known(ANSWERS)
    figure = one.worked_out(answers)
    before_65 = figure.found.at(read_month("2027-06"))
    assert before_65 is not None
    assert before_65.yen(Part.SUSPENDED) == -(240_000 * 6 * 12) // 100
    assert "benefit" not in one.missing(answers, figure.life)
    some = one.journey.known({"continued": {"continued": ["no"]}})
    assert "benefit" in one.missing(some, figure.life)


def test_the_answers_are_said_back_as_they_were_understood(law: Law) -> None:
    one, known, library = asked(law), {"unknown": ["yes"]}, read_words()
    typed = {step.slug: known for step in one.journey.steps} | ANSWERS
    here = Answered(one, typed, None)
    said = {row["key"]: row["value"] for row in rows(library, here)}
    assert said["60歳になったときの、1か月の賃金"] == "400,000円"
    assert said["基本手当に申し込む年齢と日数"] == "64歳2か月から150日分"
    typed["seeking"] = known
    assert "基本手当は、受けないとしました。" in set(assumed(library, Answered(one, typed, None)))


def test_every_yen_of_the_months_before_65_is_explained_once(law: Law) -> None:
    one = asked(law)
    left = {**ANSWERS, "until": {"until": ["64"]}}
    figure = one.worked_out(one.journey.known(left))
    view = result_view(read_words(), figure.found, figure.life, TODAY)
    titles = [(when, part.title) for when, parts in view.earlier for part in parts]
    suspended = [part for _, parts in view.earlier for part in parts if "支給停止" in part.title]
    assert [step.text for part in suspended for step in part.steps] == [
        "高年齢雇用継続給付を受ける月に、止まる額",
        "基本手当を受ける月に、止まる額",
    ]
    assert len(titles) == len({title for _, title in titles})
    explained = {part.title for part in view.why} | {title for _, title in titles}
    assert len(explained) == len(view.why) + len(titles)


def test_nothing_is_explained_twice_where_all_months_are_alike(law: Law) -> None:
    one = asked(law, born="1966-04-02")
    figure = one.worked_out({})
    assert not result_view(read_words(), figure.found, figure.life, TODAY).earlier


@pytest.mark.parametrize(
    ("slug", "typed", "codes"),
    [
        ("wage", {"wage-at-60": ["9,999円"]}, {"too-little"}),
        ("wage", {"wage-at-60": ["150万1円"]}, {"too-much"}),
        (
            "seeking-when",
            {"seeking-years": ["65"], "seeking-months": ["12"], "seeking-days": ["0"]},
            {"out-of-range"},
        ),
        ("seeking-when", {}, {"missing"}),
    ],
)
def test_what_cannot_be_is_said_at_once(
    law: Law, slug: str, typed: dict[str, list[str]], codes: set[str]
) -> None:
    step = asked(law).journey.step(slug)
    assert step is not None
    read = step.form.read(typed)
    assert isinstance(read, Rejected)
    assert {trouble.code for trouble in read.troubles} == codes
    assert len(read.troubles) == (1 if slug == "wage" else 3 - (not typed))
