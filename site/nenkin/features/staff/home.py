"""/staff: who is here, as what, and what they may do."""

from collections.abc import Mapping
from typing import Annotated, Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from nenkin.features.staff.desk import Desk, on_duty
from nenkin.law.duties import Duty, Role
from nenkin.storage.viewings import unreviewed
from nenkin.web.access import Access
from nenkin.web.visits import Visit

OWN: Mapping[str, Any] = {"access": Access.STAFF, "duty": Duty.ENTER}
DONE = ("password", "training", "ended", "anew")


@get("/staff", opt=OWN)
async def show(
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    done: Annotated[str, QueryParameter()] = "",
) -> Response[bytes]:
    """Show the first page of whoever is on duty."""
    staff = on_duty(visit)
    words = desk.renderer.words
    return desk.renderer.page(
        visit,
        "staff/home.html",
        rows=[
            {"key": words("staff.home.name"), "value": staff.name},
            {"key": words("staff.home.number"), "value": staff.number},
            {"key": words("staff.home.place"), "value": staff.place},
            {"key": words("staff.home.terminal"), "value": staff.terminal},
            {
                "key": words("staff.home.roles"),
                "value": "、".join(words(f"staff.role.{r}") for r in Role if r in staff.roles),
            },
        ],
        links=[link for link in desk.renderer.staff_links(staff.duties) if link[1] != "/staff"],
        # whoever watches is told of what was opened alone, until an auditor has looked into it
        alone=await unreviewed(desk.db, staff.staff_id) if staff.may(Duty.SEE_OUTLIERS) else 0,
        held_up=staff.held_up,
        done=done if done in DONE else "",
        duties=[d for d in Duty if staff.may(d) and d is not Duty.ENTER],
    )


ROUTES = (show,)
