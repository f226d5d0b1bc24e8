"""Tests of keys and the vault: what is sealed stays sealed, and bound to its place."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nenkin.storage.keys import BadKeys, Key, KeyRing, Keys, load, load_or_make, new_keys, write
from nenkin.storage.vault import CannotOpen, Vault

TEXT = st.text(st.characters(codec="utf-8"))


def test_keys_are_made_once_and_for_their_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "var" / "keys.json"
    made = load_or_make(file)
    assert load_or_make(file) == made
    assert file.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in file.parent.iterdir()] == ["keys.json"]
    secrets = {ring.current.secret for ring in (made.data, made.index, made.pepper, made.audit)}
    assert len(secrets) == 4


def test_keys_are_never_replaced(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    made = load_or_make(file)
    with pytest.raises(FileExistsError):
        write(new_keys(), file)
    assert load(file) == made
    assert [entry.name for entry in tmp_path.iterdir()] == ["keys.json"]


def test_keys_that_others_can_read_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    load_or_make(file)
    file.chmod(0o640)
    with pytest.raises(BadKeys, match="chmod 600"):
        load(file)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda rings: rings.pop("audit"),
        lambda rings: rings.update(data=[]),
        lambda rings: rings["data"][0].update(key="c2hvcnQ="),
        lambda rings: rings["data"][0].update(key="not base64"),
        lambda rings: rings["data"][0].update(id=256),
        lambda rings: rings["data"].append(rings["data"][0]),
        lambda rings: rings.update(data=None),
    ],
)
def test_a_spoiled_file_is_refused(tmp_path: Path, spoil: object) -> None:
    file = tmp_path / "keys.json"
    load_or_make(file)
    rings = json.loads(file.read_text())
    spoil(rings)  # type: ignore[operator]
    file.write_text(json.dumps(rings))
    with pytest.raises(BadKeys, match=r"keys\.json: not a key file"):
        load(file)


@pytest.mark.parametrize("content", ["", "[]", "{", "null", "\udcff"])
def test_what_is_no_key_file_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "keys.json"
    file.write_bytes(os.fsencode(content))
    file.chmod(0o600)
    with pytest.raises(BadKeys):
        load_or_make(file)


def test_a_place_that_cannot_hold_keys_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BadKeys):
        load_or_make(tmp_path / "file" / "keys.json")


def test_secrets_do_not_show_in_logs() -> None:
    keys = new_keys()
    assert keys.data.current.secret.hex() not in repr(keys)
    assert repr(keys.data.current.secret) not in repr(keys)


@given(TEXT)
def test_what_is_sealed_opens_again(text: str) -> None:
    vault = Vault(KEYS)
    assert vault.open(vault.seal(text, "person.numbers", 1), "person.numbers", 1) == text


def test_a_number_costs_thirty_nine_bytes() -> None:
    assert len(Vault(KEYS).seal("9912345678", "person.numbers", 1)) == 39


def test_the_same_number_never_looks_the_same() -> None:
    vault = Vault(KEYS)
    assert len({vault.seal("9912345678", "person.numbers", 1) for _ in range(100)}) == 100


@pytest.mark.parametrize(("place", "row"), [("person.numbers", 2), ("account.mail", 1)])
def test_a_value_does_not_open_in_another_place(place: str, row: int) -> None:
    vault = Vault(KEYS)
    sealed = vault.seal("9912345678", "person.numbers", 1)
    with pytest.raises(CannotOpen):
        vault.open(sealed, place, row)


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_no_altered_bit_opens(place: int, change: int) -> None:
    vault = Vault(KEYS)
    sealed = bytearray(vault.seal("9912345678", "person.numbers", 1))
    sealed[place % len(sealed)] ^= change
    with pytest.raises(CannotOpen):
        vault.open(bytes(sealed), "person.numbers", 1)


@pytest.mark.parametrize("sealed", [b"", b"\x01", b"\x01" + bytes(12), bytes(40)])
def test_what_is_no_sealed_value_does_not_open(sealed: bytes) -> None:
    with pytest.raises(CannotOpen):
        Vault(KEYS).open(sealed, "person.numbers", 1)


def test_a_new_key_seals_while_the_old_one_still_opens() -> None:
    old = Vault(KEYS)
    sealed = old.seal("9912345678", "person.numbers", 1)
    newer = _with_data(KeyRing((Key(2, bytes(32)), *KEYS.data.keys)))
    assert Vault(newer).open(sealed, "person.numbers", 1) == "9912345678"
    again = Vault(newer).seal("9912345678", "person.numbers", 1)
    assert again[0] == 2
    with pytest.raises(CannotOpen):
        old.open(again, "person.numbers", 1)


@given(st.lists(TEXT, max_size=4), st.lists(TEXT, max_size=4))
def test_only_the_same_words_have_the_same_index(one: list[str], other: list[str]) -> None:
    vault = Vault(KEYS)
    assert (vault.index("number", *one) == vault.index("number", *other)) == (one == other)


def test_an_index_depends_on_its_purpose_and_key() -> None:
    vault = Vault(KEYS)
    assert vault.index("number", "1") != vault.index("mail", "1")
    assert vault.index("number", "1") != Vault(new_keys()).index("number", "1")
    assert len(vault.index("number", "1")) == 16


def _with_data(data: KeyRing) -> Keys:
    return Keys(data, KEYS.index, KEYS.pepper, KEYS.audit, KEYS.anchor, KEYS.csrf)


KEYS = new_keys()
