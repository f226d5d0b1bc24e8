"""Sign-ups that wait (利用の申し込み): for the code of a letter, or for a clerk who has seen the papers.

Each lies sealed in the token that the code opens. The letter knows which token that is, and where
there is no mail address, the user ID too.
"""

from datetime import date, datetime

import msgspec

from nenkin.law.procedures import State
from nenkin.storage.accounts import NewAccount, ProvenBy, Taken, open_account
from nenkin.storage.cases import Actor
from nenkin.storage.database import Database, Writing
from nenkin.storage.letter_steps import drop_waiting, move_its_case
from nenkin.storage.letters import SIGN_UP_CODE, StoredLetter, letters_of
from nenkin.storage.tokens import end_letter_token, letter_token_lives

TOKEN, USER_ID = "token", "user-id"  # facts of the letter


class WaitingSignUp(msgspec.Struct, frozen=True):
    """A sign-up that waits; ``mail`` is empty where it is done on paper."""

    person_id: int
    user_id: str
    mail: str
    password_hash: str
    policy: str
    blocklist: int
    terms_version: str
    notices: bool
    telephone: str
    born: date
    question: str | None = None
    answer_hash: str | None = None

    def account(self, proven_by: ProvenBy) -> NewAccount:
        """Give the account that comes of it."""
        return NewAccount(
            person_id=self.person_id,
            user_id=self.user_id,
            mail=self.mail,
            mail_confirmed=False,
            password_hash=self.password_hash,
            policy=self.policy,
            blocklist=self.blocklist,
            proven_by=proven_by,
            terms_version=self.terms_version,
            notices=self.notices,
            telephone=self.telephone or None,
            question=self.question,
            answer_hash=self.answer_hash,
        )


async def waits(db: Database, person_id: int, now: datetime) -> bool:
    """Whether somebody has signed up without mail, and nobody has confirmed it."""
    async with db.read() as session:
        for letter in await letters_of(session, person_id, SIGN_UP_CODE):
            if _on_paper(letter) and await letter_token_lives(
                session, letter.letter.facts[TOKEN], now
            ):
                return True
    return False


async def confirm(session: Writing, person_id: int, by: Actor, now: datetime) -> str | None:
    """Open the account that waits, as papers at a counter have shown whose it is; gives its user ID.

    Its letter is not sent any more, its code opens nothing, and its case is over. ``None`` where nothing waits, or
    another way was faster.
    """
    for letter in await letters_of(session, person_id, SIGN_UP_CODE):
        if not _on_paper(letter):
            continue
        token = await end_letter_token(session, letter.letter.facts[TOKEN], now)
        if token is None or token.payload is None:
            continue
        waiting = msgspec.json.decode(token.payload, type=WaitingSignUp)
        try:
            await open_account(session, waiting.account(ProvenBy.COUNTER), now)
        except Taken:
            return None
        await drop_waiting(session, person_id, SIGN_UP_CODE, now)
        await move_its_case(session, letter.letter, State.NOTIFIED, by=by, now=now)
        return waiting.user_id
    return None


def _on_paper(letter: StoredLetter) -> bool:
    return {TOKEN, USER_ID} <= letter.letter.facts.keys()
