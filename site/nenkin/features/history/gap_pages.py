"""/history/gaps: months of which nothing was said become questions, one a page."""

import secrets
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from nenkin.features.history.desk import ALL, GAPS, Desk, Opened, Page, see_other
from nenkin.features.history.forms import Remembered
from nenkin.features.history.runs import spelled
from nenkin.features.history.sections import SECTIONS
from nenkin.features.history.wording import say_run
from nenkin.law.months import month_of, read_month, spell
from nenkin.law.remembered import Category
from nenkin.law.remembered_gaps import GapAsked, asked
from nenkin.law.wareki import write_month
from nenkin.storage.helpers import Power
from nenkin.web.fields import Choice
from nenkin.web.forms import FieldView, FormView, Rejected, view
from nenkin.web.submissions import Submission, first

UNKNOWN = "unknown"
KEY_BYTES = 8
_WAYS = (
    *(Category.WORK, Category.SELF_EMPLOYED, Category.FAMILY_HELPER, Category.SCHOOL),
    *(Category.NO_WORK, Category.ABROAD, Category.SEA, Category.MINE),
)


@dataclass(frozen=True)
class GapForm(Remembered):
    """What somebody did in these months."""

    gap: Annotated[str, Choice((*_WAYS, UNKNOWN))]


def new_key() -> str:
    """Make the key of a new entry."""
    return secrets.token_hex(KEY_BYTES)


def open_gaps(desk: Desk, here: Opened) -> list[GapAsked]:
    """Give the gaps of which the person has not said that they do not know."""
    noted = set(here.noted(GAPS))
    found = asked(here.remembered, month_of(desk.today))
    return [gap for gap in found if _spelled(gap) not in noted]


async def show(desk: Desk) -> Page:
    """Ask about the first months of which nothing was said."""
    desk.require(Power.WRITE)
    return _question(desk, await desk.open(), None)


async def answer(desk: Desk, sent: Submission) -> Page:
    """Lead to a page for what was done then, or note that it is not known."""
    here = await desk.open()
    read = GapForm.read(sent)
    gap = next((one for one in open_gaps(desk, here) if _spelled(one) == first(sent, "at")), None)
    if gap is None:  # answered in another tab meanwhile
        return see_other(f"{desk.base}/{GAPS}")
    if isinstance(read, Rejected):
        return _question(desk, here, read)
    if read.gap == UNKNOWN:
        shown = here.saw_record(ALL)
        return await desk.remark(GAPS, _spelled(gap), record_shown=shown) or see_other(
            f"{desk.base}/{GAPS}"
        )
    section = SECTIONS[read.gap]
    page = f"{desk.base}/{section.slug}/{new_key()}/{section.first}"
    known = {
        **({"first": spell(gap.first)} if gap.begins else {}),
        **({"last": spell(gap.last)} if gap.ends else {}),
    }
    return see_other(f"{page}?{urlencode(known)}")


def prefilled(start: str, end: str) -> Submission | None:
    """Give the times with which a page begins that was opened from a gap, as far as they are known."""
    typed = {"first": start, "last": end}
    try:
        return {name: [write_month(read_month(at))] for name, at in typed.items() if at}
    except ValueError:
        return None


def _question(desk: Desk, here: Opened, rejected: Rejected | None) -> Page:
    found = open_gaps(desk, here)
    if not found:
        name = "none" if here.entries else "none-yet"
        return desk.page("gaps", asked=False, nothing=desk.library.words(f"history.gaps.{name}"))
    words = desk.library.forms[GapForm.words]
    drawn = view(GapForm, words, rejected, heading=True)
    legend = desk.library.words(
        "history.gaps.ask", months=say_run(desk.library, found[0].first, found[0].last)
    )
    field = drawn.fields["gap"]
    arguments = {**field.arguments, "legend": legend}
    return desk.page(
        "gaps",
        status=200 if rejected is None else 422,
        asked=True,
        form=FormView(drawn.errors, {"gap": FieldView(field.component, arguments)}),
        title=legend,
        at=_spelled(found[0]),
        left=desk.library.words("history.gaps.left", count=len(found) - 1)
        if len(found) > 1
        else "",
    )


def _spelled(gap: GapAsked) -> str:
    return spelled((gap.first, gap.last))
