"""What each role may do where: the table of data/duties.toml, held against the issue's own words."""

from pathlib import Path

import pytest

from nenkin.law.duties import Duty, PlaceKind, Role
from nenkin.paths import DATA
from nenkin.reference.duties import FILE, load_duties
from nenkin.reference.rows import BadData
from tests.reading import read_words

DUTIES = load_duties(DATA)
COUNTERS = (PlaceKind.TOWN_HALL, PlaceKind.POST_OFFICE, PlaceKind.WELFARE_OFFICE)
OFFICE_ALONE = frozenset(
    {
        *(Duty.SEE_AMOUNTS, Duty.SEE_ESTIMATE, Duty.SEARCH_BY_NAME, Duty.SEE_QUEUE, Duty.SEE_CASE),
        *(Duty.PROPOSE_CORRECTION, Duty.APPROVE_CORRECTION, Duty.PRINT_LETTERS),
        *(Duty.SEE_RESTRICTED, Duty.READ_AUDIT, Duty.AUDIT_EXPORT),
    }
)


@pytest.mark.parametrize("kind", COUNTERS)
def test_counters_see_no_amount_no_estimate_and_decide_nothing(kind: PlaceKind) -> None:
    assert not DUTIES.of(kind, Role) & OFFICE_ALONE


def test_a_welfare_office_sees_no_record() -> None:
    seen = DUTIES.of(PlaceKind.WELFARE_OFFICE, Role)
    assert {Duty.WRITE_SHEET, Duty.REFER, Duty.RUN_ASSISTED_SESSION} <= seen
    assert not seen & {Duty.SEE_RECORD, Duty.PRINT_RECORD, Duty.SEARCH_OWNERLESS}


def test_places_without_jurisdiction_correct_nothing() -> None:
    for kind in (PlaceKind.CONSULTATION_CENTRE, PlaceKind.CALL_CENTRE):
        assert not DUTIES.of(kind, Role) & {Duty.PROPOSE_CORRECTION, Duty.APPROVE_CORRECTION}
    assert Duty.SEE_RECORD not in DUTIES.of(PlaceKind.CALL_CENTRE, Role)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Duty.PROPOSE_CORRECTION, Duty.APPROVE_CORRECTION),
        (Duty.SEE_RESTRICTED, Duty.ALLOW_RESTRICTED),
        (Duty.PROPOSE_STAFF_ACCOUNT, Duty.OPEN_STAFF_ACCOUNT),
        (Duty.PROPOSE_STAFF_ACCOUNT, Duty.GRANT_APPROVAL),
    ],
)
def test_nobody_is_both_by_one_role(first: Duty, second: Duty) -> None:
    assert not [row for row, duties in DUTIES.rows.items() if {first, second} <= duties]
    assert any(first in duties for duties in DUTIES.rows.values())
    assert any(second in duties for duties in DUTIES.rows.values())


def test_whoever_opens_accounts_or_audits_sees_nobodys_record() -> None:
    for role in (Role.REGISTRAR, Role.AUDITOR, Role.MANAGER):
        for kind in PlaceKind:
            assert not DUTIES.of(kind, [role]) & {Duty.SEE_RECORD, Duty.SEE_CASE}


def test_every_duty_is_somebodys_and_every_place_has_somebody_to_propose_accounts() -> None:
    everything = frozenset(Duty).difference(*DUTIES.rows.values())
    assert everything == set()
    for kind in PlaceKind:
        assert Duty.PROPOSE_STAFF_ACCOUNT in DUTIES.of(kind, [Role.MANAGER])
        assert DUTIES.roles_at(kind)[0] is Role.CLERK


def test_a_role_that_a_place_does_not_have_may_do_nothing() -> None:
    assert DUTIES.of(PlaceKind.TOWN_HALL, [Role.AUDITOR]) == frozenset()


def test_everything_has_words() -> None:
    phrases = read_words().phrases
    wanted = [f"staff.duty.{one}" for one in Duty if one is not Duty.ENTER]
    wanted += [f"staff.role.{one}" for one in Role] + [
        f"staff.place-kind.{one}" for one in PlaceKind
    ]
    assert [name for name in wanted if name not in phrases] == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[town-hall]", "[town-halls]", "«town-halls» is no PlaceKind"),
        ("approver =", "aprover =", "«aprover» is no Role"),
        ('"see-queue"', '"see-queues"', "«see-queues» is no Duty"),
        ('clerk = ["enter", ', "clerk = [", "cannot come in"),
        ("[post-office]", "[town-hall]", "cannot be read"),
        ("[call-centre]", "[[", "cannot be read"),
    ],
)
def test_a_broken_table_stops_the_start(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = (DATA / FILE).read_text("utf-8")
    (tmp_path / FILE).write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(BadData, match=said):
        load_duties(tmp_path)


def test_a_kind_of_place_that_is_forgotten_stops_the_start(tmp_path: Path) -> None:
    text = (DATA / FILE).read_text("utf-8").partition("[back-office]")[0]
    (tmp_path / FILE).write_text(text, "utf-8")
    with pytest.raises(BadData, match="says nothing of a back-office"):
        load_duties(tmp_path)
