"""持ち主不明記録をさがす: a hit cannot be told from a miss but by the answer itself.

The same typed input, over stores that differ: pages are the same bytes for the same one of the three
answers, the same rows are written whatever was found, and answers go out at fixed moments.
"""

import asyncio
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import RowMapping, select
from sqlmodel import SQLModel

from nenkin.features.ownerless import answering
from nenkin.interchange.ownerless_files import FileKind, Header
from nenkin.interchange.receipt_numbers import grouped
from nenkin.law.ownerless import OwnerlessRecord
from nenkin.law.periods import Sex
from nenkin.storage.audit_chain import AUDIT
from nenkin.storage.database import Database, open_database
from nenkin.storage.keys import Keys
from nenkin.storage.ownerless.searching import gather, load_store
from nenkin.web.pacing import Pace
from tests.browser import Browser
from tests.features.records_site import Life, Town, persona, record_of, town
from tests.matching.lost_records import lines, lost, strangers

YUKINO, HIROHARA = "tohoku85", "hokkaido75"
FORMER = {"name-kind": "former", "surname": "深山", "surname-kana": "ミヤマ"}
OTHERS = {**FORMER, "given-name": "キヨ", "given-name-kana": "キヨ"}
DO, OFFICE = "さがす", "年金事務所でさがしてもらう"
FOUND, POSSIBLE, NOT_FOUND = (
    "一致する記録があります",
    "あるかもしれません",
    "見つかりませんでした",
)
AT_OFFICE = "年金事務所でお調べします"
HERS = lost("R1", "ミヤマ キヨ", "S02-10-03", employer="みほん製糸", place="岩手県")
ANOTHER = lost("X9", "ミヤマ キヨ", "S02-10-04", sex=Sex.MALE, employer="丸十商店", place="東京都")
ALIKE = [lost(f"A{at}", f"{one}ワ キヨ", "S02-10-03") for at, one in enumerate("アイカキサシタ")]
# Each answer, twice: by stores that have nothing in common but the answer.
STORES: tuple[tuple[str, tuple[OwnerlessRecord, ...]], ...] = (
    (FOUND, (HERS,)),
    (FOUND, (ANOTHER,)),
    (POSSIBLE, tuple(ALIKE)),
    (POSSIBLE, (*ALIKE[:3], lost("F1", "ヤマ キヨウ", "S02-11-03"))),
    (NOT_FOUND, ()),
    (NOT_FOUND, (lost("M1", "ミヤマ フサ", "S31-05-09"),)),
)
CHANGES = {b"date", b"set-cookie", b"content-length"}
PRESSES = 200
Shape = tuple[tuple[str, int], ...]


