"""A sheet that was saved as a file comes back whole, replaces nothing unasked, and every wrong file is told."""

import json
from dataclasses import replace

import pytest

from nenkin import paths
from nenkin.interchange.history_sheets import read_sheet, write_sheet
from nenkin.law.months import read_month
from nenkin.law.recalled import Precision, When
from nenkin.law.remembered import (
    Category,
    Employment,
    HistorySheet,
    LifeEvent,
    Unremembered,
    Work,
)
from nenkin.law.remembered_doubts import SheetDoubt
from tests.browser import Browser, Page
from tests.features.records_site import PERSONAS, Town, record_of
from tests.reading import read_words

pytestmark = pytest.mark.asyncio(loop_scope="module")

DO, REPLACE, CANCEL = "この内容を入れる", "いまの表を消して、この内容を入れる", "入れないでやめる"
WHO = "tenshoku"


async def emptied(people: Town, slug: str = WHO) -> Browser:
    browser = people.browser(slug)
    page = await browser.open("/history/delete")
    if "すべて消す" in page.response.text:
        await browser.press("すべて消す")
    return browser


async def upload(browser: Browser, content: bytes, name: str = "sheet.jsonl") -> Page:
    """Send a file with the page's own form."""
    page = await browser.open("/history/import")
    token = page.form_with("ファイルの中身を見る").values["token"][0]
    answer = await browser.client.upload("/history/import", {"token": token}, name, content)
    return await browser.follow_from(answer)  # as after every form


async def exported(browser: Browser) -> str:
    return (await browser.client.get("/history/sheet.jsonl")).text


def sheet_in(text: str) -> HistorySheet:
    sheet = read_sheet(text.splitlines(keepends=True))
    assert isinstance(sheet, HistorySheet), sheet
    return sheet


def said(sheet: HistorySheet) -> HistorySheet:
    """Give a sheet without who wrote it and when: what a file says of that is not proven."""
    return replace(
        sheet,
        names=tuple(replace(one, written=()) for one in sheet.names),
        birth_dates=tuple(replace(one, written=()) for one in sheet.birth_dates),
        handbooks=tuple(replace(one, written=()) for one in sheet.handbooks),
        events=tuple(replace(one, written=()) for one in sheet.events),
        objections=tuple(replace(one, written=()) for one in sheet.objections),
    )


def job(**values: object) -> LifeEvent:
    first = When(
        precision=Precision.SEASON,
        earliest=read_month("1992-03"),
        latest=read_month("1992-09"),
        typed="桜が咲いて、海に行くまでの間",
    )
    return LifeEvent(
        key="work-1",
        category=Category.WORK,
        first=first,
        work=Work(employer="みほん社", employment=Employment.TRIAL, **values),  # type: ignore[arg-type]
    )


def bytes_of(*events: LifeEvent, **values: object) -> bytes:
    born_on = record_of(WHO).person.born_on
    sheet = HistorySheet(born_on=born_on, events=events, **values)  # type: ignore[arg-type]
    return "".join(write_sheet(sheet)).encode()


@pytest.mark.parametrize("slug", PERSONAS)
async def test_every_demonstration_sheet_comes_back_whole(people: Town, slug: str) -> None:
    file = (paths.DATA / "personas" / slug / "sheet.jsonl").read_bytes()
    browser = await emptied(people, slug)
    page = await upload(browser, file)
    assert page.path.startswith("/history/import/check"), page.errors or page.text
    assert "入れられないもの" not in page.text
    page = await browser.press(DO)
    assert page.path.startswith("/history")
    once = await exported(browser)
    assert said(sheet_in(once)) == said(sheet_in(file.decode()))
    written = [one for event in sheet_in(once).events for one in event.written]
    assert {one.by for one in written} == {"imported"}
    browser = await emptied(people, slug)
    await upload(browser, once.encode())
    await browser.press(DO)
    assert await exported(browser) == once
    # Every entry can be opened and read like one that was typed.
    page = await browser.open("/history/work")
    assert page.text.count("これを消す") == sum(
        event.category is Category.WORK for event in sheet_in(once).events
    )


