"""/estimate/conditions: a table of periods that can be edited; nothing typed is lost, nonsense is refused."""

import pytest

from nenkin.features.estimate.result import due
from nenkin.law.conditions import Period, Way, life_of
from nenkin.law.estimating import estimate
from nenkin.law.future import Future
from nenkin.law.months import read_month
from nenkin.law.settling import settle
from tests.browser import Browser, Page
from tests.features.line_lists import LineList
from tests.features.records_site import PERSONAS, Town, persona, record_of
from tests.reading import read_law

pytestmark = pytest.mark.asyncio(loop_scope="module")

BASE = "/estimate/conditions"
KEEP, ADD, REMOVE = "表に入れる", "期間を足す", "この期間を表から消す"
ANEW = "表を、はじめの形に戻す"
LINE: dict[str, str | list[str]] = {
    "first": "令和9年4月",
    "last": "2030-03",
    "way": "employee",
    "pay": "３０万",
    "bonus": "600,000円",
}


async def begin(browser: Browser) -> Page:
    """Take every line out, so that a test knows what is there."""
    page = await browser.open(BASE)
    if ANEW in page.response.text:
        page = await browser.press(ANEW)
    while "直す" in page.text and any(href.startswith(f"{BASE}/20") for _, href in page.links):
        href = next(href for _, href in page.links if href.startswith(f"{BASE}/20"))
        await browser.open(href)
        page = await browser.press(REMOVE)
    return page


LIST = LineList(BASE, KEEP, LINE, ("first", "last", "pay", "bonus"), begin)
add = LIST.add


@pytest.mark.parametrize("slug", PERSONAS)
async def test_everybody_has_a_table_and_what_it_comes_to(people: Town, slug: str) -> None:
    browser = people.browser(slug)
    page = await browser.open(BASE)
    assert page.status == 200
    result = await browser.follow("年金の額を見る")
    assert result.path == f"{BASE}/result"
    assert "老齢基礎年金は65歳から" in result.text


async def test_the_table_comes_to_what_the_law_says(people: Town) -> None:
    browser = people.browser("tenshoku")
    await begin(browser)
    page = await add(browser)
    assert "令和9年（2027年）4月" in page.text
    assert "300,000円" in page.text
    page = await add(browser, first="R12.4", last="令和 12年 5月", way="unpaid", pay="", bonus="")
    assert "国民年金を納めない" in page.text
    page = await browser.follow("年金の額を見る")
    law, settled = read_law(), settle(record_of("tenshoku"))
    periods = [
        Period(
            first=read_month("2027-04"),
            last=read_month("2030-03"),
            way=Way.EMPLOYEE,
            pay=300_000,
            bonus=600_000,
        ),
        Period(first=read_month("2030-04"), last=read_month("2030-05"), way=Way.UNPAID),
    ]
    life, scenario = life_of(law, settled, Future(), periods)
    found = estimate(law, life, scenario, 2026)
    for phase in due(found, persona("tenshoku").shown_on):
        assert f"{phase.yearly:,}円" in page.text
    page = await browser.follow("なぜこの金額か")
    assert page.path == f"{BASE}/why"
    assert "国民年金法27条" in page.text


async def test_a_line_is_changed_and_taken_out(people: Town) -> None:
    browser = people.browser("komuin")
    await begin(browser)
    page = await add(browser)
    href = f"{BASE}/2027-04"
    assert href in {link for _, link in page.links}
    page = await browser.open(href)
    assert page.form_with(KEEP).values["first"] == ["令和9年4月"]
    assert page.form_with(KEEP).values["pay"] == ["300,000"]
    page = await browser.press(KEEP, {"pay": "310,000"})
    assert "310,000円" in page.text
    assert "300,000円" not in page.text
    await browser.open(href)
    page = await browser.press(REMOVE)
    assert "表には、まだ期間がありません" in page.text
    page = await browser.open(href)  # Back
    assert page.path.startswith(BASE)
    assert page.status == 200


async def test_the_table_is_there_again_and_can_be_begun_anew(people: Town) -> None:
    browser = people.browser("antei")
    first = (await browser.open(BASE)).text
    assert "いまと同じ" in first
    await begin(browser)
    await add(browser)
    page = await browser.open(BASE)
    assert "300,000円" in page.text
    page = await browser.press(ANEW)
    assert "300,000円" not in page.text
    assert "いまと同じ" in page.text


