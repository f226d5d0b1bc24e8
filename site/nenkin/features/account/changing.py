"""What a person changes about their own account. Every change is told by mail and noted."""

from dataclasses import replace
from datetime import datetime

from nenkin.features.account import budgets, mails
from nenkin.features.account.desk import Desk
from nenkin.storage.accounts import (
    Account,
    NoSuchAccount,
    change_mail,
    choose_notices,
    close_account,
    read_account,
)
from nenkin.storage.audit import ActorKind, Event, note, of_own
from nenkin.storage.database import Writing
from nenkin.storage.devices import forget_devices, remember_device
from nenkin.storage.passwords import change_password, change_question
from nenkin.storage.sessions import revoke_all, revoke_own
from nenkin.storage.tokens import Purpose, Token, issue_token, use_token
from nenkin.web.answers import folded
from nenkin.web.visits import DEVICE, SignedIn, Visit

YEAR = 365 * 24 * 60 * 60


async def proves(desk: Desk, visit: Visit, account: Account, password: str) -> bool:
    """Whether it is the present password; raises ``Refused`` where it was tried too often."""
    await budgets.spend(desk.db, budgets.of_password_proof(account.id), visit.now)
    return await desk.hasher.verify(account.password_hash, password)


async def take_password(
    desk: Desk, visit: Visit, account: Account, *, password: str, agent: str
) -> None:
    """Put another password in place: only this visit goes on, only this device stays known."""
    person = visit.known
    new = await desk.hasher.hash(password)
    async with desk.db.write() as session:
        await change_password(
            session,
            account.id,
            password_hash=new,
            policy=desk.policy.profile.name,
            blocklist=desk.policy.version,
            now=visit.now,
        )
        await revoke_all(session, person.person_id, visit.now, but=person.session)
        await forget_devices(session, account.id, visit.now)
        _, cookie = await remember_device(session, account.id, agent=agent, now=visit.now)
        await _tell(session, desk, account, "password-changed", visit.now)
        await note(session, _event("password.changed", person), visit.now)
    visit.set_cookie(DEVICE, cookie, max_age=YEAR)


async def ask_for_mail(desk: Desk, visit: Visit, account: Account, mail: str) -> None:
    """Send a link to the new address; until it is used, the old one stays. Both are told."""
    await budgets.spend(desk.db, budgets.of_mails(visit.address, mail.casefold()), visit.now)
    async with desk.db.write() as session:
        link = await issue_token(
            session, Purpose.CHANGE_MAIL, now=visit.now, account_id=account.id, payload=mail
        )
        await mails.send(
            session,
            desk,
            "mail-new",
            to=mail,
            now=visit.now,
            dedupe=link,
            person_id=account.person_id,
            link=f"/mail/change/{link}",
        )
        await _tell(session, desk, account, "mail-asked", visit.now)
        await note(session, _event("mail.asked", visit.known), visit.now)


async def take_new_mail(desk: Desk, visit: Visit, link: str) -> bool:
    """Make the address of a link the account's own; the old one gets a link to take it back."""
    async with desk.db.write() as session:
        token = await use_token(session, Purpose.CHANGE_MAIL, link, visit.now)
        account = await _account_of(desk, token)
        if account is None or token is None or token.payload is None:
            return False
        await change_mail(session, account.id, token.payload, visit.now)
        if account.mail:
            back = await issue_token(
                session,
                Purpose.UNDO_CHANGE,
                now=visit.now,
                account_id=account.id,
                payload=account.mail,
            )
            await _tell(
                session, desk, account, "mail-changed-old", visit.now, link=f"/mail/undo/{back}"
            )
        await mails.send(
            session,
            desk,
            "mail-changed-new",
            to=token.payload,
            now=visit.now,
            dedupe=link,
            person_id=account.person_id,
        )
        await note(session, _of(account, "mail.changed"), visit.now)
    return True


