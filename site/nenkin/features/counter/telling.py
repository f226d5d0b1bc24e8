"""Whom somebody has come for is told (窓口に来た代わりの人): by letter, and by mail without content.

A mandate may be forged. Who reads of one that they never gave calls before its last day is over.
"""

from nenkin.content.mails import write_mail
from nenkin.features.counter.desk import Desk, Papers
from nenkin.law.wareki import write_day
from nenkin.storage.addresses import registered_address
from nenkin.storage.assisted import Assisted
from nenkin.storage.database import Writing
from nenkin.storage.letters import Letter, enqueue_letter, wants_large
from nenkin.storage.person_mails import MailWords, mail_person
from nenkin.storage.telling import Way, may_tell

KIND = "came-for-you"


async def tell_of(session: Writing, desk: Desk, helped: Assisted, papers: Papers) -> None:
    """Note the letter and the mail, in the transaction that notes the papers; to nobody otherwise than agreed."""
    words, now, person = desk.library.words, desk.visit.now, helped.person_id
    mail = MailWords(KIND, *write_mail(desk.library, KIND))
    await mail_person(session, person, mail, cause=helped.number, now=now, if_chosen=True)
    if not await may_tell(session, person, Way.LETTER):
        return
    until = papers.until or desk.today
    join = words("counter.told.and").join
    letter = Letter(
        kind=KIND,
        person_id=person,
        address=await registered_address(session, person),
        facts={
            "name": helped.name,
            "case": helped.number,
            "place": helped.place,
            "came": words(f"counter.papers.{papers.relation}"),
            "reach": join(words(f"counter.told.{one}") for one in papers.scope),
            "until": write_day(until),
        },
        dedupe=f"{KIND}:{helped.number}",
        large=await wants_large(session, person),
    )
    await enqueue_letter(session, letter, now)
