"""Whatever the pages of estimates tell everybody, ``nenkin estimate replay`` comes to the same again.

And where a number of the law is another one since, it says whose figures change, and by how much.
"""

import asyncio
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from nenkin import paths
from nenkin.cli.command import main
from nenkin.storage.keys import write
from tests.browser import Browser
from tests.features.records_site import PERSONAS, Town
from tests.features.test_estimate_compare import KEEP, REMOVES
from tests.features.test_estimate_conditions import add as add_line
from tests.features.test_estimate_conditions import begin as begin_table
from tests.features.test_estimate_found import add as add_found
from tests.features.test_estimate_questions import walk

pytestmark = pytest.mark.asyncio(loop_scope="module")

NEVER_LATE = "hokkaido75"  # born between 1937-04 and 1942-03
SAVED = ("as-it-is", "answers", "conditions")
PAGES = (
    *("/estimate", "/estimate/why/so-far", "/record/payable", "/estimate/found"),
    *("/estimate/conditions/result", "/estimate/questions/result"),
    *("/estimate/compare", "/estimate/compare/ages"),
)
TOLD = {
    *("so-far", "as-it-is", "answers", "conditions"),
    *("found", "payable", "side-by-side", "by-age"),
}
AT_70 = {"basic": {"basic-years": "70"}, "employees": {"employees-years": "70"}}
FULL, MORE = "847300", "847400"  # 満額 of 2026, and another one: a hundred yen a year more


async def save(browser: Browser) -> None:
    """Put periods down as found, and save scenarios, where that can be worked out."""
    await add_found(browser)
    for name, kind in zip(REMOVES, SAVED, strict=False):
        page = await browser.open("/estimate/compare/new")
        if KEEP in page.text:
            await browser.press(KEEP, {"what": kind, "name": name})


async def fill(browser: Browser, *, late: bool = True) -> None:
    """Answer every question and write a table, to the end."""
    await walk(browser, AT_70 if late else {})
    page = await browser.follow("年金の額を見る")
    assert page.path == "/estimate/questions/result"
    await begin_table(browser)
    await add_line(browser)  # refused where they are too old for it; then the table stays empty
    page = await browser.open("/estimate/conditions/result")
    assert page.path == "/estimate/conditions/result"


@pytest.fixture
def command(people: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Let the command read the database of the site; gives a folder of data that may be changed."""
    write(people.keys, tmp_path / "keys.json")
    monkeypatch.setenv("NENKIN_DATABASE_URL", people.url)
    monkeypatch.setenv("NENKIN_KEYS", str(tmp_path / "keys.json"))
    monkeypatch.setenv("NENKIN_DEMO", "1")
    data = tmp_path / "data"
    shutil.copytree(paths.DATA, data)
    yield data
    shutil.rmtree(data)


async def replay(capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Run the command; gives its code and what it says."""
    capsys.readouterr()
    code = await asyncio.to_thread(main, ["estimate", "replay"])
    return code, capsys.readouterr().out


def kept(people: Town, columns: str) -> list[tuple[object, ...]]:
    """Give columns of all entries of the ledger."""
    with closing(sqlite3.connect(people.url.removeprefix("sqlite:///"))) as db:
        return list(db.execute(f"SELECT {columns} FROM estimate"))  # of this file


@pytest.mark.usefixtures("command")
async def test_every_kind_of_figure_is_worked_out_again(
    people: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    for slug in PERSONAS:
        browser = people.browser(slug)
        await fill(browser, late=slug != NEVER_LATE)
        await save(browser)
        for path in PAGES:
            assert (await browser.open(path)).status == 200, (slug, path)
    assert {kind for (kind,) in kept(people, "kind")} >= TOLD
    count = len(kept(people, "id"))
    code, said = await replay(capsys)
    assert f"{count} worked out again: {count} the same, 0 changed, 0 cannot" in said
    assert code == 0


async def test_another_number_is_reported_with_how_much_and_whom(
    people: Town,
    command: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """満額 is another one: every pension with a basic part changes, and each is named with its person."""
    browser = people.browser("antei")
    await fill(browser)
    table = command / "tables" / "full_amounts.csv"
    text = table.read_text()
    assert text.count(FULL) == 1
    table.write_text(text.replace(FULL, MORE))
    monkeypatch.setattr(paths, "DATA", command)
    code, said = await replay(capsys)
    assert code == 1
    entries = [(kind, person, entry) for kind, person, entry in kept(people, "kind, person_id, id")]
    changed = {
        part.partition(":")[0]: part
        for part in f"\n{said}".split("\nperson ")
        if "estimate " in part
    }
    heads = {
        f"{person}, estimate {entry} ({kind}) of 2026-11-20" for kind, person, entry in entries
    }
    assert set(changed) <= heads
    own = {
        f"{person}, estimate {entry} ({kind}) of 2026-11-20"
        for kind, person, entry in entries
        if kind in {"answers", "conditions"} and person == people.people["antei"]
    }
    assert own
    assert own <= set(changed)
    for head in own:
        assert "numbers " in changed[head]
        assert "basic +" in changed[head]
