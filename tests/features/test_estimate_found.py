"""/estimate/found: what months that are missing from the record would add; nothing typed is lost."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from nenkin.interchange.told_estimates import read_inputs, read_told, work_again
from nenkin.law.found import Found, Trade, worth
from nenkin.law.months import read_month, spell
from nenkin.law.settling import as_it_is, settle
from nenkin.storage import audit, ledger
from nenkin.storage.database import Database, open_database
from tests.browser import Browser, Page
from tests.features.line_lists import LineList
from tests.features.records_site import PERSONAS, Town, record_of
from tests.reading import read_law

pytestmark = pytest.mark.asyncio(loop_scope="module")

BASE = "/estimate/found"
KEEP, REMOVE, ANEW = "この期間で計算する", "この期間を消す", "入力した期間をすべて消す"
LINE: dict[str, str | list[str]] = {
    "trade": "company",
    "place": "みほん製糸 仙台工場",
    "first": "昭和63年4月",
    "last": "1989-03",
    "pay": "",
}


@pytest_asyncio.fixture(loop_scope="module")
async def db(people: Town) -> AsyncIterator[Database]:
    opened = await open_database(people.url, people.keys)
    yield opened
    await opened.close()


async def begin(browser: Browser) -> Page:
    page = await browser.open(BASE)
    return await browser.press(ANEW) if ANEW in page.response.text else page


LIST = LineList(BASE, KEEP, LINE, ("place", "first", "last", "pay"), begin)
add = LIST.add


@pytest.mark.parametrize("slug", PERSONAS)
async def test_everybody_reads_the_published_cases_beside_ours(people: Town, slug: str) -> None:
    page = await people.browser(slug).open(BASE)
    assert page.status == 200
    for published, ours in (
        ("およそ440,000円", "418,501円"),
        ("およそ1,350,000円", "1,006,798円"),
        ("およそ910,000円", "588,297円"),
        ("およそ70,000円", "37,791円"),
        ("およそ15,000円", "14,958円"),
    ):
        assert f"{published} このサイトの計算：{ours}" in page.text
    assert page.text.count("額がちがう理由") == 3
    assert page.text.count("平成24年度の数字で計算しました。概算です") == 3


async def test_a_found_year_says_what_it_adds_for_life(people: Town, db: Database) -> None:
    browser = people.browser("jieigyo")
    await begin(browser)
    page = await add(browser, first="平成3年4月", last="1991-09", pay="15万円", place="")
    one = Found(
        trade=Trade.COMPANY,
        first=read_month("1991-04"),
        last=read_month("1991-09"),
        pay=150_000,
    )
    life = as_it_is(settle(record_of("jieigyo")))
    known = worth(read_law(), life, [one], 2026)
    assert f"6か月が見つかると、年金は1年に{known.least:,}円増えます" in page.text
    assert "150,000円" in page.text
    page = await browser.follow("なぜこの金額か、計算を見る")
    assert page.path == f"{BASE}/why"
    assert "厚生年金保険法" in page.text
    entries = await ledger.estimates_of(db, people.people["jieigyo"])
    (kept,) = (entry.shown for entry in entries if entry.shown.kind == "found")
    assert read_told(kept.result).headline == known.least
    assert work_again(read_law(), read_inputs(kept.inputs)) == read_told(kept.result)
    text = (await browser.open("/estimate/past")).text
    assert "記録が見つかったときに増える額" in text
    assert f"{known.least:,}円" in text
    views = await audit.views_of(db, people.people["jieigyo"])
    assert {"page": "found"} in [entry.event.detail for entry in views]


async def test_pay_that_is_not_known_is_a_range_of_its_time(people: Town) -> None:
    browser = people.browser("kaigai")
    await begin(browser)
    page = await add(browser, first="昭和58年4月", last="昭和59年3月")
    assert "12か月が見つかると、年金は1年に少なくとも" in page.text
    assert "一番高い等級なら、1年に" in page.text
    assert "みほん製糸 仙台工場" in page.text
    assert "1か月の給料：わからない" in page.text


async def test_a_line_is_changed_and_taken_out(people: Town) -> None:
    browser = people.browser("kaigai")
    await begin(browser)
    await add(browser, first="昭和58年4月", last="昭和59年3月", pay="８万")
    href = f"{BASE}/1983-04"
    page = await browser.open(href)
    values = page.form_with(KEEP).values
    assert values["first"] == ["昭和58年4月"]
    assert values["pay"] == ["80,000"]
    assert values["place"] == ["みほん製糸 仙台工場"]
    page = await browser.press(KEEP, {"pay": "90,000円"})
    assert "90,000円" in page.text
    assert "80,000円" not in page.text
    await browser.open(href)
    page = await browser.press(REMOVE)
    assert "入力すると、年金がいくら増えるかがわかります" in page.text
    assert (await browser.open(href)).path.startswith(BASE)  # Back
    assert (await browser.open(f"{BASE}/why")).path.startswith(BASE)


async def test_the_list_is_there_again_and_can_be_thrown_away(people: Town) -> None:
    browser = people.browser("kaigai")
    await begin(browser)
    await add(browser, first="昭和58年4月", last="昭和59年3月")
    page = await browser.open(BASE)
    assert f"{BASE}/1983-04" in {href for _, href in page.links}
    page = await browser.press(ANEW)
    assert f"{BASE}/1983-04" not in {href for _, href in page.links}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"trade": ""}, "働きかたを選んでください"),
        ({"trade": "astronaut"}, "下の中から選んでください"),
        ({"place": "あ" * 61}, "60文字まで"),
        ({"place": "工場😀"}, "絵文字を消してください"),
        ({"first": ""}, "始まる月を入力してください"),
        ({"first": "4月"}, "月は「昭和25年4月」のように"),
        ({"first": "63年4月"}, "元号も入力してください"),
        ({"first": "昭和65年4月"}, "その元号の中にありません"),
        ({"first": "1868年4月"}, "生まれる前の月です"),
        ({"first": "明治元年9月"}, "生まれる前の月です"),
        ({"first": "昭和40年1月"}, "年を確かめてください"),
        ({"trade": "national"}, "国民年金は20歳からです"),
        ({"last": "1988-03"}, "始まる月より前の月です"),
        ({"last": "令和8年12月"}, "まだ終わっていない月です"),
        ({"last": "2300-01"}, "年が正しくありません"),
        ({"pay": "0"}, "1円からです"),
        ({"pay": "1000万"}, "10,000,000円より少ない額です"),
        ({"pay": "たくさん"}, "「8,000円」か「3万円」のように"),
        ({"pay": "-1"}, "「8,000円」か「3万円」のように"),
    ],
)
async def test_what_cannot_be_is_refused_and_kept(
    people: Town, fields: dict[str, str], said: str
) -> None:
    await LIST.refuses_and_keeps(people.browser("tenshoku"), fields, said)


async def test_all_mistakes_are_said_at_once(people: Town) -> None:
    browser = people.browser("tenshoku")
    await begin(browser)
    page = await add(browser, trade="", place="😀", first="", last="x", pay="0")
    assert len(page.errors) == 5
    page = await add(browser, trade="national", first="1900-01", last="1899-12", pay="5")
    assert len(page.errors) == 3


async def test_what_is_recorded_is_not_missing(people: Town) -> None:
    browser = people.browser("tenshoku")
    await begin(browser)
    stretch = next(s for s in settle(record_of("tenshoku")).life.stretches if s.pay is not None)
    page = await add(browser, first=spell(stretch.first), last=spell(stretch.first))
    assert "もう記録にある期間と重なっています" in page.text


async def test_one_month_is_found_once(people: Town) -> None:
    browser = people.browser("kaigai")
    await begin(browser)
    await add(browser, first="昭和58年4月", last="昭和59年3月")
    page = await add(browser, first="昭和59年3月", last="昭和59年3月")
    assert "入力したほかの期間と重なっています" in page.text
    page = await add(browser, first="昭和58年4月", last="昭和59年3月")  # sent twice
    assert page.status == 200
    assert page.response.text.count(f'href="{BASE}/1983-04"') == 1


async def test_two_tabs_at_once_lose_nothing(people: Town) -> None:
    await LIST.keeps_what_tabs_send_at_once(people.browser("kaigai"), (1981, 1982, 1983))


async def test_a_list_has_an_end(people: Town) -> None:
    await LIST.ends(people.browser("kaigai"), "1982-01", "期間は20までです")


@pytest.mark.parametrize("slug", ["1868-01", "nothing", "1983-13", "-1"])
async def test_a_line_that_is_not_there(people: Town, slug: str) -> None:
    page = await people.browser("tenshoku").open(f"{BASE}/{slug}")
    assert page.status == (200 if slug == "1868-01" else 404)


async def test_the_list_is_its_owners_only(people: Town) -> None:
    await begin(people.browser("kaigai"))
    await add(people.browser("kaigai"), first="昭和58年4月", last="昭和59年3月", pay="81,234")
    assert "81,234円" not in (await people.browser("komuin").open(BASE)).text
    assert (await Browser(people.gate).open(BASE)).path.startswith("/sign-in")


async def test_the_estimate_leads_there(people: Town) -> None:
    page = await people.browser("antei").open("/estimate")
    assert BASE in {href for _, href in page.links}