@dataclass
class Clock:
    """Seconds that pass only where this test says so."""

    at: float = 0.0
    waits: list[float] = field(default_factory=list)
    asleep: Callable[[], Any] = lambda: None

    def now(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.at += seconds
        if pending := self.asleep():
            await pending


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    standing = Clock()
    monkeypatch.setattr(answering, "PACE", Pace(0.3, standing.now, standing.sleep))
    return standing


def load(folder: Path, at: int, records: tuple[OwnerlessRecord, ...]) -> None:
    """Put another store in place, of another day: so no earlier answer stands."""
    header = Header(data_date=date(2026, 11, at + 1), kind=FileKind.FULL)
    rows = [*records, *strangers(300)]
    load_store(folder / "ownerless.db", io.BytesIO(lines(rows, header).getvalue()))


def _shape(row: RowMapping) -> Shape:
    return tuple(
        (type(value).__name__, len(value) if isinstance(value, str | bytes) else 0)
        for value in row.values()
    )


async def everything(db: Database) -> dict[str, dict[str, Shape]]:
    """Give the rows of every table, as what can be seen of them without the keys."""
    found: dict[str, dict[str, Shape]] = {}
    async with db.read() as session:
        for table in SQLModel.metadata.sorted_tables:
            rows = (await session.run(select(table))).mappings().all()
            found[table.name] = {repr(sorted(row.items())): _shape(row) for row in rows}
    return found


def written(
    before: dict[str, dict[str, Shape]], after: dict[str, dict[str, Shape]]
) -> dict[str, tuple[int, list[Shape]]]:
    """Give what is new or changed in each table: how many rows more, and of which shape."""
    return {
        name: (
            len(rows) - len(before[name]),
            sorted(rows[key] for key in rows.keys() - before[name]),
        )
        for name, rows in after.items()
        if rows.keys() != before[name].keys()
    }


async def _pages(browser: Browser, number: str) -> list[tuple[list[tuple[bytes, bytes]], str]]:
    """Give the pages that say something after a search, without token and number."""
    found = []
    bare = f"/search/slips/{number}"
    for path in (bare, f"{bare}/print", f"{bare}/print?size=large", "/search/check"):
        response = (await browser.open(path)).response
        text = response.text.replace(grouped(number), "N").replace(number, "N")
        # Compressed, the masked token makes the length another one each time.
        headers = [one for one in response.headers if one[0] not in CHANGES]
        found.append((headers, re.sub(r'value="[0-9a-f]{32,}"', 'value=""', text)))
    return found


async def _typed(people: Town, who: str, name: dict[str, str], born: str = "") -> Browser:
    browser = people.browser(who)
    await browser.open("/search/names/new")
    await browser.press("これを足す", name)
    if born:
        await browser.open("/search/births/new")
        parts = dict(zip(("year", "month", "day"), born.split("-"), strict=True))
        await browser.press(
            "これを足す", {f"other-birth-{part}": value for part, value in parts.items()}
        )
    return browser


async def test_same_bytes_same_rows_same_moment(
    database_url: str, tmp_path: Path, keys: Keys, clock: Clock
) -> None:
    lives = [Life(who, record_of(who), persona(who).shown_on) for who in (YUKINO, HIROHARA)]
    async with town(database_url, tmp_path, keys, lives) as people:
        hers = await _typed(people, YUKINO, FORMER)
        strangers_ = await _typed(people, HIROHARA, OTHERS, "1927-10-3")
        db = await open_database(people.url, people.keys)
        by_answer: dict[str, list[object]] = {}
        rows, audited = [], []

        async def seen() -> None:
            async with db.read() as session:
                audited.append(len((await session.run(select(AUDIT.c.seq))).all()))

        clock.asleep = seen
        tries = [(hers, DO, *store) for store in STORES]
        tries.insert(0, (hers, DO, *STORES[0]))
        office_ = (strangers_, OFFICE, AT_OFFICE)
        tries += [(*office_, store) for _, store in (STORES[-1], STORES[0], STORES[-1])]
        for at, (browser, button, answer, store) in enumerate(tries):
            await asyncio.to_thread(load, tmp_path, at, store)
            await browser.open("/search/check")
            before, began = await everything(db), clock.at
            page = await browser.press(button)
            assert page.title.startswith(answer), (at, page.title)
            assert clock.at - began == pytest.approx(0.3)
            after = await everything(db)
            assert len(after["audit"]) == audited[-1]  # nothing was written after the wait
            rows.append(written(before, after))
            number = page.path.split("/")[3].partition("#")[0]
            by_answer.setdefault(answer, []).append(await _pages(browser, number))
        await db.close()
    assert len(clock.waits) == len(tries)
    for answer, (one, *others) in by_answer.items():
        assert others == [one] * len(others), answer
    # The first search of an account has its counts of a day and a month begin.
    own, office = rows[1 : len(STORES) + 1], rows[len(STORES) + 2 :]
    assert {"ownerless_search", "audit", "operation"} <= own[0].keys()
    assert [one for one in own if one != own[0]] == []
    assert office[0] == office[1]


async def test_a_slow_machine_keeps_to_the_steps(
    database_url: str, tmp_path: Path, keys: Keys, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hit that needs 0.35 seconds and a miss that needs 0.5 go out at the same moment."""
    truly = gather
    takes = iter((0.35, 0.5, 0.001, 0.299))

    def slow(*given: Any) -> Any:
        clock.at += next(takes)
        return truly(*given)

    monkeypatch.setattr(answering, "gather", slow)
    lives = [Life(YUKINO, record_of(YUKINO), persona(YUKINO).shown_on)]
    went = []
    async with town(database_url, tmp_path, keys, lives) as people:
        browser = await _typed(people, YUKINO, FORMER)
        for at, (_, store) in enumerate((STORES[0], STORES[-1], STORES[1], STORES[-2])):
            await asyncio.to_thread(load, tmp_path, at, store)
            await browser.open("/search/check")
            began = clock.at
            await browser.press(DO)
            went.append(clock.at - began)
    assert went == pytest.approx([0.6, 0.6, 0.3, 0.3])


async def test_however_often_it_is_pressed_ten_are_searched_and_stepping_through_days_tells_nothing(
    database_url: str, tmp_path: Path, keys: Keys, clock: Clock
) -> None:
    """Hirohara steps through the days on which Yukino may be born, as fast as can be."""
    lives = [Life(who, record_of(who), persona(who).shown_on) for who in (YUKINO, HIROHARA)]
    load(tmp_path, 0, (HERS,))
    async with town(database_url, tmp_path, keys, lives) as people:
        browser = await _typed(people, HIROHARA, OTHERS, "1927-10-1")
        told = []
        for day in range(2, 12):
            page = await browser.open("/search/check")
            assert DO not in page.form_with(OFFICE).buttons
            told.append((await browser.press(OFFICE)).text)
            await browser.open("/search/births")
            await browser.press("を消す")
            await browser.open("/search/births/new")
            typed = {"year": "1927", "month": "10", "day": str(day)}
            await browser.press(
                "これを足す", {f"other-birth-{part}": value for part, value in typed.items()}
            )
        assert not [answer for answer in (FOUND, POSSIBLE, NOT_FOUND) if answer in "".join(told)]
        days = {re.sub(r"[0-9-]{16}|10月[0-9]+日", "", text) for text in told}
        assert len(days) == 1  # the day it was born on, the 3rd, looks like all others
        form = (await browser.open("/search/check")).form_with(OFFICE)
        slept = len(clock.waits)
        statuses = [
            (await browser.client.post("/search/check", form.values)).status for _ in range(PRESSES)
        ]
        assert set(statuses) == {429}
        assert len(clock.waits) == slept  # who is turned away does not hold a place meanwhile


async def test_stepping_through_names_tells_nothing(
    database_url: str, tmp_path: Path, keys: Keys, clock: Clock
) -> None:
    """Hirohara knows Yukino's birth date, and steps through names until hers comes by."""
    lives = [Life(who, record_of(who), persona(who).shown_on) for who in (YUKINO, HIROHARA)]
    load(tmp_path, 0, (HERS,))
    tried = ("サダ", "キヨ", "フサ", "トメ")  # the second is hers
    async with town(database_url, tmp_path, keys, lives) as people:
        first = {**OTHERS, "given-name": "", "given-name-kana": tried[0]}
        browser, told = await _typed(people, HIROHARA, first, "1927-10-3"), []
        for given in (*tried[1:], "マサ"):
            page = await browser.open("/search/check")
            assert DO not in page.form_with(OFFICE).buttons
            told.append((await browser.press(OFFICE)).text)
            await browser.open("/search/names")
            await browser.press("を消す")
            await browser.open("/search/names/new")
            await browser.press("これを足す", {**first, "given-name-kana": given})
    assert len(told) == len(tried)
    assert not [answer for answer in (FOUND, POSSIBLE, NOT_FOUND) if answer in "".join(told)]
    alike = {re.sub(rf"[0-9-]{{16}}|{'|'.join(tried)}", "", text) for text in told}
    assert len(alike) == 1