async def test_months_of_which_nothing_is_known_come_along_and_are_not_asked_again(
    people: Town,
) -> None:
    browser = await emptied(people)
    forgotten = Unremembered(read_month("1992-10"), read_month("1993-03"))
    await upload(browser, bytes_of(job(), unremembered=(forgotten, forgotten)))
    await browser.press(DO)
    assert sheet_in(await exported(browser)).unremembered == (forgotten,)


async def test_what_no_page_asks_and_words_that_say_less_are_kept(people: Town) -> None:
    browser = await emptied(people)
    odd = replace(job(trade="textile", hours_a_week=20, trial_months=3), key="odd_key-of-a-file")
    await upload(browser, bytes_of(odd, unrecognised=frozenset({"odd_key-of-a-file"})))
    await browser.press(DO)
    (event,) = sheet_in(await exported(browser)).events
    assert replace(event, written=()) == odd
    page = await browser.open("/history/work")
    assert "平成4年（1992年）3月から9月の間" in page.text
    # What is changed on a page is read as it is typed from then on; what no page asks stays.
    address = next(href for _, href in page.links if href.endswith("/job"))
    page = await browser.open(address)
    page = await browser.press("次へ進む")
    assert page.status == 422
    await browser.press("次へ進む", {"first": "平成4年", "employer": "みほん"})
    (event,) = sheet_in(await exported(browser)).events
    assert event.work is not None
    assert (event.work.employer, event.work.trade) == ("みほん", "textile")
    assert event.first.typed == "平成4年"


async def test_a_sheet_that_is_there_is_replaced_only_when_asked(people: Town) -> None:
    browser = await emptied(people)
    await browser.open("/history/work/new")
    await browser.press("次へ進む", {"employer": "いまの会社", "first": "平成4年"})
    before = await exported(browser)
    page = await upload(browser, bytes_of(job()))
    assert "いまの会社" in page.text
    assert "すべて消えます" in page.text
    assert await exported(browser) == before
    await browser.press(CANCEL)
    assert await exported(browser) == before
    assert (await browser.open("/history/import/check")).path == "/history/import"
    await upload(browser, bytes_of(job()))
    await browser.press(REPLACE)
    assert [
        event.work.employer for event in sheet_in(await exported(browser)).events if event.work
    ] == ["みほん社"]
    # A second press finds nothing waiting, and changes nothing.
    assert (await browser.open("/history/import/check")).path == "/history/import"


async def test_what_another_tab_writes_meanwhile_is_asked_about_again(people: Town) -> None:
    browser = await emptied(people)
    await upload(browser, bytes_of(job()))
    waiting = browser.page
    await browser.open("/history/work/new")
    await browser.press("次へ進む", {"employer": "あとの会社", "first": "平成4年"})
    browser.page = waiting
    page = await browser.press(DO)
    assert page.status == 409
    assert "あとの会社" in page.text
    assert "あとの会社" in await exported(browser)
    await browser.press(REPLACE)
    assert "あとの会社" not in await exported(browser)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "このファイルは空です"),
        (b"\n \n", "このファイルは空です"),
        (b"%PDF-1.7\n\xff", "PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0", "写真や絵"),
        (b"\xff\xd8\xff\xe0", "写真や絵"),
        (b"PK\x03\x04\0\0", "まとめたファイル"),
        (bytes_of(job()).decode().encode("utf-16"), "文字を読み取れません"),
        (bytes_of(job()).decode().encode("utf-16-le"), "文字を読み取れません"),
        (bytes_of(job()).decode().encode("shift_jis"), "文字を読み取れません"),
        ("私の履歴整理表\r\n".encode(), "表のファイルではありません"),
        (b"[1, 2]", "表のファイルではありません"),
        (b"{" * 60_000, "表のファイルではありません"),
        (b'{"format": "nenkin-record", "type": "record"}', "年金の記録のファイル"),
        (b'{"format": "nenkin-history"}' + b"\n" * 1_000_000, "大きすぎます"),
        (b"x" * 10_000_000, "大きすぎます"),
    ],
)
async def test_a_file_that_is_no_sheet_is_told_plainly(
    people: Town, content: bytes, told: str
) -> None:
    browser = await emptied(people)
    page = await upload(browser, content)
    assert page.status == 422
    assert [text for text in page.errors if told in text] != []
    assert list(page.errors.values()) == ["#f-file"]
    assert "ファイルの中身を見る" in page.text


