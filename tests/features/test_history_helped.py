"""手伝う: somebody with an account of their own writes in another person's sheet, and no further."""

import pytest

from nenkin.storage.audit import views_of
from nenkin.storage.helpers import Power
from nenkin.storage.sheets import Holder, read_sheet
from tests.features.helped_site import (
    HELPER,
    LOOKING,
    NEXT,
    OWNER,
    WITH_RECORD,
    database,
    helping,
    own_sheet,
)
from tests.features.records_site import Town, record_of
from tests.sites import NOON

pytestmark = pytest.mark.asyncio(loop_scope="module")

REFUSED_WITHOUT_RECORD = ("compare", "compare/x", "print", "sheet.txt", "sheet.jsonl")
NEVER = ("delete", "resume-code", "nothing")


async def test_a_helper_opens_and_writes_the_other_s_sheet(people: Town) -> None:
    browser, sheet = await helping(people, 10)
    assert "「母」の表を、かわりに書いています。" in browser.page.text
    assert "2026年（令和8年）12月20日" in browser.page.text
    await browser.open(f"{sheet}/work")
    assert "みほん紡績" in browser.page.text
    await browser.follow("もう一つ書く")
    assert browser.page.path.startswith(f"{sheet}/work/")
    await browser.press(NEXT, {"employer": "見本織物", "first": "25歳ごろ"})
    assert browser.page.path.startswith(f"{sheet}/work/")
    sheet_there = await read_sheet(database(people), Holder.person(people.people[OWNER]), NOON)
    assert sheet_there is not None
    by = {one.entry: (one.written_by, one.helper_id) for one in sheet_there.answers}
    assert sorted(by.values(), key=str) == [
        ("family", int(sheet.rpartition("/")[2])),
        ("person", None),
    ]
    owner = people.browser(OWNER)
    assert "見本織物" in (await owner.open("/history/work")).text
    # The list of those whom one helps leads there, and the banner leads back to one's own.
    page = await browser.open("/helping")
    assert "表を書くことができます。" in page.text
    await browser.follow("「母」の表を開く")
    assert browser.page.path == sheet
    await browser.follow("自分の表へ移る")
    assert browser.page.path == "/history"


async def test_every_link_and_form_of_a_helper_s_pages_stays_with_that_sheet(people: Town) -> None:
    browser, sheet = await helping(people, 20, WITH_RECORD | Power.SEND)
    await browser.open(f"{sheet}/compare")
    await browser.press("記録を出して、くらべる")
    await browser.open(f"{sheet}/work")
    waiting, seen = (
        [sheet, f"{sheet}/compare", f"{sheet}/hints?when=25歳", browser.page.path],
        set(),
    )
    while waiting:
        path = waiting.pop()
        if path in seen or "sheet." in path:
            continue
        seen.add(path)
        page = await browser.open(path)
        assert page.status == 200, path
        assert "「母」の表" in page.text, path
        inside = [link for link in page.main.iter("a") if link.get("href")]
        for link in inside:
            target = link.get("href").partition("#")[0]
            if target.startswith("/history"):
                assert target == "/history", path  # the way back to one's own
            elif target.startswith(sheet) and "when=" not in target and "?first" not in target:
                waiting.append(target)
        for form in page.forms:
            if form.method == "post" and "/history" in form.action:
                raise AssertionError(f"{path} sends to {form.action}")
    assert len(seen) > 20


async def test_without_the_record_only_what_was_typed_is_seen(people: Town) -> None:
    browser, sheet = await helping(people, 30)
    person = record_of(OWNER).person
    employers = {span.employer for span in record_of(OWNER).spans if span.employer}
    secrets = {
        *(person.surname + " ", person.given_name, person.surname_kana, person.given_name_kana),
        *(person.basic_number, person.basic_number.replace("-", ""), f"{OWNER}@example.jp"),
        *employers,
    }
    for part in ("", "/work", "/hints?when=25歳", "/gaps", "/names", "/names/a1/name", "/leave"):
        page = await browser.open(sheet + part)
        assert page.status == 200, part
        for secret in secrets:
            assert secret not in page.response.text, (part, secret)
    for part in (*REFUSED_WITHOUT_RECORD, *NEVER):
        page = await browser.open(f"{sheet}/{part}")
        assert page.status == 404, part
    token = (await browser.open(f"{sheet}/work/new1/job")).form_with(NEXT).values["token"]
    for part in ("compare", "compare/x", "delete"):
        page = await browser.send(f"{sheet}/{part}", {"token": token})
        assert page.status == 404, part


