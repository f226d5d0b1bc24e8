"""Papers become PDF/UA files, whatever somebody typed; nobody else waits for them."""

import asyncio
import fcntl
import io
import re
import subprocess
import sys
import threading
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from nenkin.web import typesetting
from nenkin.web.executors import TooBusy
from nenkin.web.paper_parts import read_parts
from nenkin.web.typesetting import INSTEAD, FontCase, NoFont, NotSet, Sheet, Typesetter
from tests.one_setter import OneSetter
from tests.papers import FONTS, needs_font, needs_poppler, poppler, said, squashed
from tests.pdf_ua import attribute, elements, problems

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("own_processes")]

TABLE = (
    "<table><caption>表</caption><tr><th>月</th><th>数</th></tr>"
    "<tr><th>四月</th><td>一</td></tr><tr><th>五月</th><td>二</td></tr></table>"
)
# Everything that means something to typst, and how one might leave a string of JSON or of code.
MARKUP = (
    "#strong[甲] *乙* _丙_ $x^2$ `d` <ラベル> @丁 = 見出し // 注 /* 注 */ \\ \\u{41} ~ --- ... "
    '#panic() #eval("1") #sys.inputs #read("/etc/passwd") #import "@preview/a:0.1.0" '
    '\\" \' ] } ) "} #{ //'
)


def sheet(html: str, **more: Any) -> Sheet:
    given = {"title": "紙", "day": date(2026, 11, 20), "foot": "見本", "numbering": "1 / 1"}
    return Sheet(parts=read_parts(html), **{**given, **more})


async def made(html: str, **more: Any) -> bytes:
    typesetter = Typesetter(FONTS)
    try:
        return await typesetter.typeset(sheet(await typesetter.without_missing(html), **more))
    finally:
        typesetter.close()


@needs_font
@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
async def test_a_paper_is_pdf_ua_with_its_headings_lists_and_headers(large: bool) -> None:
    html = (
        f"<h1>紙</h1><h2>部</h2><p>文</p><dl><dt>名</dt><dd>値</dd></dl>"
        f"<ul><li>一</li></ul><ol><li>一</li></ol>{TABLE}"
        '<section class="keep"><p>書く所</p><p class="note-lines__line"></p></section>'
    )
    pdf = await made(html, large=large, sample="見本です")
    assert problems(pdf) == []
    with pikepdf.open(io.BytesIO(pdf)) as file:
        kinds = [one.kind for one in elements(file)]
        heads = [attribute(one.node, "/Scope") for one in elements(file) if one.kind == "/TH"]
    assert [kind for kind in kinds if kind[1:2] == "H"] == ["/H1", "/H2"]
    assert kinds.count("/L") == 3
    assert kinds.count("/Caption") == 1
    assert heads == ["/Column", "/Column", "/Row", "/Row"]
    assert kinds.count("/TD") == 2


@needs_font
@needs_poppler
async def test_what_somebody_typed_is_only_ever_text() -> None:
    html = MARKUP.replace("&", "&amp;").replace("<", "&lt;")
    pdf = await made(f"<h1>{html}</h1><p>{html}</p><dl><dt>{html}</dt><dd>{html}</dd></dl>")
    assert problems(pdf) == []
    assert said(pdf) == squashed(MARKUP) * 4


@needs_font
@needs_poppler
async def test_rare_and_old_forms_of_names_are_drawn() -> None:
    names = "髙﨑邊邉𠮷𡈽濵𣘺齋瀨德嶋葛\U000e0100辻①㈱"
    assert said(await made(f"<p>{names}</p><p><b>{names}</b></p>")) == names * 2


@needs_font
@needs_poppler
async def test_a_letter_that_no_font_has_is_a_geta_and_stops_nothing() -> None:
    pdf = await made("<p>甲😀乙\u0e01丙\ufeff丁\u202e戊</p>", title="😀")
    assert problems(pdf) == []
    assert said(pdf) == f"甲{INSTEAD}乙{INSTEAD}丙丁戊"


@needs_font
async def test_the_same_paper_is_the_same_file() -> None:
    html = f"<h1>紙</h1>{TABLE}"
    first = await made(html)
    assert await made(html) == first
    assert await made(html, day=date(2026, 11, 21)) != first


@needs_font
async def test_the_file_says_of_itself_no_more_than_its_title_day_and_maker() -> None:
    pdf = await made("<h1>氏名</h1><p>年金花子</p>")
    with pikepdf.open(io.BytesIO(pdf)) as file:
        info = {name: str(value) for name, value in (file.trailer.get("/Info") or {}).items()}
        metadata = bytes(file.Root.Metadata.read_bytes()).decode()
    assert set(info) == {"/Title", "/Creator", "/CreationDate", "/ModDate"}
    assert info["/Title"] == "紙"
    assert info["/CreationDate"].startswith("D:20261119150000")  # midnight in Japan
    assert "年金花子" not in metadata


