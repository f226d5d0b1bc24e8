"""A town whose people let searches stand, the records that arrive in it, and what looks again."""

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from nenkin.clock import FixedClock
from nenkin.features.ownerless import standing
from nenkin.interchange.ownerless_files import FileKind, Header
from nenkin.law.ownerless import OwnerlessRecord
from nenkin.storage.audit import views_of
from nenkin.storage.database import Database, open_database
from nenkin.storage.keys import Keys
from nenkin.storage.ownerless.searching import load_store
from nenkin.storage.standing_runs import Repeating
from tests.browser import Browser, Page
from tests.features.records_site import Life, Town, persona, record_of, town
from tests.matching.lost_records import lines, lost, strangers
from tests.reading import read_words
from tests.sites import NOON, settings_of

YUKINO, HIROHARA = "tohoku85", "hokkaido75"
FORMER = {"name-kind": "former", "surname": "深山", "surname-kana": "ミヤマ"}
LINK, AGREE = "新しい記録が入ったときも、さがしてもらう", "同意して、たのむ"
NEWS = "新しいお知らせがあります"
HERS = lost(
    "R1", "ミヤマ キヨ", "S02-10-03", employer="みほん製糸", first=1944 * 12, last=1955 * 12
)
LATER = lost("R2", "ユキノ キヨ", "S02-10-03", employer="丸十商店", first=1960 * 12, last=1961 * 12)
CANARIES = ("みほん製糸", "丸十商店", "R1", "R2", "1944", "1960")


@dataclass
class Standing:
    """A town, its database, and what repeats searches."""

    people: Town
    folder: Path
    db: Database
    clock: FixedClock
    repeating: Repeating

    def browser(self, who: str = YUKINO) -> Browser:
        return self.people.browser(who)

    async def arrive(self, month: int, *records: OwnerlessRecord) -> int:
        """Let records of the first day of a month arrive, and look again."""
        await asyncio.to_thread(load, self.folder, month, *records)
        self.clock.moment = NOON + timedelta(days=30 * month)
        return await self.repeating.run_due()

    async def actions(self, who: str = YUKINO) -> list[str]:
        seen = await views_of(self.db, self.people.people[who], before=None, limit=50)
        return [one.event.action for one in seen]


def load(folder: Path, month: int, *records: OwnerlessRecord) -> None:
    header = Header(data_date=date(2026, 12, month), kind=FileKind.FULL)
    load_store(
        folder / "ownerless.db", io.BytesIO(lines([*records, *strangers(300)], header).getvalue())
    )


@asynccontextmanager
async def standing_town(url: str, folder: Path, keys: Keys) -> AsyncIterator[Standing]:
    lives = [Life(who, record_of(who), persona(who).shown_on) for who in (YUKINO, HIROHARA)]
    async with town(url, folder, keys, lives) as people:
        db = await open_database(people.url, people.keys)
        clock = FixedClock(NOON)
        settings = settings_of(url, folder, keys)
        repeating = standing.repeating(db, settings, read_words(), clock)
        try:
            yield Standing(people, folder, db, clock, repeating)
        finally:
            await db.close()


async def searched(browser: Browser, name: dict[str, str] = FORMER) -> Page:
    await browser.open("/search/names/new")
    await browser.press("これを足す", name)
    await browser.open("/search/check")
    return await browser.press("さがす")


async def stand(browser: Browser, name: dict[str, str] = FORMER) -> Page:
    page = await searched(browser, name)
    await browser.open(f"{page.path.partition('#')[0]}/standing")
    return await browser.press(AGREE)
