"""Getting back in without starting over; whoever asks sees one and the same page."""

from datetime import datetime

from nenkin.features.account import budgets, keys, letters, mails, secret_answers
from nenkin.features.account.applications import Claim
from nenkin.features.account.desk import Desk, Facts, owner_of
from nenkin.features.account.secret_answers import Given
from nenkin.storage.access_keys import find_key, use_key
from nenkin.storage.accounts import (
    Account,
    NoSuchAccount,
    account_of,
    accounts_of_mail,
    confirm_mail,
    find_account,
    read_account,
)
from nenkin.storage.attempts import forgive
from nenkin.storage.audit import ActorKind, Event, note
from nenkin.storage.database import Writing
from nenkin.storage.devices import forget_devices
from nenkin.storage.operations import finish_operation
from nenkin.storage.passwords import change_password, former_passwords
from nenkin.storage.people import find_person
from nenkin.storage.sessions import revoke_all
from nenkin.storage.tokens import Purpose, issue_token, look_at_token, use_token
from nenkin.web.visits import Visit

WRONG_ANSWER = "wrong-answer"
# Written for nobody too, since a commit takes time that would tell.
_REFUSED = Event(actor=ActorKind.VISITOR, action="recovery.refused")


async def send_password_link(desk: Desk, visit: Visit, name: str) -> None:
    """Send a link to the confirmed address of an account, where there is one."""
    await budgets.spend(desk.db, budgets.of_mails(visit.address, name.casefold()), visit.now)
    account = await find_account(desk.db, name)
    async with desk.db.write() as session:
        if account is None or account.mail_confirmed_at is None:
            await note(session, _REFUSED, visit.now)
            return
        link = await issue_token(session, Purpose.RECOVER, now=visit.now, account_id=account.id)
        await mails.send(
            session,
            desk,
            "new-password",
            to=account.mail,
            now=visit.now,
            dedupe=link,
            person_id=account.person_id,
            link=f"/mail/password/{link}",
        )
        await note(session, _event("recovery.asked", account), visit.now)


async def send_user_id_link(desk: Desk, visit: Visit, mail: str) -> None:
    """Send a link behind which user IDs are shown, to an address that has some."""
    await budgets.spend(desk.db, budgets.of_mails(visit.address, mail.casefold()), visit.now)
    accounts = await accounts_of_mail(desk.db, mail)
    async with desk.db.write() as session:
        if not accounts:
            await note(session, _REFUSED, visit.now)
            return
        link = await issue_token(session, Purpose.RECOVER, now=visit.now, payload=mail)
        await mails.send(
            session,
            desk,
            "user-id",
            to=accounts[0].mail,
            now=visit.now,
            dedupe=link,
            link=f"/mail/user-id/{link}",
        )


async def user_ids(
    desk: Desk, visit: Visit, link: str, password: str, given: Given | None
) -> list[str] | None:
    """Give the user IDs of a link's address whose password this is; ``None`` for a dead link.

    ``given``: the secret answer too, where the profile has one; the same work for no account.
    """
    token = await look_at_token(desk.db, Purpose.RECOVER, link, visit.now)
    if token is None or token.payload is None:
        return None
    await budgets.spend(desk.db, budgets.of_codes(visit.address), visit.now)
    accounts = await accounts_of_mail(desk.db, token.payload)
    proven: list[Account | None] = [
        account
        for account in accounts
        if account.password_disabled_at is None
        and await desk.hasher.verify(account.password_hash, password)
    ]
    if given is not None:
        key = f"mail:{token.payload.casefold()}"
        proven = [
            account
            for account in proven or [None]
            if await secret_answers.right(desk, visit, account, given, key=key)
        ]
    return [account.user_id for account in proven if account]


async def account_of_link(desk: Desk, visit: Visit, link: str) -> Account | None:
    """Give the account that a link for a new password leads to, without using it up."""
    token = await look_at_token(desk.db, Purpose.RECOVER, link, visit.now)
    if token is None or token.account_id is None:
        return None
    try:
        return await read_account(desk.db, token.account_id)
    except NoSuchAccount:
        return None


async def refusal_of(desk: Desk, account: Account, facts: Facts, password: str) -> str | None:
    """Give the code of what is wrong with a new password of an account."""
    refusal = desk.policy.refusal(password, own=facts.words, born=facts.born)
    return refusal or await _used_before(desk, account, password)


async def _used_before(desk: Desk, account: Account, password: str) -> str | None:
    """Give the code of a password that is one of the last, where the profile refuses those."""
    if not desk.policy.profile.former:
        return None
    before = [account.password_hash, *await former_passwords(desk.db, account.id)]
    for stored in before[: desk.policy.profile.former]:
        if await desk.hasher.verify(stored, password):
            return "used-before"
    return None


