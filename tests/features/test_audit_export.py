"""A file of the trail: asked for by one auditor, allowed by another, given once, and of nobody's name."""

import csv
import hashlib

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError

from nenkin.law.duties import Role
from nenkin.storage.audit_chain import verify
from nenkin.storage.audit_exports import EXPORTS, MOST, exports
from nenkin.storage.database import open_database
from nenkin.storage.staff import Founder, find_member, found_member, places_of
from tests.asgi import Answer
from tests.browser import Browser, Page
from tests.features.office_site import AUDITOR, CLERK, MANAGER, asked, clerk
from tests.features.records_site import Town, record_of
from tests.sites import NOON

pytestmark = pytest.mark.asyncio(loop_scope="module")

OTHER = "K0009"
ASK, ALLOW, REFUSE, TAKE = "ほかの担当に送る", "許す", "断る", "表を取り出す"
WHY = {"why": "外の監査に出すため"}


async def second_auditor(people: Town) -> Browser:
    await clerk(people, AUDITOR)
    db = await open_database(people.url, people.keys)
    if await find_member(db, OTHER) is None:
        member = await find_member(db, AUDITOR)
        assert member is not None
        (place, *_) = await places_of(db, member.id)
        founder = Founder(
            number=OTHER,
            name="監査 二子",
            place_id=place.id,
            roles=[Role.AUDITOR],
            password_hash="-",
            policy="standard",
            blocklist=1,
            totp_secret="JBSWY3DPEHPK3PXP",
        )
        async with db.write() as session:
            await found_member(session, founder, NOON)
    await db.close()
    return await clerk(people, OTHER)


async def sent(browser: Browser, path: str) -> Page:
    """Send a form that no page offers just now."""
    page = await browser.open("/staff/audit/exports")
    return await browser.send(path, {"token": page.form_with(ASK).values["token"]})


async def taken(browser: Browser) -> Answer:
    form = browser.page.form_with(TAKE)
    return await browser.client.post(form.action, form.values)


async def test_two_auditors_one_file_once_and_nobodys_name(people: Town) -> None:
    number = await asked(people, "tenshoku")
    await (await clerk(people, CLERK)).open(f"/staff/cases/{number}")
    other, one = await second_auditor(people), await clerk(people, AUDITOR)
    await one.open("/staff/audit/exports")
    page = await one.press(ASK, {"staff-number": "Z9999", "why": WHY["why"]})
    assert page.errors == {"その職員番号はありません": "#f-staff-number"}
    page = await one.press(ASK, {"staff-number": "", "why": "", "case-number": "12"})
    assert "取り出す理由を書いてください" in page.errors
    page = await one.press(ASK, {"case-number": "", **WHY})
    export = page.path
    assert "ほかの監査の担当が決めるまで" in page.text
    assert ALLOW not in page.response.text
    page = await sent(one, f"{export}/allow")
    assert (page.status, "自分では決められません" in page.text) == (409, True)
    assert (await sent(one, f"{export}/take")).status == 409  # nobody has allowed it

    page = await other.open("/staff/audit/exports")
    page = await other.open(next(href for _, href in page.links if href == export))
    assert WHY["why"] in page.text
    before = other.page
    page = await other.press(ALLOW)
    assert "取り出せます" in page.text
    assert TAKE not in page.response.text  # only whoever asked
    other.page = before  # pressed once more, in another tab
    page = await other.press(REFUSE)
    assert page.status == 409

    await one.open(export)
    file = await taken(one)
    assert file.status == 200
    assert file.get("content-disposition").startswith("attachment")
    rows = list(csv.DictReader(file.body.decode("utf-8-sig").splitlines()))
    assert any(row["action"] == "case.viewed" for row in rows)
    assert all(row["export"] == export.rpartition("/")[2] for row in rows)
    person = record_of("tenshoku").person
    secrets = (person.surname, person.surname_kana, person.basic_number, number, WHY["why"])
    for secret in (*secrets, str(people.people["tenshoku"])):
        assert secret not in file.text
    assert not {row["staff"] for row in rows} & {CLERK, AUDITOR, OTHER}
    page = await sent(one, f"{export}/take")
    assert page.status == 409
    page = await one.open(export)
    assert "取り出しました" in page.text
    db = await open_database(people.url, people.keys)
    (kept, *_) = await exports(db)
    assert kept.digest == hashlib.sha256(file.body).digest()
    assert kept.entries == len(rows)
    assert (await verify(db)).whole
    with pytest.raises(DBAPIError, match="kept as it was"):
        async with db.write() as session:
            await session.run(update(EXPORTS).values(given_at=1))
    await db.close()


async def test_what_comes_after_it_was_asked_is_not_in_it(people: Town) -> None:
    other, one = await second_auditor(people), await clerk(people, AUDITOR)
    await one.open("/staff/audit/exports")
    page = await one.press(ASK, {"action": "case-viewed", **WHY})
    export = page.path
    number = await asked(people, "antei")
    await (await clerk(people, CLERK)).open(f"/staff/cases/{number}")
    await other.open(export)
    await other.press(ALLOW)
    await one.open(export)
    file = await taken(one)
    db = await open_database(people.url, people.keys)
    (kept, *_) = await exports(db)
    await db.close()
    rows = list(csv.DictReader(file.body.decode("utf-8-sig").splitlines()))
    assert all(int(row["seq"]) <= kept.until_seq for row in rows)
    assert {row["action"] for row in rows} <= {"case.viewed"}


async def test_too_much_at_once_is_refused_and_so_is_a_wish(
    people: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, one = await second_auditor(people), await clerk(people, AUDITOR)
    await one.open("/staff/audit/exports")
    assert MOST >= 10_000
    with monkeypatch.context() as patch:
        patch.setattr("nenkin.features.audit.exporting.MOST", 0)
        page = await one.press(ASK, WHY)
    assert list(page.errors) == [
        "一度に取り出せるより多くあります。内容や職員番号をしぼってください"
    ]
    page = await one.press(ASK, WHY)
    export = page.path
    await other.open(export)
    page = await other.press(REFUSE)
    assert "許されませんでした" in page.text
    assert (await sent(one, f"{export}/take")).status == 409


@pytest.mark.parametrize("who", [CLERK, MANAGER])
async def test_nobody_else_takes_anything_out(people: Town, who: str) -> None:
    browser = await clerk(people, who)
    assert (await browser.open("/staff/audit/exports")).status == 403
    assert (await browser.open("/staff/audit/exports/1")).status == 403
