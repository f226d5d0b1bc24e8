"""The records that nobody of the benchmark looks for: written fast, from parts written once."""

import json
import random
from datetime import date

import numpy as np

from tests.bench.ownerless.model import ErrorModel
from tests.bench.ownerless.people import FIRST_BIRTH, LAST_BIRTH, World
from tests.bench.ownerless.rows import job, written_birth

BOTH, KANA, KANJI, MISREAD = range(4)  # how a name is recorded


class Background:
    """Writes them; what it needs beside the row's own numbers does not grow with the rows."""

    def __init__(self, world: World, model: ErrorModel, *, jobs: int) -> None:
        self.world, self.model = world, model
        self._jobs_each = jobs  # different ones for each ten years of birth
        self._families = _fragments(
            "family", world.family_kana, world.family_kanji, world.family_others
        )
        self._givens = _fragments("given", world.given_kana, world.given_kanji, world.given_others)
        self._first_birth = FIRST_BIRTH.toordinal()
        days = range(self._first_birth, LAST_BIRTH.toordinal() + 2)
        self._births = [f'"born":"{written_birth(date.fromordinal(day))}"' for day in days]
        dice = random.Random(model.seed)
        self._jobs = [
            _job_fragment(dice, year, model.store["ledgers"])
            for year in range(FIRST_BIRTH.year, LAST_BIRTH.year + 1, 10)
            for _ in range(jobs)
        ]

    def lines(self, generator: np.random.Generator, first: int, count: int) -> list[str]:
        """Write ``count`` records, the first of which has the number ``first``."""
        shares = self.model.store
        drawn = self.world.draw(generator, count)
        how = np.full(count, BOTH)
        chance = generator.random(count)
        until = 0.0
        for kind, share in (
            (KANA, shares["kana_only"]),
            (KANJI, shares["kanji_only"]),
            (MISREAD, shares["misread"]),
        ):
            how[(chance >= until) & (chance < until + share)] = kind
            until += share
        sexes = np.where(
            generator.random(count) < shares["sex_missing"], 2, np.where(drawn.female, 1, 0)
        )
        written = (',"sex":"male"', ',"sex":"female"', "")
        day = drawn.born - self._first_birth
        unreadable = generator.random(count) < shares["day_unreadable"]
        jobs = day // 3653 * self._jobs_each + generator.integers(0, self._jobs_each, count)
        births = [self._births[place] for place in day.tolist()]
        for place in np.flatnonzero(unreadable).tolist():
            births[place] = births[place][:-3] + '00"'
        return [
            f'{{"type":"record","id":"R{number:08}",{self._families[form][family]},'
            f"{self._givens[form][given]},{born}{written[sex]},{self._jobs[work]}}}"
            for number, form, family, given, born, sex, work in zip(
                range(first, first + count),
                how.tolist(),
                drawn.family.tolist(),
                drawn.given.tolist(),
                births,
                sexes.tolist(),
                jobs.tolist(),
                strict=True,
            )
        ]


def _fragments(
    part: str, kana: list[str], kanji: list[str], others: list[tuple[str, ...]]
) -> tuple[list[str], list[str], list[str], list[str]]:
    plain = [f'"{part}_kana":"{one}"' for one in kana]
    signs = [f'"{part}_kanji":"{one}"' for one in kanji]
    return (
        [f"{one},{other}" for one, other in zip(plain, signs, strict=True)],
        plain,
        signs,
        [
            f'"{part}_kana":"{read[0] if read else one}"'
            for one, read in zip(kana, others, strict=True)
        ],
    )


def _job_fragment(dice: random.Random, born_year: int, ledgers: float) -> str:
    worked = job(dice, born_year + dice.randrange(10), ledgers)
    row = {
        "scheme": worked.scheme,
        "employer": worked.employer,
        "place": worked.prefecture,
        "first": "{}-{:02}".format(*worked.first),
        "last": "{}-{:02}".format(*worked.last),
    }
    return json.dumps(
        {key: text for key, text in row.items() if text},
        ensure_ascii=False,
        separators=(",", ":"),
    )[1:-1]
