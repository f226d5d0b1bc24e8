"""`nenkin kiosk`: a profile for each person, destroyed at the end; e2e/ does it with a real browser."""

import os
import shutil
import stat
import sys
from pathlib import Path

import pytest

from nenkin.cli import kiosk
from nenkin.cli.command import main
from nenkin.cli.kiosk_browser import Ended, arguments_of, environment_of
from nenkin.cli.kiosk_printing import Spool

ADDRESS = "http://127.0.0.1:8000/kiosk"
CANARY = "鷺鸞紡績"

# Says what a browser would: where it is. Keeps what somebody typed in every folder it knows.
BROWSER = f"""#!{sys.executable}
import json, os, sys
profile = next(word.partition("=")[2] for word in sys.argv if word.startswith("--user-data-dir="))
for place in (profile, os.environ["HOME"], os.environ["TMPDIR"], os.environ["XDG_CACHE_HOME"]):
    with open(os.path.join(place, "kept"), "w") as file:
        file.write({CANARY!r})
with open({{log!r}}, "a") as file:
    file.write(sys.argv[-1] + "\\n")
news = os.fdopen(4, "wb", buffering=0)
def at(path):
    target = {{{{"type": "page", "url": "http://127.0.0.1:8000" + path}}}}
    told = {{{{"method": "Target.targetInfoChanged", "params": {{{{"targetInfo": target}}}}}}}}
    news.write(json.dumps(told).encode() + b"\\0")
for path in {{paths!r}}:
    at(path)
orders = os.fdopen(3, "rb", buffering=0)
if {{waits!r}}:
    told = b""
    while b"Browser.close" not in told:
        told += orders.read(65536)
"""

WHOLE = ("/kiosk", "/kiosk/ways", "/history", "/kiosk?ended=person")


def browser(folder: Path, paths: tuple[str, ...] = WHOLE, *, waits: bool = True) -> str:
    file = folder / "browser"
    file.write_text(BROWSER.format(log=str(folder / "log"), paths=paths, waits=waits))
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return str(file)


def run(tmp_path: Path, program: str, *words: str) -> int:
    base = tmp_path / "base"
    base.mkdir(exist_ok=True)
    given = ["kiosk", "--address", "http://127.0.0.1:8000", "--browser", program]
    return main([*given, "--folder", str(base), *words])


def holds(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file() and CANARY in file.read_text()]


def test_nothing_is_left_of_a_turn(tmp_path: Path) -> None:
    assert run(tmp_path, browser(tmp_path), "--once") == 0
    assert list((tmp_path / "base").iterdir()) == []
    assert holds(tmp_path / "base") == []


def test_what_is_kept_is_kept_inside_alone(tmp_path: Path) -> None:
    """Else the test above would be green because nothing was ever written."""
    plan = kiosk.Plan(browser(tmp_path), ADDRESS, tmp_path)
    with kiosk.profile(tmp_path) as folder:
        assert kiosk.browse(plan, folder, ADDRESS) is Ended.BY_PERSON
        assert len(holds(folder)) == 4
    assert not folder.exists()


def test_a_closed_browser_leaves_nothing_either(tmp_path: Path) -> None:
    program = browser(tmp_path, ("/kiosk", "/kiosk/ways"), waits=False)
    plan = kiosk.Plan(program, ADDRESS, tmp_path / "base")
    plan.base.mkdir()
    assert kiosk.one_person(plan, ADDRESS) is Ended.CLOSED
    assert list(plan.base.iterdir()) == []


def test_the_next_browser_says_that_it_is_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, turns = browser(tmp_path), iter([True, True])
    one_person = kiosk.one_person

    def twice(plan: kiosk.Plan, address: str) -> Ended:
        if next(turns, False):
            return one_person(plan, address)
        raise KeyboardInterrupt

    monkeypatch.setattr(kiosk, "one_person", twice)
    assert run(tmp_path, program) == 0
    opened = (tmp_path / "log").read_text().split()
    assert opened == [ADDRESS, f"{ADDRESS}?ended=person"]


