"""A case that nobody opens alone: asked for, allowed by another for a while, and hidden from the rest."""

from datetime import timedelta

import msgspec
import pytest

from nenkin.interchange.receipt_numbers import grouped
from nenkin.interchange.sent_requests import Line
from nenkin.law.months import month
from nenkin.storage.audit import views_of
from nenkin.storage.cases import numbered_case
from nenkin.storage.database import open_database
from nenkin.storage.notices import notices_of
from nenkin.storage.people import read_person, restrict
from nenkin.storage.staff import find_member
from nenkin.storage.viewings import viewing_of
from tests.browser import Browser, Page
from tests.features import office_site
from tests.features.office_site import (
    AUDITOR,
    CALL_CENTRE,
    CLERK,
    ELSEWHERE,
    MANAGER,
    SECOND,
    asked,
    clerk,
)
from tests.features.records_site import Town, record_of
from tests.features.test_office import MOVE, looked_into
from tests.features.test_office_told import letters_to
from tests.sites import NOON

pytestmark = pytest.mark.asyncio(loop_scope="module")

ASK, ALLOW, REFUSE, LIFT = "承認者に送る", "見ることを許す", "断る", "1人でも開けるようにする"
CLOSE, KEEP, GLASS = "1人では開けないようにする", "この知らせかたにする", "1人で開く"
REVIEWED = "調べた結果を残す"
WHY = {"why": "本人から電話で頼まれた"}
TELEPHONE = "0557-00-1111"
TEN_YEARS_AGO = month(2016, 11)


async def closed(people: Town, who: str, *, restricted: bool = True) -> str:
    """Let somebody have sent a request with a telephone number, and be closed to one alone."""
    with pytest.MonkeyPatch.context() as patch:
        contact = [Line("電話番号", TELEPHONE)]
        request = msgspec.structs.replace(office_site.REQUEST, contact=contact)
        patch.setattr(office_site, "REQUEST", request)
        number = await asked(people, who)
    db = await open_database(people.url, people.keys)
    async with db.write() as session:
        await restrict(session, people.people[who], restricted=restricted, now=NOON)
    await db.close()
    return number


async def wished(browser: Browser, number: str) -> Page:
    await browser.open(f"/staff/cases/{number}")
    return await browser.press(ASK, WHY)


async def opened(browser: Browser, number: str) -> Page:
    page = await browser.open("/staff/viewings")
    return await browser.open(next(href for words, href in page.links if grouped(number) in words))


async def test_a_second_person_lets_one_clerk_see_one_case_for_a_while(people: Town) -> None:
    number, other = await closed(people, "sango"), await asked(people, "sango")
    one, two = await clerk(people, CLERK), await clerk(people, SECOND)
    page = await one.open(f"/staff/cases/{number}")
    assert page.status == 403
    page = await one.press(ASK, {"why": " "})
    assert page.status == 422
    assert page.errors == {"理由を書いてください": "#f-why"}
    page = await one.press(ASK, WHY)
    assert "承認者の返事を待っています" in page.text
    page = await opened(two, number)
    for words in ("本人から電話で頼まれた", CLERK, "あなたと同じ窓口"):
        assert words in page.text
    page = await two.press(ALLOW, {})
    assert page.errors == {"開いてよい時間を選んでください": "#f-minutes"}
    before = two.page
    page = await two.press(ALLOW, {"minutes": "15", "scope": "whole"})
    assert "許しました" in page.text
    two.page = before  # pressed once more, in another tab
    page = await two.press(ALLOW, {"minutes": "60", "scope": "whole"})
    assert page.status == 409
    assert "もう決まっています" in page.text

    page = await one.open(f"/staff/cases/{number}")
    assert page.status == 200
    assert "12:15まで開けます" in page.text
    assert TELEPHONE in page.text
    assert (await one.open(f"/staff/cases/{number}/candidates")).status == 200
    assert (await two.open(f"/staff/cases/{number}")).status == 200  # both, and both are noted
    assert (await one.open(f"/staff/cases/{other}")).status == 403  # one case, not one person
    for somebody in (ELSEWHERE, CALL_CENTRE):
        browser = await clerk(people, somebody)
        page = await browser.open(f"/staff/cases/{number}")
        assert page.status == 403
        assert TELEPHONE not in page.text

    db = await open_database(people.url, people.keys)
    whole, member = await numbered_case(db, number), await find_member(db, CLERK)
    assert whole is not None
    assert member is not None
    for minutes, still in ((14, True), (15, False)):
        at = NOON + timedelta(minutes=minutes)
        assert (await viewing_of(db, whole.case.id, member.id, at) is not None) is still
    await db.close()


