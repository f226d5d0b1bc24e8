"""Three readers fill in the same form by its words: each of them can walk a journey."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from e2e.conftest import DefectServer
from e2e.screens.keyboard import Keyboard
from e2e.screens.pointer import Pointer
from e2e.screens.reader import NotThere, Reader, expect
from e2e.screens.text_browser import TextBrowser, dump


@pytest.fixture(params=["pointer", "keyboard", "text browser"])
def reader(
    request: pytest.FixtureRequest, browser: Browser, defects: DefectServer, tmp_path: Path
) -> Iterator[Reader]:
    """Read with one of them."""
    if request.param == "text browser":
        w3m = TextBrowser(defects.address, tmp_path)
        yield w3m
        w3m.close()
        return
    with browser.new_context(java_script_enabled=request.param == "keyboard") as context:
        kind = Keyboard if request.param == "keyboard" else Pointer
        yield kind(context.new_page(), defects.address)


def test_a_form_is_filled_in_by_its_words(reader: Reader, defects: DefectServer) -> None:
    """What was written and chosen is what arrives."""
    reader.open("/good.html")
    expect(reader, "見本のページ", "5月 ▲ 未納")
    reader.fill("メールアドレス", "hanako@example.jp")
    reader.choose("郵便")
    reader.press("この内容で申し込む")
    expect(reader, "見本のページ")
    assert defects.sent.pop() == {"mail": ["hanako@example.jp"], "way": ["post"]}


def test_links_are_followed_by_their_words(reader: Reader) -> None:
    """A link leads where it says."""
    reader.open("/vague-link.html")
    reader.follow("はじめのページ")
    expect(reader, "用語の説明")


def test_what_is_not_there_is_said(reader: Reader) -> None:
    """A journey stops at the page that lacks what it needs."""
    reader.open("/no-submit.html")
    with pytest.raises(NotThere, match="申し込む"):
        reader.press("この内容で申し込む")
    with pytest.raises(NotThere, match="払い戻し"):
        expect(reader, "払い戻し")


def test_the_keyboard_does_not_get_past_a_trap(browser: Browser, defects: DefectServer) -> None:
    """The reader of keys has no other way to a button than the keys."""
    with browser.new_context() as context:
        keys = Keyboard(context.new_page(), defects.address)
        keys.open("/kbd-trap.html")
        with pytest.raises(NotThere, match="この内容で申し込む"):
            keys.press("この内容で申し込む")


def test_a_text_browser_prints_words_readings_and_table() -> None:
    """What w3m prints has all that the page says."""
    page = (Path(__file__).parent / "defects" / "good.html").read_bytes()
    printed = "".join(dump(page).split())
    for words in ("納付(のうふ)", "4月納付", "5月▲未納", "受け取る方法", "この内容で申し込む"):
        assert words in printed
