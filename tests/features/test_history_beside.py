"""いまの記録 beside the question: opened by the person, kept as shown, and disputed with a way back."""

import json

import pytest

from nenkin.features.history.recorded import parts_of
from nenkin.law.months import spell
from tests.browser import Browser
from tests.features.helped_site import (
    HELPER,
    OWNER,
    SHEET_ONLY,
    WITH_RECORD,
    code,
    enter,
    own_sheet,
    stop,
)
from tests.features.helped_site import asked as asked_to_help
from tests.features.records_site import Town, record_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

NEXT, FINISH, LOOK = "次へ進む", "これで終わり", "いまの記録を見る"
NOT_MINE, OTHER_NAME = "この記録は私のものではない", "会社の名前がちがう"
WHO = "tenshoku"
# The record has «みほん印刷» from April 1992 to May 1996.
JOB = {"employer": "みほん印刷所", "first": "平成5年", "last": "平成6年"}
FIRST = parts_of(record_of(WHO))[0]


async def emptied(people: Town) -> Browser:
    browser = people.browser(WHO)
    await browser.open("/history/delete")
    await browser.press("すべて消す")
    return browser


async def asked(people: Town, answers: dict[str, str] | None = None) -> Browser:
    """Press «いまの記録を見る» on the first page of a job."""
    browser = await emptied(people)
    await browser.open("/history/work/new")
    await browser.press(LOOK, answers or {})
    return browser


async def file_of(browser: Browser) -> list[dict[str, object]]:
    text = (await browser.client.get("/history/sheet.jsonl")).text
    return [json.loads(line) for line in text.splitlines()]


async def shown(browser: Browser, employer: str) -> list[object]:
    """Give whether the record had been shown before each page of an employer's job."""
    for line in await file_of(browser):
        work = line.get("work")
        if isinstance(work, dict) and work.get("employer") == employer:
            written = line["written"]
            assert isinstance(written, list)
            return [one.get("record_shown", False) for one in written]
    raise AssertionError(employer)


async def test_nothing_of_the_record_stands_there_before_it_is_asked_for(people: Town) -> None:
    browser = await emptied(people)
    page = await browser.open("/history/work/new")
    assert FIRST.employer not in page.response.text
    assert LOOK in page.text
    assert page.text.index("いつまでですか") < page.text.index("いまの記録")
    page = await browser.open("/history/handbooks/new")
    assert LOOK not in page.text
    # Whoever knows the address alone sees no more.
    page = await browser.open("/history/work/abc/job?record=yes")
    assert FIRST.employer not in page.response.text


async def test_what_was_typed_is_kept_first_and_then_its_years_are_shown(people: Town) -> None:
    browser = await asked(people, JOB)
    page = browser.page
    assert "record=yes" in page.path
    assert page.form_with(NEXT).values["employer"] == ["みほん印刷所"]
    assert f"厚生年金の記録があります。会社は「{FIRST.employer}」です。" in page.text
    others = [one.employer for one in parts_of(record_of(WHO)) if one.first > FIRST.last + 24]
    assert others
    assert not any(one in page.text for one in others if one and one != FIRST.employer)
    assert (await browser.open("/account/views")).text.count("年金の記録を見た") >= 1
    # It was written before the record was shown; what is changed after that was not.
    assert await shown(browser, "みほん印刷所") == [False]
    await browser.open(page.path)
    await browser.press(NEXT, {"employer": "みほん印刷"})
    await browser.press(FINISH, {"workplace": "みほん工場"})
    assert await shown(browser, "みほん印刷") == [True, True]


async def test_other_years_are_written_as_if_nothing_was_shown(people: Town) -> None:
    browser = await asked(people, JOB)
    for answers, told in (
        ({"employer": "あとの会社", "first": "平成20年4月", "last": "平成21年3月"}, False),
        ({"employer": "同じころの会社", "first": "平成6年", "last": ""}, True),
        ({"employer": "いつかの会社", "first": "", "last": ""}, True),
    ):
        await browser.open("/history/work/new")
        await browser.press(NEXT, answers)
        assert await shown(browser, answers["employer"]) == [told], answers


