"""Database gone, locked, full or rubbish: a page that says so, nothing typed lost, well again after."""

import os
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from nenkin.storage import engines
from nenkin.storage.database import Database, StorageUnavailable
from nenkin.web.visits import SignedIn
from tests.asgi import Answer
from tests.proof import proving
from tests.proof.people import seen
from tests.proof.routes import PERSON, forms_of, routes_of
from tests.proof.states import state
from tests.proof.world import PERSON_A, VISITOR, Opener, World

pytestmark = pytest.mark.usefixtures("threads")  # of several who write at the same time

TYPED = "打ちかけの言葉"
FORM = "/proof/draft"
OWN_FORM = "/proof-own/draft"
OWN_PAGE = "/proof-own/page"
GONE, FULL = 503, 507
Fault = Callable[[World], Any]


def file_of(world: World) -> Path:
    assert world.db.file is not None
    return world.db.file


@asynccontextmanager
async def removed(world: World) -> AsyncIterator[None]:
    """Move the database away, with the files beside it, and put it back."""
    file = file_of(world)
    beside = list(file.parent.glob(file.name + "*"))
    for path in beside:
        path.rename(path.with_name("away-" + path.name))
    yield
    for path in beside:
        path.with_name("away-" + path.name).rename(path)


@asynccontextmanager
async def locked(world: World) -> AsyncIterator[None]:
    """Let another process hold the write lock for longer than anybody waits."""
    with closing(sqlite3.connect(file_of(world), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@asynccontextmanager
async def full(world: World) -> AsyncIterator[None]:
    """Let SQLite find no more room: the same error as a full disk, without filling one."""
    pages = world.db._raw.execute("PRAGMA page_count").fetchone()[0]
    await _allow(world.db, pages)
    yield
    await _allow(world.db, 1_073_741_823)


async def _allow(db: Database, pages: int) -> None:
    """Set how many pages the file may have, on every connection that writes."""
    statement = f"PRAGMA max_page_count = {pages}"
    db._raw.execute(statement)
    async with db._writer.connect() as connection:
        raw: Any = await connection.get_raw_connection()
        cursor = await raw.driver_connection.execute(statement)
        await cursor.close()


FAULTS: dict[str, tuple[Fault, int]] = {
    "removed": (removed, GONE),
    "locked": (locked, GONE),
    "full": (full, FULL),
}


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait 20 ms for a lock instead of 5 s."""
    pragmas = tuple(p.replace("= 5000", "= 20") for p in engines.SQLITE_PRAGMAS)
    assert pragmas != engines.SQLITE_PRAGMAS
    monkeypatch.setattr(engines, "SQLITE_PRAGMAS", pragmas)


def says_so(answer: Answer, status: int) -> None:
    assert answer.status == status
    assert "<main" in answer.text
    assert "<h1>" in answer.text
    assert "エラー：" in answer.text
    assert "sqlite" not in answer.text.lower()


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_form_is_kept_in_the_page_and_sent_again(fault: str, open_world: Opener) -> None:
    break_it, status = FAULTS[fault]
    async with open_world(*proving.ROUTES) as world:
        for who, path in ((VISITOR, FORM), (PERSON_A, OWN_FORM)):
            before = state(world.db)
            long = TYPED + "長" * 20_000  # more than fits into what is free inside the file
            fields = {"word": long, "token": await world.token(who), "password": "secret"}
            client = world.client(who)
            async with break_it(world):
                answer = await client.post(path, fields)
                says_so(answer, status)
                (again,) = [f for f in forms_of(answer, path) if f.action == path]
            assert again.values["word"] == [long]
            assert "password" not in again.values
            assert state(world.db) == before
            sent = await client.post(path, again.values)
            assert sent.status == 303, "works again without a restart"
            assert state(world.db) != before


@pytest.mark.parametrize("fault", FAULTS)
async def test_no_personal_page_is_shown_that_cannot_be_noted(
    fault: str, open_world: Opener
) -> None:
    """No view without a row in the trail: where it cannot be written, nothing is shown."""
    break_it, _ = FAULTS[fault]
    async with open_world(*proving.ROUTES) as world:
        pages = [
            next(route.addresses())
            for route in routes_of(world.gate)
            if route.opt["access"] is PERSON
            and "GET" in route.methods
            and (route.path.startswith("/record") or route.path == OWN_PAGE)
        ]
        assert OWN_PAGE in pages
        private = {world.a.letters.latin, f"株式会社{world.a.letters.kanji}"}
        client = world.client(PERSON_A)
        async with break_it(world):
            for page in pages:
                answer = await _until_refused(client.get, page)
                assert answer.status in {GONE, FULL}, page
                assert not seen(answer.text, private), page
            assert (await client.get("/")).status < 600
        for page in pages:
            assert (await client.get(page)).status in {200, 303, 404}, page


async def _until_refused(get: Any, page: str) -> Answer:
    """Open a page until the last free bytes inside the file are used up."""
    answer: Answer = await get(page)
    for _ in range(400):
        if answer.status in {GONE, FULL}:
            break
        answer = await get(page)
    return answer


# Elsewhere than at a kiosk or a terminal most of their pages lead to the first.
AT_A_PLACE = ("/kiosk/", "/staff", "/office", "/counter")


@pytest.mark.parametrize("fault", FAULTS)
async def test_public_pages_are_still_there(fault: str, open_world: Opener) -> None:
    break_it, _ = FAULTS[fault]
    async with open_world() as world:
        public = [
            next(route.addresses())
            for route in routes_of(world.gate)
            if route.opt["access"] is not PERSON and "GET" in route.methods and not route.parts
        ]
        async with break_it(world):
            for page in public:
                if not page.startswith(("/demo/", "/sign-", "/recover")):
                    status = (await world.client(VISITOR).get(page)).status
                    assert status in ({200, 303} if page.startswith(AT_A_PLACE) else {200}), page


@pytest.mark.parametrize("fault", ["locked", "full"])
async def test_who_is_signed_in_still_reads_public_pages(fault: str, open_world: Opener) -> None:
    """Also when it is time to note that they are there, which cannot be written."""
    break_it, _ = FAULTS[fault]
    async with open_world() as world:
        world.clock.advance(minutes=2)
        async with break_it(world):
            answer = await world.client(PERSON_A).get("/help")
        assert answer.status == 200
        assert world.a.letters.kanji in answer.text, "and is still signed in"


async def test_a_form_is_kept_although_nobody_knows_who_sent_it(open_world: Opener) -> None:
    """The database is gone before the session could be read: what was typed is there all the same."""
    async with open_world(*proving.ROUTES) as world:
        fields = {"word": TYPED, "token": await world.token(PERSON_A), "password": "secret"}

        async def gone(cookie: str, now: datetime) -> SignedIn | None:
            raise StorageUnavailable

        world.gate.door = replace(world.gate.door, find_session=gone)
        answer = await world.client(PERSON_A).post(OWN_FORM, fields)
        says_so(answer, GONE)
        (again,) = [form for form in forms_of(answer, OWN_FORM) if form.action == OWN_FORM]
        assert again.values["word"] == [TYPED]
        assert "password" not in again.values


async def test_rubbish_instead_of_a_database(open_world: Opener) -> None:
    async with open_world(*proving.ROUTES) as world:
        with file_of(world).open("r+b") as opened:
            opened.write(os.urandom(file_of(world).stat().st_size))
        client = world.client(PERSON_A)
        for answer in (
            await client.get(OWN_PAGE),
            await world.client(VISITOR).post(
                FORM, {"token": await world.token(VISITOR), "word": TYPED}
            ),
        ):
            says_so(answer, GONE)
        assert (await world.client(VISITOR).get("/")).status == 200


async def test_what_does_not_fit_its_handler_is_logged_without_anybodys_name(
    open_world: Opener, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_world(*proving.EVERYTHING) as world:
        for path, where, why in (
            ("/proof/misfit/123456?number=9912345678", "/proof/misfit/{status}", "(misfit)"),
            ("/proof/status/500?number=9912345678", "/proof/status/{status}", ""),
        ):
            caplog.clear()
            answer = await world.client(VISITOR).get(path)
            assert answer.status == 500
            assert "電話でお聞きください" in answer.text
            (line,) = logged(caplog)
            reference, said = line.split(" ", 1)
            assert f"お問い合わせ番号：{reference}" in answer.text
            assert said.startswith(f"GET {where} failed: "), line
            assert why in line
            assert "123456" not in line.replace(reference, "")
            assert "9912345678" not in line


def logged(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Give what was logged of failures; never with an exception, whose message may be anybody's."""
    found = [one for one in caplog.records if one.name == "nenkin.web.failures"]
    assert not any(one.exc_info for one in found)
    return [one.getMessage() for one in found]


async def test_what_was_typed_stands_in_no_line_of_the_log(
    open_world: Opener, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_world(*proving.EVERYTHING) as world:
        answer = await world.client(VISITOR).post(
            "/proof/failing", {"token": await world.token(VISITOR), "word": TYPED}
        )
        assert answer.status == 500
        (line,) = logged(caplog)
        reference = line.partition(" ")[0]
        assert f"お問い合わせ番号：{reference}" in answer.text
        assert TYPED not in answer.text
        assert TYPED not in caplog.text
        assert "POST /proof/failing failed: KeyError (" in line
        assert "← ValueError (" in line
        assert "failing" in line.partition("(")[2], "the place is said"
