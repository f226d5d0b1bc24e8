"""What lies ready in the site before pages are looked at: sessions, drafts, live links, a letter.

``python -m e2e.prepared`` writes it into the database of the running site and prints what opens
it, so that hundreds of states need no hundreds of journeys; the journeys walk the whole way.
"""

import asyncio
import json
import os
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec

from e2e import (
    closed,
    counter,
    helping,
    history,
    letters,
    office,
    relations,
    remembering,
    requests,
    searching,
    staff,
    standing_searches,
    unnumbered,
)
from e2e.compared import SAVED
from e2e.found import FOUND
from e2e.people import AHEAD, IN_2027, NEWCOMER, answers, newcomer, sample, samples
from e2e.to_come import FUTURE, drafted
from nenkin.clock import SystemClock, japanese_day
from nenkin.features.account import unsent
from nenkin.features.estimate import finding
from nenkin.features.estimate.asking import DRAFT
from nenkin.features.estimate.scenarios import DRAFT as SCENARIOS
from nenkin.features.history.request import JOURNEY, Begun
from nenkin.law.procedures import Procedure
from nenkin.law.procedures import State as Stage
from nenkin.settings import Settings, from_environment
from nenkin.storage.accounts import Account, find_account
from nenkin.storage.audit import ActorKind
from nenkin.storage.cases import Actor, move_case, new_number, open_case
from nenkin.storage.database import Database, Writing, open_database
from nenkin.storage.drafts import Owner, save_draft
from nenkin.storage.helpers import EndedBy, Power, end, invite
from nenkin.storage.helping import begin
from nenkin.storage.imports import import_records
from nenkin.storage.keys import load_or_make
from nenkin.storage.letters import Letter, enqueue_letter
from nenkin.storage.operations import finish_operation
from nenkin.storage.outbox import Mail, enqueue_mail
from nenkin.storage.passwords import change_question
from nenkin.storage.people import find_person
from nenkin.storage.resume_visits import resumed
from nenkin.storage.resuming import begin_for_visitor, give_code, resume
from nenkin.storage.sessions import open_session
from nenkin.storage.sheets import Holder, Typed, keep_answer
from nenkin.storage.tokens import Purpose, issue_token

LONG = timedelta(hours=2)
MONTH = timedelta(days=30)
LINKS = {
    "password": Purpose.RECOVER,
    "confirm": Purpose.CONFIRM_MAIL,
    "change": Purpose.CHANGE_MAIL,
    "undo": Purpose.UNDO_CHANGE,
}


async def _type(db: Database, owner: Owner, journey: str, text: str, now: datetime) -> None:
    async with db.write() as session:
        await save_draft(session, owner, journey, text, expected=0, now=now)


async def _visitors(db: Database, now: datetime) -> dict[str, str]:
    """Let two visitors have typed everything, one with an address in Japan, one abroad."""
    cookies = {"typed": "t" * 43, "typed abroad": "a" * 43}
    for name, cookie in cookies.items():
        text = msgspec.json.encode(answers(abroad="abroad" in name)).decode()
        for journey in ("sign-up", "letter", "recover-key", "recover-post"):
            await _type(db, Owner.visit(cookie), journey, text, now)
    return cookies


async def _remember(db: Database, slug: str, holder: Holder, now: datetime) -> None:
    """Write a history sheet."""
    async with db.write() as session:
        for part, pages in history.SHEETS[slug].items():
            for page, fields in pages.items():
                sent = Typed(
                    section=part,
                    entry=history.key_of(part),
                    page=page,
                    typed=msgspec.json.encode(fields).decode(),
                    written_by="person",
                    record_shown=False,
                    expected=0,
                )
                await keep_answer(session, holder, sent, now)


async def _let_in(db: Database, account: Account, now: datetime) -> dict[str, str]:
    """Let in a guest by the sheet's code, and somebody who has begun a sheet without an account."""
    guest, owner = "g" * 43, "o" * 43
    born_on = sample(history.WRITER).record.person.born_on
    async with db.write() as session:
        holder = Holder.person(account.person_id)
        await give_code(session, holder, remembering.CODE, born_on, now)
    later = now + LONG  # else their half hour might end before the run comes to them
    await resume(db, remembering.CODE, born_on, cookie=guest, place="e2e", now=later)
    code = remembering.OWN_CODE
    await begin_for_visitor(db, code, born_on, cookie=owner, place="e2e", now=later)
    found = await resumed(db, owner, now)
    assert found is not None
    await _remember(db, "jieigyo", found.holder, now)
    return {remembering.GUEST: guest, remembering.OWNER: owner}


async def _help(db: Database, accounts: Mapping[str, Account], now: datetime) -> dict[str, str]:
    """Let somebody help several others; give the ids that stand in addresses."""
    helper, ids = accounts[helping.HELPER], {}
    for name, (slug, name_of, powers, live) in helping.HELPED.items():
        person_id, code = accounts[slug].person_id, helping.CODES[name]
        async with db.write() as session:
            until = japanese_day(now) + MONTH
            helper_id = await invite(
                session, person_id, code, called="見本の長男", powers=powers, until=until, now=now
            )
        await begin(
            db,
            code,
            sample(slug).record.person.born_on,
            account_id=helper.id,
            person_id=helper.person_id,
            knows_as=name_of,
            place="e2e",
            now=now,
            mail=helping.BEGUN_MAIL,
        )
        if not live:
            async with db.write() as session:
                await end(session, helper_id, EndedBy.PERSON, now)
        ids[name] = str(helper_id)
        if Power.SEND in powers:
            async with db.write() as session:
                ids[helping.SENT] = await helping.send_for(
                    session, person_id, helper, helper_id, now
                )
    return ids


