"""«A slip → town hall → pension office → two clerks → the record is corrected → she sees it at home».

She is 85, and 142 months of hers lie under the name that she had before she married (G-16). Her son
comes along with a mandate and speaks for her (G-18). All staff use keys alone; her own screen at the
counter is touched. What she will get is worked out by the law of her day, 2013-01-31.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from e2e.people import sample
from e2e.screens import staff
from e2e.screens.joining import sign_in
from e2e.screens.keyboard import Keyboard
from e2e.screens.pointer import Pointer
from e2e.screens.reader import expect, without_blanks
from e2e.site import Site, running_site

WHO, FORMER = "tohoku85", ("深山", "みやま")
TOWN_HALL, OFFICE, SECOND = "A0002", "C0002", "C0003"
BORN = ("昭和", "2", "10", "3")
ASKS = (
    *("年金の記録を見る", "私の履歴整理表を書く", "持ち主の分からない記録をさがす"),
    "相談する",
)
SON = staff.Agent(
    name="雪野 一郎",
    relation="子",
    paper="運転免許証",
    until=("令和", "30", "3", "31"),
    scope=(
        *("年金の記録を見る", "私の履歴整理表を書く", "持ち主の分からない記録をさがす"),
        "相談につなぐ",
    ),
)
BEFORE, FOUND = 318, 142  # months
OLDER = "もっと古いものを見る"
TARGET = 44  # CSS pixels: the least that a finger hits
Opens = Callable[..., BrowserContext]


@pytest.fixture
def own_site(tmp_path: Path) -> Iterator[Site]:
    """Run a site of which every row is written by what happens here."""
    with running_site(tmp_path, prepared=False) as site:
        yield site


@pytest.fixture
def another(browser: Browser) -> Iterator[Opens]:
    """Give a machine of its own to each who takes part."""
    contexts: list[BrowserContext] = []

    def opens(**options: object) -> BrowserContext:
        contexts.append(browser.new_context(**options))  # type: ignore[arg-type]  # of Playwright
        return contexts[-1]

    yield opens
    for one in contexts:
        one.close()


def _slip(home: Pointer) -> str:
    """Search at home with the name from before; give the number on the slip."""
    home.open("/search/names/new")
    home.choose("結婚などで変わる前の姓")
    home.fill("そのときの姓", FORMER[0])
    home.fill("姓の読みかた", FORMER[1])
    home.press("これを足す")
    home.open("/search/check")
    home.press("さがす")
    expect(home, "一致する記録があります")
    (number,) = re.findall(r"[0-9]{14}", home.page.url)
    return str(number)


def _agrees(own: Pointer, code: str) -> None:
    """Let her join on her own screen, where everything is large enough for a finger."""
    own.open("/kiosk")
    own.press("始める")
    own.follow("職員といっしょに使う")
    own.fill("職員が見せる番号", code)
    own.press("つなぐ")
    expect(own, "雪野 キヨ 様の代わりに来た方ですね", "みほん市役所 年金の窓口")
    box = own.page.get_by_role("button", name="同意する").bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= TARGET
    own.press("同意する")
    expect(own, "あなたの年金記録", "318か月")


def _together(clerk: Keyboard, own: Pointer) -> str:
    """③: look at the record, write the sheet and search, with the same on both screens; gives the slip."""
    clerk.follow("いまの様子を見る")
    clerk.follow("記録を見る")
    expect(clerk, "雪野 キヨ 様", "318")
    assert not re.search(r"[0-9]円", clerk.read())
    clerk.open(staff.DESK)
    staff.write_a_move(clerk, "岩手県盛岡市の寮", "昭和19年6月")
    own.open("/history/move")
    expect(own, "岩手県盛岡市の寮", "窓口の職員")
    slip = staff.search_together(clerk, FORMER[0])
    own.open(f"/search/slips/{slip}")
    expect(own, "一致する記録があります")
    for reader in (clerk, own):
        assert not re.search(r"[0-9]円", reader.read())
    return slip


def _referred(clerk: Keyboard) -> str:
    """④: pass all of it on; gives the case."""
    clerk.follow("相談につなぐ")
    clerk.choose("年金事務所")
    clerk.fill("相談したいこと", "結婚する前に、盛岡の製糸の会社で働いていた")
    clerk.fill("1番目の希望の日時", "12月1日の午前")
    clerk.choose("だれかと行く")
    clerk.press("送る")
    (number,) = re.findall(r"[0-9]{5}-[0-9]{5}-[0-9]{4}", clerk.read())
    clerk.open(staff.DESK)
    clerk.press("この手続きを終わる")
    expect(clerk, "手続きを終わりました")
    return str(number)


def _proposed(clerk: Keyboard, number: str, slip: str) -> str:
    """Find the case in the queue, look into it, and propose to join; gives the proposal's page."""
    clerk.follow("申出の一覧")
    clerk.pick("どこから届いたか", "みほん市役所 年金の窓口")
    clerk.press("この条件で出す")
    expect(clerk, "みほん市役所 年金の窓口からです")
    clerk.follow(number)
    expect(
        clerk, "盛岡の製糸の会社", "年金証書", "12月1日の午前", SON.name, "一致する記録があります"
    )
    assert slip in clerk.read().replace("-", "")
    expect(clerk, "岩手県盛岡市の寮")  # the sheet came along
    clerk.press("次に進める")
    clerk.follow("書きとめを足す")
    clerk.choose("見た資料")
    clerk.fill("書きとめること", "昔の名前がわかる戸籍")
    clerk.press("書きとめる")
    expect(clerk, "昔の名前がわかる戸籍")
    clerk.follow("持ち主不明記録をさがす")
    expect(clerk, "ミヤマ", "みほん製糸")
    clerk.press("候補1を統合する案を作る")
    clerk.fill("見た資料と、わかったこと", "戸籍で、結婚する前の名前を確かめた")
    clerk.choose("調べました。支払いはありません")
    clerk.press("年金への影響を確かめる")
    expect(clerk, "この案を、2人目に回す")
    clerk.press("この案を、2人目に回す")
    assert without_blanks("承認して、記録を直す") not in clerk.read()
    return clerk.page.url


