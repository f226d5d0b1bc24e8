"""Asks whether an entry of the sheet shall be taken out."""

from nenkin.features.history.desk import Desk, Page, see_other
from nenkin.features.history.sections import Section

REMOVE = "remove"


async def ask_to_remove(desk: Desk, section: Section, key: str) -> Page:
    """Show an entry once more, and ask; where it is gone already, show what is left."""
    here = await desk.open()
    entry = here.entry(section.slug, key)
    if entry is None:  # removed already, or never written
        return see_other(f"{desk.base}/{section.slug}")
    born_on = here.setting.born_on
    return desk.page(
        "remove",
        name=entry.name(desk.library, born_on),
        rows=[
            {"key": row["key"], "value": row["value"]} for row in entry.rows(desk.library, born_on)
        ],
        action=f"{entry.href}/{REMOVE}",
        back=f"{desk.base}/{section.slug}",
    )
