"""The office's forms: every mistake at once, nothing typed lost, each stop a page that says what to do."""

import pytest

from nenkin.storage.accounts import account_of, choose_notices
from nenkin.storage.database import open_database
from nenkin.storage.outbox import Mail, mails
from nenkin.storage.people import restrict
from tests.features.office_site import CALL_CENTRE, CLERK, ELSEWHERE, asked, clerk
from tests.features.records_site import Town
from tests.features.test_office import (
    APPROVE,
    EVIDENCE,
    KEEP,
    MOVE,
    NEXT,
    UP,
    looked_into,
    written,
)
from tests.sites import NOON

pytestmark = pytest.mark.asyncio(loop_scope="module")

WHO, ELSE, THIRD = "antei", "chofuku", "kaigai"
WRONG = {
    "act": "add",
    "scheme": "national",
    "first": "昭和90年1月",
    "last": "",
    "kind": "none",
    "status": "な",
    "employer": "見本商店",
    "pay": "たくさん",
}


async def test_all_that_is_wrong_with_a_line_is_said_at_once_and_nothing_typed_is_lost(
    people: Town,
) -> None:
    number = await asked(people, WHO)
    one = await clerk(people, CLERK)
    await looked_into(one, number)
    await one.open(f"/staff/cases/{number}/proposal/line")
    page = await one.press(KEEP, WRONG)
    assert page.status == 422
    assert set(page.errors.values()) == {"#f-first", "#f-last", "#f-pay"}
    assert 'value="たくさん"' in page.response.text
    page = await one.press(
        KEEP, {**WRONG, "first": "１９４０年１月", "last": "S15.3", "status": "A", "pay": ""}
    )
    assert page.status == 422
    assert page.errors == {"その制度の種別を選んでください": "#f-kind"}
    page = await one.press(KEEP, {"kind": "category-1"})
    assert page.status == 422
    assert "この制度には勤め先がありません。消してください" in page.errors


async def test_months_that_were_paid_out_are_not_proposed(people: Town) -> None:
    number = await asked(people, WHO)
    one = await clerk(people, CLERK)
    await looked_into(one, number)
    await one.open(f"/staff/cases/{number}/proposal/line")
    line = {"act": "add", "scheme": "employees", "kind": "men", "employer": "まぼろし織物"}
    page = await one.press(KEEP, {**line, "first": "平成3年4月", "last": "平成4年2月"})
    if page.status == 422:  # their record has these months
        page = await one.press(KEEP, {"first": "平成30年4月", "last": "平成30年5月"})
    await one.open(f"/staff/cases/{number}/proposal/evidence")
    page = await one.press(NEXT, {})
    assert len(page.errors) == 2  # evidence, refund
    page = await one.press(NEXT, {**EVIDENCE, "refund": "paid", "spouse": "keeps"})
    assert "夫または妻の生年月日を入力してください" in page.errors
    page = await one.press(NEXT, {"spouse": "none"})
    assert list(page.errors) == ["支払いがある期間は、足せません。案を直してください"]
    assert "給与明細を見た" in page.response.text


async def test_an_answer_says_why_and_papers_say_which(people: Town) -> None:
    number = await asked(people, ELSE)
    one, person = await clerk(people, CLERK), people.browser(ELSE)
    await looked_into(one, number)
    page = await one.press(MOVE, {"to": "papers-wanted"})
    assert page.errors == {"お願いする資料、または結果の理由を書いてください": "#f-note"}
    await one.press(MOVE, {"to": "papers-wanted", "note": "給与明細を見せてください"})
    page = await person.open("/requests")
    assert "資料のお願いが届いています" in page.text
    assert await mailed(people, ELSE) == []  # they have not chosen to be told so
    page = await person.open(f"/requests/{number}")
    assert "給与明細を見せてください" in page.text
    await one.open(f"/staff/cases/{number}")
    await one.press(MOVE, {"to": "investigating"})
    page = await one.press(MOVE, {"to": "answered", "note": "台帳を調べました"})
    assert page.errors == {"結果を選んでください": "#f-outcome"}
    before = one.page
    await one.press(MOVE, {"outcome": "not-found"})
    one.page = before  # once more, from another tab
    page = await one.press(MOVE, {"outcome": "not-found"})
    assert page.status == 422
    assert "見つかりませんでした" in (await person.open(f"/requests/{number}")).text