async def test_without_any_year_the_whole_record_comes(people: Town) -> None:
    browser = await asked(people)
    for part in parts_of(record_of(WHO)):
        assert (part.employer or "国民年金") in browser.page.text
    assert "平成4年（1992年）" in browser.page.text
    await browser.press(NEXT, JOB)
    assert await shown(browser, "みほん印刷所") == [True]
    page = await browser.open("/history/compare")
    assert "記録を出して、くらべる" not in page.text


async def test_mistakes_come_first_and_nothing_typed_is_lost(people: Town) -> None:
    browser = await asked(people, {**JOB, "last": "平成4年"})
    page = browser.page
    assert page.status == 422
    assert FIRST.employer not in page.text.replace("みほん印刷所", "")
    page = await browser.press(LOOK, {"last": "平成6年"})
    assert f"会社は「{FIRST.employer}」です。" in page.text
    page = await browser.press(NEXT, {"last": "平成4年"})
    assert page.status == 422
    assert f"会社は「{FIRST.employer}」です。" in page.text


async def test_years_without_a_record_say_so(people: Town) -> None:
    browser = await asked(people, {**JOB, "first": "昭和63年", "last": "昭和63年"})
    assert "この時期の記録は、ありません" in browser.page.text


@pytest.mark.parametrize(
    ("button", "objection", "title"),
    [
        (NOT_MINE, "not-mine", "記録にあるが、自分のものではない"),
        (OTHER_NAME, "other-name", "記録の会社の名前がちがう"),
    ],
)
async def test_a_part_of_the_record_is_disputed_and_taken_back(
    people: Town, button: str, objection: str, title: str
) -> None:
    browser = await asked(people, JOB)
    page = await browser.press(button, {"employer": "みほん社"})
    assert page.title.startswith("この記録について書く")
    assert page.form_with("この内容で残す").values["objection"] == [objection]
    page = await browser.press("この内容で残す", {"note": "働いたのは、みほん社です。"})
    # Back to the job as it was typed, with what was said of the record.
    assert page.form_with(NEXT).values["employer"] == ["みほん社"]
    assert f"「{button}」と書きました" in page.text
    line = next(one for one in await file_of(browser) if one["type"] == "objection")
    assert (line["objection"], line["first"], line["employer"]) == (
        objection,
        "1992-04",
        FIRST.employer,
    )
    assert line["note"] == "働いたのは、みほん社です。"
    written = line["written"]
    assert isinstance(written, list)
    assert written[0]["record_shown"] is True
    page = await browser.open("/history")
    page = await browser.follow("記録がちがうと思うところ")
    assert f"{FIRST.employer}（平成4年（1992年）4月" in page.text
    assert "書き始める" not in page.text
    for path in ("/history/print", "/history/sheet.txt"):
        answer = await browser.client.get(path)
        assert button in answer.text
    await browser.open("/history/compare")
    page = await browser.press("記録を出して、くらべる")
    assert title in page.text
    sure = [
        words for one in page.main.iter("p") if "おそらく" in (words := "".join(one.itertext()))
    ]
    assert sure
    assert all("。" in words for words in sure), sure
    page = await browser.open(f"/history/compare/record-1992-04:{objection}")
    assert "照会申出" in page.text
    assert "訂正請求" in page.text
    await browser.follow("この内容を直す、取り消す")
    await browser.follow("書いたことを取り消す")
    await browser.press("消す")
    page = await browser.open("/history/compare")
    assert title not in page.text
    assert all(one["type"] != "objection" for one in await file_of(browser))


async def test_the_comparison_leads_to_every_part_of_the_record(people: Town) -> None:
    browser = await asked(people)
    page = await browser.open("/history/compare")
    parts = [href for _, href in page.links if "/history/objections/" in href]
    assert len(parts) == len(parts_of(record_of(WHO)))
    for href in parts:
        page = await browser.open(href)
        page = await browser.press("この内容で残す")
        assert page.status == 422
        assert "どこがちがうかを選んでください" in page.text
    national = next(part for part in parts_of(record_of(WHO)) if part.scheme == "national")
    at = parts_of(record_of(WHO)).index(national)
    page = await browser.open(parts[at])
    assert "会社の名前がちがう" not in page.text
    page = await browser.press("この内容で残す", {"objection": "not-mine"})
    assert page.path.startswith("/history/objections")
    page = await browser.open(f"/history/compare/record-{spell(national.first)}:not-mine")
    assert "国民年金" in page.text