async def test_the_table_begins_with_the_answers(people: Town) -> None:
    browser = people.browser("jieigyo")
    await begin(browser)
    await add(browser)
    await browser.open("/estimate/questions")
    await browser.follow("質問を始める")
    await browser.press("次へ進む", {"work": "employee"})
    await browser.press("次へ進む", {"until": "65"})
    await browser.press("次へ進む", {"pay": "25万円"})
    await browser.open(BASE)
    page = await browser.press(ANEW)
    assert "会社などに勤める" in page.text
    assert "250,000円" in page.text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"first": ""}, "始まる月を入力してください"),
        ({"first": "4月"}, "月は「令和10年4月」のように入力してください"),
        ({"first": "令和9年13月"}, "月は「令和10年4月」のように入力してください"),
        ({"first": "9年4月"}, "元号も入力してください"),
        ({"first": "平成39年4月"}, "その元号の中にありません"),
        ({"first": "2300年4月"}, "年が正しくありません"),
        ({"first": "1868年4月"}, "これから先の月を入力してください"),
        ({"first": "明治元年9月"}, "これから先の月を入力してください"),
        ({"first": "令和9年4月😀"}, "絵文字を消してください"),
        ({"last": "2027-03"}, "始まる月より前の月です"),
        ({"last": "2199-03"}, "75歳になる前の月まで"),
        ({"way": ""}, "働きかたを選んでください"),
        ({"way": "astronaut"}, "下の中から選んでください"),
        ({"way": "same"}, "いま続いている国民年金の記録がありません"),
        ({"way": "pay"}, "給料は、会社などに勤めるときだけです"),
        ({"way": "voluntary", "pay": "", "bonus": ""}, "任意加入は60歳からです"),
        ({"way": "pay", "last": "2099-03", "pay": "", "bonus": ""}, "60歳になる前の月まで"),
        ({"pay": "0"}, "10,000円からです"),
        ({"pay": "1000万"}, "10,000,000円より少ない額です"),
        ({"pay": "たくさん"}, "「300,000円」か「30万円」のように"),
        ({"pay": "-1"}, "「300,000円」か「30万円」のように"),
        ({"bonus": "1億2千万円"}, "「600,000円」か「60万円」のように"),
        ({"bonus": "12000万円"}, "120,000,000円より少ない額です"),
    ],
)
async def test_what_cannot_be_is_refused_and_kept(
    people: Town, fields: dict[str, str], said: str
) -> None:
    await LIST.refuses_and_keeps(people.browser("tenshoku"), fields, said)


async def test_all_mistakes_are_said_at_once(people: Town) -> None:
    browser = people.browser("tenshoku")
    await begin(browser)
    page = await add(browser, first="", last="x", way="", pay="0", bonus="x")
    assert len(page.errors) == 5
    page = await add(browser, first="2020-01", last="2019-12", way="same", pay="20万", bonus="0")
    assert len(page.errors) == 5


async def test_who_has_no_pay_now_must_say_one(people: Town) -> None:
    browser = people.browser("jieigyo")
    await begin(browser)
    page = await add(browser, pay="", bonus="")
    assert "いまの報酬の記録がありません" in page.text


async def test_one_month_has_one_work(people: Town) -> None:
    browser = people.browser("tenshoku")
    await begin(browser)
    await add(browser)
    page = await add(browser, first="2030-03", last="2030-05", way="pay", pay="", bonus="")
    assert "ほかの期間と重なっています" in page.text
    page = await add(browser, first="2030-04", last="2030-05", way="pay", pay="", bonus="")
    assert page.status == 200


async def test_a_line_sent_twice_is_there_once(people: Town) -> None:
    browser = people.browser("tenshoku")
    await begin(browser)
    await add(browser)
    page = await add(browser)
    assert page.status == 200
    assert page.response.text.count(f'href="{BASE}/2027-04"') == 1


async def test_two_tabs_at_once_lose_nothing(people: Town) -> None:
    await LIST.keeps_what_tabs_send_at_once(people.browser("chofuku"), (2027, 2028, 2029))


async def test_a_table_has_an_end(people: Town) -> None:
    await LIST.ends(people.browser("sango"), "2027-01", "表は20までです")


@pytest.mark.parametrize("slug", ["1868-01", "nothing", "2027-13", "-1"])
async def test_a_line_that_is_not_there(people: Town, slug: str) -> None:
    page = await people.browser("tenshoku").open(f"{BASE}/{slug}")
    assert page.status == (200 if slug == "1868-01" else 404)


async def test_the_table_is_its_owners_only(people: Town) -> None:
    await begin(people.browser("tenshoku"))
    await add(people.browser("tenshoku"), pay="123,000")
    page = await people.browser("komuin").open(BASE)
    assert "123,000円" not in page.text
    page = await Browser(people.gate).open(BASE)
    assert page.path.startswith("/sign-in")
