"""``nenkin estimate replay``: works out again what people were told, and says what has changed."""

import argparse
import asyncio
import os
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field

from nenkin import paths
from nenkin.cli.data import PROBLEMS
from nenkin.clock import SystemClock
from nenkin.interchange.told_estimates import (
    CannotRead,
    Difference,
    Told,
    changed_parts,
    differences,
    read_inputs,
    read_told,
    work_again,
)
from nenkin.law.estimates import Refused
from nenkin.law.months import spell
from nenkin.law.parameters import Law, NotInForce
from nenkin.reference import BadData, load
from nenkin.reference.versions import parameters_version, rules_version
from nenkin.settings import Settings, from_environment
from nenkin.storage import audit
from nenkin.storage.database import open_database
from nenkin.storage.keys import load_or_make
from nenkin.storage.ledger import Entry, Versions, numbers, read_entries
from nenkin.storage.vault import CannotOpen

SAME, CHANGED, LOST = "same", "changed", "lost"
REPLAYED = "estimate.replayed"


@dataclass
class Count:
    """What came of all entries; ``most`` is the largest change of a year's amount, in yen."""

    of: dict[str, int] = field(default_factory=lambda: dict.fromkeys((SAME, CHANGED, LOST), 0))
    more: int = 0
    less: int = 0
    most: int = 0

    def add(self, outcome: str, changes: tuple[int, ...]) -> None:
        """Count an entry with by how many yen its amounts of a year have changed."""
        self.of[outcome] += 1
        if changes:
            change = max(changes, key=abs)
            self.more += change > 0
            self.less += change < 0
            self.most = max(self.most, change, key=abs)


def replay_estimates(arguments: argparse.Namespace) -> int:
    """Work out all kept estimates again, or a sample; 1 where any has changed or cannot be read."""
    try:
        settings = from_environment(os.environ)
        law = load(paths.DATA)
        return asyncio.run(_replay(settings, law, arguments))
    except BadData as problem:
        print(f"nenkin: {problem}", file=sys.stderr)
    except PROBLEMS as problem:
        print(problem, file=sys.stderr)
    return 2


async def _replay(settings: Settings, law: Law, arguments: argparse.Namespace) -> int:
    db = await open_database(settings.database_url, load_or_make(settings.keys))
    now = Versions(rules_version(), parameters_version(paths.DATA))
    count = Count()
    try:
        wanted = await numbers(db)
        if arguments.sample is not None and arguments.sample < len(wanted):
            drawn = random.Random(arguments.seed)  # noqa: S311  # a sample that can be drawn again
            wanted = sorted(drawn.sample(wanted, arguments.sample))
        event = audit.Event(
            actor=audit.ActorKind.SYSTEM, action=REPLAYED, detail={"estimates": len(wanted)}
        )
        await audit.append(db, event, SystemClock().now())
        try:
            async for entry in read_entries(db, wanted):
                outcome, changes, lines = work_out(law, entry)
                count.add(outcome, changes)
                if outcome != SAME:
                    print(_head(entry, now))
                    print("\n".join(f"  {line}" for line in lines))
        except CannotOpen as problem:
            print(f"nenkin: {problem}", file=sys.stderr)
            return 2
    finally:
        await db.close()
    print(_summary(count))
    return 0 if count.of[SAME] == sum(count.of.values()) else 1


def work_out(law: Law, entry: Entry) -> tuple[str, tuple[int, ...], list[str]]:
    """Work out an entry again and say what is different."""
    try:
        inputs, before = read_inputs(entry.shown.inputs), read_told(entry.shown.result)
    except CannotRead as problem:
        return LOST, (), [f"cannot be read: {problem}"]
    if len(inputs.added) != len(before.adds):
        return LOST, (), ["cannot be read: an amount for each of what was put in"]
    if inputs.ages != tuple(age for age, _ in before.by_age):
        return LOST, (), ["cannot be read: an amount for each start age"]
    try:
        now = work_again(law, inputs)
    except Refused as refused:
        return LOST, (), [f"is refused now: {refused.code}"]
    except NotInForce as problem:
        return LOST, (), [f"numbers are missing now: {problem}"]
    found = differences(before, now)
    lines = [
        *(_line(before, now, one) for one in found),
        *(*_added(before, now), *_by_age(before, now), *_once(before, now)),
    ]
    changes = [one.now - one.before for one in found]
    by_age = zip(before.by_age, now.by_age, strict=True)
    changes += [(new or 0) - (old or 0) for (_, old), (_, new) in by_age if new != old]
    changes += [new - old for old, new in zip(before.adds, now.adds, strict=True) if new != old]
    return (CHANGED if lines else SAME), tuple(changes), lines


def _added(before: Told, now: Told) -> Iterator[str]:
    for number, (one, other) in enumerate(zip(before.adds, now.adds, strict=True), start=1):
        if one != other:
            yield f"what was put in ({number}) adds: {one:,} → {other:,} yen a year ({other - one:+,})"


def _by_age(before: Told, now: Told) -> Iterator[str]:
    for (age, one), (_, other) in zip(before.by_age, now.by_age, strict=True):
        if one != other:
            said = [
                "cannot begin" if yen is None else f"{yen:,} yen a year" for yen in (one, other)
            ]
            yield f"from age {age // 12} and {age % 12} months: {said[0]} → {said[1]}"


def _line(before: Told, now: Told, one: Difference) -> str:
    parts = ", ".join(
        f"{part} {yen:+,}" for part, yen in changed_parts(before, now, one.first).items()
    )
    return (
        f"from {spell(one.first)}: {one.before:,} → {one.now:,} yen a year "
        f"({one.now - one.before:+,}: {parts})"
    )


def _once(before: Told, now: Told) -> Iterator[str]:
    if before.arrears != now.arrears:
        yield f"paid once: {before.arrears:,} → {now.arrears:,} yen"
    gone, come = set(before.notices) - set(now.notices), set(now.notices) - set(before.notices)
    yield from (f"no longer said: {one}" for one in sorted(gone))
    yield from (f"said now: {one}" for one in sorted(come))


def _head(entry: Entry, now: Versions) -> str:
    versions, why = entry.shown.versions, []
    if versions.rules != now.rules:
        why.append(f"law {versions.rules} → {now.rules}")
    if versions.parameters != now.parameters:
        why.append(f"numbers {versions.parameters} → {now.parameters}")
    day = entry.shown_at.date().isoformat()
    said = "; ".join(why) or "by the same law and numbers"
    return f"person {entry.person_id}, estimate {entry.id} ({entry.shown.kind}) of {day}: {said}"


def _summary(count: Count) -> str:
    total = sum(count.of.values())
    said = f"{total:,} worked out again: {count.of[SAME]:,} the same, {count.of[CHANGED]:,} changed"
    if count.most:
        said += f" ({count.more:,} more, {count.less:,} less, at most {count.most:+,} yen a year)"
    return f"{said}, {count.of[LOST]:,} cannot be worked out."
