"""思い出すヒント: by year, age or event; questions of one's own life; disasters closed."""

import pytest
from lxml import html

from tests.browser import Browser, Page
from tests.features.records_site import Town, record_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

WHO = "antei"
SHOW, NEXT = "ヒントを見る", "次へ進む"


async def ask(people: Town, when: str, slug: str = WHO) -> Page:
    browser = people.browser(slug)
    await browser.open("/history/hints")
    return await browser.press(SHOW, {"when": when})


def questions(page: Page) -> list[str]:
    tree = html.fromstring(page.response.text)
    items = tree.xpath("//main//h2[@id='found']/following-sibling::ul[following-sibling::h2]/li")
    return [str(item.text_content()) for item in items]


async def test_a_year_has_its_events_and_questions(people: Town) -> None:
    page = await ask(people, "昭和60年")
    assert "つくばで科学万博がはじまった" in page.text
    asked = questions(page)
    assert len(asked) >= 3
    assert all("昭和60年" in one or "昭和59年" in one or "昭和61年" in one for one in asked)


async def test_another_look_keeps_the_hints_and_what_is_typed_above_them(people: Town) -> None:
    browser = people.browser(WHO)
    await browser.open("/history/hints?when=昭和60年&sensitive=yes")
    page = await browser.press("文字を最大にする", {"when": "つくばの"})
    assert 'value="つくばの"' in page.response.text
    assert "日航機が群馬の山に落ちた" in page.text
    assert not page.errors
    page = await browser.press(SHOW)
    assert "f-when" in "".join(page.errors.values())
    assert "昭和60年" not in "".join(questions(page))
    page = await browser.press(SHOW, {"when": "昭和６０年"})
    assert page.status == 200
    assert questions(page)


async def test_disasters_are_closed_and_never_asked_about(people: Town) -> None:
    page = await ask(people, "昭和60年")
    assert "日航機" not in page.text
    browser = people.browser(WHO)
    await browser.open("/history/hints?when=昭和60年")
    page = await browser.follow("災害や事故なども見る")
    assert "日航機が群馬の山に落ちた" in page.text
    assert page.text.count("日航機") == 1
    assert not any("日航機" in one for one in questions(page))
    page = await browser.follow("災害や事故などを閉じる")
    assert "日航機" not in page.text


@pytest.mark.parametrize(
    "when", ["大阪万博の年", "オイルショックのころ", "東京 ディズニーランドの年"]
)
async def test_an_event_is_a_time(people: Town, when: str) -> None:
    page = await ask(people, when, "hokkaido75")
    assert "そのころのできごと" in page.text


async def test_an_age_is_a_time(people: Town) -> None:
    born = record_of(WHO).person.born_on
    page = await ask(people, "25歳")
    assert "25歳のとき" in page.text
    assert f"（{born.year + 25}年）" in page.text
    browser = people.browser(WHO)
    await browser.open("/history/hints")
    page = await browser.follow("30歳のころ")
    assert "30歳のとき" in page.text


async def test_a_child_s_school_year_is_asked_about(people: Town) -> None:
    browser: Browser = people.browser("tenshoku")
    await browser.open("/history/delete")
    if "すべて消す" in browser.page.response.text:
        await browser.press("すべて消す")
    await browser.open("/history/birth")
    await browser.follow("書き始める")
    await browser.press(NEXT, {"at": "平成12年4月1日"})
    await browser.open("/history/hints")
    page = await browser.press(SHOW, {"when": "平成18年"})
    assert "平成18年4月、お子さんが小学校に入ったとき" in page.text


async def test_nothing_is_asked_of_early_childhood_or_of_the_future(people: Town) -> None:
    born = record_of(WHO).person.born_on.year
    page = await ask(people, f"{born + 2}年")
    assert questions(page) == []
    page = await ask(people, "2026年")
    assert "2027年" not in " ".join(questions(page))


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("", "いつごろのことかを入力してください"),
        ("58年", "昭和か平成かがわかりません"),
        ("昭和39年2月30日", "その日はありません"),
        ("だれかの年", "その出来事がいつのことか"),
        ("😀" * 20, "絵文字は使えません"),
        ("あ" * 101, "100文字まで"),
        ("2090年", "これから先のことになります"),
        ("1901年", "生まれる前のことになります"),
    ],
)
async def test_what_is_no_time_is_said_and_kept(people: Town, when: str, said: str) -> None:
    page = await ask(people, when)
    assert page.status == 422
    assert said in page.text
    assert page.form_with(SHOW).values["when"] == [when]


async def test_who_does_not_know_is_led_on(people: Town) -> None:
    page = await ask(people, "わからない")
    assert page.status == 200
    assert "下の年齢から選んでください" in page.text


async def test_a_long_time_has_some_events_of_it(people: Town) -> None:
    page = await ask(people, "昭和60年代")
    assert 3 <= page.text.count("（198") + page.text.count("（199") <= 40


async def test_a_page_of_the_sheet_understands_an_event(people: Town) -> None:
    browser = people.browser("antei")
    await browser.open("/history/delete")
    if "すべて消す" in browser.page.response.text:
        await browser.press("すべて消す")
    await browser.open("/history/work")
    await browser.follow("書き始める")
    assert "思い出すヒント" in browser.page.text
    assert "歳のとき" in browser.page.text
    page = await browser.press(NEXT, {"employer": "みほん紡績", "first": "長野オリンピックの年"})
    assert "平成10年（1998年）" in page.text
    assert "思い出すヒント" not in page.text
    page = await browser.follow("戻る")
    tree = html.fromstring(page.response.text)
    (beside,) = tree.xpath("//main//h2[@id='hints']/following-sibling::ul")
    assert "平成10年2月、長野オリンピックが開かれたとき" in beside.text_content()
