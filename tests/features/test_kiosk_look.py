"""キオスク: how its pages look and read is each person's own choice, and costs them nothing."""

import pytest
from lxml import html

from tests.browser import Browser
from tests.features.accounts import World
from tests.features.test_kiosk import BEGIN, END, at_kiosk, is_start


async def test_another_look_keeps_the_code_that_is_typed(town: World) -> None:
    browser = await at_kiosk(town)
    await browser.open("/kiosk/together")
    page = await browser.press("文字を特大にする", {"code": "１２３"})
    assert page.status == 200
    assert not page.errors
    assert 'class="kiosk ts-x' in page.response.text
    assert page.form_with("つなぐ").values["code"] == ["１２３"]


async def test_language_and_size_stand_first(town: World) -> None:
    browser = Browser(town.gate)
    page = await browser.open("/kiosk")
    text = page.text
    places = [text.index(words) for words in ("ことば Language", "文字の大きさ", BEGIN)]
    assert places == sorted(places)
    page = await browser.press("やさしい日本語（ふりがな）")
    assert page.path == "/kiosk"
    assert "<ruby>" in page.response.text
    assert "ゆっくり使ってください" in page.text
    page = await browser.press(BEGIN)
    assert "6つの言葉の紙がある人は" in page.text
    page = await browser.press(END)
    assert "<ruby>" not in page.response.text
    assert "ゆっくり" not in page.text


@pytest.mark.parametrize(
    ("name", "code", "japanese"),
    [("English", "en", "英語"), ("中文", "zh-Hans", "中国語"), ("Tiếng Việt", "vi", "ベトナム語")],
)
async def test_who_reads_no_japanese_has_a_sentence_to_show(
    town: World, name: str, code: str, japanese: str
) -> None:
    browser = Browser(town.gate)
    await browser.open("/kiosk")
    await browser.press("ふりがなを付ける")
    page = await browser.follow(name)
    assert page.status == 200
    tree = html.fromstring(page.response.text)
    assert tree.xpath("//h1/@lang") == [code]
    assert tree.xpath(f"//main//*[@lang='{code}']//ruby") == []  # no Japanese reading
    (shown,) = tree.xpath("//*[@class='shown-sentence']")
    assert not shown.xpath("ancestor-or-self::*[@lang][not(self::html)]")
    assert f"{japanese}です" in page.text
    assert "kiosk" not in browser.client.cookies  # nobody has begun
    page = await browser.follow("日本語のページに戻る")
    assert is_start(page)


async def test_a_language_of_which_there_is_no_page(town: World) -> None:
    assert (await town.browser().open("/kiosk/languages/xx")).status == 404
