"""持ち主不明記録をさがす: all routes."""

from nenkin.features.ownerless import answering, asking

ROUTES = (*asking.ROUTES, *answering.ROUTES)
