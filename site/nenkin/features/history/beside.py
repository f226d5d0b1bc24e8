"""/history/compare: memory beside the record, the findings, one finding, and «心当たりがない»."""

from litestar.exceptions import NotFoundException

from nenkin.comparison.findings import Finding
from nenkin.features.history.boxes import RecordPart
from nenkin.features.history.comparing import (
    COMPARE,
    compared,
    ends,
    finding_view,
    lanes,
    rows,
)
from nenkin.features.history.desk import (
    ALL,
    SHOWN,
    UNRECOGNISED,
    WROTE,
    Desk,
    Opened,
    Page,
    see_other,
)
from nenkin.features.history.looking import objection_page, recorded_links
from nenkin.features.history.recorded import key_of
from nenkin.features.history.sections import OBJECTIONS
from nenkin.storage.helpers import Power
from nenkin.storage.sheets import remove_entry

_COLUMNS = ("when", "memory", "record", "both")


async def show(desk: Desk) -> Page:
    """Show both sides once the person has asked for the record; before that, say what will come."""
    here = await desk.open()
    if here.sheet is None:
        return see_other(desk.base)
    if not here.saw_record(ALL):
        return desk.page("compare", shown=False)
    await desk.note("history")
    both, library = await compared(desk, here), desk.library
    count = len(both.found.findings)
    return desk.page(
        "compare",
        shown=True,
        lead=library.words("history.compare.found", count=count)
        if count
        else library.words("history.compare.found-none"),
        findings=[finding_view(desk, one) for one in both.found.findings],
        unrecognised=[finding_view(desk, one) for one in both.found.unrecognised],
        lanes=lanes(library, both.found),
        ends=ends(both.found),
        columns=[
            {"text": library.words(f"history.compare.column-{name}"), "kept": name == "when"}
            for name in _COLUMNS
        ],
        rows=rows(library, here, both),
        parts=list(recorded_links(desk, here)),
    )


async def begin(desk: Desk) -> Page:
    """Note that the record is shown from now on: what is written later is worth less as evidence."""
    if (await desk.open()).sheet is None:
        return see_other(f"{desk.base}/{COMPARE}")
    return await desk.remark(SHOWN, ALL, record_shown=True, power=Power.SEE_RECORD) or see_other(
        f"{desk.base}/{COMPARE}"
    )


async def show_finding(desk: Desk, key: str) -> Page:
    """Show one finding with what was written of it."""
    here = await desk.open()
    if not here.saw_record(ALL):
        return see_other(f"{desk.base}/{COMPARE}")
    both = await compared(desk, here)
    one = both.finding(key)
    if one is None:
        raise NotFoundException
    await desk.note("history")
    born_on = here.setting.born_on
    return desk.page(
        "finding",
        one=finding_view(desk, one),
        wrote=[
            row
            for event in one.events
            if event in both.entries
            for row in both.entries[event].rows(
                desk.library, born_on, changeable=desk.may(Power.WRITE)
            )
        ],
        known=one.key not in here.noted(UNRECOGNISED),
        objection=_objection(desk, here, one),
    )


def _objection(desk: Desk, here: Opened, one: Finding) -> str:
    """Give the page on which a disputed part of the record can be taken back, if it is one."""
    if one.recorded is None:
        return ""
    part = RecordPart(*one.recorded, one.scheme, one.employer)
    if here.entry(OBJECTIONS.slug, key_of(part)) is None:  # a file named another month of it
        return f"{desk.base}/{OBJECTIONS.slug}"
    return objection_page(desk, key_of(part))


async def judge(desk: Desk, key: str, *, recognised: bool) -> Page:
    """Keep that the person knows nothing of a finding, or take that back."""
    here = await desk.open()
    if not here.saw_record(ALL) or (await compared(desk, here)).finding(key) is None:
        raise NotFoundException
    if not recognised:
        return await desk.remark(UNRECOGNISED, key, record_shown=True) or see_other(
            f"{desk.base}/{COMPARE}"
        )
    async with desk.writing() as session:
        await remove_entry(session, desk.holder, key, desk.visit.now, section=UNRECOGNISED)
        await desk.told(session, WROTE, COMPARE)
    return see_other(f"{desk.base}/{COMPARE}")
