"""Whoever has no access key applies for a letter: one case in the one queue, and its letter ends it."""

import pytest

from nenkin.interchange.receipt_numbers import grouped
from nenkin.law.wareki import write_day
from nenkin.storage.accounts import account_of, close_account
from nenkin.storage.cases import cases_of, numbered_case
from nenkin.storage.database import open_database
from nenkin.storage.letters import SIGN_UP_CODE, StoredLetter, letters
from nenkin.storage.people import restrict
from tests.browser import Browser
from tests.features.accounts import ANSWERS, sign_up
from tests.features.office_site import CLERK, SECOND, asked, clerk
from tests.features.records_site import Town, record_of
from tests.features.test_office_closed import ALLOW, ASK, opened, wished
from tests.features.test_office_letters import file
from tests.papers import needs_font
from tests.proof.routes import routes_of
from tests.sites import NOON

pytestmark = pytest.mark.asyncio(loop_scope="module")

CASES, LETTERS = "/staff/cases", "/staff/letters"
SIGN_UPS, CHECK = f"{CASES}?kind=sign-up", "決める"
SENT, REFUSED, CLOSED, ASKED = "zaishoku", "menjo", "tenshoku", "antei"
ROAD = "高井戸西3-5-24"


async def applied(people: Town, who: str) -> StoredLetter:
    """Let somebody without an account apply for a letter; give it."""
    db = await open_database(people.url, people.keys)
    try:
        account = await account_of(db, people.people[who])
        if account is not None:
            async with db.write() as session:
                await close_account(session, account.id, NOON)
        person = record_of(who).person
        born = person.born_on
        answers = {
            **ANSWERS,
            "number": {"number": person.basic_number},
            "name": {"surname": person.surname, "given-name": person.given_name},
            "kana": {
                "surname-kana": person.surname_kana,
                "given-name-kana": person.given_name_kana,
            },
            "sex": {"sex": person.sex.value},
            "birth": {
                "born-era": "seireki",
                "born-year": str(born.year),
                "born-month": str(born.month),
                "born-day": str(born.day),
            },
            "mail": {"mail": f"{who}@example.jp", "mail-again": f"{who}@example.jp"},
        }
        page = await sign_up(Browser(people.gate), "post", answers)
        assert page.path == "/sign-up/post/done", page.text
        found = [
            one
            for one in await letters(db)
            if (one.letter.person_id, one.letter.kind) == (people.people[who], SIGN_UP_CODE)
        ]
    finally:
        await db.close()
    return found[0]


async def listed(browser: Browser, address: str, number: str) -> bool:
    page = await browser.open(address)
    return any(grouped(number) in words for words, _ in page.links)


@needs_font
async def test_an_application_waits_in_the_one_queue_until_its_letter_is_counted(
    people: Town,
) -> None:
    letter = await applied(people, SENT)
    number, code = letter.letter.facts["case"], letter.letter.facts["code"]
    one = await clerk(people, CLERK)
    other = await asked(people, SENT)
    assert await listed(one, CASES, number)
    assert await listed(one, SIGN_UPS, number)
    assert not await listed(one, SIGN_UPS, other)
    assert not await listed(one, f"{CASES}?kind=inquiry", number)
    await one.open(SIGN_UPS)
    assert "今日、届きました" in one.page.text
    assert "いくら増えるか" not in one.page.text
    page = await one.open(f"{CASES}/{number}")
    assert page.status == 200
    for words in (
        "郵便での利用の申し込み",
        "東京都",
        ROAD,
        write_day(record_of(SENT).person.born_on),
    ):
        assert words in page.text
    assert code not in page.response.text
    assert "次に進める" not in page.text  # its letter moves it on
    for employer in {span.employer for span in record_of(SENT).spans if span.employer}:
        assert employer not in page.text  # a letter needs nobody to look into a record
    for rest in ("proposal", "candidates", "known", "bereaved", "relation"):
        assert (await one.open(f"{CASES}/{number}/{rest}")).status == 404
    await one.open(f"{CASES}/{number}")
    page = await one.follow("手紙の番号のお知らせ")
    assert page.path == f"{LETTERS}/{letter.id}"
    await one.press(CHECK, {"to": "typed", "seen": "住民票"})
    assert await listed(one, SIGN_UPS, number)  # not yet on paper
    await one.open(LETTERS)
    await one.press("番号の入った手紙を束にする")
    assert len(await file(one, one.page)) > 1000
    page = await one.press("数を決めて、ファイルを消す", {"printed": "1"})
    assert "印刷がすみました" in page.text
    assert not await listed(one, CASES, number)
    page = await one.open(f"{CASES}/{number}")
    assert "通知" in page.text
    db = await open_database(people.url, people.keys)
    own = [case.number for case in await cases_of(db, people.people[SENT])]
    await db.close()
    assert number not in own  # it may have been somebody else who applied
    assert other in own


async def test_what_is_done_in_other_cases_is_a_page_that_is_not_there(people: Town) -> None:
    letter = await applied(people, ASKED)
    one, case = await clerk(people, CLERK), f"{CASES}/{letter.letter.facts['case']}"
    token = (await one.open(f"{case}/notes")).form_with("書きとめる").values["token"]
    below = f"{CASES}/{{number}}/"
    routes = [
        route
        for route in routes_of(people.gate)
        if route.path.startswith(below) and "/closing" not in route.path  # of its person
    ]
    assert len(routes) > 10
    for route in routes:
        path = route.path.replace("{number}", letter.letter.facts["case"])
        pages = [await one.open(path)] if "GET" in route.methods else []
        if "POST" in route.methods:
            pages.append(await one.send(path, {"token": token, "to": "investigating"}))
        for page in pages:
            assert page.status in {200, 404, 409, 422}, path
            assert ("proposal" not in path) or page.status == 404, path
    db = await open_database(people.url, people.keys)
    whole = await numbered_case(db, letter.letter.facts["case"])
    await db.close()
    assert whole is not None
    assert whole.case.state == "received"


async def test_one_that_is_not_sent_is_over(people: Town) -> None:
    letter = await applied(people, REFUSED)
    number = letter.letter.facts["case"]
    one = await clerk(people, CLERK)
    await one.open(f"{LETTERS}/{letter.id}")
    page = await one.press(CHECK, {"to": "refuse"})
    assert page.status == 200, page.errors
    assert not await listed(one, CASES, number)
    db = await open_database(people.url, people.keys)
    whole = await numbered_case(db, number)
    await db.close()
    assert whole is not None
    assert whole.case.state == "withdrawn"


async def test_where_it_goes_is_for_two_where_somebody_must_not_be_found(people: Town) -> None:
    letter = await applied(people, CLOSED)
    number = letter.letter.facts["case"]
    db = await open_database(people.url, people.keys)
    async with db.write() as session:
        await restrict(session, people.people[CLOSED], restricted=True, now=NOON)
    await db.close()
    one, two = await clerk(people, CLERK), await clerk(people, SECOND)
    for address in (f"{CASES}/{number}", f"{LETTERS}/{letter.id}"):
        page = await one.open(address)
        assert page.status == 403
        assert ROAD not in page.text
        assert ASK in page.response.text
    await wished(one, number)
    await opened(two, number)
    await two.press(ALLOW, {"minutes": "15", "scope": "whole"})
    for address in (f"{CASES}/{number}", f"{LETTERS}/{letter.id}"):
        page = await one.open(address)
        assert page.status == 200
        assert ROAD in page.text
