"""年金事務所に送る: what goes along, how to be reached, the check page, the receipt, and what comes of it."""

import re

import pytest

from nenkin.interchange.receipt_numbers import grouped
from nenkin.law.procedures import COURSES, Outcome, Procedure, State
from nenkin.storage.audit import ActorKind
from nenkin.storage.cases import Actor, move_case
from nenkin.storage.database import open_database
from tests.browser import Browser
from tests.features.records_site import Town
from tests.features.requests import MISSING, NEXT, OTHER, SEND, case_of, cases, checked, compared
from tests.sites import NOON

pytestmark = pytest.mark.asyncio(loop_scope="module")

WHO, ELSE = "tenshoku", "jieigyo"
OFFICE = Actor(kind=ActorKind.STAFF, id=7)


async def sent(people: Town, who: str = WHO) -> Browser:
    browser = await compared(people, who)
    await checked(browser)
    await browser.press(SEND)
    return browser


async def moved(
    people: Town, number: str, *states: State, outcome: Outcome | None = None, note: str = ""
) -> None:
    db = await open_database(people.url, people.keys)
    async with db.write() as session:
        for state in states:
            said = outcome if state in {State.ANSWERED, State.DECIDED} else None
            refused = await move_case(
                session, number, state, by=OFFICE, now=NOON, outcome=said, note=note
            )
            assert refused is None
    await db.close()


async def test_what_was_found_leads_to_the_office(people: Town) -> None:
    browser = await compared(people, WHO)
    page = await browser.open("/history/compare")
    assert ("年金事務所に送る", "/requests/new") in page.links


async def test_the_record_is_looked_at_first(people: Town) -> None:
    browser = people.browser(WHO)
    await browser.open("/history/delete")
    await browser.press("すべて消す")
    assert (await browser.open("/requests/new")).path.startswith("/history")
    await browser.open("/history/work/new")
    await browser.press("これで終わり", MISSING)
    page = await browser.open("/requests/new")
    assert "送る前に、おぼえていることと記録をくらべます" in page.text
    assert "まぼろし織物" not in page.text
    assert (await browser.follow("記録とくらべる")).path == "/history/compare"


async def test_where_nothing_is_missing_there_is_nothing_to_send(people: Town) -> None:
    browser = await compared(people, WHO, {"employer": "甲社", "first": "", "last": ""})
    await browser.open("/history/compare")
    for _ in range(3):
        if not any("くわしく見る" in words for words, _ in browser.page.links):
            break
        await browser.follow("くわしく見る")
        await browser.press("心当たりがない")
    page = await browser.open("/requests/new")
    assert "送るものがありません" in page.text
    assert page.status == 200


async def test_all_that_is_sent_stands_on_the_check_page_and_can_be_changed(people: Town) -> None:
    browser = await compared(people, WHO, MISSING, OTHER)
    page = await browser.open("/history")
    page = await browser.follow("年金事務所に送る")
    (form,) = [form for form in page.forms if form.action == "/requests/new"]
    assert len(form.values["finding"]) >= 2  # all of them to begin with
    await browser.press(NEXT)
    page = await browser.press(
        NEXT,
        {
            "telephone": "０３－１２３４－５６７８",
            "hours": "morning",
            "needs": ["slowly", "with-family"],
            "message": "よろしくお願いします",
        },
    )
    for words in (
        *("まぼろし織物", "かすみ商店", "03-1234-5678", "午前", "よろしくお願いします"),
        *("大きな声で、ゆっくり話してほしい", "厚生年金の保険料が引かれていた"),
        *("平成3年（1991年）4月から平成4年（1992年）2月まで", "用意しておく物"),
    ):
        assert words in page.text
    targets = {href for _, href in page.links}
    assert {"/requests/new", "/requests/new/contact", "/history/work"} <= targets
    page = await browser.open("/requests/new/contact")
    assert 'value="０３－１２３４－５６７８"' in page.response.text


