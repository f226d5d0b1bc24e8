"""持ち主不明記録をさがす: all routes."""

from nenkin.features.ownerless import (
    answering,
    asking,
    at_counter,
    brought,
    practising,
    questioning,
    remembering,
    sending,
    slips,
    standing,
    starting,
)

_PARTS = (
    starting,
    asking,
    questioning,
    answering,
    slips,
    sending,
    remembering,
    standing,
    at_counter,
    brought,
    practising,
)
STAFF_LINKS = brought.STAFF_LINKS
ROUTES = tuple(route for part in _PARTS for route in part.ROUTES)
