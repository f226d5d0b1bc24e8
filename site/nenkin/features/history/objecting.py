"""/history/objections: what the person says of a part of the record, kept with the sheet."""

import re

from litestar.exceptions import NotFoundException

from nenkin.features.history.boxes import RecordPart
from nenkin.features.history.desk import Desk, Page, see_other
from nenkin.features.history.forms import ObjectionForm
from nenkin.features.history.reading import Understood, read_page
from nenkin.features.history.recorded import all_shown, find_part, keep_shown, say_part
from nenkin.features.history.sections import OBJECTIONS, SECTIONS
from nenkin.features.history.writing import SHEET, Spot, both, find, keep, version_of
from nenkin.law.periods import Scheme
from nenkin.law.remembered import Objection
from nenkin.web.forms import FieldView, FormView, Rejected, view
from nenkin.web.submissions import Submission, first

BACK = "back"
_PLACE = re.compile("([a-z-]{1,20})/([a-z0-9]{1,20})/([a-z-]{1,20})")
# 国民年金 has neither an employer nor a pay.
_OF_NATIONAL = frozenset({Objection.NOT_MINE, Objection.OTHER_MONTHS})


async def show(spot: Spot, choice: str, back: str) -> Page:
    """Ask what is wrong with a part of the record, with what was said of it before."""
    desk, part = spot.desk, _part(spot)
    if part is None:
        return see_other(desk.base)
    typed = spot.entry.typed.get(spot.page) if spot.entry else None
    if typed is None and choice in set(Objection):
        typed = {"objection": [choice]}
    await desk.note("history")
    return _question(spot, part, typed, back)


async def answer(spot: Spot, sent: Submission) -> Page:
    """Keep what the person says of a part of the record."""
    desk, back = spot.desk, first(sent, BACK)
    # Whoever answers has seen the part, though the sheet may be gone in which that was noted.
    part = _part(spot) or find_part(spot.here.record, spot.key)
    if part is None:
        return see_other(desk.base)
    if desk.visit.shown_again:
        await desk.note("history")
        return _question(spot, part, Rejected(sent, ()), back, sent)
    whole = {
        "recorded": part.typed(),
        **{name: sent[name] for name in ("objection", "note") if name in sent},
    }
    read = read_page(ObjectionForm, whole, spot.here.setting)
    if isinstance(read, Rejected):
        await desk.note("history")
        return _question(spot, part, read, back, sent)
    if spot.is_gone(sent):
        await desk.note("history")
        return both(spot, sent, read, None, gone=True)
    full = await keep_shown(desk, spot.here, (part.first, part.last))
    if full is not None:
        return full
    spot = await find(desk, spot.section, spot.key, spot.page)
    kept = await keep(spot, whole, read, version_of(sent), same=bool(first(sent, SHEET)))
    return kept or see_other(_onward(desk, back))


def _part(spot: Spot) -> RecordPart | None:
    """Give the part of the record, once it was shown; as it was when they wrote of it, where it is gone."""
    record, here = spot.here.own_record, spot.here
    if record is None:
        raise NotFoundException
    part = find_part(record, spot.key)
    if part is not None and all_shown(here, (part.first, part.last)):
        return part
    read = spot.entry.read.get(spot.page) if spot.entry else None
    if isinstance(read, Understood) and isinstance(read.form, ObjectionForm):
        return read.form.recorded
    return None


def _question(
    spot: Spot,
    part: RecordPart,
    typed: Submission | Rejected | None,
    back: str,
    sent: Submission | None = None,
) -> Page:
    library = spot.desk.library
    words = library.forms[ObjectionForm.words]
    drawn = view(ObjectionForm, words, typed)
    fields = {name: field for name, field in drawn.fields.items() if name != "recorded"}
    if part.scheme == Scheme.NATIONAL:
        asked = fields["objection"]
        options = [one for one in asked.arguments["options"] if one["value"] in _OF_NATIONAL]
        arguments = {**asked.arguments, "options": options}
        fields["objection"] = FieldView(asked.component, arguments)
    there = spot.there
    seen, mark = there.version if there else 0, spot.here.mark
    if sent is not None:
        seen, mark = version_of(sent), first(sent, SHEET)
    return spot.desk.page(
        "objection",
        status=422 if isinstance(typed, Rejected) and typed.troubles else 200,
        form=FormView(drawn.errors, fields),
        part=say_part(library, part),
        action=spot.address(spot.page),
        back=_onward(spot.desk, back),
        place=back if _PLACE.fullmatch(back) else "",
        seen=seen,
        sheet=mark,
        remove=f"{spot.over}/{spot.key}/remove" if there else "",
    )


def _onward(desk: Desk, back: str) -> str:
    """Give the page of the sheet from which the person came, with the record still open."""
    found = _PLACE.fullmatch(back)
    if found and found[1] in SECTIONS and found[3] in SECTIONS[found[1]].pages:
        return f"{desk.base}/{back}?record=yes"
    return f"{desk.base}/{OBJECTIONS.slug}"
