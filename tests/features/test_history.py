"""The history sheet page by page: every page is kept, nothing typed is lost, nonsense is refused."""

from collections.abc import Mapping

import pytest

from tests.browser import Browser, Page
from tests.features.records_site import PERSONAS, Town, persona, record_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

NEXT, SKIP, FINISH = "次へ進む", "このページをとばす", "これで終わり"
JOB = {"employer": "みほん紡績㈱", "first": "昭和５５年４月", "last": "昭和58年の秋"}
WHO = "tenshoku"


async def emptied(people: Town, slug: str = WHO) -> Browser:
    """Give a browser of somebody whose sheet is empty."""
    browser = people.browser(slug)
    page = await browser.open("/history/delete")
    if "すべて消す" in page.response.text:
        await browser.press("すべて消す")
    return browser


async def begun(people: Town, part: str, answers: Mapping[str, str]) -> Browser:
    browser = await emptied(people)
    await browser.open(f"/history/{part}")
    await browser.follow("書き始める")
    await browser.press(NEXT, answers)
    return browser


def value(page: Page, name: str) -> str:
    return page.form_with(NEXT).values[name][0]


async def test_the_start_says_what_it_is_and_leads_to_every_part(people: Town) -> None:
    browser = await emptied(people)
    page = await browser.open("/history")
    assert page.title.startswith("私の履歴整理表")
    assert page.text.count("まだ書いていません") == 19
    assert "いつやめても、続きから書けます" in page.text
    assert "この表を、すべて消す" not in page.text
    page = await browser.follow("働いた所")
    assert page.path.startswith("/history/work")


async def test_one_button_leads_from_part_to_part(people: Town) -> None:
    browser = await emptied(people)
    await browser.open("/history")
    page = await browser.follow("「使ったことのある名前」から書き始める")
    assert page.path == "/history/names"
    page = await browser.follow("次の「ほかに使った生年月日」へ進む")
    assert page.path == "/history/birth-dates"
    browser = await begun(people, "work", JOB)
    await browser.open("/history")
    page = await browser.follow("続きの「働いていなかった時期」を書く")
    assert page.path == "/history/no-work"
    page = await browser.open("/history/other")
    assert "へ進む" not in page.text


async def test_a_job_over_short_pages(people: Town) -> None:
    browser = await begun(people, "work", JOB)
    page = browser.page
    assert "5つのうち2つ目" not in page.text
    assert "6つのうち2つ目" in page.text
    assert "みほん紡績㈱" in page.text
    born = record_of(WHO).person.born_on
    assert f"昭和55年（1980年）4月、{1980 - born.year - 1}歳" in page.text or (
        f"昭和55年（1980年）4月、{1980 - born.year}歳" in page.text
    )
    assert "昭和58年（1983年）9月から11月の間" in page.text
    await browser.press(NEXT, {"workplace": "みほん工場", "place": "みほん市"})
    await browser.press(SKIP)
    await browser.press(NEXT, {"kept": ["health-card", "pension-deducted"]})
    page = await browser.press(FINISH, {"size": "below-5", "incorporated": "unknown"})
    assert page.path.startswith("/history/work")
    assert "厚生年金の保険料が引かれていた、健康保険証をもらった" in page.text
    assert "わからない" in page.text
    page = await browser.follow("続きを書く")
    assert page.path.endswith("/kind")
    page = await browser.press(SKIP)
    assert page.form_with(NEXT).values["kept"] == ["pension-deducted", "health-card"]
    page = await browser.open("/history")
    assert "1件書きました" in page.text


async def test_back_finds_every_page_as_it_was(people: Town) -> None:
    browser = await begun(people, "work", JOB)
    await browser.press(NEXT, {"workplace": "みほん工場"})
    page = await browser.follow("戻る")
    assert value(page, "workplace") == "みほん工場"
    page = await browser.follow("戻る")
    assert {name: value(page, name) for name in JOB} == JOB
    page = await browser.press(NEXT, {"last": "いまも"})
    assert "いまも続いている" in page.text


async def test_it_is_there_on_another_device(people: Town) -> None:
    await begun(people, "work", JOB)
    page = await people.browser(WHO).open("/history/work")
    assert "みほん紡績㈱" in page.text
    page = await people.browser("antei").open("/history/work")
    assert "みほん紡績㈱" not in page.text


