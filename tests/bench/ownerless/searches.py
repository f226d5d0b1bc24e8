"""People's searches, the records that they look for, and the truth of both."""

import json
import random
from dataclasses import dataclass, field

import numpy as np

from tests.bench.ownerless.model import ErrorModel
from tests.bench.ownerless.people import World
from tests.bench.ownerless.rows import (
    PREFECTURES,
    WORK,
    Job,
    Person,
    Recorded,
    job,
    people,
    record_line,
)
from tests.bench.ownerless.slips import spoilt

TYPES_FORMER = 0.4  # of the women without such a slip: they type a former surname as well
HAS_OWN = 0.5  # whose own record is at hand
AT_ONCE = 50_000


@dataclass(frozen=True)
class Wanted:
    """One search that is to be written."""

    kind: str  # of slip
    has_record: bool = True
    common: bool = False


@dataclass
class Searches:
    """The searches and what they should find, as lines."""

    queries: list[str] = field(default_factory=list)
    truths: list[str] = field(default_factory=list)


class Author:
    """Writes them one by one, out of draws of many people."""

    def __init__(
        self, world: World, generator: np.random.Generator, model: ErrorModel, searches: Searches
    ) -> None:
        self.dice = random.Random(model.seed)
        self._world, self._generator = world, generator
        self._model, self._searches = model, searches
        self._common = world.commonest()
        self._ready: dict[bool, list[Person]] = {False: [], True: []}

    def record(self, one: Wanted, number: int) -> str:
        """Write a search, and give the record that it looks for."""
        person, recorded = self._spoilt(one)
        worked = job(self.dice, person.born.year, self._model.store["ledgers"])
        self._add(one, person, worked, [f"R{number:08}"])
        return record_line(number, recorded, worked)

    def _spoilt(self, one: Wanted) -> tuple[Person, Recorded]:
        while True:  # until somebody comes who can have that slip: not every name has small kana
            person = self._person(common=one.common, woman="former" in one.kind)
            recorded = spoilt(self.dice, person, one.kind, self._model.store["kana_only"])
            if recorded is not None:
                return person, recorded

    def without(self, one: Wanted) -> None:
        """Write a search of somebody who has no record."""
        person = self._person(common=one.common, woman=False)
        self._add(one, person, job(self.dice, person.born.year, self._model.store["ledgers"]), [])

    def _person(self, *, common: bool, woman: bool) -> Person:
        """Give the next one, who bears one of the commonest full names, or is a woman."""
        while True:
            while not self._ready[common]:
                self._draw()
            one = self._ready[common].pop()
            if one.female or not woman:
                return one

    def _draw(self) -> None:
        drawn = people(self._world, self._world.draw(self._generator, 2 * AT_ONCE))
        self._ready[False] += drawn[:AT_ONCE]
        self._ready[True] += [
            one for one in drawn[AT_ONCE:] if (one.family[1], one.given[1]) in self._common
        ]

    def _add(self, one: Wanted, person: Person, worked: Job, records: list[str]) -> None:
        name = f"q{len(self._searches.queries) + 1}"
        names = [
            {"kind": "current", **_named("family", person.family), **_named("given", person.given)}
        ]
        types = person.female and self.dice.random() < TYPES_FORMER and "former" not in one.kind
        if types or "former-typed" in one.kind:
            names.append({"kind": "former", **_named("family", person.former)})
        query: dict[str, object] = {
            "type": "query",
            "id": name,
            "names": names,
            "born": [person.born.isoformat()],
            "sex": "female" if person.female else "male",
        }
        answers = self._answers(worked)
        query.update({key: answers[key] for key in self.dice.sample(sorted(answers), 2)})
        if self.dice.random() < HAS_OWN:
            start = worked.last[0] + 1 + self.dice.randrange(5)
            query["own"] = [[f"{start}-04", f"{start + 1 + self.dice.randrange(20)}-03"]]
        truth: dict[str, object] = {
            "type": "truth",
            "query": name,
            "records": records,
            "slips": [] if one.kind == "none" else one.kind.split("+"),
        }
        if one.common:
            truth["group"] = "common"
        self._searches.queries.append(json.dumps(query, ensure_ascii=False))
        self._searches.truths.append(json.dumps(truth))

    def _answers(self, worked: Job) -> dict[str, object]:
        """Give what somebody remembers of the three questions, some of it wrong."""
        dice, off, wrong = self.dice, self._model.years_off, self._model.wrong_answers
        first = worked.first[0] - dice.randrange(off + 1)
        last = worked.last[0] + dice.randrange(off + 1)
        prefecture, work = worked.prefecture, worked.work
        if dice.random() < wrong:
            by = dice.choice((-8, 8))
            first, last = first + by, last + by
        if dice.random() < wrong:
            prefecture = dice.choice(list(PREFECTURES))
        if dice.random() < wrong:
            work = dice.choice(list(WORK))
        return {"prefectures": [prefecture], "work": work, "years": [first, last]}


def _named(part: str, name: tuple[str, str]) -> dict[str, str]:
    return {f"{part}_kana": name[1], f"{part}_kanji": name[0]}