async def test_no_file_at_all_is_told(people: Town) -> None:
    browser = await emptied(people)
    assert "ファイルを選んでください" in (await upload(browser, b"", name="")).text
    await browser.open("/history/import")
    page = await browser.press("ファイルの中身を見る")  # as a form without a file
    assert page.status == 422
    assert "ファイルを選んでください" in page.text


async def test_a_mark_at_the_start_of_the_file_does_no_harm(people: Town) -> None:
    browser = await emptied(people)
    page = await upload(browser, b"\xef\xbb\xbf" + bytes_of(job()))
    assert page.path.startswith("/history/import/check")


async def test_every_mistake_is_told_at_once_with_its_line(people: Town) -> None:
    browser = await emptied(people)
    lines = bytes_of(job()).decode().splitlines()
    head, event = lines[0], json.loads(lines[1])
    wrong = [
        head,
        json.dumps({**event, "first": {"precision": "month"}}),
        json.dumps({**event, "category": "holiday", "key": "work-2"}),
        "{not json",
    ]
    page = await upload(browser, "\n".join(wrong).encode())
    assert page.status == 422
    for line in (2, 3, 4):
        assert f"{line}行目" in page.text
    assert "Write" not in page.text
    many = [head, *["{"] * 300]
    page = await upload(browser, "\n".join(many).encode())
    assert "このほかに、あと200か所あります" in page.text


async def test_what_contradicts_itself_is_told_in_words(people: Town) -> None:
    browser = await emptied(people)
    at = read_month("1990-01")
    backwards = replace(job(), last=When(precision=Precision.MONTH, earliest=at, latest=at))
    page = await upload(browser, bytes_of(backwards, backwards))
    assert page.status == 422
    for told in (
        "2行目の「last」は、終わりが始まりより前になっています。",
        "3行目の「last」は、終わりが始まりより前になっています。",
        "3行目の「key」は、ほかの所でもう使っています。",
    ):
        assert told in page.text
    words = read_words().phrases
    assert {f"history.import.line.{doubt}" for doubt in SheetDoubt} <= set(words)


async def test_what_cannot_be_held_is_named_before_anything_is_changed(people: Town) -> None:
    browser = await emptied(people)
    emoji = replace(job(), key="work-2", work=Work(employer="😀"))
    page = await upload(browser, bytes_of(job(), emoji))
    assert "働いた所の2件目です。あとで書き直してください" in page.text
    await browser.press(DO)
    assert len(sheet_in(await exported(browser)).events) == 1


async def test_somebody_elses_birth_date_is_said(people: Town) -> None:
    browser = await emptied(people)
    other = bytes_of(job()).decode().replace(str(record_of(WHO).person.born_on), "1944-09-03")
    page = await upload(browser, other.encode())
    assert "ほかの人の表でないかを確かめてください" in page.text


async def test_after_the_record_was_shown_a_file_is_no_better(people: Town) -> None:
    browser = await emptied(people)
    await browser.open("/history/work/new")
    await browser.press("いまの記録を見る")
    await upload(browser, bytes_of(job()))
    await browser.press(DO)
    (event,) = sheet_in(await exported(browser)).events
    assert [one.record_shown for one in event.written] == [True] * len(event.written)


async def test_a_sheet_without_an_account_is_brought_back_too(people: Town) -> None:
    browser = Browser(people.gate)
    await browser.open("/resume/new")
    born = {"born-era": "western", "born-year": "1973", "born-month": "11", "born-day": "27"}
    await browser.press("書き始める", born)
    await upload(browser, bytes_of(job()))
    page = await browser.press(DO)
    assert page.path.startswith("/history")
    page = await browser.open("/history/work")
    assert "みほん社" in page.text
