"""A small site with records without an owner, and the steps of searching them."""

import io
import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from nenkin import paths
from nenkin.storage.cases import Whole, find_case
from nenkin.storage.database import Database, open_database
from nenkin.storage.keys import Keys
from nenkin.storage.ownerless.searching import load_store
from tests.browser import Browser, Page
from tests.features.records_site import Life, Town, persona, record_of, town

NEXT, ADD, DO = "次へ進む", "これを足す", "さがす"
OFFICE = "年金事務所でさがしてもらう"
FOUND, POSSIBLE = "一致する記録があります", "あるかもしれません"
NOT_FOUND, AT_OFFICE = "見つかりませんでした", "年金事務所でお調べします"
YUKINO, HIROHARA, INAHO = "tohoku85", "hokkaido75", "tohoku79"
Opens = Callable[..., AbstractAsyncContextManager[tuple[Town, Database]]]
STORE = paths.DATA / "ownerless" / "demonstration.jsonl"
FORMER = {
    "name-kind": "former",
    "surname": "深山",
    "surname-kana": "みやま",
}


def strangers() -> bytes:
    """Give the demonstration's records without those of the three."""
    lines = STORE.read_bytes().splitlines(keepends=True)
    return b"".join(line for line in lines if b"DEMO-TO" not in line and b"DEMO-HO" not in line)


@asynccontextmanager
async def search_town(
    url: str, folder: Path, keys: Keys, *, loaded: bool = True, records: bytes = b""
) -> AsyncIterator[Town]:
    """Run a site for three people, whose records lie among those without an owner."""
    if loaded:
        load_store(folder / "ownerless.db", io.BytesIO(records or STORE.read_bytes()))
    lives = [Life(who, record_of(who), persona(who).shown_on) for who in (YUKINO, HIROHARA, INAHO)]
    async with town(url, folder, keys, lives) as running:
        yield running


@asynccontextmanager
async def search_site(
    url: str, folder: Path, keys: Keys, *, records: bytes = b""
) -> AsyncIterator[tuple[Town, Database]]:
    """Run the same site, with a look into its database."""
    async with search_town(url, folder, keys, records=records) as people:
        db = await open_database(people.url, people.keys)
        try:
            yield people, db
        finally:
            await db.close()


async def name(browser: Browser, **more: str) -> Page:
    await browser.open("/search/names/new")
    return await browser.press(ADD, {**FORMER, **{k.replace("_", "-"): v for k, v in more.items()}})


async def birth(browser: Browser, year: str, month: str, day: str) -> Page:
    await browser.open("/search/births/new")
    typed = {"other-birth-year": year, "other-birth-month": month, "other-birth-day": day}
    return await browser.press(ADD, typed)


async def searched(browser: Browser, button: str = DO) -> Page:
    await browser.open("/search/check")
    return await browser.press(button)


def number_of(page: Page) -> str:
    found = re.search(r"/([0-9]{14})", page.path)
    assert found, page.path
    return found[1]


async def case_of(db: Database, people: Town, who: str, number: str) -> Whole:
    found = await find_case(db, people.people[who], number)
    assert found is not None
    return found
