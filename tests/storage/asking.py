"""To ask somebody for help with a history sheet, and to begin to help."""

from datetime import date, datetime, timedelta

from nenkin.clock import japanese_day
from nenkin.storage.database import Database
from nenkin.storage.helpers import (
    Helper,
    Power,
    helpers_of,
    invite,
)
from nenkin.storage.helping import Helping, NotLetIn, begin
from nenkin.storage.person_mails import MailWords
from nenkin.storage.resuming import TooManyTries
from tests.storage.conftest import NOW
from tests.storage.samples import PERSON

CODE, OTHER = "さくら・らじお・みかん", "うさぎ・らじお・みかん"
TODAY = japanese_day(NOW)
UNTIL = TODAY + timedelta(days=30)
BOTH = Power.WRITE | Power.SEE_RECORD


async def ask_for_help(
    database: Database,
    person_id: int,
    code: str = CODE,
    *,
    called: str = "長男",
    powers: Power = Power.WRITE,
    until: date = UNTIL,
) -> int:
    async with database.write() as session:
        return await invite(
            session, person_id, code, called=called, powers=powers, until=until, now=NOW
        )


async def enter(
    database: Database,
    account_id: int,
    other_id: int,
    code: str = CODE,
    *,
    born_on: date = PERSON.born_on,
    place: str = "192.0.2.1",
    now: datetime = NOW,
) -> Helping | NotLetIn | TooManyTries:
    return await begin(
        database,
        code,
        born_on,
        account_id=account_id,
        person_id=other_id,
        knows_as="母",
        place=place,
        now=now,
        mail=MailWords("help-begun", "表", "手伝いが始まりました"),
    )


async def only(database: Database, person_id: int) -> Helper:
    (found,) = await helpers_of(database, person_id)
    return found