async def undo_new_mail(desk: Desk, visit: Visit, link: str) -> bool:
    """Put the old address back within 48 hours; whoever is in is out, whoever it was."""
    async with desk.db.write() as session:
        token = await use_token(session, Purpose.UNDO_CHANGE, link, visit.now)
        account = await _account_of(desk, token)
        if account is None or token is None or token.payload is None:
            return False
        await change_mail(session, account.id, token.payload, visit.now)
        await revoke_all(session, account.person_id, visit.now)
        await forget_devices(session, account.id, visit.now)
        owner = replace(account, mail=token.payload)
        await _tell(session, desk, owner, "mail-undone", visit.now)
        await note(session, _of(account, "mail.undone"), visit.now)
    return True


async def take_notices(desk: Desk, visit: Visit, account: Account, *, wanted: bool) -> None:
    """Note whether お知らせメール is wanted."""
    async with desk.db.write() as session:
        await choose_notices(session, account.id, wanted=wanted)
        await note(session, _event("notices.changed", visit.known), visit.now)


async def take_question(
    desk: Desk, visit: Visit, account: Account, *, question: str, answer: str
) -> None:
    """Put another secret question in place."""
    hashed = await desk.hasher.hash(folded(answer))
    async with desk.db.write() as session:
        await change_question(session, account.id, question=question, answer_hash=hashed)
        await _tell(session, desk, account, "secret-question-changed", visit.now)
        await note(session, _event("secret-question.changed", visit.known), visit.now)


async def drop_question(desk: Desk, visit: Visit, account: Account) -> None:
    """Take the secret question away: a lost password is made anew without it from then on."""
    async with desk.db.write() as session:
        await change_question(session, account.id, question=None, answer_hash=None)
        await _tell(session, desk, account, "secret-question-deleted", visit.now)
        await note(session, _event("secret-question.deleted", visit.known), visit.now)


async def end_one(desk: Desk, visit: Visit, id_hash: bytes) -> None:
    """End one of one's own visits on another device."""
    person = visit.known
    async with desk.db.write() as session:
        if await revoke_own(session, person.person_id, id_hash, visit.now):
            await note(session, _event("device.ended", person), visit.now)


async def end_others(desk: Desk, visit: Visit, account: Account) -> None:
    """End all visits but this one; the other devices are strangers again."""
    person = visit.known
    async with desk.db.write() as session:
        await revoke_all(session, person.person_id, visit.now, but=person.session)
        await forget_devices(session, account.id, visit.now)
        await note(session, _event("device.ended-all", person), visit.now)


async def close(desk: Desk, visit: Visit, account: Account) -> None:
    """Take the access away; the record stays."""
    person = visit.known
    async with desk.db.write() as session:
        await _tell(session, desk, account, "closed", visit.now)
        await close_account(session, account.id, visit.now)
        await revoke_all(session, person.person_id, visit.now)
        await forget_devices(session, account.id, visit.now)
        await note(session, _event("account.closed", person), visit.now)


async def note_number_shown(desk: Desk, visit: Visit) -> None:
    """Note before it is shown that the whole number was looked at."""
    async with desk.db.write() as session:
        await note(session, _event("number.viewed", visit.known), visit.now)


async def _account_of(desk: Desk, token: Token | None) -> Account | None:
    if token is None or token.account_id is None:
        return None
    try:
        return await read_account(desk.db, token.account_id)
    except NoSuchAccount:
        return None


async def _tell(
    session: Writing, desk: Desk, account: Account, kind: str, now: datetime, *, link: str = ""
) -> None:
    await mails.send(
        session,
        desk,
        kind,
        to=account.mail,
        now=now,
        dedupe=f"{account.id}:{now.isoformat()}",
        person_id=account.person_id,
        link=link,
    )


def _event(action: str, person: SignedIn) -> Event:
    return of_own(person.person_id, action)


def _of(account: Account, action: str) -> Event:
    return Event(actor=ActorKind.VISITOR, action=action, subject=account.person_id)