@pytest.mark.parametrize(
    ("last", "message"),
    [
        ("昭和54年3月", "終わりが、始まりより前になります"),
        ("昭和58年2月30日", "その日はありません"),
        ("2090年", "これから先のことになります"),
        ("昭和70年", "その元号に、その日はありません"),
        ("58年", "昭和か平成かがわかりません"),
        ("昭和58年（1984年）", "和暦と西暦が合いません"),
        ("ある日のこと", "いつのことか読み取れません"),
        ("だれも知らない祭りの年", "出来事がいつのことか、わかりません"),
        ("昭和58年の秋" + "x" * 100, "長すぎます"),
        ("😀", "絵文字は使えません"),
        ("昭和\x0058年", "読み取れない文字"),
        ("1700年", "読める年の外です"),
    ],
)
async def test_a_time_that_cannot_be_is_told_and_kept(
    people: Town, last: str, message: str
) -> None:
    browser = await begun(people, "work", {**JOB, "last": last})
    page = browser.page
    assert page.status == 422
    assert [text for text in page.errors if message in text] != []
    assert list(page.errors.values()) == ["#f-last"]
    assert value(page, "employer") == JOB["employer"]
    assert value(page, "last") == last.replace("\0", "\ufffd")
    page = await people.browser(WHO).open("/history/work")
    assert "まだ何も書いていません" in page.text


async def test_work_before_birth_and_all_other_mistakes_at_once(people: Town) -> None:
    browser = await begun(
        people, "work", {"employer": "x" * 501, "first": "明治40年", "last": "2月"}
    )
    assert len(browser.page.errors) == 3
    assert any("生まれる前" in text for text in browser.page.errors)
    assert value(browser.page, "employer") == "x" * 501


async def test_a_page_of_emoji_is_told_and_kept(people: Town) -> None:
    browser = await begun(people, "work", dict.fromkeys(JOB, "😀" * 30))
    assert browser.page.text.count("絵文字は使えません") == 6  # in the summary and at each box
    assert {name: value(browser.page, name) for name in JOB} == dict.fromkeys(JOB, "😀" * 30)


async def test_a_name_of_500_characters_is_kept(people: Town) -> None:
    long = "みほん" * 166 + "工場"
    browser = await begun(people, "work", {**JOB, "employer": long})
    assert browser.page.status == 200
    assert long in (await browser.open("/history/work")).text


async def test_nothing_at_all_is_no_entry(people: Town) -> None:
    browser = await begun(people, "work", {})
    assert browser.page.status == 422
    assert "一つだけでも" in browser.page.text
    page = await browser.press(FINISH)
    assert "まだ何も書いていません" in page.text


async def test_only_a_time_that_is_not_known_is_an_entry_too(people: Town) -> None:
    browser = await begun(people, "work", {"first": "わからない"})
    assert browser.page.status == 200
    page = await browser.open("/history/work")
    assert "働いた所（名前はわからない）" in page.text


async def test_sixty_jobs(people: Town) -> None:
    browser = await emptied(people)
    for number in range(60):
        await browser.open("/history/work/new")
        await browser.press(FINISH, {**JOB, "employer": f"みほん{number}社"})
    page = await browser.open("/history/work")
    assert all(f"みほん{number}社" in page.text for number in range(60))
    assert "60件書きました" in (await browser.open("/history")).text


async def test_a_double_click_is_one_entry(people: Town) -> None:
    browser = await emptied(people)
    page = await browser.open("/history/work/new")
    form = page.form_with(NEXT)
    values = {**form.values, **{name: [text] for name, text in JOB.items()}}
    for _ in range(2):
        page = await browser.send(form.action, values)
        assert page.status == 200
        assert page.path.startswith(form.action.removesuffix("/job"))
    assert "1件書きました" in (await browser.open("/history")).text


