"""/staff/cases/<number>/proposal/bonus: a bonus that is missing, or one that is to be taken away."""

from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from nenkin.correcting.bonuses import BonusChange
from nenkin.correcting.changes import Act
from nenkin.features.office.desk import Desk, Page
from nenkin.features.office.drafting import MOST_LINES, Draft, load, troubles
from nenkin.features.office.forms import BonusForm
from nenkin.features.office.proposing import ONE, PROPOSE
from nenkin.features.office.routing import office_router, see_other
from nenkin.law.periods import Scheme
from nenkin.web.forms import Rejected, Trouble
from nenkin.web.submissions import Submission, first


@get(ONE + "/bonus", opt=PROPOSE)
async def ask_bonus(desk: NamedDependency[Desk], number: FromPath[str]) -> Page:
    """Ask for a bonus that is missing."""
    draft = await load(desk, await desk.open(number, "proposal"))
    return _draw(desk, draft, {"paid-by-scheme": [str(Scheme.EMPLOYEES)]})


@post(ONE + "/bonus", opt=PROPOSE)
async def keep_bonus(
    desk: NamedDependency[Desk], number: FromPath[str], submission: NamedDependency[Submission]
) -> Page:
    """Keep a bonus that can be; ``take`` is the number of one that stands and is taken away."""
    draft = await load(desk, await desk.open(number, "proposal"))
    taken = {str(no): one for no, one in draft.paid.items()}.get(first(submission, "take"))
    if taken is not None:
        change = BonusChange(
            act=Act.TAKE,
            scheme=taken.scheme,
            paid_on=taken.paid_on,
            amount=taken.amount,
            employer=taken.employer,
        )
        bonuses = [*draft.begun.bonuses, change]
        if not draft.wrong_bonuses(bonuses) and len(bonuses) <= MOST_LINES:
            await draft.keep(bonuses=bonuses, joined="")
        return see_other(f"{draft.here.address}/proposal")
    form = BonusForm.read(submission)
    if not isinstance(form, Rejected):
        bonuses = [*draft.begun.bonuses, form.change]
        wrong = troubles(draft.wrong_bonuses(bonuses), len(bonuses) - 1)
        if not wrong and len(bonuses) <= MOST_LINES:
            await draft.keep(bonuses=bonuses, joined="")
            return see_other(f"{draft.here.address}/proposal")
        form = Rejected(submission, wrong or (Trouble("paid_on", "twice"),))
    return _draw(desk, draft, form)


def _draw(desk: Desk, draft: Draft, typed: Submission | Rejected) -> Page:
    return desk.page("bonus", **desk.heads(draft.here), **desk.form(BonusForm, typed))


ROUTES: tuple[Any, ...] = (office_router(ask_bonus, keep_bonus),)