def test_a_browser_that_does_not_start_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, browser(tmp_path, (), waits=False)) == 2
    assert "does not start here" in capsys.readouterr().err


def test_what_a_killed_kiosk_left_is_swept_and_a_running_one_is_not(tmp_path: Path) -> None:
    gone = tmp_path / "nenkin-kiosk-999999999-a"
    running = tmp_path / f"nenkin-kiosk-{os.getpid()}-b"
    others = tmp_path / "others"
    for folder in (gone, running, others):
        folder.mkdir()
        (folder / "kept").write_text(CANARY)
    kiosk.sweep(tmp_path)
    assert {folder.name for folder in tmp_path.iterdir()} == {running.name, "others"}


def test_what_cannot_be_wiped_stops_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "rmtree", lambda *_, **__: None)
    assert run(tmp_path, browser(tmp_path)) == 2
    assert "could not be removed" in capsys.readouterr().err


def test_only_the_site_has_an_address_and_nothing_is_remembered(tmp_path: Path) -> None:
    words = arguments_of("chromium", tmp_path, ADDRESS)
    assert "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1" in words
    assert {"--kiosk", "--incognito", "--disable-sync", "--remote-debugging-pipe"} <= set(words)
    assert not any(word.startswith("--remote-debugging-port") for word in words)


def test_the_browser_knows_no_folder_of_the_machine(tmp_path: Path) -> None:
    own = {"HOME": "/home/clerk", "DISPLAY": ":0", "PATH": "/bin", "NENKIN_SMTP": "secret"}
    given = environment_of(tmp_path, own)
    assert given["XAUTHORITY"] == "/home/clerk/.Xauthority"
    assert "NENKIN_SMTP" not in given
    for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        assert given[name].startswith(str(tmp_path)), name


@pytest.mark.parametrize("address", ["ftp://example.jp", "example.jp"])
def test_a_wrong_address_is_said(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["kiosk", "--browser", browser(tmp_path), "--address", address]) == 1
    assert "--address must look like" in capsys.readouterr().err


def queue(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a printer's queue: a file of jobs that are done, and one of those that are not."""
    programs = folder / "programs"
    programs.mkdir()
    texts = {
        "lpstat": f"""#!/bin/sh
case "$2" in all) cat {folder}/going {folder}/done;; *) cat {folder}/going;; esac""",
        "cancel": f"""#!/bin/sh
[ "$1" = -x ] && echo "$2" >>{folder}/cancelled""",
    }
    for name, text in texts.items():
        (programs / name).write_text(text)
        (programs / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    (folder / "going").write_text("")
    (folder / "done").write_text("p-1 clerk 1024 Sat\n")
    (folder / "cancelled").write_text("")
    return folder


def test_own_print_jobs_are_forgotten_once_they_are_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = queue(tmp_path, monkeypatch)

    def out(_: float) -> None:
        (folder / "going").write_text("")

    spool = Spool(clock=lambda: 0.0, rest=out)
    (folder / "going").write_text("p-2 kiosk 1024 Sat\n")
    (folder / "done").write_text("p-1 clerk 1024 Sat\np-3 kiosk 1024 Sat\n")
    spool.clear().join()
    assert (folder / "cancelled").read_text().split() == ["p-2", "p-3"]


def test_a_printer_that_stands_still_keeps_no_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = queue(tmp_path, monkeypatch)
    times = iter([0.0, 30.0, 61.0])
    spool = Spool(clock=lambda: next(times), rest=lambda _: None)
    (folder / "going").write_text("p-2 kiosk 1024 Sat\n")
    spool.clear().join()
    assert (folder / "cancelled").read_text().split() == ["p-2"]


def test_a_machine_without_a_queue_has_nothing_to_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nothing")
    Spool().clear().join()
