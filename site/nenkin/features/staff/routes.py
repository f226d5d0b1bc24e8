"""Every route of this feature."""

from litestar import Router
from litestar.di import Provide

from nenkin.features.staff import home, signing_in
from nenkin.features.staff.desk import provide_desk

ROUTES = (
    Router(
        path="/",
        route_handlers=[*home.ROUTES, *signing_in.ROUTES],
        dependencies={"desk": Provide(provide_desk, sync_to_thread=False)},
    ),
)
