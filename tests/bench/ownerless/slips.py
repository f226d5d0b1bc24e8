"""The slips that stand between a person and a record, one function for each kind.

They are made in the record: what a person types first is the name and birth date of the account.
A slip of kana is made in records that have no kanji, where nothing else gives the name away.
"""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from tests.bench.ownerless.kana import ALIKE, EVERY, LARGE, SAME_SOUND, VOICED
from tests.bench.ownerless.rows import Person, Recorded, kana_only, truly, written_birth

Slip = Callable[[random.Random, Person, Recorded], Recorded | None]  # None: not with this person


def _one_part(
    dice: random.Random, recorded: Recorded, change: Callable[[random.Random, str], str | None]
) -> Recorded | None:
    """Change the surname or the given name in kana, whichever can be."""
    parts = ["family_kana", "given_kana"]
    dice.shuffle(parts)
    for part in parts:
        now = getattr(recorded, part)
        changed = change(dice, now)
        if changed and changed != now:
            return kana_only(replace(recorded, **{part: changed}))
    return None


def _swapped(dice: random.Random, kana: str, signs: dict[str, str]) -> str | None:
    places = [place for place, sign in enumerate(kana) if sign in signs]
    if not places:
        return None
    place = dice.choice(places)
    return kana[:place] + signs[kana[place]] + kana[place + 1 :]


def _sound(dice: random.Random, kana: str) -> str | None:
    """Voice, unvoice, enlarge a small kana, write a sound the other way, or leave a long vowel out."""
    kinds: list[dict[str, str]] = [VOICED, VOICED, LARGE, SAME_SOUND]
    dice.shuffle(kinds)
    if dice.random() < 0.2:
        for place in range(1, len(kana)):
            if kana[place] == "ウ" and kana[place - 1] in "コソトノホモヨロョユュクスツフ":
                return kana[:place] + kana[place + 1 :]
    for signs in kinds:
        changed = _swapped(dice, kana, signs)
        if changed:
            return changed
    return None


def _typed(dice: random.Random, kana: str) -> str | None:
    """Make one of the four common errors of typing."""
    place = dice.randrange(len(kana))
    kind = dice.choices(("wrong", "missing", "more", "exchanged"), (55, 20, 15, 10))[0]
    if kind == "wrong":
        return kana[:place] + dice.choice(EVERY) + kana[place + 1 :]
    if kind == "missing":
        return kana[:place] + kana[place + 1 :] if len(kana) > 2 else None
    if kind == "more":
        return kana[:place] + dice.choice((kana[place], dice.choice(EVERY))) + kana[place:]
    if place + 1 == len(kana):
        return None
    return kana[:place] + kana[place + 1] + kana[place] + kana[place + 2 :]


def _reading(dice: random.Random, person: Person, recorded: Recorded) -> Recorded | None:
    """Read the kanji as somebody does who never met the person; the likelier the oftener."""
    former = recorded.family_kana == person.former[1] != person.family[1]
    others = {
        "family_kana": person.former_others if former else person.family_others,
        "given_kana": person.given_others,
    }
    parts = [part for part, read in others.items() if read]
    if not parts:
        return None
    part = dice.choice(parts)
    read = others[part]
    return kana_only(replace(recorded, **{part: dice.choices(read, [4, 2, 1, 1][: len(read)])[0]}))


def _born(recorded: Recorded, born: date | None) -> Recorded | None:
    written = written_birth(born) if born else recorded.born
    return None if written == recorded.born else replace(recorded, born=written)


def _date_part(dice: random.Random, person: Person, recorded: Recorded) -> Recorded | None:
    """Get the year, the month or the day wrong."""
    part = dice.choices(("year", "month", "day"), (40, 30, 30))[0]
    born = person.born
    try:
        if part == "year":
            off = dice.choices((1, 2, 3, 5, 10, 12), (50, 15, 8, 7, 15, 5))[0]
            changed = born.replace(year=born.year + dice.choice((-off, off)))
        elif part == "month":
            changed = born.replace(month=dice.randrange(1, 13))
        else:
            changed = born.replace(day=dice.randrange(1, 29))
    except ValueError:
        return None
    return _born(recorded, changed)


def _day_month(dice: random.Random, person: Person, recorded: Recorded) -> Recorded | None:
    born = person.born
    if born.day > 12 or born.day == born.month:
        return None
    return _born(recorded, date(born.year, born.day, born.month))


def _era(dice: random.Random, person: Person, recorded: Recorded) -> Recorded | None:
    """Leave the era out, or write the one before or after it."""
    if dice.random() < 0.5:
        return replace(recorded, born=recorded.born[1:])
    other = {"M": "T", "T": "S", "S": "T"}.get(recorded.born[0])
    if other is None or (other == "T" and recorded.born[1:3] > "15"):
        return None
    return replace(recorded, born=other + recorded.born[1:])


def _sex_wrong(dice: random.Random, person: Person, recorded: Recorded) -> Recorded:
    return replace(recorded, sex="male" if person.female else "female")


def _former(dice: random.Random, person: Person, recorded: Recorded) -> Recorded | None:
    if person.former[1] == person.family[1]:
        return None
    kanji = person.former[0] if recorded.family_kanji else ""
    return replace(recorded, family_kana=person.former[1], family_kanji=kanji)


SLIPS: dict[str, Slip] = {
    "kana": lambda dice, person, recorded: _one_part(dice, recorded, _sound),
    "typing": lambda dice, person, recorded: _one_part(dice, recorded, _typed),
    "handwriting": lambda dice, person, recorded: _one_part(
        dice, recorded, lambda dice, kana: _swapped(dice, kana, ALIKE)
    ),
    "reading": _reading,
    "kanji-only": lambda dice, person, recorded: replace(recorded, family_kana="", given_kana=""),
    "day-off": lambda dice, person, recorded: _born(
        recorded, person.born + timedelta(days=dice.choice((-1, 1)))
    ),
    "day-month": _day_month,
    "date-part": _date_part,
    "lunar-or-late": lambda dice, person, recorded: _born(
        recorded, person.born + timedelta(days=dice.choice((-1, 1)) * dice.randrange(18, 51))
    ),
    "era": _era,
    "sex-wrong": _sex_wrong,
    "sex-missing": lambda dice, person, recorded: replace(recorded, sex=""),
    "former-typed": _former,
    "former-untyped": _former,
}


def spoilt(dice: random.Random, person: Person, kind: str, kana_share: float) -> Recorded | None:
    """Give what the record of this person says with that kind of slip; None where it cannot be."""
    recorded: Recorded | None = truly(person)
    if kind != "kanji-only" and dice.random() < kana_share:
        recorded = kana_only(truly(person))
    for slip in [] if kind == "none" else kind.split("+"):
        if recorded is None:
            return None
        recorded = SLIPS[slip](dice, person, recorded)
    return recorded
