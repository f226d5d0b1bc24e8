"""Whoever asks about somebody learns nothing, neither from the answer nor from the work it costs (G8).

Work is counted, not timed: hashes of a secret, and whether anything had to be written to the disk.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import event

from nenkin.app import HOUSEKEEPING
from nenkin.storage.database import Database
from nenkin.web.hashing import Hasher
from tests.browser import Browser, Page
from tests.features.accounts import ANSWERS, HANAKO, OTHER, TARO, WRONG, World, sign_in, sign_up
from tests.sites import database_of

NEW = {"password": OTHER, "password-again": OTHER}
NOBODY = {"number": "9900000000"}  # a number that nobody has
Ask = Callable[[Browser, dict[str, str]], Awaitable[Page]]


@dataclass
class Work:
    """What answering cost."""

    hashes: int = 0
    commits: int = 0  # transactions that wrote something


def tidying() -> bool:
    """Whether it is not the answer that is at work: housekeeping begins when the site does."""
    task = asyncio.current_task()
    return task is not None and task.get_name() == HOUSEKEEPING


@contextmanager
def counted(db: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Work]:
    work, wrote = Work(), False
    run, raw = Hasher._run, Database.write_raw

    async def hashed(self: Hasher, hash_it: Callable[[], Any]) -> Any:
        work.hashes += 1
        return await run(self, hash_it)

    async def written(self: Database, job: Any) -> Any:
        work.commits += not tidying()
        return await raw(self, job)

    def execute(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        nonlocal wrote
        if tidying():
            return
        wrote = wrote or statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))

    def commit(_connection: Any) -> None:
        nonlocal wrote
        if tidying():
            return
        work.commits += wrote
        wrote = False

    engine = db._writer.sync_engine
    event.listen(engine, "before_cursor_execute", execute)
    event.listen(engine, "commit", commit)
    with monkeypatch.context() as patch:
        patch.setattr(Hasher, "_run", hashed)
        patch.setattr(Database, "write_raw", written)
        yield work
    event.remove(engine, "before_cursor_execute", execute)
    event.remove(engine, "commit", commit)


async def enter(browser: Browser, who: dict[str, str]) -> Page:
    return await sign_in(browser, who["name"], WRONG)


async def forget_password(browser: Browser, who: dict[str, str]) -> Page:
    await browser.open("/recover/password")
    return await browser.press("次へ進む", {"name": who["name"]})


async def forget_user_id(browser: Browser, who: dict[str, str]) -> Page:
    await browser.open("/recover/user-id")
    return await browser.press("次へ進む", {"mail": who["mail"]})


async def try_a_key(browser: Browser, who: dict[str, str]) -> Page:
    await browser.open("/recover")
    await browser.press("次へ進む", {"what": "key"})
    await browser.press("次へ進む", {"number": who["number"]})
    for slug in ("kana", "birth"):
        await browser.press("次へ進む", ANSWERS[slug])
    await browser.press("次へ進む", {"access-key": who["key"]})
    return await browser.press("パスワードを決め直す", NEW)


async def ask_for_a_letter(browser: Browser, who: dict[str, str]) -> Page:
    await browser.open("/recover")
    page = await browser.press("次へ進む", {"what": "post"})
    answers = {**ANSWERS, "number": {"number": who["number"]}}
    while (slug := page.path.rpartition("/")[2].partition("#")[0]) in answers:
        page = await browser.press("次へ進む", answers[slug])
    return await browser.press("アクセスキーの手紙を申し込む", {})


async def join(browser: Browser, who: dict[str, str]) -> Page:
    answers = {
        **ANSWERS,
        "number": {"number": who["number"]},
        "access-key": {"access-key": who["key"]},
        "user-id": {"user-id": "another-55"},
        "mail": {"mail": "x@example.jp", "mail-again": "x@example.jp"},
    }
    return await sign_up(browser, "key", answers)


@pytest.mark.parametrize(
    "ask", [enter, forget_password, forget_user_id, try_a_key, ask_for_a_letter, join]
)
async def test_somebody_and_nobody_are_answered_alike(
    ask: Ask, town: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await town.account_for(TARO)
    key = await town.key_for(HANAKO)  # whole, and of somebody else
    await town.key_for(TARO)
    known = {"name": "tsukushi55", "mail": "taro@example.jp", "number": TARO.basic_number}
    unknown = {"name": "nobodyatal", "mail": "nobo@example.jp", "number": NOBODY["number"]}
    seen = []
    for who in (known, unknown):
        with counted(database_of(town.gate), monkeypatch) as work:
            page = await ask(town.browser(), {**who, "key": key})
        # the name that was typed stands in its field again; both are of one length
        body = page.response.text.replace(who["name"], "").replace(who["mail"], "")
        body = re.sub("[0-9a-f]{256}|[0-9a-f]{128}", "", body)  # the hidden field
        headers = sorted(name for name, _ in page.response.headers if name != b"date")
        seen.append((page.status, page.path, body, headers, work.hashes, work.commits))
    assert seen[0][:4] == seen[1][:4]
    assert seen[0][4:] == seen[1][4:], "hashes, commits"
