"""What comparing memory and record costs, and how much of what is missing it finds again."""

import random
from dataclasses import replace

from nenkin.comparison.comparing import compare
from nenkin.comparison.findings import Grade
from nenkin.comparison.worth import worth_from
from nenkin.law.months import month, spell
from nenkin.law.recalled import in_month
from nenkin.law.remembered import Category, HistorySheet, LifeEvent, Work
from nenkin.law.remembered_doubts import MOST_EVENTS
from nenkin.paths import DATA
from nenkin.reference import load
from nenkin.reference.cover import load_cover
from tests.bench.found_again import score
from tests.bench.invented_life import ALIASES, DATA_DATE
from tests.bench.remembered_lives import drawn_lives, long_life
from tests.bench.results import Results
from tests.bench.timing import in_turn

LIVES, SEED = 1_000, 4
MOST_SECONDS = 0.020
EVENTS = 40
YEAR = 2026  # of the money
LONGEST_NAME = 500


def forty_events() -> HistorySheet:
    """Give a sheet of 60 years with 40 events, half of them jobs that overlap or are far apart."""
    events = []
    for number in range(EVENTS):
        first = month(1950, 4) + 18 * number
        work = number % 4 != 3  # each fourth is a time without work
        events.append(
            LifeEvent(
                key=f"e-{number}",
                category=Category.WORK if work else Category.NO_WORK,
                first=in_month(first),
                last=in_month(first + (26 if number % 5 == 0 else 16)),
                work=Work(employer=f"みほん{spell(first)}製作所") if work else None,
            )
        )
    return HistorySheet(born_on=long_life().person.born_on, events=tuple(events))


def largest_sheet() -> HistorySheet:
    """Give a sheet with as many events as one may have, each with names as long as they may be."""
    sheet = forty_events()
    jobs = [event for event in sheet.events if event.work is not None]
    events = []
    for number in range(MOST_EVENTS):
        names = random.Random(number)  # each its own: nothing of one comparison helps the next
        name = "".join(names.choices("東西南北大中小山川田商工製紡", k=LONGEST_NAME))
        work = Work(employer=name, parent=name[::-1], workplace=name[1:])
        events.append(replace(jobs[number % len(jobs)], key=f"e-{number}", work=work))
    return replace(sheet, events=tuple(events))


def measure(results: Results) -> None:
    """Measure the time of one comparison, and the figures of a thousand lives."""
    law, sheet, record = load_cover(DATA), forty_events(), long_life()
    assert len(sheet.events) == EVENTS
    assert record.data_date == DATA_DATE
    assert compare(record, sheet, law, aliases=ALIASES).findings
    results.title("Memory against record: a sheet of 60 years with 40 events")
    seconds = in_turn({"one": lambda: compare(record, sheet, law, aliases=ALIASES)}, times=5)
    results.tell("one comparison", seconds["one"] * 1e3, "ms")
    results.hold("of 20 ms", seconds["one"] / MOST_SECONDS, at_most=1)
    worth = worth_from(load(DATA), record, YEAR)
    seconds = in_turn(
        {"one": lambda: compare(record, sheet, law, aliases=ALIASES, worth=worth)}, times=3
    )
    results.tell("with what each finding may be worth", seconds["one"] * 1e3, "ms")
    largest = largest_sheet()
    seconds = in_turn({"one": lambda: compare(record, largest, law, aliases=ALIASES)}, times=5)
    results.tell(
        f"with {MOST_EVENTS} jobs and names of {LONGEST_NAME} signs", seconds["one"] * 1e3, "ms"
    )
    results.title(f"{LIVES} lives with slips of memory (tests/bench/remembered_lives.py)")
    found = score(drawn_lives(LIVES, SEED), law)
    results.lines += [f"  {line}" for line in found.lines()]
    results.hold("missing spans that lie inside a finding", found.recall, at_least=0.95)
    results.hold("flagged months for each missing one", found.flagged, at_most=1.5)
    results.hold("«確か» that touch a missing month", found.right(Grade.SURE), at_least=0.98)
