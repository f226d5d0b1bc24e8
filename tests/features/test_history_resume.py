"""復帰コード: another device goes on with the sheet, and sees nothing but what was typed."""

import unicodedata
from collections.abc import Callable

import pytest
from lxml import html

from nenkin.storage.resuming import OF_CODE
from tests.browser import Browser, Page
from tests.features.records_site import Town, record_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

WHO = "tenshoku"
NEXT, ENTER = "次へ進む", "続きを書く"
MAKE, REPLACE, REVOKE = "言葉を作る", "新しい言葉に取りかえる", "言葉を使えなくする"


async def begun(people: Town, slug: str = WHO) -> Browser:
    """Give the browser of somebody whose sheet has one job."""
    browser = people.browser(slug)
    page = await browser.open("/history/delete")
    if "すべて消す" in page.response.text:
        await browser.press("すべて消す")
    await browser.open("/history/work")
    await browser.follow("書き始める")
    await browser.press(NEXT, {"employer": "みほん紡績"})
    return browser


def words_of(page: Page) -> list[str]:
    tree = html.fromstring(page.response.text)
    return [item.text for item in tree.xpath("//main//h2[@id='code']/following-sibling::ol/li")]


async def code_of(browser: Browser) -> list[str]:
    page = await browser.open("/history/resume-code")
    press = REPLACE if REPLACE in page.text else MAKE
    return words_of(await browser.press(press))


def birth(slug: str = WHO) -> dict[str, str]:
    born = record_of(slug).person.born_on
    return {
        "born-era": "western",
        "born-year": str(born.year),
        "born-month": str(born.month),
        "born-day": str(born.day),
    }


async def enter(browser: Browser, code: str, **born: str) -> Page:
    await browser.open("/resume")
    return await browser.press(ENTER, {"code": code, **(born or birth())})


async def test_another_device_goes_on(people: Town) -> None:
    owner = await begun(people)
    code = await code_of(owner)
    assert len(code) == 6
    guest = Browser(people.gate)
    page = await enter(guest, "　".join(code))
    assert page.path.startswith("/history")
    assert "1件書きました" in page.text
    assert "紙にある言葉で、この表を開いています" in page.text
    await guest.open("/history/work")
    await guest.follow("もう一つ書く")
    await guest.press(NEXT, {"employer": "見本織物", "first": "25歳ごろ"})
    page = await owner.open("/history/work")
    assert "見本織物" in page.text
    assert "みほん紡績" in page.text


async def test_a_guest_sees_what_was_typed_and_nothing_of_the_record(people: Town) -> None:
    owner = await begun(people)
    guest = Browser(people.gate)
    await enter(guest, "".join(await code_of(owner)))
    person = record_of(WHO).person
    numbers = {person.basic_number, person.basic_number.replace("-", "")}
    for path in ("/history", "/history/work", "/history/hints?when=25歳"):
        page = await guest.open(path)
        assert page.status == 200
        for secret in (person.surname, person.given_name, *numbers):
            assert secret not in page.response.text, path
    for path in ("/record", "/account", "/estimate"):
        page = await guest.open(path)
        assert page.path.startswith("/sign-in"), path
    # Nothing that sets the record beside it, and no deleting; what is added later is closed as well.
    for part in (
        "resume-code",
        "compare",
        "compare/lost-1",
        "objections",
        "objections/0123456789abcdef/said",
        "import",
        "import/check",
        "delete",
        "print",
        "sheet.txt",
        "sheet.jsonl",
        "x",
    ):
        page = await guest.open(f"/history/{part}")
        assert page.status == 404, part


async def test_who_leaves_is_out(people: Town) -> None:
    owner = await begun(people)
    code = await code_of(owner)
    guest = Browser(people.gate)
    await enter(guest, "・".join(code))
    page = await guest.press("この機械で書くのを終える")
    assert "表を閉じました" in page.text
    page = await guest.open("/history")
    assert page.path.startswith("/sign-in")


async def test_a_new_code_closes_the_old_one(people: Town) -> None:
    owner = await begun(people)
    first = await code_of(owner)
    guest = Browser(people.gate)
    await enter(guest, " ".join(first))
    second = await code_of(owner)
    assert second != first
    assert (await guest.open("/history")).path.startswith("/sign-in")
    page = await enter(Browser(people.gate), " ".join(first))
    assert page.status == 422
    assert "見つかりません" in page.text
    assert (await enter(Browser(people.gate), " ".join(second))).path.startswith("/history")
    page = await owner.open("/history/resume-code")
    assert "さいごに使われた日" in page.text
    assert "あなたの6つの言葉" not in page.text
    page = await owner.press(REVOKE)
    assert "いまは、使える言葉はありません" in page.text
    assert (await enter(Browser(people.gate), " ".join(second))).status == 422


