"""Reads data/memory/events.csv: what everybody remembers, for 思い出すヒント."""

from collections import Counter
from pathlib import Path

from nenkin.law.hints import EventKind, KnownEvent, KnownEvents
from nenkin.law.months import read_month, year_and_number
from nenkin.reference.rows import BadData, Row, table

FILE = Path("memory") / "events.csv"
YEARS = range(1940, 2026)
EACH_YEAR = 3  # harmless ones, so that every year has something to ask
_BETWEEN = "/"  # several names, or several prefectures
_TRUTH = {"true": True, "false": False}
_ENDS = ("た", "だ")  # «とき» follows


def load_events(data: Path) -> KnownEvents:
    """Read all events; raises ``BadData`` with file, line and reason."""
    path = data / FILE
    events: list[KnownEvent] = []
    said: set[tuple[int, str]] = set()
    names: set[str] = set()
    for row in table(path):
        event = _event(row)
        if events and event.month < events[-1].month:
            raise row.wrong("stands before the row above in time")
        if (event.month, event.words) in said:
            raise row.wrong("is there twice")
        if twice := names & set(event.names):
            raise row.wrong(f"«names» has {sorted(twice)}, which names another event")
        said.add((event.month, event.words))
        names.update(event.names)
        events.append(event)
    _refuse_thin_years(path, events)
    return KnownEvents(tuple(events))


def _event(row: Row) -> KnownEvent:
    at = row.read("month", read_month)
    if year_and_number(at)[0] not in YEARS:
        raise row.wrong(f"«month» must be of {YEARS[0]} to {YEARS[-1]}")
    words = row.text("event")
    if not words.endswith(_ENDS):
        raise row.wrong(f"«event» must end in {' or '.join(_ENDS)}, for «とき» follows")
    if row.text("sensitive") not in _TRUTH:
        raise row.wrong("«sensitive» must be true or false")
    return KnownEvent(
        month=at,
        kind=row.read("kind", EventKind),
        words=words,
        names=_several(row, "names"),
        sensitive=_TRUTH[row.text("sensitive")],
        prefectures=frozenset(_several(row, "prefectures")),
        source=row.source,
    )


def _several(row: Row, name: str) -> tuple[str, ...]:
    text = row.text(name)
    found = tuple(text.split(_BETWEEN)) if text else ()
    if any(not one.strip() for one in found) or len(set(found)) < len(found):
        raise row.wrong(f"«{name}» has an empty part, or the same twice")
    return found


def _refuse_thin_years(path: Path, events: list[KnownEvent]) -> None:
    counted = Counter(year_and_number(one.month)[0] for one in events if not one.sensitive)
    for year in YEARS:
        if counted[year] < EACH_YEAR:
            line = 2 + sum(year_and_number(one.month)[0] < year for one in events)
            raise BadData(path, line, f"{year} has fewer than {EACH_YEAR} harmless events")
