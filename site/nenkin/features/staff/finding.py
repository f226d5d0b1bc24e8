"""/places: pension offices by prefecture, as far as an open list has them; never whose they are."""

from functools import cache
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from nenkin import paths
from nenkin.features.staff.desk import Desk
from nenkin.law.wareki import write_day
from nenkin.reference.offices import PREFECTURES, Offices, load_offices
from nenkin.web.access import Access
from nenkin.web.visits import Visit

OPEN: dict[str, Any] = {"access": Access.EVERYBODY}


@cache
def _offices() -> Offices:
    return load_offices(paths.DATA)


@get("/places", opt=OPEN)
async def index(desk: NamedDependency[Desk], visit: NamedDependency[Visit]) -> Response[bytes]:
    """Ask for the prefecture."""
    offices = _offices()
    rows = [
        {
            "href": f"/places/{prefecture}",
            "text": _name(desk, prefecture),
            "count": len(offices.within(prefecture)),
        }
        for prefecture in PREFECTURES
    ]
    return desk.renderer.page(
        visit,
        "staff/places.html",
        rows=rows,
        listed=len(offices.listed),
        total=offices.total,
        day=write_day(offices.checked),
        source=offices.source,
    )


@get("/places/{prefecture:str}", opt=OPEN)
async def show(
    prefecture: FromPath[str], desk: NamedDependency[Desk], visit: NamedDependency[Visit]
) -> Response[bytes]:
    """Show the offices of one prefecture that are known, and how to learn which is responsible."""
    if prefecture not in PREFECTURES:
        raise NotFoundException
    offices = _offices()
    name = _name(desk, prefecture)
    return desk.renderer.page(
        visit,
        "staff/places_in.html",
        name=name,
        rows=[
            {
                "key": office.name,
                "value": f"〒{office.postcode[:3]}-{office.postcode[3:]}　{name}{office.address}",
            }
            for office in offices.within(prefecture)
        ],
        telephone=desk.settings.telephone,
        listed=len(offices.listed),
        total=offices.total,
        day=write_day(offices.checked),
    )


def _name(desk: Desk, prefecture: str) -> str:
    return desk.library.forms["sign-up"].fields["prefecture"].options[prefecture].label


ROUTES = (index, show)