async def mailed(people: Town, who: str) -> list[Mail]:
    """Give the mails that are to be sent to somebody."""
    db = await open_database(people.url, people.keys)
    try:
        return [one.mail for one in await mails(db, recipient=f"{who}@example.jp")]
    finally:
        await db.close()


async def test_who_has_chosen_it_is_told_by_mail_and_nothing_of_what(people: Town) -> None:
    number = await asked(people, "menjo")
    db = await open_database(people.url, people.keys)
    account = await account_of(db, people.people["menjo"])
    assert account is not None
    async with db.write() as session:
        await choose_notices(session, account.id, wanted=True)
    await db.close()
    one = await clerk(people, CLERK)
    await looked_into(one, number)
    await one.press(MOVE, {"to": "papers-wanted", "note": "給与明細を見せてください"})
    (mail,) = await mailed(people, "menjo")
    assert "お知らせがあります" in mail.subject
    for secret in ("給与明細", number, "menjo"):
        assert secret not in mail.subject + mail.body


async def test_a_proposal_is_refused_withdrawn_and_written_anew(people: Town) -> None:
    number = await asked(people, THIRD)
    one, two = await clerk(people, CLERK), await clerk(people, ELSEWHERE)
    await looked_into(one, number)
    line = {"act": "add", "scheme": "employees", "first": "平成30年4月", "last": "平成30年5月"}
    await written(one, number, **line)
    proposal = (await one.press(UP)).path
    page = await one.open(f"/staff/cases/{number}")
    assert "訂正の案を作る" not in {words for words, _ in page.links}
    page = await two.open(proposal)
    page = await two.press("承認しない", {"reason": ""})
    assert page.errors == {"理由を書いてください": "#f-reason"}
    page = await two.press("承認しない", {"reason": "名簿と合いません"})
    assert "名簿と合いません" in page.text
    await written(one, number, **line)
    page = await one.press(UP)
    page = await one.press("この案を取り下げる")
    assert page.path == f"/staff/cases/{number}"
    assert "取り下げました" in page.text


async def test_a_correction_is_taken_back_by_two(people: Town) -> None:
    number = await asked(people, "gakusei")
    one, two, person = (
        await clerk(people, CLERK),
        await clerk(people, ELSEWHERE),
        people.browser("gakusei"),
    )
    await looked_into(one, number)
    line = {"act": "add", "scheme": "employees", "first": "令和7年1月", "last": "令和7年2月"}
    await written(one, number, **line)
    proposal = (await one.press(UP)).path
    await two.open(proposal)
    await two.press(APPROVE)
    page = await two.follow("取り消しの案を作る")
    page = await two.press(UP, {"reason": ""})
    assert page.errors == {"理由を書いてください": "#f-reason"}
    page = await two.press(UP, {"reason": "別の方の記録でした"})
    undoing = page.path
    assert "取り消しの案" in page.text
    await person.open(f"/requests/{number}/answer")
    await person.press("進めてください")
    third = await clerk(people, "C0003")
    await third.open(undoing)
    page = await third.press(APPROVE)
    assert "記録を直しました" in page.text
    page = await person.open(f"/requests/{number}")
    assert "元の記録に戻しました" in page.text
    page = await one.open(f"{proposal}/undo")
    assert page.status == 409


async def test_nobody_opens_the_case_of_a_restricted_person_alone(people: Town) -> None:
    number = await asked(people, "sango")
    db = await open_database(people.url, people.keys)
    async with db.write() as session:
        await restrict(session, people.people["sango"], restricted=True, now=NOON)
    await db.close()
    one = await clerk(people, CLERK)
    page = await one.open(f"/staff/cases/{number}")
    assert page.status == 403
    assert "まぼろし織物" not in page.text
    page = await people.browser("sango").open("/account/views")
    assert "申出を開こうとして、開けなかった" in page.text


async def test_a_call_centre_sees_the_case_and_no_record(people: Town) -> None:
    number = await asked(people, WHO)
    browser = await clerk(people, CALL_CENTRE)
    page = await browser.open(f"/staff/cases/{number}")
    assert "まぼろし織物" in page.text  # as the person wrote it
    assert "いまの年金記録" not in page.text
    assert (await browser.open("/staff/cases")).status == 403
    assert (await browser.open("/staff/cases/99999999999999")).status == 404
    assert (await browser.open("/staff/corrections/abc")).status == 404
    assert (await browser.open(f"/staff/corrections/{2**70}")).status == 404