async def test_another_place_is_shown_nothing_of_where_somebody_is_found(people: Town) -> None:
    who, spans = "tenshoku", record_of("tenshoku").spans
    number = await closed(people, who)
    one, far = await clerk(people, CLERK), await clerk(people, ELSEWHERE)
    await wished(one, number)
    page = await opened(far, number)
    assert "ほかの窓口の職員です" in page.text
    assert "すべて出す" not in page.text
    # not even where the field is sent all the same
    page = await far.press(ALLOW, {"minutes": "30"})
    page = await one.open(f"/staff/cases/{number}")
    assert page.status == 200
    assert "この10年の勤め先と、本人が書いたことも、出していません" in page.text
    recent = {
        s.employer for s in spans if s.employer and (s.last is None or s.last >= TEN_YEARS_AGO)
    }
    former = {s.employer for s in spans if s.employer} - recent
    assert recent
    assert former
    for secret in (TELEPHONE, "まぼろし織物", *recent):
        assert secret not in page.response.text
    assert all(one in page.response.text for one in former)
    assert MOVE not in page.response.text
    for rest in ("proposal", "candidates", "closing"):
        page = await one.open(f"/staff/cases/{number}/{rest}")
        assert page.status == 403
        assert "このページは、ふくまれません" in page.text


async def test_nobody_allows_their_own_wish_and_no_is_no(people: Town) -> None:
    number = await closed(people, "jieigyo")
    two, far = await clerk(people, SECOND), await clerk(people, ELSEWHERE)  # clerks who may approve
    await wished(two, number)
    page = await two.open("/staff/viewings")
    assert not any(grouped(number) in words for words, _ in page.links)
    page = await opened(far, number)
    wish = page.path
    await two.open(wish)
    page = await two.press(ALLOW, {"minutes": "15"})  # an approver who is the asker in another tab
    assert page.status == 409
    assert "自分が送ったものは、自分では決められません" in page.text
    await far.open(wish)
    page = await far.press(REFUSE)
    assert "断りました" in page.text
    page = await two.open(f"/staff/cases/{number}")
    assert page.status == 403
    assert ASK in page.response.text


async def test_its_person_is_told_only_as_agreed_with_them(people: Town) -> None:
    who = "antei"
    number = await closed(people, who, restricted=False)
    one, two = await clerk(people, CLERK), await clerk(people, SECOND)
    await looked_into(one, number)
    page = await one.open(f"/staff/cases/{number}/closing")
    page = await one.press(CLOSE)
    assert page.status == 403  # whoever closed it too
    await wished(one, number)
    await opened(two, number)
    await two.press(ALLOW, {"minutes": "60", "scope": "whole"})
    await one.open(f"/staff/cases/{number}")
    await one.press(MOVE, {"to": "papers-wanted", "note": "給与明細を見せてください"})
    assert await told(people, who) == 0
    page = await one.open(f"/staff/cases/{number}/closing")
    assert "まだ、本人と決めていません" in page.text
    page = await one.press(KEEP, {})
    assert page.errors == {"下の中から選んでください": "#f-told"}
    page = await one.press(KEEP, {"ways": ["service"], "told": "telephone"})
    assert "本人と決めました" in page.text
    await one.open(f"/staff/cases/{number}")
    await one.press(MOVE, {"to": "investigating"})
    await one.open(f"/staff/cases/{number}")
    await one.press(MOVE, {"to": "papers-wanted", "note": "雇用保険の紙も見せてください"})
    assert await told(people, who) == 1
    assert await letters_to(people, who) == []

    page = await one.open(f"/staff/cases/{number}/closing")
    await one.press(ASK, {"why": "本人が望んだ"})
    page = await opened(two, number)
    page = await two.press(LIFT)
    assert "許しました" in page.text
    db = await open_database(people.url, people.keys)
    assert not (await read_person(db, people.people[who])).restricted
    await db.close()


