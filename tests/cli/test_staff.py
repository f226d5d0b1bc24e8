"""The first members of staff of an installation are founded once, and take their accounts up."""

import asyncio
import re
import sqlite3
from pathlib import Path

import pytest

from nenkin.cli.command import main
from nenkin.storage.keys import Keys
from tests.browser import Browser
from tests.sites import settings_of, site

pytestmark = pytest.mark.usefixtures("cheap_hashes")  # of papers that nobody keeps
FILE = """
[[place]]
code = "one"
kind = "back-office"
name = "はじめの事務センター"

[[staff]]
number = "D0001"
name = "堂本 律"
place = "one"
roles = ["registrar"]
"""


@pytest.fixture
def url(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: Keys) -> str:
    given = settings_of(sqlite_url, tmp_path, keys)
    for name, value in {
        "DATABASE_URL": given.database_url,
        "KEYS": str(given.keys),
        "SMTP": "smtp://127.0.0.1:1",
    }.items():
        monkeypatch.setenv(f"NENKIN_{name}", value)
    return given.database_url


async def _take_up(url: str, folder: Path, keys: Keys, terminal: str, paper: str) -> str:
    chosen = settings_of(url, folder, keys, demo=False, smtp="smtp://127.0.0.1:1")
    async with site(chosen) as gate:
        browser = Browser(gate)
        await browser.open("/staff")
        page = await browser.open("/staff/terminal")
        page = await browser.press("登録する", {"paper": terminal})
        assert page.path == "/staff/sign-in", page.text
        await browser.open("/staff/first")
        page = await browser.press("次に進む", {"number": "D0001", "paper": paper})
        return page.path


def test_founded_once(
    url: str, tmp_path: Path, keys: Keys, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "offices.toml"
    file.write_text(FILE, "utf-8")
    assert main(["staff", "found", str(file)]) == 0
    told = capsys.readouterr().out
    papers = re.findall(r"[2-9A-Z]{4} [2-9A-Z]{4} [2-9A-Z]{4}", told)
    assert len(papers) == 2
    assert asyncio.run(_take_up(url, tmp_path, keys, *papers)) == "/staff/first/secret"
    assert main(["staff", "found", str(file)]) == 2
    assert "already" in capsys.readouterr().err
    with sqlite3.connect(tmp_path / "nenkin.db") as connection:
        assert connection.execute("SELECT count(*) FROM staff").fetchone() == (1,)
        acts = [row[0] for row in connection.execute("SELECT action FROM audit")]
    connection.close()
    assert acts == ["staff.founded", "terminal.registered"]


def test_a_broken_file_is_refused(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "offices.toml"
    file.write_text(FILE.replace("registrar", "king"), "utf-8")
    assert main(["staff", "found", str(file)]) == 2
    assert "king" in capsys.readouterr().err
