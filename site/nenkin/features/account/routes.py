"""Every route of this feature."""

from litestar import Router
from litestar.di import Provide

from nenkin.features.account import (
    helpers,
    mail_links,
    own,
    own_secret,
    recover,
    searchers,
    sign_in,
    sign_up,
)
from nenkin.features.account.desk import provide_desk

ROUTES = (
    Router(
        path="/",
        route_handlers=[
            *sign_up.ROUTES,
            *sign_in.ROUTES,
            *recover.ROUTES,
            *mail_links.ROUTES,
            *own.ROUTES,
            *own_secret.ROUTES,
            *helpers.ROUTES,
            *searchers.ROUTES,
        ],
        dependencies={"desk": Provide(provide_desk, sync_to_thread=False)},
    ),
)
