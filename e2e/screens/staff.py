"""Clerks at their own terminals, who use keys alone: the counter, the office's desk and the post."""

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from e2e.screens.keyboard import Keyboard
from e2e.screens.reader import expect, without_blanks
from nenkin import paths
from nenkin.storage.staff_seeding import read_sample_offices
from tests import pdf_words

STAFF = {
    one.number: one
    for one in read_sample_offices(paths.DATA / "staff" / "demonstration.toml").staff
}
DESK = "/staff/counter"


@dataclass(frozen=True)
class Agent:
    """Who comes along, and what the mandate (委任状) allows until when."""

    name: str
    relation: str
    paper: str
    until: tuple[str, str, str, str]
    scope: tuple[str, ...]


def on_duty(page: Page, site: str, number: str) -> Keyboard:
    """Sign one of the staff in, at a terminal of their own."""
    clerk = Keyboard(page, site)
    member = STAFF[number]
    clerk.open("/staff/sign-in")
    clerk.fill("職員番号", number)
    clerk.fill("パスワード", member.password)
    clerk.press("次に進む")
    (code,) = re.findall(r"数字を入れてください：([0-9]{6})", clerk.read())
    clerk.fill("6けたの数字", code)
    clerk.press("ログインする")
    expect(clerk, member.name)
    return clerk


def take(
    clerk: Keyboard,
    number: str,
    born: tuple[str, str, str, str],
    *,
    asks: tuple[str, ...],
    agent: Agent,
    unseen: str,
) -> str:
    """① and ②: the request by a number, the papers of both; gives the code for the other screen.

    ``unseen``: what is not shown before the papers were seen.
    """
    clerk.follow("窓口で手伝う")
    clerk.choose("本人から頼まれた人")
    clerk.fill("番号、または6つの言葉", number)
    clerk.fill_day(*born)
    for one in asks:
        clerk.choose(one)
    clerk.press("受け付ける")
    assert without_blanks(unseen) not in clerk.read()
    clerk.follow("書類を確かめる")
    for one in ("年金証書", "顔写真のない書類を2つ", "紙と書類の名前と生年月日が、同じでした"):
        clerk.choose(one)
    clerk.fill("頼まれた人の名前", agent.name)
    clerk.choose(agent.relation)
    clerk.choose(agent.paper)
    clerk.fill_day(*agent.until)
    for one in agent.scope:
        clerk.choose(one)
    clerk.press("確かめた")
    clerk.press("つなぐ番号を出す")
    (code,) = re.findall(r"(?<![0-9])([0-9]{6})(?![0-9])", clerk.page.locator(".lead").inner_text())
    return str(code)


def write_a_move(clerk: Keyboard, where: str, when: str) -> None:
    """Write on the sheet, with whom it is about, where they moved to and when."""
    clerk.follow("私の履歴整理表をいっしょに書く")
    clerk.follow("引っ越し")
    clerk.follow("書き始める")
    clerk.fill("どこへ移りましたか", where)
    clerk.fill("いつですか", when)
    clerk.press("これで終わり")
    expect(clerk, where)
    clerk.open(DESK)


def search_together(clerk: Keyboard, *noted: str) -> str:
    """Search with the names that are noted already; gives the number of the new slip."""
    clerk.follow("持ち主の分からない記録をいっしょにさがす")
    clerk.follow("さがしはじめる")
    expect(clerk, *noted)
    clerk.open(f"{DESK}/search/check")
    clerk.press("さがす")
    expect(clerk, "一致する記録があります")
    (slip,) = re.findall(r"[0-9]{14}", clerk.page.url)
    clerk.open(DESK)
    return str(slip)


def print_letters(clerk: Keyboard, what: str, file: Path) -> str:
    """Make a batch of what waits, print and count it; gives the words on the paper."""
    clerk.open("/staff")
    clerk.follow("送る手紙")
    clerk.press("お知らせの手紙を束にする")
    expect(clerk, what)
    (count,) = re.findall(r"日の束（([0-9]+)通の手紙）", clerk.read())
    clerk.save("印刷するファイルを出す", file)
    clerk.page.reload()
    clerk.fill("きれいに印刷できた手紙の数", count)
    clerk.press("数を決めて、ファイルを消す")
    expect(clerk, "印刷がすみました", f"{count}通を印刷しました")
    return without_blanks(pdf_words.words(file.read_bytes()))