async def test_two_tabs_meet_on_a_page_that_shows_both(people: Town) -> None:
    one = await begun(people, "work", JOB)
    other = people.browser(WHO)
    await one.follow("戻る")
    here = one.page.path.partition("#")[0]
    await other.open(here)
    await one.press(NEXT, {"employer": "みほん織物"})
    page = await other.press(NEXT, {"employer": "みほん製糸"})
    assert page.status == 409
    assert "みほん織物" in page.text
    assert "みほん製糸" in page.text
    page = await one.open(here)
    assert value(page, "employer") == "みほん織物"  # nothing was overwritten
    page = await other.press("いま書いたものを残す")
    assert page.path.endswith("/place#main") or page.path.endswith("/place")
    assert value(await one.open(here), "employer") == "みほん製糸"
    await one.open(here)
    await other.open(here)
    await other.press(NEXT, {"employer": "みほん製糸第二"})
    page = await one.press(NEXT, {"employer": "みほん織物第二"})
    await one.follow("先に残したものにする")
    assert value(await one.open(here), "employer") == "みほん製糸第二"


async def test_a_page_whose_entry_was_removed_elsewhere_asks_too(people: Town) -> None:
    one = await begun(people, "work", JOB)
    await one.follow("戻る")
    other = people.browser(WHO)
    await other.open("/history/work")
    await other.follow("これを消す")
    page = await other.press("消す")
    assert "まだ何も書いていません" in page.text
    page = await one.press(NEXT, {"employer": "みほん織物"})
    assert page.status == 409
    assert "この項目が消されました" in page.text
    await one.press("いま書いたものを残す")
    assert "みほん織物" in (await one.open("/history/work")).text


async def test_names_handbooks_and_the_single_question(people: Town) -> None:
    browser = await begun(
        people, "names", {"name-kind": "former", "surname": "見本", "given-name": ""}
    )
    await browser.press(NEXT, {"surname-kana": "みほん"})
    page = await browser.press(FINISH, {"last": "24歳ごろ"})
    assert "見本" in page.text
    assert "ミホン" in page.text
    page = await browser.open("/history/handbook-count")
    assert page.path.startswith("/history/handbook-count/count/count")
    page = await browser.press(NEXT, {"handbook-count": "たくさん"})
    assert list(page.errors) == ["数字で入力してください"]
    page = await browser.press(NEXT, {"handbook-count": "２冊"})
    assert page.path.startswith("/history/handbook-count")
    page = await browser.open("/history/delete")
    assert "年金手帳の数：2" in page.text
    await browser.open("/history/handbooks/new")
    page = await browser.press(FINISH, {"cover": "blue", "got": "わからない"})
    assert "青い手帳" in page.text


@pytest.mark.parametrize("part", ["birth-dates", "sea", "abroad", "school", "birth", "marriage"])
async def test_every_page_of_a_part_can_be_opened_empty(people: Town, part: str) -> None:
    browser = await emptied(people)
    page = await browser.open(f"/history/{part}/new")
    assert page.status == 200
    page = await browser.press(NEXT)
    assert page.status == 422
    assert page.errors


async def test_another_birth_date_moves_what_is_before_birth(people: Town) -> None:
    born = record_of(WHO).person.born_on
    early = f"{born.year - 2}年12月"
    browser = await begun(people, "marriage", {"at": early})
    assert any("生まれる前" in text for text in browser.page.errors)
    await browser.open("/history/birth-dates/new")
    day = {"era": "western", "year": str(born.year - 3), "month": "1", "day": "1"}
    await browser.press(NEXT, {f"other-birth-{part}": text for part, text in day.items()})
    await browser.open("/history/marriage/new")
    page = await browser.press(NEXT, {"at": early})
    assert page.status == 200


async def test_what_is_not_there_is_not_found(people: Town) -> None:
    browser = people.browser(WHO)
    for path in (
        *("/history/nothing", "/history/nothing/new", "/history/work/abc/nothing"),
        *("/history/nothing/abc/job", "/history/work/ABC/job", "/history/handbook-count/x/count"),
    ):
        assert (await browser.open(path)).status == 404
    assert (await browser.open("/history/work/abc")).path == "/history/work"
    assert (await browser.open("/history/work/abc/remove")).path == "/history/work"


@pytest.mark.parametrize("slug", PERSONAS)
async def test_everybody_can_write(people: Town, slug: str) -> None:
    browser = await emptied(people, slug)
    await browser.open("/history/work/new")
    page = await browser.press(NEXT, {"employer": "みほん商店", "first": "20歳ごろ"})
    assert page.status == 200, (persona(slug).slug, page.errors)
    assert "歳" in page.text