async def test_with_the_record_it_is_seen_and_noted(people: Town) -> None:
    browser, sheet = await helping(people, 40, WITH_RECORD)
    await browser.open(f"{sheet}/compare")
    page = await browser.press("記録を出して、くらべる")
    assert page.path == f"{sheet}/compare"
    assert page.status == 200
    for part in ("print", "delete", "resume-code"):
        page = await browser.open(f"{sheet}/{part}")
        assert page.status == (200 if part == "print" else 404), part
    trail = await views_of(database(people), people.people[OWNER], limit=20)
    done = {(one.event.action, one.event.actor_id) for one in trail}
    assert ("record.viewed", people.people[HELPER]) in done
    assert ("help.viewed", people.people[HELPER]) in done


async def test_who_may_not_write_only_looks(people: Town) -> None:
    browser, sheet = await helping(people, 50, LOOKING)
    page = browser.page
    assert "「母」の表を見ています。" in page.text
    assert "書いてあること" in page.text
    for words in ("どこから書いても", "続きから書けます", "質問は、1つのページに"):
        assert words not in page.text
    page = await browser.open(f"{sheet}/work")
    assert "みほん紡績" in page.text
    assert "書いてください" not in page.text
    assert "ほかのことを書く" not in page.text
    for words in ("これを消す", "続きを書く", "もう一つ書く", "直す"):
        assert words not in page.text
    for part in ("work/new", "work/a1/job", "work/a1/remove", "gaps"):
        page = await browser.open(f"{sheet}/{part}")
        assert page.status == 404, part
    token = (await browser.open(f"{sheet}/leave")).form_with("手伝いをやめる").values["token"]
    for part in ("work/a1/job", "work/a1/remove", "gaps"):
        page = await browser.send(f"{sheet}/{part}", {"token": token, "employer": "x"})
        assert page.status == 404, part


async def test_two_tabs_one_s_own_and_the_other_s_never_mix(people: Town) -> None:
    browser, sheet = await helping(people, 60)
    await own_sheet(people, HELPER, "自分の会社")
    own = await browser.open("/history/work/a1/job")
    theirs = await browser.open(f"{sheet}/work/a1/job")
    for page, employer in ((own, "自分の店"), (theirs, "母の店")):
        form = page.form_with(NEXT)
        await browser.send(form.action, {**form.values, "employer": [employer]})
    mine = (await browser.open("/history/work")).text
    other = (await browser.open(f"{sheet}/work")).text
    assert "自分の店" in mine
    assert "母の店" not in mine
    assert "母の店" in other
    assert "自分の店" not in other
    assert "自分の会社" not in other


async def test_who_wrote_what_stands_on_the_sheet_and_on_paper(people: Town) -> None:
    browser, sheet = await helping(people, 170)
    await browser.open(f"{sheet}/school/b1/school")
    await browser.press(NEXT, {"school": "みほん高校"})
    assert (
        "書いた人 あなた（2026年（令和8年）11月20日）"
        in (await browser.open(f"{sheet}/school")).text
    )
    owner = people.browser(OWNER)
    said = "手伝いの手伝い170さん（2026年（令和8年）11月20日）"
    assert said in (await owner.open("/history/school")).text
    assert "書いた人" not in (await owner.open("/history/work")).text
    assert said in (await owner.open("/history/print")).text
    response = await owner.client.get("/history/sheet.txt")
    assert f"書いた人：{said}" in response.text
    # A page that the person writes anew is theirs, and what the helper wrote stays the helper's.
    await owner.open("/history/school/b1/way")
    await owner.press(NEXT, {"by-day": "yes"})
    text = (await owner.open("/history/school")).text
    assert f"{said}、本人（2026年（令和8年）11月20日）" in text
    await owner.open("/history/school/b1/school")
    await owner.press(NEXT, {"school": "みほん中学"})
    assert "書いた人" not in (await owner.open("/history/school")).text


async def test_no_heading_stands_alone(people: Town) -> None:
    browser, sheet = await helping(people, 180)
    page = await browser.open(sheet)
    assert not any(href.endswith("/gaps") for _, href in page.links)
    assert page.by_id("after") is None
