"""Whatever the pages of estimates tell everybody, ``nenkin estimate replay`` comes to the same again."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from nenkin.cli.command import main
from nenkin.storage.keys import write
from tests.browser import Browser
from tests.features.records_site import PERSONAS, Town
from tests.features.test_estimate_compare import KEEP, REMOVES
from tests.features.test_estimate_found import add as add_found

pytestmark = pytest.mark.asyncio(loop_scope="module")

SAVED = ("as-it-is", "conditions")
PAGES = (
    *("/estimate", "/estimate/why/so-far", "/record/payable", "/estimate/found"),
    *("/estimate/conditions/result", "/estimate/questions/result"),
    *("/estimate/compare", "/estimate/compare/ages"),
)
TOLD = {"so-far", "payable", "found", "conditions", "side-by-side", "by-age"}


async def save(browser: Browser) -> None:
    """Put periods down as found, and save two scenarios, where that can be worked out."""
    await add_found(browser)
    for name, kind in zip(REMOVES, SAVED, strict=False):
        page = await browser.open("/estimate/compare/new")
        if KEEP in page.text:
            await browser.press(KEEP, {"what": kind, "name": name})


async def test_every_kind_of_figure_is_worked_out_again(
    people: Town,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for slug in PERSONAS:
        browser = people.browser(slug)
        await save(browser)
        for path in PAGES:
            assert (await browser.open(path)).status == 200, (slug, path)
    file = people.url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(file)) as db:
        kinds = {kind for (kind,) in db.execute("SELECT DISTINCT kind FROM estimate")}
        (count,) = db.execute("SELECT count(*) FROM estimate").fetchone()
    assert kinds >= TOLD
    write(people.keys, tmp_path / "keys.json")
    monkeypatch.setenv("NENKIN_DATABASE_URL", people.url)
    monkeypatch.setenv("NENKIN_KEYS", str(tmp_path / "keys.json"))
    monkeypatch.setenv("NENKIN_DEMO", "1")
    capsys.readouterr()
    code = await asyncio.to_thread(main, ["estimate", "replay"])
    said = capsys.readouterr().out
    assert f"{count} worked out again: {count} the same, 0 changed, 0 cannot" in said
    assert code == 0
