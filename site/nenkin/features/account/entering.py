"""Signing in: one password, one hash, one answer, whoever it was and whatever was wrong."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from nenkin.features.account import budgets, mails, unsent
from nenkin.features.account.desk import Desk, facts_of, owner_of
from nenkin.features.account.own_forms import SignInForm
from nenkin.storage import devices
from nenkin.storage.accounts import Account, find_account, folded_mail, folded_user_id, note_sign_in
from nenkin.storage.attempts import Answer, forgive
from nenkin.storage.audit import ActorKind, Event, append, note, of_own
from nenkin.storage.database import Writing
from nenkin.storage.drafts import Owner, delete_draft, hand_over
from nenkin.storage.identifiers import hashed
from nenkin.storage.kiosk import LIMIT
from nenkin.storage.passwords import disable_password, rehash
from nenkin.storage.sessions import open_session, revoke
from nenkin.web.visits import DEVICE, SESSION, STAFF_SESSION, VISIT, Visit

YEAR = 365 * 24 * 60 * 60
KIOSK_IDLE = LIMIT + timedelta(minutes=1)  # that somebody is there is noted once a minute


@dataclass(frozen=True)
class Entered:
    """Somebody is signed in: the cookies are set."""

    account: Account
    has_unsent: bool
    must_change: bool  # the password is too old, or on a newer list of passwords that are guessed


@dataclass(frozen=True)
class NotEntered:
    """The name or the password is wrong, which of them is not said; or it is too early to try."""

    retry_at: datetime | None = None


async def enter(desk: Desk, visit: Visit, form: SignInForm, agent: str) -> Entered | NotEntered:
    """Sign somebody in; raises ``TooBusy``."""
    account = await find_account(desk.db, form.name)
    device = None
    if account and visit.device_id:
        device = await devices.find_device(desk.db, visit.device_id, account.id)
    who = str(account.id) if account else f"{folded_mail(form.name)}|{folded_user_id(form.name)}"
    asked = await budgets.ask_to_sign_in(
        desk.db, who=who, device=device, address=visit.address, now=visit.now
    )
    if not asked.allowed:
        await _tell_of_lock(desk, visit, account, asked)
        return NotEntered(asked.retry_at or visit.now + timedelta(hours=1))
    usable = account is not None and account.password_disabled_at is None
    stored = account.password_hash if account and usable else None
    if not await desk.hasher.verify(stored, form.password) or account is None:
        subject = account.person_id if account else None
        failed = Event(actor=ActorKind.VISITOR, action="sign-in.failed", subject=subject)
        await append(desk.db, failed, visit.now)
        return NotEntered()
    if desk.hasher.outdated(account.password_hash):
        stronger = await desk.hasher.hash(form.password)
        async with desk.db.write() as session:
            await rehash(session, account.id, account.password_hash, stronger)
    return await _open(desk, visit, account, device=device, password=form.password, agent=agent)


async def _open(
    desk: Desk, visit: Visit, account: Account, *, device: int | None, password: str, agent: str
) -> Entered:
    now, settings = visit.now, desk.settings
    facts = await facts_of(desk, account)
    policy = desk.policy
    must_change = policy.expired(account.password_changed_at, now) or (
        (account.policy, account.blocklist) != (policy.profile.name, policy.version)
        and policy.refusal(password, own=facts.words, born=facts.born) is not None
    )
    kept = visit.visit_id is not None and await unsent.load(desk.db, owner_of(visit), now)
    cookie = None
    async with desk.db.write() as session:
        before = await note_sign_in(session, account.id, now)
        await forgive(session, budgets.SIGN_IN, str(account.id))
        if visit.at_kiosk:
            device = None  # nobody's own: it is not known again
        elif device is None:
            device, cookie = await devices.remember_device(
                session, account.id, agent=agent, now=now
            )
        else:
            await devices.note_device(session, device, now)
        if visit.visit_id is not None:
            await _take_along(session, visit, account.person_id, replace_unsent=bool(kept))
        if visit.other:  # a clerk at the same browser has left
            await revoke(session, hashed(visit.other), now)
        opened = await open_session(
            session,
            person_id=account.person_id,
            account_id=account.id,
            now=now,
            # a kiosk's own turn ends sooner; this is for what is left where it cannot
            idle=KIOSK_IDLE if visit.at_kiosk else timedelta(minutes=settings.idle_minutes),
            longest=timedelta(hours=settings.absolute_hours),
            device_id=device,
            agent=agent,
            previous_sign_in=before,
        )
        await note(session, of_own(account.person_id, "sign-in"), now)
    visit.set_cookie(SESSION, opened.cookie)
    visit.set_cookie(VISIT, "", max_age=0)
    if visit.other:
        visit.set_cookie(STAFF_SESSION, "", max_age=0)
    if cookie:
        visit.set_cookie(DEVICE, cookie, max_age=YEAR)
    return Entered(account, bool(kept), must_change)


async def _take_along(
    session: Writing, visit: Visit, person_id: int, *, replace_unsent: bool
) -> None:
    """Hand a visitor's drafts to the person. What was left unsent just now beats what was before."""
    owner = owner_of(visit)
    if replace_unsent:
        await delete_draft(session, Owner.person(person_id), unsent.JOURNEY)
    await delete_draft(session, owner, "sign-up")  # somebody with an account needs none
    await hand_over(session, owner, person_id, visit.now)


async def _tell_of_lock(desk: Desk, visit: Visit, account: Account | None, asked: Answer) -> None:
    """Tell the owner by mail that somebody keeps trying: once for each lock."""
    if account is None:
        return
    now = visit.now
    cause = "last" if asked.exhausted else f"{asked.retry_at}"
    async with desk.db.write() as session:
        if asked.exhausted and account.password_disabled_at is None:
            await disable_password(session, account.id, now)
        if account.mail_confirmed_at is not None:
            kind = "password-disabled" if asked.exhausted else "sign-in-locked"
            await mails.send(
                session,
                desk,
                kind,
                to=account.mail,
                now=now,
                dedupe=f"{account.id}:{cause}",
                person_id=account.person_id,
            )
