"""/staff/cases/<number>/bereaved: whose months were found has died; what their family may claim, and with what."""

import asyncio
from collections.abc import Iterator, Mapping
from typing import Any

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from nenkin import paths
from nenkin.features.office.desk import Desk, Page
from nenkin.features.office.opened import CASES
from nenkin.features.office.routing import duty, office_router
from nenkin.law.bereaved import Bereaved, Claim, Kin
from nenkin.law.duties import Duty
from nenkin.reference.bereaved import load_bereaved

ONE = CASES + "/{number:str}/bereaved"
TOGETHER, APART = "together", "apart"


@get(ONE, opt=duty(Duty.SEE_CASE))
async def show(
    desk: NamedDependency[Desk],
    number: FromPath[str],
    kin: FromQuery[str] = "",
    lived: FromQuery[str] = "",
) -> Page:
    """Show who is in line and the papers, once it is chosen who claims. No amount is worked out."""
    here = await desk.open(number, "bereaved")
    rules = await asyncio.to_thread(load_bereaved, paths.DATA)
    who = Kin(kin) if kin in list(Kin) else None
    lived = APART if lived == APART else TOGETHER
    return desk.page(
        "bereaved",
        **desk.heads(here),
        filters=list(_filters(desk, who, lived)),
        claims=list(_claims(desk, rules, who, lived)) if who else [],
        years=rules.years,
    )


def _filters(desk: Desk, who: Kin | None, lived: str) -> Iterator[Mapping[str, Any]]:
    words = desk.library.words
    choices = {
        "kin": ([str(one) for one in Kin], str(who or Kin.SPOUSE)),
        "lived": ([TOGETHER, APART], lived),
    }
    for name, (options, value) in choices.items():
        yield {
            "name": name,
            "label": words(f"bereaved.{name}-label"),
            "options": [
                {"value": one, "label": words(f"bereaved.{name}.{one}")} for one in options
            ],
            "value": value,
        }


def _claims(desk: Desk, rules: Bereaved, who: Kin, lived: str) -> Iterator[Mapping[str, Any]]:
    words, ages = desk.library.words, rules.ages
    told = {"elder": ages.elder, "paid": ages.paid, "child": ages.child, "disabled": ages.disabled}
    both: dict[str, Claim] = {"unpaid": rules.unpaid, "survivors": rules.survivors}
    for name, claim in both.items():
        papers = claim.needs(who, apart=lived == APART)
        earlier = "、".join(words(f"bereaved.kin.{one}") for one in claim.before(who))
        of_age = name == "survivors" and papers
        yield {
            "id": name,
            "title": words(f"bereaved.{name}.title"),
            "what": words(f"bereaved.{name}.what"),
            "earlier": words("bereaved.earlier", kin=earlier) if earlier else "",
            "age": words(f"bereaved.age.{who}", **told) if of_age else "",
            "papers": [
                words("bereaved.by-number", paper=words(f"bereaved.paper.{one}"))
                if one in rules.by_number
                else words(f"bereaved.paper.{one}")
                for one in papers
            ],
        }


ROUTES: tuple[Any, ...] = (office_router(show),)
