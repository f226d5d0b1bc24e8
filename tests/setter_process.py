"""Does one job of web/paper_process.py after the other, with fonts that were read once.

Run as a file: ``python setter_process.py …/paper_process.py``. Jobs and answers say first how long
they are; an empty answer is a job that failed.
"""

import io
import json
import runpy
import sys
from types import SimpleNamespace
from typing import Any

import typst

_READ: dict[str, typst.Fonts] = {}
_fonts = typst.Fonts
LENGTH = 8


def kept(**asked: Any) -> typst.Fonts:
    """Give the fonts below folders, read when first asked for."""
    key = json.dumps(asked)
    if key not in _READ:
        _READ[key] = _fonts(**asked)
    return _READ[key]


def answer(main: Any, job: bytes) -> bytes:
    """Give what the program writes for one job."""
    made = io.BytesIO()
    theirs = sys.stdin, sys.stdout  # of which it asks no more than the buffers
    sys.stdin = SimpleNamespace(buffer=io.BytesIO(job))
    sys.stdout = SimpleNamespace(buffer=made)
    try:
        main()
    except Exception:  # noqa: BLE001  # the test does it once more, and sees it
        return b""
    finally:
        sys.stdin, sys.stdout = theirs
    return made.getvalue()


def run() -> None:
    """Answer until nobody asks any more."""
    asked, told = sys.stdin.buffer, sys.stdout.buffer
    typst.Fonts = kept  # type: ignore[assignment,misc]
    main = runpy.run_path(sys.argv[1])["main"]
    while length := asked.read(LENGTH):
        made = answer(main, asked.read(int.from_bytes(length)))
        told.write(len(made).to_bytes(LENGTH) + made)
        told.flush()


if __name__ == "__main__":
    run()
