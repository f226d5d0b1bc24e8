"""記録が見つかったら: what three people have typed, and the pages of it in every state."""

from collections.abc import Iterator, Mapping

from e2e.audit import WHOLE_RECORD
from e2e.states import State, empty, typed, wrong
from nenkin.law.found import Found, Trade
from nenkin.law.months import read_month


def _one(first: str, last: str, pay: int | None = None, place: str = "", **more: Trade) -> Found:
    return Found(
        trade=more.get("trade", Trade.COMPANY),
        first=read_month(first),
        last=read_month(last),
        pay=pay,
        place=place,
    )


# One remembers all, one has a year whose numbers are not there; all others have typed nothing.
FOUND: Mapping[str, tuple[Found, ...]] = {
    "kaigai": (
        _one(
            "1983-04",
            "1985-03",
            place="みほん製糸仙台工場、いまはもうない、駅の向こうの長い名前の会社",
        ),
        _one("1986-06", "1986-09", 80_000, trade=Trade.SHIP),
        _one("2015-04", "2016-03", trade=Trade.NATIONAL),
    ),
    "tohoku85": (_one("1944-10", "1955-12"),),
}


def pages() -> Iterator[State]:
    """Ask for what was found: nothing yet, several, and what cannot be worked out."""
    for who in ("antei", "kaigai", "tohoku85"):
        path = "/estimate/found"
        yield State(name=f"found, {who}", path=path, persona=who, budget=WHOLE_RECORD)
    route = "/estimate/found/{slug}"
    line = State(name="found, new", path="/estimate/found/new", route=route, persona="kaigai")
    yield line
    yield wrong(line, "empty", empty)
    refused = {"first": "昭和40年1月", "last": "令和8年12月", "pay": "たくさん"}
    yield wrong(line, "refused", typed(refused))
    for slug in ("1983-04", "why"):
        yield State(
            name=f"found, {slug}",
            path=f"/estimate/found/{slug}",
            route=route,
            persona="kaigai",
            budget=WHOLE_RECORD,
        )