async def test_a_letter_goes_to_whom_has_agreed_to_letters(people: Town) -> None:
    who = "zaishoku"
    number = await closed(people, who, restricted=False)
    one, two = await clerk(people, CLERK), await clerk(people, SECOND)
    await looked_into(one, number)
    await one.open(f"/staff/cases/{number}/closing")
    await one.press(CLOSE)
    await wished(one, number)
    await opened(two, number)
    await two.press(ALLOW, {"minutes": "60", "scope": "whole"})
    await one.open(f"/staff/cases/{number}/closing")
    await one.press(KEEP, {"ways": ["letter"], "told": "telephone"})
    await one.open(f"/staff/cases/{number}")
    await one.press(MOVE, {"to": "papers-wanted", "note": "源泉徴収票も見せてください"})
    assert await told(people, who) == 0  # nothing on pages that others may see
    (letter,) = await letters_to(people, who)
    assert letter.letter.facts["note"] == "源泉徴収票も見せてください"
    assert letter.letter.address[0].startswith("000-")
    page = await one.open(f"/staff/letters/{letter.id}")  # by the same word of the second person
    assert letter.letter.address[-1] in page.text
    far = await clerk(people, ELSEWHERE)
    page = await far.open(f"/staff/letters/{letter.id}")
    assert page.status == 403
    assert letter.letter.address[-1] not in page.text
    await one.open("/staff/letters")
    page = await one.press("お知らせの手紙を束にする")
    assert page.path.startswith("/staff/batches/")


async def told(people: Town, who: str) -> int:
    db = await open_database(people.url, people.keys)
    try:
        return len(await notices_of(db, people.people[who]))
    finally:
        await db.close()


async def test_in_an_emergency_somebody_opens_it_alone_and_all_who_must_know_are_told(
    people: Town,
) -> None:
    who = "funanori"
    number = await closed(people, who)
    boss = await clerk(people, MANAGER)
    page = await boss.open(f"/staff/glass/{number}")
    assert page.path == "/staff/glass"  # nothing is open yet
    page = await boss.press(GLASS, {"case-number": "12", "why": ""})
    assert set(page.errors) == {
        "受付番号を確かめてください。14けたの数字です",
        "理由を書いてください",
    }
    page = await boss.press(GLASS, {"case-number": "00000000000000", **WHY})
    assert page.status == 422
    page = await boss.press(GLASS, {"case-number": grouped(number), **WHY})
    assert page.path == f"/staff/glass/{number}"
    assert "12:30までです" in page.text
    assert TELEPHONE in page.text
    db = await open_database(people.url, people.keys)
    actions = [one.event.action for one in await views_of(db, people.people[who])]
    assert actions[:2] == ["case.viewed", "viewing.glass"]
    await db.close()
    assert (await (await clerk(people, CLERK)).open(f"/staff/cases/{number}")).status == 403
    assert (await (await clerk(people, CLERK)).open("/staff/glass")).status == 403

    page = await boss.open("/staff")
    assert "1人で開いた申出が" not in page.text  # but to those who were not there
    auditor = await clerk(people, AUDITOR)
    page = await auditor.open("/staff")
    assert "急いで、1人で開いた申出が、1件あります" in page.text
    page = await boss.open("/staff/audit/alone")
    assert MANAGER in page.text
    assert all("/staff/audit/alone/" not in href for _, href in page.links)
    page = await auditor.open("/staff/audit/alone")
    page = await auditor.open(next(h for words, h in page.links if grouped(number) in words))
    assert "本人から電話で頼まれた" in page.text
    assert TELEPHONE not in page.text
    page = await auditor.press(REVIEWED, {"found": "ask"})
    assert page.errors == {"わからないことと、だれに聞くかを書いてください": "#f-remark"}
    before = auditor.page
    page = await auditor.press(REVIEWED, {"found": "fine", "remark": "責任者に聞いた"})
    assert "理由がありました" in page.text
    auditor.page = before
    page = await auditor.press(REVIEWED, {"found": "ask", "remark": "やはり聞く"})
    assert page.status == 409
    assert "1人で開いた申出が" not in (await auditor.open("/staff")).text
    assert await told(people, who) == 0  # as nothing was agreed yet
