"""The letter that carries a code, and the account that it opens afterwards."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime

import msgspec

from nenkin.content.posted import address_lines
from nenkin.features.account import budgets, mails
from nenkin.features.account.applications import Application
from nenkin.features.account.desk import Desk, owner_of
from nenkin.features.account.opening import open_and_tell
from nenkin.interchange import access_keys
from nenkin.interchange.sent_requests import Entry, Line, Part, Request
from nenkin.law.procedures import Procedure
from nenkin.law.wareki import write_day
from nenkin.storage.access_keys import IssuedBy, holder_of, issue_key
from nenkin.storage.accounts import NewAccount, ProvenBy, Taken
from nenkin.storage.cases import new_number, open_case
from nenkin.storage.database import Writing
from nenkin.storage.identifiers import hashed as hash_of
from nenkin.storage.letter_steps import drop_waiting
from nenkin.storage.letters import ACCESS_KEY, CASE, SIGN_UP_CODE, Letter, enqueue_letter
from nenkin.storage.operations import finish_operation
from nenkin.storage.people import Known
from nenkin.storage.tokens import Purpose, issue_token, of_letter, use_token
from nenkin.storage.waiting_sign_ups import USER_ID, WaitingSignUp
from nenkin.web.visits import Visit


class NotOpened(Exception):
    """The code opens nothing, or not with this birth date; nothing was used up."""


async def send_letter(
    session: Writing,
    desk: Desk,
    application: Application,
    new: NewAccount,
    *,
    person: Known,
    now: datetime,
    op: str,
    large: bool,
) -> None:
    """Note the letter with a code, in a case of the office's, which sees where it goes."""
    code = access_keys.make(secrets.randbelow)
    payload = WaitingSignUp(
        person_id=person.id,
        user_id=new.user_id,
        mail=new.mail,
        password_hash=new.password_hash,
        policy=new.policy,
        blocklist=new.blocklist,
        terms_version=new.terms_version,
        notices=new.notices,
        telephone=application.telephone,
        born=application.claim.born,
        question=new.question,
        answer_hash=new.answer_hash,
    )
    token = await issue_token(
        session,
        Purpose.LETTER,
        now=now,
        payload=msgspec.json.encode(payload).decode(),
        secret=of_letter(session.vault, code),
    )
    number = new_number()
    await open_case(
        session,
        Procedure.SIGN_UP,
        number=number,
        person_id=person.id,
        sent=_request(desk, application).encoded(),
        follows=None,
        now=now,
    )
    await enqueue_letter(
        session,
        Letter(
            kind=SIGN_UP_CODE,
            person_id=person.id,
            address=application.address,
            facts={
                "code": code,
                "token": hash_of(token).hex(),
                "name": _name(person),
                CASE: number,
                **({} if new.mail else {USER_ID: new.user_id}),
            },
            dedupe=op,
            large=large,
        ),
        now,
    )
    await mails.send(
        session, desk, "sign-up-letter", to=new.mail, now=now, dedupe=op, person_id=person.id
    )


def _request(desk: Desk, application: Application) -> Request:
    """Give what the office reads of it: nothing that opens anything."""
    words, claim = desk.library.words, application.claim
    none = words("request.contact.none")
    address = "\n".join(address_lines(desk.library, application.address))
    typed = Line(words("request.applied.address"), address)
    return Request(
        person=[
            Line(words("request.applied.kana"), f"{claim.surname_kana} {claim.given_name_kana}"),
            Line(words("request.applied.born"), write_day(claim.born)),
        ],
        contact=[Line(words("request.contact.telephone"), application.telephone or none)],
        bring=[],
        parts=[Part(words("request.applied.title"), "", [Entry("", [typed])])],
    )


async def join_with_letter(desk: Desk, visit: Visit, code: str, born: date, *, op: str) -> None:
    """Open the account that waited for its letter; raises ``NotOpened``."""
    await budgets.spend(desk.db, budgets.of_codes(visit.address), visit.now)
    now = visit.now
    async with desk.db.write() as session:
        if await finish_operation(
            session, op, owner_of(visit), op.encode(), location="/sign-up/letter/done", now=now
        ):
            return
        token = await use_token(session, Purpose.LETTER, of_letter(session.vault, code), now)
        if token is None or token.payload is None:
            raise NotOpened
        payload = msgspec.json.decode(token.payload, type=WaitingSignUp)
        if payload.born != born:
            raise NotOpened
        new = payload.account(ProvenBy.POST)
        try:
            await open_and_tell(session, desk, new, now=now, way="letter", op=op)
        except Taken:  # an account was opened in another way while the letter was under way
            raise NotOpened from None


async def new_key(desk: Desk) -> tuple[str, str]:
    """Make an access key and its hash, before anything is written."""
    code = access_keys.make(secrets.randbelow)
    return code, await desk.hasher.hash(code)


async def send_key(
    session: Writing,
    known: Known,
    *,
    code: str,
    hashed: str,
    address: Sequence[str],
    now: datetime,
    op: str,
    large: bool,
) -> None:
    """Issue an access key and note the letter that carries it; earlier keys open nothing more."""
    await issue_key(
        session,
        person_id=known.id,
        holder=holder_of(known.person),
        secret_hash=hashed,
        issued_by=IssuedBy.POST,
        now=now,
    )
    await drop_waiting(session, known.id, ACCESS_KEY, now)
    await enqueue_letter(
        session,
        Letter(
            kind=ACCESS_KEY,
            person_id=known.id,
            address=address,
            facts={"code": code, "name": _name(known)},
            dedupe=op,
            large=large,
        ),
        now,
    )


def _name(known: Known) -> str:
    return f"{known.person.surname} {known.person.given_name}"
