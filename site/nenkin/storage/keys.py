"""The secret keys, in a file of their own: whoever takes the database or a backup has none of them."""

import base64
import binascii
import json
import os
import secrets
import stat
from dataclasses import dataclass, fields
from pathlib import Path

_LENGTH = 32


class BadKeys(Exception):
    """The key file cannot be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Key:
    """One secret. ``id`` stands beside everything made with it, so that it can be followed by another."""

    id: int
    secret: bytes

    def __repr__(self) -> str:
        """Keep the secret out of logs and tracebacks."""
        return f"Key(id={self.id})"


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The keys of one purpose: the first makes, all of them read (the time of overlap)."""

    keys: tuple[Key, ...]

    @property
    def current(self) -> Key:
        """The key with which new things are made."""
        return self.keys[0]

    def find(self, key_id: int) -> Key | None:
        """Give the key with this id, if it is still there."""
        return next((key for key in self.keys if key.id == key_id), None)


@dataclass(frozen=True, slots=True)
class Keys:
    """Every secret of the installation, one ring a purpose, so that one can change without others."""

    data: KeyRing  # seals what is stored
    index: KeyRing  # finds what is sealed; ten digits can be guessed by whoever has it
    pepper: KeyRing  # goes into each password before it is hashed
    audit: KeyRing  # chains the audit trail
    anchor: KeyRing  # signs the trail's anchors (Ed25519)
    csrf: KeyRing  # ties a visitor's forms to the visitor


PURPOSES = tuple(field.name for field in fields(Keys))


def new_keys() -> Keys:
    """Make fresh keys."""
    return Keys(*(KeyRing((Key(1, secrets.token_bytes(_LENGTH)),)) for _ in PURPOSES))


def load_or_make(path: Path) -> Keys:
    """Read the key file; on the very first start make it, readable by its owner only."""
    if not path.exists():
        _make(path)
    return load(path)


def load(path: Path) -> Keys:
    """Read the key file, or raise ``BadKeys``."""
    try:
        mode = path.stat().st_mode
        content = path.read_bytes()
    except OSError as error:
        raise BadKeys(f"{path}: cannot be read ({error.strerror}).") from error
    if stat.S_IMODE(mode) & 0o077:
        raise BadKeys(f"{path}: others can read it. Run: chmod 600 {path}")
    try:
        rings = json.loads(content.decode("utf-8"))
        return Keys(**{purpose: _ring(rings[purpose]) for purpose in PURPOSES})
    except (ValueError, KeyError, TypeError, binascii.Error) as error:
        raise BadKeys(
            f"{path}: not a key file ({error}). Take it from the place where keys are kept; "
            "a new one cannot open what is stored."
        ) from error


def write(keys: Keys, path: Path) -> None:
    """Write a key file that is complete or not there, and never replaces another."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(
        {
            purpose: [
                {"id": key.id, "key": base64.b64encode(key.secret).decode()}
                for key in getattr(keys, purpose).keys
            ]
            for purpose in PURPOSES
        },
        indent=1,
    )
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text + "\n")
            file.flush()
            os.fsync(file.fileno())
        # A link fails where somebody was first; a rename would throw their keys away.
        os.link(draft, path)
    finally:
        draft.unlink()
    _sync(path.parent)


def _make(path: Path) -> None:
    try:
        write(new_keys(), path)
    except FileExistsError:
        return  # another worker made them in the meantime
    except OSError as error:
        raise BadKeys(f"{path}: cannot be made ({error.strerror}).") from error


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _ring(entries: list[dict[str, object]]) -> KeyRing:
    keys = tuple(
        Key(int(str(entry["id"])), base64.b64decode(str(entry["key"]), validate=True))
        for entry in entries
    )
    ids = [key.id for key in keys]
    if not keys or len(set(ids)) != len(ids) or not all(1 <= key_id <= 255 for key_id in ids):  # noqa: PLR2004
        raise ValueError("each purpose needs keys with different ids from 1 to 255")
    if any(len(key.secret) != _LENGTH for key in keys):
        raise ValueError(f"each key needs {_LENGTH} bytes")
    return KeyRing(keys)