async def _ask(db: Database, account: Account, now: datetime) -> dict[str, str]:
    """Send requests that have come to several stages, and begin another; give their numbers."""
    owner, numbers = Owner.person(account.person_id), {}
    begun = Begun(op=requests.OP, contact={"telephone": ["03-0000-0000"]}, reached=True)
    await _type(db, owner, JOURNEY, msgspec.json.encode(begun).decode(), now)
    by = Actor(kind=ActorKind.STAFF, id=1)
    async with db.write() as session:
        await finish_operation(session, requests.OTHER_OP, owner, b"x", location="/", now=now)
        for name, (kind, stages, outcome) in requests.SENT.items():
            number = numbers[name] = new_number()
            await open_case(
                session,
                kind,
                number=number,
                person_id=account.person_id,
                sent=requests.REQUEST.encoded(),
                follows=numbers["answered"] if kind is Procedure.CORRECTION else None,
                now=now,
            )
            for stage in stages:
                note = requests.ASKED_FOR if stage is Stage.PAPERS_WANTED else ""
                said = outcome if stage is Stage.ANSWERED else None
                await move_case(session, number, stage, by=by, now=now, outcome=said, note=note)
        numbers |= await searching.keep(session, account.person_id, now)
    return numbers


async def _accounts(db: Database) -> dict[str, Account]:
    found: dict[str, Account] = {}
    for one in samples().values():
        sign_in = one.persona.sign_in
        account = await find_account(db, sign_in.user_id) if sign_in else None
        if account is not None:
            found[one.persona.slug] = account
    return found


async def _session(db: Database, account: Account, now: datetime) -> str:
    async with db.write() as session:
        opened = await open_session(
            session,
            person_id=account.person_id,
            account_id=account.id,
            now=now,
            idle=LONG,
            longest=LONG,
        )
    return opened.cookie


async def _links(session: Writing, account: Account, now: datetime) -> dict[str, str]:
    """Give links that live as long as the slowest run."""
    now += LONG
    return {
        kind: await issue_token(
            session, purpose, now=now, account_id=account.id, payload="atarashii@example.jp"
        )
        for kind, purpose in LINKS.items()
    }


async def _post(db: Database, now: datetime, origin: str) -> str:
    """Send a mail and a letter; give the letter's number."""
    known = await find_person(db, newcomer(NEWCOMER).number)
    assert known is not None
    letter = Letter(
        kind="sign-up-code",
        person_id=known.id,
        address=("1000001", "13", "千代田区見本町1-2-3"),
        facts={"code": newcomer(NEWCOMER).access_key, "name": "見本 花子"},
        dedupe="e2e",
    )
    body = f"次のアドレスを開いてください。\n\n{origin}/sign-in"
    subject = "新しいパスワードを決めてください"
    mail = Mail(recipient="haruno@example.jp", subject=subject, body=body, dedupe="e2e")
    async with db.write() as session:
        letter_id = await enqueue_letter(session, letter, now)
        await enqueue_mail(session, mail, now)
    return str(letter_id)


async def prepare(settings: Settings) -> dict[str, Any]:
    """Lay everything ready."""
    db = await open_database(settings.database_url, load_or_make(settings.keys))
    now = SystemClock().now()
    try:
        accounts = await _accounts(db)
        people = {slug: await _session(db, account, now) for slug, account in accounts.items()}
        await import_records(db, [sample(AHEAD).record], shown_on=IN_2027)
        somebody = accounts["jieigyo"]
        async with db.write() as session:
            parts = await _links(session, somebody, now)
            await change_question(session, somebody.id, question="pet", answer_hash="x")
        parts["letter"] = await _post(db, now, settings.origin)
        kept = unsent.Unsent("/account/notices", {"notices": ["yes"]})
        late = Owner.person(accounts["antei"].person_id)
        await _type(db, late, unsent.JOURNEY, msgspec.json.encode(kept).decode(), now)
        for slug, given in FUTURE.items():
            owner = Owner.person(accounts[slug].person_id)
            await _type(db, owner, DRAFT, drafted(given), now)
        for journey, drafts in ((finding.DRAFT, FOUND), (SCENARIOS, SAVED)):
            for slug, found in drafts.items():
                owner = Owner.person(accounts[slug].person_id)
                await _type(db, owner, journey, msgspec.json.encode(found).decode(), now)
        for slug in history.SHEETS:
            await _remember(db, slug, Holder.person(accounts[slug].person_id), now)
        parts |= await _help(db, accounts, now)
        let_in = await _let_in(db, accounts[history.WRITER], now)
        await searching.use_up(db, accounts[searching.TIRED].person_id, now + LONG)
        parts |= await _ask(db, accounts[history.WRITER], now)
        parts |= await standing_searches.keep(db, accounts, now)
        parts |= await office.keep(db, accounts, now)
        parts |= await unnumbered.keep(db, now)
        parts |= await closed.keep(db, accounts, now)
        parts |= await relations.keep(db, accounts, now)
        visitors = {**await _visitors(db, now), **let_in}
        parts |= await staff.begin(db, now)
        laid = {"people": people, "visitors": visitors, "parts": parts}
        parts |= await letters.keep(db, accounts, now)
        clerks = await staff.sign_in(db, now) | await counter.lay(db, now)
        return laid | {"staff": clerks}
    finally:
        await db.close()


if __name__ == "__main__":
    print(json.dumps(asyncio.run(prepare(from_environment(os.environ)))))