async def renew_by_link(
    desk: Desk, visit: Visit, account: Account, link: str, password: str
) -> bool:
    """Put a new password in place by a link; whether the link still opened something."""
    new = await desk.hasher.hash(password)
    async with desk.db.write() as session:
        if await use_token(session, Purpose.RECOVER, link, visit.now) is None:
            return False
        await replace_password(session, desk, account, new, visit.now)
        await note(session, _event("password.recovered", account), visit.now)
    return True


def facts_of_claim(claim: Claim) -> Facts:
    """Give what a new password is judged by before the key is tried: what was typed."""
    words = (claim.number, claim.surname_kana, claim.given_name_kana)
    return Facts(tuple(word for word in words if word), claim.born)


async def renew_by_key(
    desk: Desk,
    visit: Visit,
    claim: Claim,
    key: str,
    *,
    password: str,
    given: Given | None,
    op: str,
) -> str | None:
    """Put a new password in place by an access key. The page says the same whatever happened.

    Only who holds the right key is told why the password cannot be taken, or that the secret
    answer is another: gives the code.
    """
    await budgets.spend(desk.db, budgets.of_proofs(visit.address, claim.number), visit.now)
    new = await desk.hasher.hash(password)
    candidate = await find_key(desk.db, claim.holder, visit.now)
    right = await keys.tries(desk, visit, candidate, key)
    account = await account_of(desk.db, candidate.person_id) if candidate and right else None
    if given is not None:
        nobody = f"number:{claim.number}"
        answered = await secret_answers.right(desk, visit, account, given, key=nobody)
        if account is not None and not answered:
            return WRONG_ANSWER
    if account is not None and (refusal := await _used_before(desk, account, password)):
        return refusal
    async with desk.db.write() as session:
        if await finish_operation(
            session, op, owner_of(visit), op.encode(), location="/recover/key/done", now=visit.now
        ):
            return None
        if account is None or candidate is None:
            await note(session, _REFUSED, visit.now)
            return None
        if await use_key(session, candidate.id, visit.now):
            await replace_password(session, desk, account, new, visit.now)
            await note(session, _event("password.recovered", account), visit.now)
    return None


async def send_key_letter(
    desk: Desk, visit: Visit, claim: Claim, address: tuple[str, ...], *, op: str
) -> None:
    """Send a new access key by post to whoever the office knows under all that was typed."""
    await budgets.spend(
        desk.db,
        (*budgets.of_proofs(visit.address, claim.number), *budgets.of_letters(claim.number)),
        visit.now,
    )
    person = await find_person(desk.db, claim.number)
    agrees = person is not None and claim.agrees_with(person.person)
    code, hashed = await letters.new_key(desk)
    async with desk.db.write() as session:
        if await finish_operation(
            session, op, owner_of(visit), op.encode(), location="/recover/post/done", now=visit.now
        ):
            return
        if person is not None and agrees:
            await letters.send_key(
                session,
                person,
                code=code,
                hashed=hashed,
                address=address,
                now=visit.now,
                op=op,
                large=visit.preferences.large,
            )
            subject = person.id
        else:
            subject = None
        action = "recovery.letter" if agrees else "recovery.refused"
        await note(
            session, Event(actor=ActorKind.VISITOR, action=action, subject=subject), visit.now
        )


async def replace_password(
    session: Writing, desk: Desk, account: Account, password_hash: str, now: datetime
) -> None:
    """Change a password from outside: everybody who was in is out, and the owner is told."""
    await change_password(
        session,
        account.id,
        password_hash=password_hash,
        policy=desk.policy.profile.name,
        blocklist=desk.policy.version,
        now=now,
    )
    await revoke_all(session, account.person_id, now)
    await forget_devices(session, account.id, now)
    await forgive(session, budgets.SIGN_IN, str(account.id))
    await mails.send(
        session,
        desk,
        "password-changed",
        to=account.mail,
        now=now,
        dedupe=f"{account.id}:{now.isoformat()}",
        person_id=account.person_id,
    )


async def confirm_address(desk: Desk, visit: Visit, link: str) -> Account | None:
    """Note that an address reached its owner; gives whose it is, ``None`` for a dead link."""
    async with desk.db.write() as session:
        token = await use_token(session, Purpose.CONFIRM_MAIL, link, visit.now)
        if token is None or token.account_id is None:
            return None
        await confirm_mail(session, token.account_id, visit.now)
    return await read_account(desk.db, token.account_id)


def _event(action: str, account: Account) -> Event:
    return Event(actor=ActorKind.VISITOR, action=action, subject=account.person_id)
