"""Letters from the clerk's first press to the count: one file, one paper each, every mistake a way on."""

import asyncio
import io
from pathlib import Path

import pikepdf
import pytest

from nenkin.storage import audit
from nenkin.storage.access_keys import IssuedBy, find_key, holder_of, issue_key
from nenkin.storage.addresses import register_address
from nenkin.storage.batches import BatchFiles, open_batches
from nenkin.storage.database import open_database
from nenkin.storage.letters import ACCESS_KEY, Letter, enqueue_letter, letters_of_batch
from nenkin.storage.people import read_person, restrict
from tests.browser import Browser, Page
from tests.features.office_site import CLERK, ELSEWHERE, TOWN_HALL, clerk
from tests.features.records_site import Town
from tests.papers import needs_font, needs_poppler, said
from tests.pdf_ua import problems
from tests.sites import NOON

pytestmark = [pytest.mark.asyncio(loop_scope="module"), needs_font]

LETTERS = "/staff/letters"
WHO, ELSE, CLOSED = "tenshoku", "jieigyo", "menjo"
CODE = "12345678901234567"
PLAIN, SECRET = "お知らせの手紙を束にする", "番号の入った手紙を束にする"
GIVE, COUNT, AGAIN, CHECK = (
    "印刷するファイルを出す",
    "数を決めて、ファイルを消す",
    "もう一度送る",
    "決める",
)
HOME = ("100-0000", "東京都みほん区１－２－３")


async def letter(people: Town, who: str, cause: str, **more: object) -> int:
    """Let a letter wait; give its id."""
    db = await open_database(people.url, people.keys)
    try:
        known = await read_person(db, people.people[who])
        values: dict[str, object] = {
            "kind": "corrected",
            "person_id": known.id,
            "address": HOME,
            "facts": {"name": f"{who}さん", "case": "00000000000000", "added": "昭和50年4月\n5月"},
            "dedupe": cause,
        }
        async with db.write() as session:
            if more.get("kind") == ACCESS_KEY:
                holder, by = holder_of(known.person), IssuedBy.POST
                await issue_key(
                    session,
                    person_id=known.id,
                    holder=holder,
                    secret_hash="-",
                    issued_by=by,
                    now=NOON,
                )
            found = await enqueue_letter(session, Letter(**{**values, **more}), NOON)  # type: ignore[arg-type]
    finally:
        await db.close()
    assert found is not None
    return found


async def key(people: Town, who: str, cause: str) -> int:
    return await letter(
        people, who, cause, kind=ACCESS_KEY, facts={"name": f"{who}さん", "code": CODE}
    )


async def made(browser: Browser, button: str) -> Page:
    """Make a batch and give its page."""
    await browser.open(LETTERS)
    page = await browser.press(button)
    assert page.path.startswith("/staff/batches/"), page.text
    return page


async def file(browser: Browser, page: Page) -> bytes:
    """Press the button that gives the file; a browser stays on the page meanwhile."""
    form = page.form_with(GIVE)
    found = await browser.client.post(form.action, form.values)
    assert found.status == 200, found.text
    assert found.get("content-type") == "application/pdf"
    return found.body


async def trail(people: Town, who: str) -> list[str]:
    db = await open_database(people.url, people.keys)
    try:
        return [one.event.action for one in await audit.views_of(db, people.people[who])]
    finally:
        await db.close()


@needs_poppler
async def test_waiting_letters_become_one_file_with_tags_and_are_counted(people: Town) -> None:
    for number in range(2):
        await letter(people, WHO, f"one {number}", large=number == 0)
    one = await clerk(people, CLERK)
    page = await one.open(LETTERS)
    assert "tenshoku" not in page.text  # no names in a list
    page = await made(one, PLAIN)
    pdf = await file(one, page)
    assert problems(pdf) == []
    words = said(pdf)
    assert words.count("年金記録を直したお知らせ") == 2
    assert "東京都みほん区１－２－３" in words
    assert "昭和50年4月" in words
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.pages) >= 2

    page = await one.press(COUNT, {"printed": "1", "spoiled": "3"})
    assert page.errors == {"この束にない番号があります。下の表を見てください": "#f-spoiled"}
    assert 'value="3"' in page.response.text
    page = await one.press(COUNT, {"printed": "たくさん", "spoiled": "さん"})
    assert set(page.errors.values()) == {"#f-printed", "#f-spoiled"}
    page = await one.press(COUNT, {"printed": "１", "spoiled": ""})
    assert set(page.errors.values()) == {"#f-printed"}
    before = one.page
    page = await one.press(COUNT, {"printed": "２通", "spoiled": ""})
    assert "印刷がすみました" in page.text
    assert GIVE not in page.response.text
    one.page = before  # from another tab
    page = await one.press(COUNT, {"printed": "2", "spoiled": ""})
    assert page.status == 409
    assert "もうすんでいます" in page.text
    assert "letter.printed" in await trail(people, WHO)


async def test_two_clerks_make_one_batch_and_the_file_goes_to_one_of_them(people: Town) -> None:
    await letter(people, WHO, "shared")
    one, two = await clerk(people, CLERK), await clerk(people, ELSEWHERE)
    await two.open(LETTERS)
    page = await made(one, PLAIN)
    late = await two.press(PLAIN)
    assert "もう束になっていました" in late.text
    assert await file(one, page) == await file(one, page)  # a double click
    await two.open(page.path)
    assert GIVE not in two.page.response.text
    form = page.form_with(GIVE)
    other = await two.send(form.action, {"token": two.page.form_with(COUNT).values["token"]})
    assert other.status == 409
    assert "もう出してあります" in other.text
    page = await two.open(page.path)
    page = await two.press(COUNT, {"printed": "0", "spoiled": ""})
    assert "1通は作り直しました" in page.text
    page = await made(two, PLAIN)  # the same letter once more
    await file(two, page)
    await two.press(COUNT, {"printed": "1"})


