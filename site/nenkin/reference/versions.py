"""By which law and which numbers an amount was worked out: fingerprints of the files that say so."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import nenkin.law

LENGTH = 12  # hexadecimal digits: enough that no two versions ever meet
FOLDERS = ("parameters", "tables")


def rules_version() -> str:
    """Give the fingerprint of the law as it is written in nenkin.law."""
    folder = Path(nenkin.law.__file__).parent
    return _fingerprint(folder, folder.rglob("*.py"))


def parameters_version(data: Path) -> str:
    """Give the fingerprint of all numbers."""
    return _fingerprint(
        data, (path for name in FOLDERS for path in (data / name).rglob("*") if path.is_file())
    )


def _fingerprint(folder: Path, files: Iterable[Path]) -> str:
    found = sha256()
    for path in sorted(files):
        content = path.read_bytes()
        # Names and lengths too: a line moved from one file to the next is another version.
        found.update(f"{path.relative_to(folder).as_posix()}:{len(content)}:".encode())
        found.update(content)
    return found.hexdigest()[:LENGTH]
