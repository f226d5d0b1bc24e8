"""Every route of this feature."""

from litestar import Router
from litestar.di import Provide

from nenkin.features.staff import (
    accounts,
    beginning,
    finding,
    home,
    machines,
    openings,
    own,
    signing_in,
)
from nenkin.features.staff.desk import provide_desk
from nenkin.law.duties import Duty

# What the menu of staff has, for those whose duty it is.
STAFF_LINKS = (
    (Duty.ENTER, "staff.home.link", "/staff"),
    (Duty.PROPOSE_STAFF_ACCOUNT, "staff.accounts.link", "/staff/accounts"),
    (Duty.OPEN_STAFF_ACCOUNT, "staff.openings.link", "/staff/openings"),
    (Duty.REGISTER_TERMINAL, "staff.terminals.link", "/staff/terminals"),
)
ROUTES = (
    Router(
        path="/",
        route_handlers=[
            *home.ROUTES,
            *signing_in.ROUTES,
            *beginning.ROUTES,
            *accounts.ROUTES,
            *openings.ROUTES,
            *machines.ROUTES,
            *own.ROUTES,
            *finding.ROUTES,
        ],
        dependencies={"desk": Provide(provide_desk, sync_to_thread=False)},
    ),
)
