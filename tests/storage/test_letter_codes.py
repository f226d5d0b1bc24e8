"""Tests of letters with codes: to whom they go, and no code on paper twice."""

from dataclasses import replace

import pytest

from nenkin.storage import audit
from nenkin.storage.access_keys import IssuedBy, find_key, holder_of, issue_key
from nenkin.storage.addresses import register_address
from nenkin.storage.batches import (
    count_waiting,
)
from nenkin.storage.database import Database
from nenkin.storage.identifiers import hashed
from nenkin.storage.letter_steps import (
    Halt,
    Halted,
    NewSecret,
    drop_waiting,
    refuse_letter,
    send_again,
    send_to,
)
from nenkin.storage.letters import (
    ACCESS_KEY,
    SIGN_UP_CODE,
    Letter,
    StoredLetter,
    enqueue_letter,
    letter_after,
    letters_of_batch,
    letters_to_check,
)
from nenkin.storage.people import read_person
from nenkin.storage.tokens import Purpose, issue_token, of_letter, use_token
from tests.storage.conftest import NOW
from tests.storage.posts import (
    CODE,
    HOME,
    LATER,
    OTHER,
    counted,
    given,
    halted,
    make,
    noted,
    stored,
)


async def sign_up(database: Database, person_id: int, code: str = CODE) -> int:
    """Note a letter with a code that opens something."""
    async with database.write() as session:
        await issue_token(
            session,
            Purpose.LETTER,
            now=NOW,
            payload="the sign-up",
            secret=of_letter(session.vault, code),
        )
        token = hashed(of_letter(session.vault, code)).hex()
        letter = Letter(
            kind=SIGN_UP_CODE,
            person_id=person_id,
            address=("1000000", "13", "みほん区１－１"),
            facts={"name": "見本 花子", "code": code, "token": token},
            dedupe=f"sign-up {code[::-1]}",
        )
        found = await enqueue_letter(session, letter, NOW)
    assert found is not None
    return found


async def opens(database: Database, code: str) -> bool:
    async with database.write() as session:
        return (
            await use_token(session, Purpose.LETTER, of_letter(session.vault, code), NOW)
        ) is not None


def event(person_id: int) -> audit.Event:
    return noted("letter.checked", person_id, {})


async def test_a_code_goes_to_the_registered_address_once_somebody_has_looked(
    database: Database, person_id: int
) -> None:
    letter_id = await sign_up(database, person_id)
    assert [one.id for one in await letters_to_check(database, 10)] == [letter_id]
    assert await count_waiting(database, secret=True) == 0

    async def send(*, registered: bool) -> None:
        async with database.write() as session:
            await send_to(session, letter_id, event(person_id), NOW, registered=registered)

    assert await halted(send(registered=True)) is Halt.NO_ADDRESS
    async with database.write() as session:
        await register_address(session, person_id, HOME)
    await send(registered=True)
    assert (await stored(database, letter_id)).letter.address == HOME
    assert await count_waiting(database, secret=True) == 1
    assert await halted(send(registered=False)) is Halt.DONE


async def test_a_refused_letter_opens_nothing(database: Database, person_id: int) -> None:
    letter_id = await sign_up(database, person_id)
    async with database.write() as session:
        await refuse_letter(session, letter_id, event(person_id), NOW)
    assert not await opens(database, CODE)
    assert "code" not in (await stored(database, letter_id)).letter.facts


async def printed_code(database: Database, person_id: int) -> StoredLetter:
    letter_id = await sign_up(database, person_id)
    async with database.write() as session:
        await send_to(session, letter_id, event(person_id), NOW, registered=False)
    batch = await make(database, secret=True)
    await given(database, batch)
    await counted(database, batch)
    return await stored(database, letter_id)


async def test_a_code_is_forgotten_once_printed_and_replaced_by_another(
    database: Database, person_id: int
) -> None:
    before = await printed_code(database, person_id)
    assert CODE not in str(before.letter.facts)

    async def anew() -> int:
        async with database.write() as session:
            return await send_again(
                session,
                before,
                reason="届かない",
                large=True,
                secret=NewSecret(code=OTHER),
                now=LATER,
            )

    again = await stored(database, await anew())
    assert again.letter.facts["code"] == OTHER
    assert again.letter.large
    assert again.checked_at is not None
    assert await halted(anew()) is Halt.DONE  # by another clerk at the same moment
    assert not await opens(database, CODE)
    assert await opens(database, OTHER)


async def test_no_code_follows_one_that_was_used(database: Database, person_id: int) -> None:
    before = await printed_code(database, person_id)
    assert await opens(database, CODE)

    async def anew() -> int:
        async with database.write() as session:
            return await send_again(
                session, before, reason="x", large=False, secret=NewSecret(code=OTHER), now=LATER
            )

    assert await halted(anew()) is Halt.OVER
    assert await letter_after(database, before.id) is None


async def test_spoiled_codes_are_made_anew_and_those_that_are_over_left_out(
    database: Database, person_id: int
) -> None:
    ids = [await sign_up(database, person_id, code) for code in (CODE, OTHER)]
    for letter_id in ids:
        async with database.write() as session:
            await send_to(session, letter_id, event(person_id), NOW, registered=False)
    batch = await make(database, secret=True)
    await given(database, batch)
    assert await opens(database, OTHER)
    new = {letter_id: NewSecret(code=f"9876543210987654{n}") for n, letter_id in enumerate(ids)}
    await counted(database, batch, 1, 2, secrets=new)
    assert not await opens(database, CODE)
    assert await count_waiting(database, secret=True) == 1
    assert not any("code" in one.letter.facts for one in await letters_of_batch(database, batch))


async def test_another_access_key_closes_the_one_before(database: Database, person_id: int) -> None:
    known = await read_person(database, person_id)
    holder = holder_of(known.person)
    async with database.write() as session:
        await issue_key(
            session,
            person_id=person_id,
            holder=holder,
            secret_hash="first",
            issued_by=IssuedBy.POST,
            now=NOW,
        )
        letter = Letter(
            kind=ACCESS_KEY,
            person_id=person_id,
            address=HOME,
            facts={"name": "見本 花子", "code": CODE},
            dedupe="key",
        )
        letter_id = await enqueue_letter(session, letter, NOW)
        waiting = await enqueue_letter(session, replace(letter, dedupe="older"), NOW)
    assert letter_id is not None
    assert waiting is not None
    before = await stored(database, letter_id)
    async with database.write() as session:
        secret = NewSecret(code=OTHER, hashed="second", holder=holder)
        await send_again(session, before, reason="x", large=False, secret=secret, now=NOW)
    found = await find_key(database, holder, NOW)
    assert found is not None
    assert found.secret_hash == "second"
    async with database.write() as session:
        await drop_waiting(session, person_id, ACCESS_KEY, NOW)
        await refuse_if_waiting(session, waiting)
    assert await letters_to_check(database, 10) == []


async def refuse_if_waiting(session: object, letter_id: int) -> None:
    with pytest.raises(Halted):
        await refuse_letter(session, letter_id, noted("x", None, {}), NOW)  # type: ignore[arg-type]


async def test_addresses_and_codes_are_not_in_clear(
    sqlite_database: Database, sqlite_person: int
) -> None:
    await sign_up(sqlite_database, sqlite_person)
    async with sqlite_database.write() as session:
        await register_address(session, sqlite_person, HOME)
    assert sqlite_database.file is not None
    for file in sqlite_database.file.parent.iterdir():
        content = file.read_bytes()
        assert CODE.encode() not in content
        assert "みほん区".encode() not in content