@needs_font
@needs_poppler
@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("letter", ["A", "社"])
async def test_a_very_long_name_stays_on_the_paper(large: bool, letter: str) -> None:
    name = letter * 500
    rows = f"<tr><th>{name}</th><td>一</td></tr>" * 2
    table = f"<table><tr><th>名</th><th>数</th></tr>{rows}</table>"
    pdf = await made(f"<h1>{name}</h1><dl><dt>名</dt><dd>{name}</dd></dl>{table}", large=large)
    assert problems(pdf) == []
    for left, top, right, bottom in _places(pdf):
        assert left >= 40
        assert right <= 595 - 40
        assert top >= 28
        assert bottom <= 842 - 28
    assert said(pdf).count(letter) == 2000


def _places(pdf: bytes) -> list[tuple[float, ...]]:
    """Give where each word stands, in points from the upper left corner of its page."""
    words = re.findall(
        r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)"',
        poppler("pdftotext", "-bbox", "-", "-", pdf=pdf),
    )
    assert words
    return [tuple(map(float, word)) for word in words]


@needs_font
@needs_poppler
async def test_every_page_has_its_number_and_the_mark() -> None:
    html = f'<p class="paper-mark">番号：1A2B</p>{"<p>文。</p>" * 120}'
    pdf = await made(html, mark="番号：1A2B")
    *pages, _ = poppler("pdftotext", "-layout", "-", "-", pdf=pdf).split("\f")
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert page.count("番号：1A2B") == 1
        assert f"{number}/{len(pages)}" in squashed(page)


async def test_without_a_font_it_says_so(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nothing"):
        typesetter = Typesetter(folder)
        assert not await typesetter.has_font()
        with pytest.raises(NoFont):
            await typesetter.typeset(sheet("<p>文</p>"))
        typesetter.close()


@needs_font
async def test_what_sets_papers_is_in_no_worker() -> None:
    """It would keep 160 MB, and whatever somebody typed."""
    assert (await made("<p>文</p>")).startswith(b"%PDF-")
    assert "typst" not in sys.modules


@needs_font
async def test_the_process_of_all_tests_sets_the_same_files(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Also what it has set before, and what somebody else has between."""
    papers = [f"<h1>紙</h1><p>{word}𠮷</p>{TABLE}" for word in ("一", MARKUP, "一")]
    own = [await made(html) for html in papers]
    setter = OneSetter()
    monkeypatch.setattr(typesetting, "_process", setter)
    assert [await made(html) for html in papers] == own
    setter.close()


@needs_font
async def test_one_paper_is_set_at_a_time_on_the_whole_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typesetter = Typesetter(FONTS, tmp_path)
    assert await typesetter.has_font()
    held = []

    def process(job: object) -> bytes:
        with (tmp_path / "typesetting.lock").open("wb") as again:
            try:
                fcntl.flock(again, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                held.append(True)
        return b"%PDF-"

    monkeypatch.setattr(typesetting, "_process", process)
    assert await typesetter.typeset(sheet("<p>文</p>")) == b"%PDF-"
    typesetter.close()
    assert held == [True]


@needs_font
async def test_a_paper_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    typesetter = Typesetter(FONTS)
    assert await typesetter.has_font()
    monkeypatch.setattr(typesetting, "LONGEST", 0.0)
    with pytest.raises(TooBusy):
        await typesetter.typeset(sheet("<p>文</p>"))
    typesetter.close()


async def test_the_process_knows_none_of_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {}

    def run(*_: object, **more: Any) -> subprocess.CompletedProcess[bytes]:
        given.update(more)
        return subprocess.CompletedProcess([], 1, b"", b"Traceback\ntypst.TypstError: \xe6\x96\x87")

    monkeypatch.setenv("NENKIN_SMTP", "smtp://user:secret@example.jp")
    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(NotSet) as refused:
        typesetting._process({})
    assert str(refused.value) == "1 typst.TypstError"
    assert "NENKIN_SMTP" not in given["env"]


@needs_font
async def test_the_event_loop_goes_on_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    threads = []
    typeset = typesetting._typeset

    def noted(case: FontCase, paper: Sheet) -> bytes:
        threads.append(threading.current_thread())
        return typeset(case, paper)

    monkeypatch.setattr(typesetting, "_typeset", noted)
    assert (await made("<p>文</p>")).startswith(b"%PDF-")
    assert threads != []
    assert threading.main_thread() not in threads


@needs_font
async def test_who_waits_too_long_is_told_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "PATIENCE", 0.0)
    typesetter = Typesetter(FONTS)
    assert await typesetter.has_font()
    hold, at_once, most = threading.Event(), [0], [0]

    def slow(*_: object) -> bytes:
        at_once[0] += 1
        most[0] = max(most[0], at_once[0])
        hold.wait(10)
        at_once[0] -= 1
        return b""

    monkeypatch.setattr(typesetting, "_typeset", slow)
    tasks = [asyncio.create_task(typesetter.typeset(sheet(""))) for _ in range(typesetting.QUEUE)]
    await asyncio.sleep(0)
    with pytest.raises(TooBusy):
        await typesetter.typeset(sheet(""))
    hold.set()
    assert await asyncio.gather(*tasks) == [b""] * typesetting.QUEUE
    assert most == [1]
    typesetter.close()