async def test_a_finding_can_be_left_out_and_one_at_least_goes_along(people: Town) -> None:
    browser = await compared(people, WHO, MISSING, OTHER)
    page = await browser.open("/requests/new")
    (form,) = [form for form in page.forms if form.action == "/requests/new"]
    page = await browser.press(NEXT, {"finding": []})
    assert page.status == 422
    assert page.errors == {"送ることを1つ選んでください": "#f-finding"}
    first, *_ = form.values["finding"]
    page = await browser.press(NEXT, {"finding": [first]})
    if page.path.startswith("/requests/new/contact"):
        page = await browser.press(NEXT)
    assert page.text.count("送らないことにしたもの") == 1
    await browser.press(SEND)
    page = await browser.follow("送った内容を見る")
    assert len(next(iter(page.root.iter("ol")))) == 1


@pytest.mark.parametrize(
    ("answers", "errors"),
    [
        ({"telephone": "12"}, ["電話番号は、市外局番から数字で入力してください"]),
        (
            {"telephone": "1" * 40, "message": "😀"},
            [
                "長すぎます。電話番号を確かめてください",
                "絵文字は使えません。絵文字を消してください",
            ],
        ),
        ({"message": "あ" * 501}, ["長すぎます。500文字までにしてください"]),
        ({"hours": "night", "needs": ["x"]}, ["下の中から選んでください"]),
    ],
)
async def test_every_mistake_of_the_contact_is_said_and_kept(
    people: Town, answers: dict[str, str | list[str]], errors: list[str]
) -> None:
    browser = await compared(people, WHO)
    await browser.open("/requests/new/contact")
    await browser.open("/requests/new")
    page = await browser.press(NEXT)
    if not page.path.startswith("/requests/new/contact"):
        await browser.open("/requests/new/contact")
    page = await browser.press(NEXT, answers)
    assert page.status == 422
    assert list(page.errors) == errors
    if "message" in answers:
        assert str(answers["message"])[:200] in page.response.text


async def test_the_receipt_says_number_state_and_what_comes_next(people: Town) -> None:
    browser = await sent(people)
    page = browser.page
    case = await case_of(people, WHO, page)
    assert page.title.startswith("送りました")
    for words in ("受付番号", "受付", "調査中", "回答", "年金額の再計算", "通知", "完了"):
        assert words in page.text
    assert "数か月かかることがあります" in page.text
    shown = re.search(r"\d{5}-\d{5}-\d{4}", page.text)
    assert shown is not None
    assert shown[0].replace("-", "") == case.number
    page = await browser.open("/requests")
    assert "年金記録照会申出" in page.text
    assert f"/requests/{case.number}" in {href for _, href in page.links}
    page = await browser.open(f"/requests/{case.number}")
    assert "送りました" not in page.title
    assert (await browser.open("/account/views")).text.count("年金事務所に申出を送った") >= 1


async def test_the_paper_has_what_was_sent_even_after_the_sheet_changed(people: Town) -> None:
    browser = await sent(people)
    case = await case_of(people, WHO, browser.page)
    before = (await browser.open(f"/requests/{case.number}/print")).text
    assert "まぼろし織物" in before
    await browser.open("/history/delete")
    await browser.press("すべて消す")
    page = await browser.open(f"/requests/{case.number}/print")
    assert page.text == before
    large = await browser.open(f"/requests/{case.number}/print?size=large")
    assert " large" in large.root.get("class", "")


async def test_nobody_sees_what_somebody_else_has_sent(people: Town) -> None:
    case = await case_of(people, WHO, (await sent(people)).page)
    other = people.browser(ELSE)
    for path in ("", "/print", "/withdraw", "/correction"):
        assert (await other.open(f"/requests/{case.number}{path}")).status == 404
    assert (await other.open("/requests/nothing")).status == 404
    assert "まだ、何も送っていません" in (await other.open("/requests")).text


async def test_it_is_taken_back_after_a_question_and_only_once(people: Town) -> None:
    browser = await sent(people)
    case = await case_of(people, WHO, browser.page)
    page = await browser.follow("この申出を取り下げる")
    assert "この申出を取り下げますか" in page.text
    form = page.form_with("取り下げる")
    page = await browser.press("取り下げる")
    assert "この申出は取り下げました" in page.text
    assert "この申出を取り下げる" not in page.text
    page = await browser.send(form.action, form.values)
    assert page.path.startswith(f"/requests/{case.number}")
    now = await case_of(people, WHO, page)
    assert (now.state, now.version) == (State.WITHDRAWN, 2)
    page = await browser.open(f"/requests/{case.number}/withdraw")
    assert page.path.startswith(f"/requests/{case.number}")
    assert "送った申出を取り下げた" in (await browser.open("/account/views")).text