def _approved(second: Keyboard, number: str) -> None:
    second.follow("確認を待っている案")
    second.follow(number)
    expect(second, "みほん製糸", "戸籍で、結婚する前の名前を確かめた")
    second.press("承認して、記録を直す")
    expect(second, "記録を直しました")


def _months(home: Pointer) -> int:
    """Give the months of her whole record."""
    home.open("/record")
    (months,) = re.findall(r"合計（[^）]*）([0-9]+)か月", home.read())
    return int(months)


def _estimate(home: Pointer) -> int:
    """Give what she is said to get a year, for life, in yen; 概算 in the law of 2013."""
    home.open("/estimate")
    expect(home, "概算です", "特例の水準")
    (yen,) = re.findall(r"1年に([0-9,]+)円）の見込みです", home.read())
    return int(yen.replace(",", ""))


def _views(home: Pointer) -> str:
    """Read who did what, page after page."""
    home.open("/account/views")
    seen = home.read()
    while home.page.get_by_role("link", name=OLDER).count():
        home.follow(OLDER)
        seen += home.read()
    return seen


def test_from_a_slip_to_a_corrected_record_seen_at_home(
    own_site: Site, another: Opens, tmp_path: Path
) -> None:
    found = sample(WHO).persona.sign_in
    assert found is not None
    home = Pointer(another().new_page(), own_site.address)
    sign_in(home, found.user_id, found.password)
    expect(home, "あなたの年金記録")
    assert _months(home) == BEFORE
    expected = _estimate(home)
    slip = _slip(home)

    def on_duty(number: str) -> Keyboard:
        return staff.on_duty(another().new_page(), own_site.address, number)

    clerk = on_duty(TOWN_HALL)
    code = staff.take(clerk, slip, BORN, asks=ASKS, agent=SON, unseen="雪野")
    touched = another(viewport={"width": 1080, "height": 1920}, has_touch=True)
    own = Pointer(touched.new_page(), own_site.address)
    _agrees(own, code)
    again = _together(clerk, own)
    number = _referred(clerk)
    own.open("/record")
    assert without_blanks("雪野") not in own.read()  # her screen ended with the session

    case = number.replace("-", "")
    proposer = on_duty(OFFICE)
    assert "/staff/corrections/" in _proposed(proposer, number, again)
    _approved(on_duty(SECOND), number)

    assert _months(home) == BEFORE + FOUND
    assert _estimate(home) > expected
    letter = staff.print_letters(proposer, "年金記録を直したお知らせ", tmp_path / "letters.pdf")
    for words in ("雪野 キヨ 様", "年金記録を直したお知らせ", number, "みほん製糸"):
        assert without_blanks(words) in letter, words

    home.open("/requests")
    expect(home, "お知らせがあります")
    home.open(f"/requests/{case}")
    expect(home, "記録を直しました", "みほん製糸")
    assert without_blanks("昔の名前がわかる戸籍") not in home.read()
    home.follow("送った内容を見る、印刷する")
    expect(home, SON.name, "続柄", "盛岡の製糸の会社")
    home.open("/record/months/1944-01")
    expect(home, "みほん製糸")
    seen = _views(home)
    for words in (
        *("みほん市役所 年金の窓口", "みほん年金事務所", "手紙を印刷した"),
        *("窓口で書類を確かめた（来た人：子）", "履歴整理表に書いた", "記録を直した"),
    ):
        assert without_blanks(words) in seen, words
