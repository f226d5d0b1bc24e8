"""The whole site starts, answers strangers with a page, and shows what each route declares."""

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from litestar import get

from nenkin import app, menus
from nenkin.law.duties import Duty
from nenkin.storage.keys import Keys
from nenkin.web.access import Access, Undeclared
from tests.browser import Browser
from tests.sites import settings_of, site


async def test_an_address_that_is_not_there_gets_a_page(
    database_url: str, tmp_path: Path, keys: Keys
) -> None:
    async with site(settings_of(database_url, tmp_path, keys)) as gate:
        page = await Browser(gate).open("/no-such-page")
    assert page.status == 404
    assert page.title.startswith("エラー：")


async def test_a_page_begins_no_task_for_each_of_its_parts(
    sqlite_url: str, tmp_path: Path, keys: Keys
) -> None:
    begun: list[Any] = []

    def begin(loop: asyncio.AbstractEventLoop, work: Any, **more: Any) -> asyncio.Task[Any]:
        begun.append(work)
        return asyncio.Task(work, loop=loop, **more)

    async with site(settings_of(sqlite_url, tmp_path, keys)) as gate:
        asyncio.get_running_loop().set_task_factory(begin)
        page = await Browser(gate).open("/sign-in")
        asyncio.get_running_loop().set_task_factory(None)
    assert page.status == 200
    assert begun == []


async def test_a_broken_database_gets_a_page_that_says_so(
    sqlite_url: str, tmp_path: Path, keys: Keys
) -> None:
    async with site(settings_of(sqlite_url, tmp_path, keys)) as gate:
        (tmp_path / "nenkin.db").write_bytes(b"not a database" * 1000)
        browser = Browser(gate)
        browser.client.cookies["sid"] = "x" * 43
        page = await browser.open("/no-such-page")
    assert page.status == 503


def test_a_route_that_says_nothing_of_access_stops_the_start(
    database_url: str, tmp_path: Path, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    @get("/open")
    async def handler() -> None: ...

    class Feature:
        ROUTES = (handler,)

    monkeypatch.setattr(menus, "FEATURES", (Feature,))
    with pytest.raises(Undeclared, match="/open"):
        app.create_app(settings_of(database_url, tmp_path, keys))


@pytest.mark.parametrize(
    ("path", "opt", "said"),
    [
        ("/staff/x", {"access": Access.STAFF}, "names its duty"),
        ("/x", {"access": Access.PERSON, "duty": Duty.SEE_CASE}, "names its duty"),
        ("/x", {"access": Access.STAFF, "duty": Duty.SEE_CASE}, "below /staff"),
        ("/staff/x", {"access": Access.PERSON}, "nobody is a person"),
    ],
    ids=["no duty", "a person's duty", "elsewhere", "a person's page"],
)
def test_a_route_of_staff_names_its_duty_and_its_place(
    *,
    path: str,
    opt: dict[str, object],
    said: str,
    database_url: str,
    tmp_path: Path,
    keys: Keys,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    @get(path, opt=opt)
    async def handler() -> None: ...

    class Feature:
        ROUTES = (handler,)

    monkeypatch.setattr(menus, "FEATURES", (Feature,))
    with pytest.raises(Undeclared, match=said):
        app.create_app(settings_of(database_url, tmp_path, keys))


@pytest.mark.slow
def test_a_worker_loads_nothing_that_it_has_no_use_for() -> None:
    """What each of these takes, every worker would take: psycopg alone nine megabytes on SQLite.

    SQLAlchemy's PostgreSQL comes with any ``postgresql_where`` of a table: tables/columns.py.
    """
    unused = {"psycopg", "numpy", "numba", "zxcvbn", "alembic", "rapidfuzz", "typst", "segno"}
    unused |= {"sqlalchemy.dialects.postgresql"}
    child = f"import nenkin.app, sys, gc; print({unused} & set(sys.modules), gc.isenabled())"
    told = subprocess.run([sys.executable, "-c", child], check=True, capture_output=True, text=True)
    assert told.stdout == "set() True\n"
