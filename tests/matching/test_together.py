"""Records that may all be one person's are one person's: they do not make each other doubtful."""

from pathlib import Path
from typing import Any

import pytest

from nenkin.law.months import month
from nenkin.law.ownerless import OwnerlessRecord, OwnerlessScheme, SoughtKind
from nenkin.law.periods import Sex
from nenkin.matching.found import Answer
from nenkin.matching.together import time_for_both
from tests.matching.lost_records import find, ids, lost, name, sought, store_of, strangers

SATO, BORN, DAY = "サトウ ハナ", "1930-04-02", "S05-04-02"
LEDGER, SEAMEN = OwnerlessScheme.EMPLOYEES_LEDGER, OwnerlessScheme.SEAMEN


def worked(id_: str, since: str, until: str, kana: str = SATO, **more: Any) -> OwnerlessRecord:
    first, last = (month(int(text[:4]), int(text[5:])) for text in (since, until))
    return lost(id_, kana, DAY, first=first, last=last, **more)


EARLY = worked("R1", "1948-04", "1951-03")


@pytest.mark.parametrize(
    ("other", "fits"),
    [
        (worked("R2", "1951-04", "1953-01"), True),
        (worked("R2", "1951-03", "1953-01"), False),
        (worked("R2", "1951-03", "1953-01", scheme=SEAMEN), True),
        (worked("R2", "1951-02", "1953-01", scheme=SEAMEN), False),
        (worked("R2", "1949-01", "1949-02", scheme=LEDGER), False),
        (lost("R2", SATO, DAY), True),
        (lost("R2", SATO, DAY, first=month(1950, 5)), False),
    ],
)
def test_nobody_is_twice_in_the_same_months(other: OwnerlessRecord, fits: bool) -> None:
    assert time_for_both(EARLY, other) is fits
    assert time_for_both(other, EARLY) is fits


@pytest.mark.parametrize(
    ("other", "answer"),
    [
        (worked("R2", "1951-04", "1953-01"), Answer.FOUND),  # another place after the first
        # The same name, as it is heard.
        (worked("R2", "1951-04", "1953-01", "サドー ハナ"), Answer.FOUND),
        # At the same time: of two people, then.
        (worked("R2", "1949-04", "1953-01"), Answer.POSSIBLE),
        (worked("R2", "1951-04", "1953-01", sex=None), Answer.FOUND),
    ],
)
def test_two_records_of_one_person_are_surely_theirs(
    tmp_path: Path, other: OwnerlessRecord, answer: Answer
) -> None:
    found = find(store_of(tmp_path, EARLY, other, *strangers()), sought(SATO, BORN))
    assert found.answer is answer
    assert set(ids(found)) == {"R1", "R2"}
    assert 0 < found.candidates[1].posterior <= found.candidates[0].posterior
    assert 0 <= found.posterior <= 1


def test_men_and_women_of_one_name_are_two_people(tmp_path: Path) -> None:
    rows = (
        worked("R1", "1948-04", "1951-03", sex=Sex.MALE),
        worked("R2", "1951-04", "1953-01", sex=Sex.FEMALE),
    )
    found = find(store_of(tmp_path, *rows, *strangers()), sought(SATO, BORN, sex=None))
    assert found.answer is Answer.POSSIBLE


def test_a_record_before_marriage_and_one_after_it_do_not_compete(tmp_path: Path) -> None:
    rows = (EARLY, worked("R2", "1955-04", "1958-01", "タナカ ハナ"))
    names = (name("タナカ ハナ"), name("サトウ", kind=SoughtKind.FORMER))
    query = sought("", BORN, names=names)
    assert find(store_of(tmp_path, *rows, *strangers()), query).answer is Answer.FOUND


def test_many_of_a_common_name_stay_in_doubt(tmp_path: Path) -> None:
    """Two that could be one person's are no proof where the name is borne by so many."""
    days = [f"S{5 + at % 4:02}-04-{at % 28 + 1:02}" for at in range(600)]
    crowd = [lost(f"C{at}", SATO, days[at]) for at in range(600)]
    rows = (EARLY, worked("R2", "1951-04", "1953-01"), *crowd)
    found = find(store_of(tmp_path, *rows, *strangers()), sought(SATO, BORN))
    assert found.answer is Answer.POSSIBLE


def test_in_a_small_store_a_given_name_and_a_date_are_enough_and_in_a_full_one_not(
    tmp_path: Path,
) -> None:
    """Chance is counted: where nobody else has that name on that day, it is no coincidence."""
    query = sought("タナカ ハナ", BORN)
    folders = [tmp_path / "small", tmp_path / "full"]
    for folder in folders:
        folder.mkdir()
    small = store_of(folders[0], EARLY, *strangers(34))
    assert find(small, query).answer is Answer.FOUND
    crowd = [
        lost(f"C{at}", f"{family}ワ ハナ", f"S05-{at % 12 + 1:02}-{at % 28 + 1:02}")
        for at, family in enumerate("アイウエオカキクケコサシスセソ" * 100)
    ]
    full = store_of(folders[1], EARLY, *crowd, *strangers())
    assert find(full, query).answer is not Answer.FOUND
