"""くらべる: what three people have saved, and the pages of it in every state."""

from collections.abc import Iterator, Mapping
from typing import Any

from e2e.audit import WHOLE_RECORD
from e2e.states import State, empty, typed, wrong
from nenkin.features.estimate.figures import ANSWERS, AS_IT_IS

FROM = {
    "basic": ("basic-years", "basic-months"),
    "employees": ("employees-years", "employees-months"),
}


def _from(years: int) -> Mapping[str, Any]:
    return {slug: {one: [str(years)], more: [""]} for slug, (one, more) in FROM.items()}


def _saved(number: int, name: str, years: int = 0) -> Mapping[str, Any]:
    kind, answers = (ANSWERS, _from(years)) if years else (AS_IT_IS, {})
    return {"number": number, "name": name, "kind": kind, "typed": answers, "periods": []}


# One has all five, one of them with the longest name; one has two; another has none.
SAVED = {
    "tenshoku": [
        _saved(1, "いまのまま"),
        _saved(2, "60歳から受け取る", 60),
        _saved(3, "66歳から", 66),
        _saved(4, "70歳まで働いて年金を待つことにする", 70),
        _saved(5, "75歳から", 75),
    ],
    "antei": [_saved(1, "いまのまま"), _saved(7, "70歳から", 70)],
    "hokkaido75": [_saved(1, "いまのまま"), _saved(2, "70歳から", 70)],  # born too early for it
}
# w3m breaks even short words where a table has six columns; they are there, on two lines.
OF_WIDE_TABLES = frozenset({"text-browser"})


def pages() -> Iterator[State]:
    """Five side by side, two, one that cannot be worked out, and none."""
    base = "/estimate/compare"
    for slug in ("", "/ages", "/print"):
        for who in (*SAVED, "sango"):
            yield State(
                name=f"compare{slug}, {who}",
                path=f"{base}{slug}",
                persona=who,
                budget=WHOLE_RECORD,
                excused=OF_WIDE_TABLES if who == "tenshoku" else frozenset(),
            )
    yield State(name="compare, full", path=f"{base}/new", persona="tenshoku")
    state = State(name="compare, new", path=f"{base}/new?of=as-it-is", persona="antei")
    yield state
    yield wrong(state, "empty", empty)
    yield wrong(state, "taken", typed({"name": "70歳から"}))
