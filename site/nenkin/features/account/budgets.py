"""How often something may be tried: by address, by number, and by everybody together.

Counted in storage, so that it holds across restarts and workers. Offices share one address among
many people, so the budgets of an address are wide, and those of a number or an account narrow.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from nenkin.storage.attempts import Answer, Budget, Ladder, ask
from nenkin.storage.database import Database
from nenkin.web.refusals import Refused

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
TOO_MANY = 429
SIGN_IN = "sign-in"
ANSWER = "answer"


async def spend(db: Database, limits: Sequence[Budget], now: datetime) -> None:
    """Take one try from each budget; raises ``Refused`` where one is used up."""
    if not (await ask(db, limits, now)).allowed:
        raise Refused(TOO_MANY)


def of_drafts(address: str) -> Sequence[Budget]:
    """New drafts of one address: each is a row that waits for a day."""
    return (
        Budget(kind="draft", key=address, times=60, period=HOUR),
        Budget(kind="drafts", key="", times=20_000, period=HOUR),
    )


def of_unsent(address: str) -> Sequence[Budget]:
    """Forms that came after their session had ended: each may be a row."""
    return (Budget(kind="unsent", key=address, times=60, period=HOUR),)


def of_key_typos(address: str) -> Sequence[Budget]:
    """Keys and codes whose check digit is wrong: no try of the key, and still not endless."""
    return (Budget(kind="key-typo", key=address, times=60, period=HOUR),)


def of_proofs(address: str, number: str) -> Sequence[Budget]:
    """Sign-ups and recoveries that name a 基礎年金番号."""
    return (
        Budget(kind="proof-address", key=address, times=30, period=HOUR),
        Budget(kind="proof-number", key=number, times=10, period=DAY),
        Budget(kind="proofs", key="", times=5_000, period=HOUR),
    )


def of_codes(address: str) -> Sequence[Budget]:
    """Codes of letters."""
    return (
        Budget(kind="code-address", key=address, times=20, period=HOUR),
        Budget(kind="codes", key="", times=2_000, period=HOUR),
    )


def of_new_answers(address: str) -> Sequence[Budget]:
    """Answers to a secret question that a stranger has hashed for a sign-up."""
    return (
        Budget(kind="answer-address", key=address, times=60, period=HOUR),
        Budget(kind="answers", key="", times=2_000, period=HOUR),
    )


def of_answers(who: str) -> Sequence[Budget]:
    """Tries of one account's secret answer: three, and one more each eight hours."""
    return (Budget(kind=ANSWER, key=who, times=3, period=DAY),)


def of_letters(number: str) -> Sequence[Budget]:
    """Letters to one person: each new one ends the one before."""
    return (Budget(kind="letter", key=number, times=3, period=30 * DAY),)


def of_mails(address: str, mail: str) -> Sequence[Budget]:
    """Mails that a stranger can cause."""
    return (
        Budget(kind="mail-address", key=address, times=30, period=HOUR),
        Budget(kind="mail-to", key=mail, times=6, period=HOUR),
    )


def sign_in_ladder(who: str) -> Ladder:
    """Longer waits for an unknown device: 5 failures 1 minute, 10 a quarter, 20 an hour, 100 the end."""
    return Ladder(kind=SIGN_IN, key=who)


async def ask_to_sign_in(
    db: Database, *, who: str, device: int | None, address: str, now: datetime
) -> Answer:
    """Ask whether a password may be tried. No lock stands in the way of a known device."""
    if device is not None:
        known = Budget(kind="sign-in-device", key=str(device), times=60, period=HOUR)
        return await ask(db, [known], now)
    by_address = Budget(kind="sign-in-address", key=address, times=600, period=HOUR)
    return await ask(db, [by_address, sign_in_ladder(who)], now)


def of_password_proof(account_id: int) -> Sequence[Budget]:
    """The present password asked again on a page that is open."""
    return (Budget(kind="prove", key=str(account_id), times=10, period=timedelta(minutes=15)),)
