"""Reads data/matching/: what the search for ownerless records knows besides the records."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

from nenkin.interchange.names import modern_name
from nenkin.law.ownerless import OwnerlessScheme, WorkKind
from nenkin.matching import levels
from nenkin.matching.births import Lunar
from nenkin.matching.keys import day_number
from nenkin.matching.knowledge import Knowledge, Readings, Thresholds, Trade, Weight
from nenkin.matching.skeletons import plain_kana, skeleton
from nenkin.reference.rows import Row, parameter, table

FOLDER = Path("matching")
PEOPLE = 126_000_000  # whom the surnames' bearers are counted among: the census of 2020, rounded
# Our assumption of the tail that no list has: a quarter of all people bear some 100,000 surnames.
RARE = 2e-6
RARE_GIVEN = 1e-4  # our assumption too
_Single: TypeAlias = dict[str, tuple[str, ...]]
_LEVELS = {
    "family-men": levels.NameLevel,
    "family-women": levels.NameLevel,
    "given": levels.NameLevel,
    "birth": levels.BirthLevel,
    "sex": levels.SexLevel,
    "place": levels.AnswerLevel,
    "work": levels.AnswerLevel,
    "years": levels.AnswerLevel,
    "overlap": levels.OverlapLevel,
}
_KANA = frozenset(map(chr, range(0x30A1, 0x30FB)))
_MOST_DAYS = 30  # of a month of 旧暦


@cache
def load_knowledge(data: Path) -> Knowledge:
    """Read everything, once a process; raises ``BadData`` with file, line and reason."""
    folder = data / FOLDER
    bearers: dict[str, float] = defaultdict(float)
    borne: list[tuple[str, str]] = []
    for row in table(folder / "surnames.csv"):
        own = _skeleton(row, row.text("kana"))
        bearers[own] += row.yen("bearers") / PEOPLE
        borne.append((modern_name(row.text("kanji")), own))
    family: list[tuple[str, tuple[str, ...]]] = []
    given: list[tuple[str, tuple[str, ...]]] = []
    for row in table(folder / "readings.csv"):
        read = tuple(dict.fromkeys(_skeleton(row, each) for each in row.text("readings").split()))
        {"family": family, "given": given}[row.text("part")].append(
            (modern_name(row.text("kanji")), read)
        )
    weights = parameter(folder / "weights.toml")
    return Knowledge(
        version=weights.text("version"),
        family=_readings(family, borne),
        given=_readings(given, (), _single_kanji(folder / "name_kanji.csv")),
        bearers=dict(bearers),
        rare=RARE,
        rare_given=RARE_GIVEN,
        confused=frozenset(
            frozenset((row.text("one"), row.text("other")))
            for row in table(folder / "confusions.csv")
        ),
        lunar=_lunar(folder / "lunar.csv"),
        weights={name: _weights(weights, name, kind) for name, kind in _LEVELS.items()},
        thresholds=_thresholds(weights),
        trades=_trades(folder / "trades.toml"),
    )


def _skeleton(row: Row, kana: str) -> str:
    if not kana or not _KANA.issuperset(plain_kana(kana)):
        raise row.wrong("a reading must be in kana")
    return skeleton(kana)


def _readings(
    read: Iterable[tuple[str, tuple[str, ...]]],
    borne: Iterable[tuple[str, str]],
    single: tuple[_Single, _Single] = ({}, {}),
) -> Readings:
    of_kanji: dict[str, tuple[str, ...]] = {}
    beside: dict[str, dict[str, None]] = defaultdict(dict)
    written: dict[str, dict[str, None]] = defaultdict(dict)
    for kanji, own in borne:
        of_kanji[kanji] = (*of_kanji.get(kanji, ()), own)
        written[own][kanji] = None
    for kanji, skeletons in read:
        of_kanji[kanji] = tuple(dict.fromkeys((*of_kanji.get(kanji, ()), *skeletons)))
        for one in skeletons:
            written[one][kanji] = None
    for skeletons in of_kanji.values():
        for one in skeletons:
            beside[one].update(dict.fromkeys(other for other in skeletons if other != one))
    return Readings(
        of_kanji,
        {own: tuple(others) for own, others in beside.items() if others},
        {own: tuple(kanji) for own, kanji in written.items()},
        *single,
    )


def _single_kanji(path: Path) -> tuple[_Single, _Single]:
    """Give the readings of single kanji within given names, and as given names by themselves."""
    within: _Single = {}
    alone: _Single = {}
    for row in table(path):
        kanji = modern_name(row.text("kanji"))
        for name, into in (("readings", within), ("alone", alone)):
            kana = row.text(name).split()
            if not _KANA.issuperset("".join(kana)):
                raise row.wrong(f"«{name}» must be in kana", name)
            into[kanji] = tuple(dict.fromkeys((*into.get(kanji, ()), *kana)))
    return within, alone


def _weights(row: Row, name: str, kind: type[StrEnum]) -> Mapping[str, Weight]:
    section = row.values.get(name)
    if not isinstance(section, dict) or set(section) != set(kind):
        raise row.wrong(f"[{name}] must have the levels {', '.join(kind)}", name)
    read = {
        level: Weight(float(each["own"]), float(each["others"])) for level, each in section.items()
    }
    if any(not 0 < each.own <= 1 or each.others < 0 for each in read.values()):
        raise row.wrong(f"[{name}]: «own» lies between 0 and 1, «others» is not below 0", name)
    return read


def _thresholds(row: Row) -> Thresholds:
    section = row.values.get("thresholds")
    if not isinstance(section, dict):
        raise row.wrong("[thresholds] is missing")
    read = Thresholds(
        has_record=float(section["has_record"]),
        found=float(section["found"]),
        possible=float(section["possible"]),
    )
    if not (0 < read.has_record < 1 and 0 < read.possible < read.found < 1):
        raise row.wrong("[thresholds]: 0 < possible < found < 1, and 0 < has_record < 1")
    return read


def _trades(path: Path) -> dict[WorkKind, Trade]:
    row = parameter(path)
    trades = {}
    for kind in WorkKind:
        section = row.values.get(kind)
        if isinstance(section, dict):
            schemes = frozenset(map(OwnerlessScheme, section["schemes"]))
            trades[kind] = Trade(schemes, tuple(section["words"]))
    return trades


def _lunar(path: Path) -> Lunar:
    """Give each day of these years its numbers in the other calendar, both ways round."""
    first: list[tuple[date, int, int]] = [
        (row.day("first"), row.read("year", int), row.read("month", int)) for row in table(path)
    ]
    found: dict[int, dict[int, None]] = defaultdict(dict)
    for (day, year, number), (after, _, _) in pairwise(first):
        for at in range(min((after - day).days, _MOST_DAYS)):
            solar = day_number(day + timedelta(days=at))
            lunar = day_number(date(year, number, 1)) + at
            found[solar][lunar] = None
            found[lunar][solar] = None
    return {number: tuple(others) for number, others in found.items()}
