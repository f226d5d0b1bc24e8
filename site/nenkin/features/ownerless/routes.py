"""持ち主不明記録をさがす: all routes."""

from nenkin.features.ownerless import answering, asking, remembering, sending, slips

ROUTES = (*asking.ROUTES, *answering.ROUTES, *slips.ROUTES, *sending.ROUTES, *remembering.ROUTES)