async def test_after_the_answer_it_cannot_be_taken_back(people: Town) -> None:
    browser = await sent(people)
    case = await case_of(people, WHO, browser.page)
    page = await browser.open(f"/requests/{case.number}/withdraw")
    await moved(
        people,
        case.number,
        *(State.INVESTIGATING, State.ANSWERED),
        outcome=Outcome.MERGED,
    )
    page = await browser.press("取り下げる")  # of a page that was open before the answer came
    assert page.path.startswith(f"/requests/{case.number}")
    assert "見つかった記録を、あなたの記録に入れました" in page.text
    assert (await case_of(people, WHO, page)).state is State.ANSWERED


async def test_every_state_has_words_for_the_person(people: Town) -> None:
    browser = people.browser(WHO)
    await browser.open("/")
    phrases = people.gate.inner.state.library.phrases  # type: ignore[attr-defined]  # Litestar's
    for procedure, course in COURSES.items():
        for state in course.moves:
            for name in ("title", "what"):
                assert phrases[f"request.state.{procedure}.{state}.{name}"]
        for outcome in course.outcomes:
            assert phrases[f"request.outcome.{procedure}.{outcome}"]
    states = {name.split(".")[3] for name in phrases if name.startswith("request.state.")}
    assert states == set(State)


async def test_the_office_asks_for_papers_in_its_own_words(people: Town) -> None:
    browser = await sent(people)
    case = await case_of(people, WHO, browser.page)
    await moved(people, case.number, State.INVESTIGATING)
    await moved(people, case.number, State.PAPERS_WANTED, note="給料の明細を見せてください。")
    page = await browser.open(f"/requests/{case.number}")
    assert "給料の明細を見せてください。" in page.text
    assert "窓口に持って行くか、郵便で送ってください" in page.text
    assert f"受付番号（{grouped(case.number)}）をつたえて" in page.text
    assert "いま送る物ではありません" not in page.text


async def test_where_nothing_is_found_the_person_goes_on_to_a_correction(people: Town) -> None:
    browser = await sent(people)
    case = await case_of(people, WHO, browser.page)
    await moved(
        people,
        case.number,
        *(State.INVESTIGATING, State.ANSWERED),
        outcome=Outcome.NOT_FOUND,
    )
    page = await browser.open(f"/requests/{case.number}")
    assert "探している記録は、見つかりませんでした" in page.text
    assert "年金額の再計算" not in page.text
    page = await browser.follow("訂正請求に進む")
    for words in ("地方厚生局へ送付", "審議会", "決定", "審査請求", "まぼろし織物"):
        assert words in page.text
    form = page.form_with("訂正請求を送る")
    page = await browser.press("訂正請求を送る")
    assert page.title.startswith("送りました")
    assert "この申出のあとに送ったものです" in page.text
    again = await browser.send(form.action, form.values)  # pressed twice, or after Back
    assert "訂正請求に進む" not in again.text
    corrections = [one for one in await cases(people, WHO) if one.follows == case.number]
    assert [one.kind for one in corrections] == [Procedure.CORRECTION]


async def test_the_first_page_leads_to_what_was_sent_once_there_is_some(people: Town) -> None:
    other = people.browser(ELSE)
    page = await other.open("/")
    assert "/requests" not in {href for _, href in page.links}
    browser = await sent(people)
    await browser.open("/")
    page = await browser.follow("送った申出")
    assert page.path == "/requests"


async def test_closing_and_deleting_say_that_what_was_sent_goes_on(people: Town) -> None:
    browser = people.browser(WHO)
    assert "取り下げなければ続きます" in (await browser.open("/account/close")).text
    assert "年金事務所に送った申出も残ります" in (await browser.open("/history/delete")).text
