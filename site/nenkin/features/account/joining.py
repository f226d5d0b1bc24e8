"""What becomes of a sign-up. Whoever sent it sees one and the same page; the mail tells the truth."""

from dataclasses import dataclass

from nenkin.features.account import budgets, keys, mails
from nenkin.features.account.applications import Application
from nenkin.features.account.desk import Desk, owner_of
from nenkin.features.account.journey import PAPER
from nenkin.features.account.letters import send_letter
from nenkin.features.account.opening import TERMS, free_user_id, open_and_tell
from nenkin.storage.access_keys import find_key, use_key
from nenkin.storage.accounts import (
    Account,
    NewAccount,
    ProvenBy,
    account_of,
)
from nenkin.storage.audit import ActorKind, Event, note
from nenkin.storage.database import Writing
from nenkin.storage.operations import finish_operation
from nenkin.storage.people import Known, find_person
from nenkin.web.visits import Visit


@dataclass(frozen=True)
class _Outcome:
    """What the mail will say; ``existing`` is told too, where the person had an account already."""

    person: Known | None = None
    key_id: int | None = None
    existing: Account | None = None


async def join(
    desk: Desk, visit: Visit, application: Application, password: str, *, way: str, op: str
) -> None:
    """Carry out a sign-up once, whatever becomes of it.

    The same work for every outcome: one hash made and, with a key, one compared.
    """
    claim = application.claim
    await budgets.spend(
        desk.db,
        (
            *budgets.of_proofs(visit.address, claim.number),
            # a letter takes a whole key: a stranger's tries must not use up somebody's letters
            *(() if way == PAPER else budgets.of_mails(visit.address, application.mail.casefold())),
        ),
        visit.now,
    )
    password_hash = await desk.hasher.hash(password)
    outcome = await (_by_post if way == "post" else _by_key)(desk, visit, application)
    new = NewAccount(
        person_id=outcome.person.id if outcome.person else 0,
        user_id=application.user_id or await free_user_id(desk),
        mail=application.mail,
        mail_confirmed=False,
        password_hash=password_hash,
        policy=desk.policy.profile.name,
        blocklist=desk.policy.version,
        proven_by=ProvenBy.COUNTER if way == "counter" else ProvenBy.ACCESS_KEY,
        terms_version=TERMS,
        notices=application.notices,
        telephone=application.telephone or None,
        question=application.question,
        answer_hash=application.answer_hash,
    )
    async with desk.db.write() as session:
        if await finish_operation(
            session,
            op,
            owner_of(visit),
            op.encode(),
            location=f"/sign-up/{way}/done",
            now=visit.now,
        ):
            return
        await _settle(
            session, desk, visit, application=application, new=new, outcome=outcome, way=way, op=op
        )


async def _by_key(desk: Desk, visit: Visit, application: Application) -> _Outcome:
    """Find who holds the key; one comparison is made whether there is anybody or not."""
    candidate = await find_key(desk.db, application.claim.holder, visit.now)
    right = await keys.tries(desk, visit, candidate, application.access_key)
    person = await find_person(desk.db, application.claim.number)
    if not right or candidate is None or person is None:
        return _Outcome()
    if person.id != candidate.person_id or not application.claim.agrees_with(person.person):
        return _Outcome()
    return _Outcome(person, candidate.id, await account_of(desk.db, person.id))


async def _by_post(desk: Desk, _visit: Visit, application: Application) -> _Outcome:
    person = await find_person(desk.db, application.claim.number)
    if person is None or not application.claim.agrees_with(person.person):
        return _Outcome()
    return _Outcome(person, None, await account_of(desk.db, person.id))


async def _settle(
    session: Writing,
    desk: Desk,
    visit: Visit,
    *,
    application: Application,
    new: NewAccount,
    outcome: _Outcome,
    way: str,
    op: str,
) -> None:
    now, person = visit.now, outcome.person
    action, subject = "sign-up.refused", person.id if person else None
    if person is None:
        await mails.send(session, desk, "sign-up-refused", to=new.mail, now=now, dedupe=op)
    elif outcome.existing is not None:
        await mails.send(session, desk, "sign-up-existing", to=new.mail, now=now, dedupe=op)
        if outcome.existing.mail != new.mail and outcome.existing.mail_confirmed_at:
            await mails.send(
                session,
                desk,
                "sign-up-tried",
                to=outcome.existing.mail,
                now=now,
                dedupe=op,
                person_id=person.id,
            )
    elif way == "post" or (
        way == PAPER and outcome.key_id is not None and await use_key(session, outcome.key_id, now)
    ):
        action = "sign-up.letter"
        await send_letter(
            session,
            desk,
            application,
            new,
            person=person,
            now=now,
            op=op,
            large=visit.preferences.large,
        )
    elif (
        way != PAPER and outcome.key_id is not None and await use_key(session, outcome.key_id, now)
    ):
        await open_and_tell(session, desk, new, now=now, way=way, op=op)
        return
    else:  # of two at the same moment, the second finds the key used
        await mails.send(session, desk, "sign-up-refused", to=new.mail, now=now, dedupe=op)
    event = Event(actor=ActorKind.VISITOR, action=action, subject=subject, detail={"way": way})
    await note(session, event, now)
