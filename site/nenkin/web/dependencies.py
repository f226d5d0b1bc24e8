"""What a handler may ask for by name, out of what the gate learned."""

from collections.abc import Callable, Mapping
from typing import Any

from litestar import Request

from nenkin.web.access import exchange_of
from nenkin.web.bodies import Upload
from nenkin.web.submissions import Submission
from nenkin.web.visits import Visit


def provide_visit(request: Request[Any, Any, Any]) -> Visit:
    """Give the request's visit."""
    return exchange_of(request).visit


def provide_submission(request: Request[Any, Any, Any]) -> Submission:
    """Give the form as it was sent; empty for a page that is only opened."""
    return exchange_of(request).submission


def provide_upload(request: Request[Any, Any, Any]) -> Upload | None:
    """Give the file that was sent with the form, if one was."""
    return exchange_of(request).upload


OF_REQUEST: Mapping[str, Callable[[Request[Any, Any, Any]], object]] = {
    "visit": provide_visit,
    "submission": provide_submission,
    "upload": provide_upload,
}
