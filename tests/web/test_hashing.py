"""Hashing is bounded, peppered, and costs the same for nobody."""

import asyncio
import os
import sys
import threading
from pathlib import Path

import pytest

from nenkin.web import hashing
from nenkin.web.executors import NICENESS, BoundedExecutor, TooBusy
from nenkin.web.hashing import Hasher


@pytest.fixture
def hasher(tmp_path: Path) -> Hasher:
    return Hasher(pepper=b"p" * 32, locks=tmp_path, slots=1)


async def test_a_secret_matches_its_own_hash_only(hasher: Hasher, tmp_path: Path) -> None:
    stored = await hasher.hash("あさがおの咲く朝に歩く")
    assert await hasher.verify(stored, "あさがおの咲く朝に歩く")
    assert not await hasher.verify(stored, "あさがおの咲く朝に走る")
    assert not await hasher.verify(None, "nobody")
    assert not await hasher.verify("not a hash", "あさがおの咲く朝に歩く")
    other = Hasher(pepper=b"q" * 32, locks=tmp_path, slots=1)
    assert not await other.verify(stored, "あさがおの咲く朝に歩く")
    assert not hasher.outdated(stored)
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")  # OWASP's second profile


async def test_the_keyboard_it_was_typed_with_makes_no_difference(hasher: Hasher) -> None:
    stored = await hasher.hash("Ｇａｒｄｅｎ　ガ")
    assert await hasher.verify(stored, "Garden ｶﾞ")
    assert await hasher.verify(hasher.hash_now("Garden カ\u3099"), "Ｇａｒｄｅｎ ガ")
    assert not await hasher.verify(stored, "garden ガ")


async def test_whoever_comes_after_the_queue_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hashing, "PATIENCE", 0)
    hasher = Hasher(pepper=b"p" * 32, locks=tmp_path, slots=1)
    waiting = [asyncio.ensure_future(hasher.hash("x")) for _ in range(hashing.QUEUE)]
    await asyncio.sleep(0)  # lets each of them take its place
    with pytest.raises(TooBusy):
        await hasher.hash("x")
    await asyncio.gather(*waiting)
    assert await hasher.hash("x")


async def test_whoever_comes_a_moment_too_early_waits_for_a_place(hasher: Hasher) -> None:
    hashes = await asyncio.gather(*(hasher.hash("x") for _ in range(hashing.QUEUE + 2)))
    assert len(set(hashes)) == hashing.QUEUE + 2


async def test_two_workers_share_the_slots(tmp_path: Path) -> None:
    one = Hasher(pepper=b"p" * 32, locks=tmp_path, slots=1)
    other = Hasher(pepper=b"p" * 32, locks=tmp_path, slots=1)
    hashes = await asyncio.gather(*(h.hash("x") for h in (one, other, one, other)))
    assert len(set(hashes)) == 4
    one.close()
    other.close()


@pytest.mark.skipif(sys.platform != "linux", reason="threads have no niceness of their own")
async def test_pages_go_before_what_is_done_beside_the_loop() -> None:
    beside = BoundedExecutor("test", threads=1, places=1, patience=1)
    before = os.getpriority(os.PRIO_PROCESS, 0)
    niceness = await beside.run(lambda: os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))
    assert niceness == max(before, NICENESS)
    assert os.getpriority(os.PRIO_PROCESS, 0) == before
    beside.close()
