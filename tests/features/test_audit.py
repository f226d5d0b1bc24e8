"""The auditors' pages: whether the trail is whole, what is in it, and who looks too much; no names."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from nenkin.features.audit.outlying import LEAST, MOST_OF_ONE, outliers
from nenkin.interchange.receipt_numbers import grouped
from nenkin.storage import audit
from nenkin.storage.audit_search import Looked
from nenkin.storage.database import open_database
from nenkin.storage.staff import find_member
from tests.browser import Browser
from tests.features.office_site import AUDITOR, CALL_CENTRE, CLERK, MANAGER, asked, clerk
from tests.features.records_site import Town, record_of
from tests.sites import NOON

pytestmark = pytest.mark.asyncio(loop_scope="module")

WHO = "tenshoku"
DO, OLDER, VERIFY = "この条件でさがす", "もっと古いものを見る", "記録が変えられていないか確かめる"


async def looks(people: Town, browser: Browser, who: str = WHO) -> str:
    number = await asked(people, who)
    await browser.open(f"/staff/cases/{number}")
    return number


async def test_what_was_looked_at_is_found_without_the_names_of_people(people: Town) -> None:
    number = await looks(people, await clerk(people, CLERK))
    auditor = await clerk(people, AUDITOR)
    page = await auditor.open("/staff/audit")
    page = await auditor.press(DO, {"action": "case-viewed", "case-number": grouped(number)})
    assert "申出と年金の記録を見た" in page.text
    assert number in page.text
    assert CLERK in page.text
    person = record_of(WHO).person
    for secret in (person.surname, person.surname_kana, person.basic_number):
        assert secret not in page.text
    page = await auditor.press(DO, {"staff-number": AUDITOR, "case-number": "", "action": "any"})
    assert "だれが見たかの記録を調べた" in page.text  # who reads it stands in it too


async def test_what_is_asked_is_read_as_a_whole(people: Town) -> None:
    auditor = await clerk(people, AUDITOR)
    await auditor.open("/staff/audit")
    page = await auditor.press(DO, {"case-number": "12", "until-year": "令和", "until-month": "1"})
    assert page.status == 422
    assert list(page.errors) == [
        "受付番号を確かめてください。14けたの数字です",
        "年、月、日をすべて入力してください",
    ]
    assert 'value="12"' in page.response.text
    emptied = {"case-number": "", "until-year": "", "until-month": ""}
    page = await auditor.press(DO, {**emptied, "staff-number": "Z9999"})
    assert page.errors == {"その職員番号はありません": "#f-staff-number"}


async def test_older_entries_follow_page_by_page(people: Town) -> None:
    browser = await clerk(people, CLERK)
    number = await looks(people, browser)
    for _ in range(55):
        await browser.open(f"/staff/cases/{number}")
    auditor = await clerk(people, AUDITOR)
    await auditor.open("/staff/audit")
    page = await auditor.press(DO, {"case-number": number, "action": "case-viewed"})
    first = page.text
    page = await auditor.press(OLDER)
    assert page.status == 200
    assert page.text != first
    assert "申出と年金の記録を見た" in page.text


async def test_who_looks_too_much_is_shown_to_their_manager(people: Town) -> None:
    browser = await clerk(people, CALL_CENTRE)
    number = await looks(people, browser, "antei")
    for _ in range(MOST_OF_ONE + 36):  # 66 times, as in 2004
        await browser.open(f"/staff/cases/{number}")
    for who in (MANAGER, AUDITOR):
        page = await (await clerk(people, who)).open("/staff/audit/outliers")
        assert CALL_CENTRE in page.text
        assert "同じ方を、くり返し開いています" in page.text
    assert (await browser.open("/staff/audit/outliers")).status == 403
    assert (await browser.open("/staff/audit")).status == 403


async def test_a_trail_that_was_changed_is_found_and_one_that_was_not_is_whole(
    people: Town,
) -> None:
    auditor = await clerk(people, AUDITOR)
    await auditor.open("/staff/audit")
    page = await auditor.press(VERIFY)
    assert "どこも変えられていません" in page.text
    db = await open_database(people.url, people.keys)
    try:
        member = await find_member(db, CLERK)
        assert member is not None
        event = audit.Event(actor=audit.ActorKind.STAFF, actor_id=member.id, action="case.viewed")
        seq = await audit.append(db, event, NOON + timedelta(minutes=1))
        async with db.write() as session:  # as an administrator could, who drops the trigger
            await session.run(text("DROP TRIGGER audit_no_update"))
            await session.run(
                text("UPDATE audit SET actor_id = 1 WHERE seq = :seq").bindparams(seq=seq)
            )
    finally:
        await db.close()
    await auditor.open("/staff/audit")
    page = await auditor.press(VERIFY)
    assert f"記録の{seq}が、変えられているか、なくなっています" in page.text


@given(views=st.lists(st.integers(1, MOST_OF_ONE), max_size=8))
async def test_clerks_who_work_alike_are_no_outliers(views: list[int]) -> None:
    looked = [
        Looked(staff, person, times, acted=1)
        for staff in range(4)
        for person, times in enumerate(views)
    ]
    assert list(outliers(looked)) == []


async def test_many_more_people_than_others_stand_out() -> None:
    usual = [Looked(staff, person, 1) for staff in (1, 2) for person in range(5)]
    (one,) = outliers([*usual, *(Looked(3, person, 1) for person in range(LEAST))])
    assert (one.staff_id, one.people, one.of_one, one.of_many) == (3, LEAST, False, True)
    (one,) = outliers([*usual, Looked(2, 99, MOST_OF_ONE + 1)])
    assert (one.staff_id, one.most, one.of_one) == (2, MOST_OF_ONE + 1, True)
