"""/history/delete: この表を消す; what was written in another tab meanwhile is shown before it goes."""

from datetime import datetime

from nenkin.features.history.desk import Desk, Page, see_other
from nenkin.features.history.writing import version_of
from nenkin.storage.sheets import delete_sheet
from nenkin.web.addresses import id_of
from nenkin.web.submissions import Submission, first

CONFLICT = 409


async def ask(desk: Desk, at: int | None = None) -> Page:
    """Ask whether it is meant, with all that would go.

    ``at``: the moment of the last answer that was shown, where more has been written since.
    """
    here = await desk.open()
    born_on, changed = here.setting.born_on, at is not None
    since: list[str] = []
    before: list[str] = []
    for entry in here.entries:
        name = desk.library.words(
            "history.delete.line",
            part=desk.library.words(f"history.section.{entry.section.slug}"),
            name=entry.name_in_part(desk.library, born_on),
        )
        latest = max((_moment(one.updated_at) for one in entry.answers.values()), default=0)
        (since if at is not None and latest > at else before).append(name)
    return desk.page(
        "delete",
        status=CONFLICT if changed else 200,
        changed=changed,
        since=since,
        before=before,
        seen=here.sheet.version if here.sheet else 0,
        at=_moment(here.sheet.updated_at) if here.sheet else 0,
    )


async def delete(desk: Desk, sent: Submission, onward: str) -> Page:
    """Delete the sheet that was seen; where there is more in it by now, show that and ask again."""
    async with desk.db.write() as session:
        gone = await delete_sheet(session, desk.holder, seen=version_of(sent))
    return see_other(onward) if gone else await ask(desk, id_of(first(sent, "at")) or 0)


def _moment(moment: datetime) -> int:
    return round(moment.timestamp() * 1_000_000)
