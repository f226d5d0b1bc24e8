"""/staff/practice/…/record: a demonstration person's record, for clerks who practise (練習).

It is read from the files of the demonstration and from no database, and nothing is noted of anybody:
no real record can be reached from here, and none is touched.
"""

from typing import Any

from litestar import Request, Router
from litestar.di import Provide
from litestar.exceptions import NotFoundException

from nenkin import paths
from nenkin.features.records.at_counter import PRINTED, SEEN
from nenkin.features.records.desk import PRACTICE, Desk, desk_of
from nenkin.law.duties import Duty
from nenkin.storage.seeding import samples_by_slug
from nenkin.web.access import Access

_PEOPLE = paths.DATA / "personas"
OPT: dict[str, Any] = {"access": Access.STAFF, "duty": Duty.TRAINING}


def provide_practice_desk(request: Request[Any, Any, Any]) -> Desk:
    """Give the desk for one demonstration person; ``NotFoundException`` where there is none such."""
    sample = samples_by_slug(_PEOPLE).get(str(request.path_params["slug"]))
    if sample is None:
        raise NotFoundException
    return desk_of(request, practice=sample)


ROUTES = (
    Router(
        f"{PRACTICE}/{{slug:str}}",
        route_handlers=[*SEEN, *PRINTED],
        dependencies={"desk": Provide(provide_practice_desk, sync_to_thread=False)},
        opt=OPT,
    ),
)