async def test_what_was_not_shown_cannot_be_disputed(people: Town) -> None:
    browser = await asked(people)
    page = await browser.open("/history/compare")
    href = next(href for _, href in page.links if "/history/objections/" in href)
    await emptied(people)
    page = await browser.open(href)
    assert page.path.startswith("/history")
    assert "この記録について書く" not in page.text
    page = await browser.open("/history/objections/0123456789abcdef/said")
    assert page.path.startswith("/history")
    assert (await browser.open("/history/objections/new")).path == "/history/objections"


async def test_two_tabs_of_one_objection_lead_to_both(people: Town) -> None:
    browser = await asked(people, JOB)
    await browser.press(NOT_MINE)
    other = people.browser(WHO)
    await other.open(browser.page.path)
    await browser.press("この内容で残す")
    page = await other.press("この内容で残す", {"objection": "other-name"})
    assert page.status == 409
    page = await other.press("いま書いたものを残す")
    line = next(one for one in await file_of(other) if one["type"] == "objection")
    assert line["objection"] == "other-name"


async def test_what_was_said_is_shown_again_where_the_sheet_was_deleted_elsewhere(
    people: Town,
) -> None:
    browser = await asked(people, JOB)
    await browser.press(NOT_MINE)
    await browser.press(
        "この内容で残す", {"objection": "nothing", "note": "となりの人の記録です。"}
    )
    await emptied(people)
    page = await browser.press("この内容で残す", {"objection": "not-mine"})
    assert page.status == 409
    assert "ほかの画面で表がすべて消されました" in page.text
    assert "となりの人の記録です。" in page.text
    assert [one["type"] for one in await file_of(browser)] == []
    await browser.press("いま書いたものを残す")
    (line,) = [one for one in await file_of(browser) if one["type"] == "objection"]
    assert (line["objection"], line["note"]) == ("not-mine", "となりの人の記録です。")
    written = line["written"]
    assert isinstance(written, list)
    assert written[0]["record_shown"] is True


async def test_a_strange_way_back_leads_to_what_was_written(people: Town) -> None:
    browser = await asked(people, JOB)
    page = await browser.press(NOT_MINE)
    address = page.path.partition("?")[0]
    for back in ("//elsewhere.example/a/b", "work/abc/nothing", "../../account", "a" * 90):
        page = await browser.open(f"{address}?choice=strange&back={back}")
        assert not any("elsewhere" in href for _, href in page.links)
        page = await browser.press("この内容で残す", {"objection": "other-pay"})
        assert page.path.startswith("/history/objections")


async def test_a_helper_disputes_the_record_only_where_they_may_see_it(people: Town) -> None:
    owner = await own_sheet(people, OWNER, "みほん紡績")
    await owner.open("/history/work/new")
    await owner.press(LOOK, JOB)
    page = await owner.press(NOT_MINE)
    await owner.press("この内容で残す")
    objection = page.path.partition("?")[0].removeprefix("/history")
    for number, powers, sees in ((100, SHEET_ONLY, False), (300, WITH_RECORD, True)):
        helper_id = await asked_to_help(people, number, powers)
        helper = people.browser(HELPER)
        await enter(helper, code(number))
        base = f"/helping/{helper_id}"
        page = await helper.open(base)
        assert ("記録がちがうと思うところ" in page.text) is sees
        page = await helper.open(f"{base}{objection}")
        assert (page.status == 200) is sees
        page = await helper.open(f"{base}/work/new")
        assert (LOOK in page.text) is sees
        assert (await helper.open(f"{base}/import")).status == 404
        if sees:
            await helper.open(f"{base}/work/new")
            page = await helper.press(LOOK, JOB)
            assert FIRST.employer in page.text
        await stop(people, base)
