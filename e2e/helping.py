"""手伝う: the pages of who helps another person with their sheet, in every state."""

from collections.abc import Iterator

from e2e.audit import WHOLE_RECORD
from e2e.history import KEY, WRITER
from e2e.states import State, empty, typed, wrong
from nenkin.storage.helpers import Power

HELPER, NOBODY_S = "jieigyo", "antei"
GONE = 410
# By what stands in addresses for their ids: whom the helper helps, under what name, with what, and
# whether it still goes on.
HELPED = {
    "helped": (WRITER, "母", Power.WRITE | Power.SEE_RECORD | Power.SEND, True),
    "helped_typed": (NOBODY_S, "父", Power.WRITE, True),
    "helped_looking": ("chofuku", "おばさん", Power.SEND, True),
    "helped_over": ("kaigai", "おじさん", Power.WRITE, False),
}
CODES = {
    "helped": "さくら・らじお・たんぽぽ・ともだち・みかん・めがね",
    "helped_typed": "さくら・らじお・たんぽぽ・ともだち・みかん・とけい",
    "helped_looking": "さくら・らじお・たんぽぽ・ともだち・みかん・つくえ",
    "helped_over": "さくら・らじお・たんぽぽ・ともだち・みかん・かばん",
}


def pages() -> Iterator[State]:
    """Walk the list, the code, and another's sheet with every function, with few, and when it is over."""
    for who in (HELPER, NOBODY_S):
        yield State(name=f"helping, {who}", path="/helping", persona=who)
    code = State(name="helping, code", path="/helping/code", persona=HELPER)
    yield code
    yield wrong(code, "empty", empty)
    unknown = {"code": "さぐら らじお", "born-year": "昭和20", "knows-as": "母"}
    yield wrong(code, "unknown words", typed(unknown))
    for which in ("helped", "helped_typed", "helped_looking"):
        yield State(
            name=f"helping, {which}",
            path=f"/helping/{{{which}}}",
            route="/helping/{whose}",
            persona=HELPER,
            budget=WHOLE_RECORD,
        )
    part = "/helping/{whose}/{part}"
    for name in ("work", "gaps", "compare", "print"):
        yield State(
            name=f"helping, sheet, {name}",
            path=f"/helping/{{helped}}/{name}",
            route=part,
            persona=HELPER,
            budget=WHOLE_RECORD,
        )
    path = "/helping/{helped_looking}/work"
    yield State(name="helping, looking, work", path=path, route=part, persona=HELPER)
    yield State(
        name="helping, hints",
        path="/helping/{helped}/hints",
        route="/helping/{whose}/hints",
        persona=HELPER,
    )
    yield State(
        name="helping, leave",
        path="/helping/{helped}/leave",
        route="/helping/{whose}/leave",
        persona=HELPER,
    )
    yield State(
        name="helping, finding",
        path=f"/helping/{{helped}}/compare/work-{KEY}",
        route="/helping/{whose}/{part}/{key}",
        persona=HELPER,
    )
    job = State(
        name="helping, job",
        path=f"/helping/{{helped}}/work/{KEY}/job",
        route="/helping/{whose}/{part}/{key}/{page}",
        persona=HELPER,
    )
    yield job
    yield wrong(job, "empty", empty)
    yield State(
        name="helping, over",
        path="/helping/{helped_over}",
        route="/helping/{whose}",
        persona=HELPER,
        status=GONE,
    )
