"""What is told by letter (郵便でのお知らせ): results to everybody, the rest to whom has no account."""

from collections.abc import Mapping, Sequence

from nenkin.content.corrected import Wording
from nenkin.features.office.desk import Desk
from nenkin.features.office.opened import Opened
from nenkin.law.periods import Span
from nenkin.law.procedures import Outcome
from nenkin.storage.addresses import registered_address
from nenkin.storage.correction_plans import Plan
from nenkin.storage.database import Writing
from nenkin.storage.letters import Letter, enqueue_letter, wants_large
from nenkin.storage.notices import Notice
from nenkin.storage.person_mails import has_account
from nenkin.storage.telling import Way, may_tell

RESULTS = frozenset({Notice.ANSWERED, Notice.CORRECTED, Notice.UNDONE})
BY_LETTER = RESULTS | {Notice.PAPERS_WANTED, Notice.AGREEMENT_WANTED}


async def write_to(
    session: Writing,
    desk: Desk,
    here: Opened,
    kind: Notice,
    *,
    cause: str,
    facts: Mapping[str, str],
) -> None:
    """Note the letter that tells a person of their case, in the transaction that causes it.

    ``cause`` tells it from others of its kind.

    Restricted people are told as it was agreed with them: by letter, also where they have an
    account that nothing may be put into.
    """
    known, case = here.known, here.case
    assert kind in BY_LETTER, f"a letter of {kind} has no words"
    if not await may_tell(session, known.id, Way.LETTER):
        return
    online = await has_account(session, known.id) and await may_tell(session, known.id, Way.SERVICE)
    if online and kind not in RESULTS:
        return
    person = known.person
    letter = Letter(
        kind=str(kind),
        person_id=known.id,
        address=await registered_address(session, known.id),
        facts={"name": f"{person.surname} {person.given_name}", "case": case.number, **facts},
        dedupe=f"{kind}:{case.number} {cause}",
        large=await wants_large(session, known.id),
    )
    await enqueue_letter(session, letter, desk.visit.now)


def outcome_fact(here: Opened, outcome: Outcome | None) -> dict[str, str]:
    """Give the name of the words that say what came of a case."""
    return {"outcome": f"request.outcome.{here.case.kind}.{outcome}"} if outcome else {}


def changes(wording: Wording, plan: Plan) -> dict[str, str]:
    """Give the months that a correction adds and takes away; no amounts stand in a letter."""
    return {
        "added": _lines(wording, plan.diff.adding),
        "closed": _lines(wording, plan.diff.closed),
    }


def _lines(wording: Wording, spans: Sequence[Span]) -> str:
    rows = (wording.row(span, amounts=False) for span in spans)
    return "\n".join("　".join(filter(None, row)) for row in rows)
