"""Who wrote the answers of an entry, where it was not the person alone (記入した人)."""

from collections.abc import Mapping

from nenkin.clock import japanese_day
from nenkin.features.history.desk import Desk, Opened
from nenkin.features.history.entries import Entry
from nenkin.law.remembered import Writer
from nenkin.law.wareki import write_day
from nenkin.storage.helpers import helpers_of
from nenkin.storage.sheets import Answer

Names = Mapping[int, str]


async def helper_names(desk: Desk, here: Opened) -> Names:
    """Give what the person calls each helper; nobody else learns that."""
    helped = any(answer.helper_id for entry in here.entries for answer in entry.answers.values())
    if not helped or not desk.owns or desk.guest is not None:
        return {}
    return {one.id: one.called for one in await helpers_of(desk.db, desk.subject)}


async def helpers_now(desk: Desk) -> list[str]:
    """Give what the person calls everybody who helps them now; to nobody else."""
    if not desk.owns or desk.guest is not None:
        return []
    words, found = desk.library.words, await helpers_of(desk.db, desk.subject)
    return [
        words("history.author.helper", name=one.called)
        for one in reversed(found)
        if one.helps(desk.visit.now)
    ]


def author_rows(desk: Desk, names: Names, entry: Entry) -> list[tuple[str, str]]:
    """Say who wrote an entry, each with the last day; nothing where the person wrote all of it."""
    answers = list(entry.answers.values())
    if all(answer.written_by == Writer.PERSON for answer in answers):
        return []
    answers.sort(key=lambda one: one.updated_at)
    last = {_author(desk, names, answer): answer.updated_at for answer in answers}
    words = desk.library.words
    said = [
        words("history.author.on", author=author, day=write_day(japanese_day(at)))
        for author, at in last.items()
    ]
    return [(words("history.author.title"), words("history.and").join(said))]


def _author(desk: Desk, names: Names, answer: Answer) -> str:
    words = desk.library.words
    if answer.helper_id is None:
        return words(f"history.author.{answer.written_by}")
    if answer.helper_id == desk.helper_id:
        return words("history.author.you")
    if answer.helper_id in names:
        return words("history.author.helper", name=names[answer.helper_id])
    return words("history.author.family")