async def test_a_file_that_was_not_written_is_made_from_the_same_letters(people: Town) -> None:
    letter_id = await letter(people, WHO, "killed")
    one = await clerk(people, CLERK)
    page = await made(one, PLAIN)  # and the machine stopped here
    db = await open_database(people.url, people.keys)
    (batch,) = await open_batches(db)
    assert [each.id for each in await letters_of_batch(db, batch.id)] == [letter_id]
    await db.close()
    folder = Path(people.url.removeprefix("sqlite:///")).parent / "letters"
    assert BatchFiles(folder).read(batch.id, b"k" * 32) is None
    page = await one.open(LETTERS)
    assert "まだ印刷していません" in page.text
    await one.follow("の束")
    pdf = await file(one, one.page)
    sealed = folder / f"{batch.id}.sealed"
    assert sealed.stat().st_mode & 0o077 == 0
    assert pdf[:64] not in sealed.read_bytes()
    assert b"%PDF" not in sealed.read_bytes()
    await one.press(COUNT, {"printed": "1"})
    assert not sealed.exists()


async def test_a_code_goes_to_the_registered_address_and_is_never_printed_twice(
    people: Town,
) -> None:
    letter_id = await key(people, ELSE, "key 1")
    one = await clerk(people, CLERK)
    db = await open_database(people.url, people.keys)
    async with db.write() as session:
        await register_address(session, people.people[ELSE], ())
    await db.close()
    page = await one.open(f"{LETTERS}/{letter_id}")
    assert "登録された住所がありません" in page.text
    page = await one.press(CHECK, {"to": "registered"})
    assert set(page.errors.values()) == {"#f-to"}
    page = await one.press(CHECK, {"to": "typed"})
    assert page.errors == {"住所を確かめた書類を書いてください": "#f-seen"}
    db = await open_database(people.url, people.keys)
    async with db.write() as session:
        await register_address(session, people.people[ELSE], ("1000000", "東京都みほん区1-2-3"))
    await db.close()
    page = await one.open(f"{LETTERS}/{letter_id}")
    assert "2つの住所は同じです" in page.text
    page = await one.press(CHECK, {"to": "registered"})
    assert "送り先を決めました" in page.text
    page = await made(one, SECRET)
    pdf = await file(one, page)
    assert len(pdf) > 1000
    await one.press(COUNT, {"printed": "1"})
    post = await one.open(f"/demo/post/{letter_id}")
    assert CODE[:4] not in post.text
    assert "番号は消しました" in post.text

    page = await one.open(f"{LETTERS}/{letter_id}")
    page = await one.press(AGAIN, {"reason": ""})
    assert page.errors == {"理由を書いてください": "#f-reason"}
    before = one.page
    page = await one.press(AGAIN, {"reason": "届かないと電話があった", "size": "large"})
    assert page.path != f"{LETTERS}/{letter_id}"
    assert "届かないと電話があった" in page.text
    new = page.path
    one.page = before
    assert (await one.press(AGAIN, {"reason": "もう一度"})).path == new  # two tabs
    db = await open_database(people.url, people.keys)
    person = (await read_person(db, people.people[ELSE])).person
    found = await find_key(db, holder_of(person), NOON)
    await db.close()
    assert found is not None
    assert found.secret_hash != "-"
    assert (await trail(people, ELSE))[:2].count("letter.viewed") == 2 or "letter.again" in (
        await trail(people, ELSE)
    )


async def test_a_letter_that_is_not_sent_opens_nothing(people: Town) -> None:
    letter_id = await key(people, "sango", "key 2")
    one, two = await clerk(people, CLERK), await clerk(people, ELSEWHERE)
    for browser in (one, two):
        await browser.open(f"{LETTERS}/{letter_id}")
    page = await one.press(CHECK, {"to": "refuse"})
    assert "この手紙は送りません" in page.text
    page = await two.press(CHECK, {"to": "typed", "seen": "住民票の写し"})
    assert page.status == 409
    db = await open_database(people.url, people.keys)
    person = (await read_person(db, people.people["sango"])).person
    assert await find_key(db, holder_of(person), NOON) is None
    await db.close()


async def test_nobody_opens_a_restricted_persons_letter_alone(people: Town) -> None:
    letter_id = await letter(people, CLOSED, "closed")
    db = await open_database(people.url, people.keys)
    async with db.write() as session:
        await restrict(session, people.people[CLOSED], restricted=True, now=NOON)
    await db.close()
    one = await clerk(people, CLERK)
    page = await one.open(f"{LETTERS}/{letter_id}")
    assert page.status == 403
    assert "みほん区" not in page.text
    assert CLOSED not in page.text


async def test_other_places_see_no_letters(people: Town) -> None:
    letter_id = await letter(people, WHO, "not theirs")
    one = await clerk(people, TOWN_HALL)
    for path in (LETTERS, f"{LETTERS}/{letter_id}"):
        assert (await one.open(path)).status == 403
    office = await clerk(people, CLERK)
    assert (await office.open(f"{LETTERS}/1")).status == 404
    assert (await office.open("/staff/batches/nothing")).status == 404


async def test_many_presses_at_once_put_each_letter_into_one_batch(people: Town) -> None:
    await letter(people, WHO, "raced")
    one = await clerk(people, CLERK)
    page = await one.open(LETTERS)
    form = page.form_with(PLAIN)
    values = {**form.values, "which": "plain"}
    answers = await asyncio.gather(*(one.client.post(form.action, values) for _ in range(5)))
    leads = [each.get("location") for each in answers]
    assert sum(lead.startswith("/staff/batches/") for lead in leads) == 1
