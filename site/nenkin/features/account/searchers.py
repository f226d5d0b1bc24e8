"""Who may search for somebody's records without an owner (関係の確認), and to end it at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from litestar import post
from litestar.di import NamedDependency

from nenkin.features.account.desk import Desk
from nenkin.features.account.wizard import Page, see_other
from nenkin.law.wareki import write_day
from nenkin.storage.people import read_person
from nenkin.storage.relating import end
from nenkin.storage.relations import searched_by
from nenkin.web.access import Access
from nenkin.web.addresses import id_of
from nenkin.web.submissions import Submission, first
from nenkin.web.visits import Visit

SEARCHERS, OVERVIEW = "/account/helpers/searchers", "/account/helpers"


async def searchers(desk: Desk, visit: Visit) -> Sequence[Mapping[str, Any]]:
    """Give everybody whom the office has confirmed, by name, with until when."""
    words, found = desk.library.words, []
    for one in await searched_by(desk.db, visit.known.person_id, visit.now):
        who = (await read_person(desk.db, one.person_id)).person
        found.append(
            {
                "id": one.id,
                "name": f"{who.surname} {who.given_name}",
                "rows": [
                    {
                        "key": words("account.helpers.tie"),
                        "value": desk.library.forms["relation"]
                        .fields["tie"]
                        .options[one.tie]
                        .label,
                    },
                    {"key": words("account.helpers.until"), "value": write_day(one.until)},
                ],
            }
        )
    return found


@post(SEARCHERS, opt={"access": Access.PERSON})
async def stop_searching(
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    submission: NamedDependency[Submission],
) -> Page:
    """End it at once; of anybody else's nothing happens."""
    relation = id_of(first(submission, "relation"))
    if relation is not None:
        me, now = visit.known.person_id, visit.now
        async with desk.db.write() as session:
            await end(session, relation, now=now, of_person_id=me, place=visit.address)
    return see_other(OVERVIEW)


ROUTES = (stop_searching,)
