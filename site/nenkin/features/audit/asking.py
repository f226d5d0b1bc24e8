"""What an auditor's form asks the trail."""

from datetime import datetime, time

from nenkin.clock import JAPAN
from nenkin.features.audit.desk import Desk
from nenkin.features.audit.forms import ACTIONS, TrailForm, slug
from nenkin.interchange.receipt_numbers import read
from nenkin.storage.audit_search import Sought
from nenkin.storage.staff import find_member


async def sought_of(desk: Desk, form: TrailForm) -> Sought:
    """Give what is looked for."""
    member = await find_member(desk.db, form.staff_number.upper()) if form.staff_number else None
    actions = {slug(one): one for one in ACTIONS}
    until = None
    if form.until is not None:
        until = datetime.combine(form.until, time.max, JAPAN)
    return Sought(
        action=actions.get(form.action, ""),
        staff_id=member.id if member else None,
        case_number=read(form.case_number) or "" if form.case_number else "",
        until=until,
    )