async def test_there_is_no_code_for_an_empty_sheet(people: Town) -> None:
    browser = await begun(people, "antei")
    await browser.open("/history/delete")
    await browser.press("すべて消す")
    page = await browser.open("/history/resume-code")
    assert "何か書いてから、言葉を作ってください" in page.text
    assert MAKE not in page.text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda code: code[:5], "入力されたのは5つでした"),
        (
            lambda code: [*code[:5], "ふめいなことば"],
            "6番目の「ふめいなことば」は、使っていない言葉です",
        ),
        (lambda code: [*code[1:], code[0]], "言葉か、その順番がちがいます"),
        (lambda code: ["たんぼぼ", *code[1:]], "「たんぽぽ」ではありませんか"),
        (lambda code: ["😀"], "絵文字は使えません"),
        (lambda code: ["あ" * 300], "長すぎます"),
        (lambda code: [], "紙にある6つの言葉を入力してください"),
    ],
)
async def test_a_slip_is_named_and_what_was_typed_is_kept(
    people: Town, change: Callable[[list[str]], list[str]], said: str
) -> None:
    owner = await begun(people)
    typed = " ".join(change(await code_of(owner)))
    page = await enter(Browser(people.gate), typed)
    assert page.status == 422
    assert said in page.text
    assert page.form_with(ENTER).values["code"] == [typed]


async def test_every_mistake_is_said_at_once(people: Town) -> None:
    page = await enter(Browser(people.gate), "さぐら ラジオ", **{**birth(), "born-month": ""})
    assert "年と月と日を、すべて入力してください" in page.text
    assert "言葉がちがいます" in page.text
    assert "言葉は6つです。入力されたのは2つでした" in page.text


@pytest.mark.parametrize(
    "shape", ["katakana", "half width", "in one", "spaces", "hyphens"], ids=lambda shape: shape
)
async def test_a_code_is_read_in_any_script_and_width(people: Town, shape: str) -> None:
    code = await code_of(await begun(people))
    katakana = " ".join(code).translate({kana: kana + 0x60 for kana in range(0x3041, 0x3097)})
    typed = {
        "katakana": katakana,
        "half width": half_width(katakana),
        "in one": "".join(code),
        "spaces": "　 ".join(code),
        "hyphens": "-".join(code),
    }[shape]
    page = await enter(Browser(people.gate), typed)
    assert page.path.startswith("/history")


def half_width(katakana: str) -> str:
    """Write katakana as old machines do: ｻｸﾗ, ﾗｼﾞｵ."""
    found = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFF66, 0xFF9E)}
    marks = {"\u3099": "\uff9e", "\u309a": "\uff9f"}
    apart = unicodedata.normalize("NFD", katakana)
    return "".join(found.get(each, marks.get(each, each)) for each in apart)


async def test_the_birth_date_must_be_right_and_is_kept(people: Town) -> None:
    owner = await begun(people)
    code = " ".join(await code_of(owner))
    page = await enter(Browser(people.gate), code, **{**birth(), "born-year": "1901"})
    assert page.status == 422
    assert "どちらも確かめてください" in page.text
    assert page.form_with(ENTER).values["born-year"] == ["1901"]
    page = await enter(Browser(people.gate), code, **{**birth(), "born-month": "13"})
    assert "こよみにありません" in page.text


async def test_trying_birth_dates_with_a_found_code_comes_to_an_end(people: Town) -> None:
    owner = await begun(people)
    code = " ".join(await code_of(owner))
    browser = Browser(people.gate)
    for year in range(1901, 1901 + OF_CODE):
        page = await enter(browser, code, **{**birth(), "born-year": str(year)})
        assert page.status == 422
    page = await enter(browser, code)
    assert page.status == 429


async def test_who_is_signed_in_has_their_own_sheet(people: Town) -> None:
    page = await people.browser(WHO).open("/resume")
    assert page.path.startswith("/history")


async def test_the_way_in_changes_the_cookie(people: Town) -> None:
    owner = await begun(people)
    guest = Browser(people.gate)
    await guest.open("/resume")
    before = dict(guest.client.cookies)
    await guest.press(ENTER, {"code": " ".join(await code_of(owner)), **birth()})
    after = dict(guest.client.cookies)
    assert before["visit"] != after["visit"]


async def test_somebody_without_an_account_begins_and_goes_on(people: Town) -> None:
    first = Browser(people.gate)
    await first.open("/resume")
    await first.follow("登録せずに書き始める")
    page = await first.press("書き始める", birth())
    code = words_of(page)
    assert len(code) == 6
    await first.open("/history/work")
    await first.follow("書き始める")
    await first.press(NEXT, {"employer": "みほん紡績", "first": "25歳ごろ"})
    second = Browser(people.gate)
    page = await enter(second, " ".join(code))
    assert "1件書きました" in page.text
    page = await second.open("/history/resume-code")
    assert REVOKE not in page.text  # it would leave a sheet that nobody can open
    new = words_of(await second.press(REPLACE))
    assert new != code
    assert (await first.open("/history")).path.startswith("/sign-in")
    assert "1件書きました" in (await second.open("/history")).text
    assert (await enter(Browser(people.gate), " ".join(code))).status == 422
    await second.open("/history/delete")
    page = await second.press("すべて消す")
    assert page.path.startswith("/resume")
    assert (await enter(Browser(people.gate), " ".join(new))).status == 422


@pytest.mark.parametrize(
    ("born", "said"),
    [
        ({"born-month": "13"}, "こよみにありません"),
        ({"born-year": "2090"}, "まだ来ていない日です"),
        ({"born-day": ""}, "年と月と日を、すべて入力してください"),
    ],
)
async def test_a_sheet_begins_with_a_real_birth_date(
    people: Town, born: dict[str, str], said: str
) -> None:
    browser = Browser(people.gate)
    await browser.open("/resume/new")
    page = await browser.press("書き始める", {**birth(), **born})
    assert page.status == 422
    assert said in page.text
    ((name, text),) = born.items()
    assert page.form_with("書き始める").values[name] == [text]
