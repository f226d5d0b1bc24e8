"""Given names by sex and years of birth: a head that we assume, and a tail from published names.

The k-th name of its years has a share ∝ 1 ÷ (k + q)^s. With s = 1 the commonest has about 4 %, the
hundred commonest about half; a blogger counted that of the children of 2011 the hundred commonest
had a bit over a fifth (written forms, one year), and names were fewer before. So the curve is our
assumption, and the figures are given for a heavier (s = 1.15) and a lighter head (s = 0.85) too.
The tail is that of japanese-personal-name-dataset (MIT), which has no frequencies: ordered by how
usual the kanji are that a reading is written with.
"""

import csv
import math
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.bench.ownerless.kana import katakana
from tests.bench.ownerless.surnames import NAMES_DATA

HEADS = {"heavier": 1.15, "assumed": 1.0, "lighter": 0.85}
FLAT = 2.7  # of the curve's first few
SPELT = 4  # ways of writing one reading of the tail
FILES = {"male": "first_name_man_org.csv", "female": "first_name_woman_org.csv"}
PLAIN_TAIL = 1_400  # readings of the tail
LONGEST = 5  # kana: the dataset has 寿限無 too


@dataclass(frozen=True)
class GivenNames:
    """Those of one sex and some years, by place, with shares that add up to one."""

    kanji: list[str]
    kana: list[str]
    others: list[tuple[str, ...]]  # what the kanji may be read as
    shares: NDArray[np.float64]


def given_names(slope: float = HEADS["assumed"]) -> dict[tuple[str, int], GivenNames]:
    """Give them by sex and the first year of birth from which they hold."""
    found = {}
    readings = {sex: _published(name) for sex, name in FILES.items()}
    heads = _heads()
    read = {
        sex: _read_as(names, [one for key, head in heads.items() if key[0] == sex for one in head])
        for sex, names in readings.items()
    }
    for (sex, since), head in heads.items():
        ordered = list(dict.fromkeys(head))
        known = {kana for _, kana in head}
        for kana, spellings in readings[sex].items():
            if kana not in known and (sex == "male" or since >= 1946 or _of_then(kana)):
                ordered += [(kanji, kana) for kanji in spellings[:SPELT]]
        shares = 1 / (np.arange(len(ordered)) + 1 + FLAT) ** slope
        found[sex, since] = GivenNames(
            kanji=[kanji for kanji, _ in ordered],
            kana=[kana for _, kana in ordered],
            others=[
                tuple(one for one in read[sex].get(kanji, ()) if one != kana)[:4]
                for kanji, kana in ordered
            ],
            shares=shares / shares.sum(),
        )
    return found


def _of_then(kana: str) -> bool:
    return kana.endswith(("コ", "ヨ", "エ", "ノ", "ミ", "キ"))


def _heads() -> dict[tuple[str, int], list[tuple[str, str]]]:
    found: dict[tuple[str, int], list[tuple[str, str]]] = {}
    key = "", 0
    lines = (Path(__file__).parent / "given_names.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line.startswith("["):
            sex, since = line.strip("[]").split()
            key = sex, int(since)
            found[key] = []
        elif not line.startswith("#"):
            for word in line.split():
                kanji, _, kana = word.partition(":")
                found[key].append((kanji, kana))
    return found


def _published(name: str) -> dict[str, list[str]]:
    """Give each reading with its spellings, both with the most usual signs first."""
    text = (NAMES_DATA / name).read_text(encoding="utf-8")
    rows = {katakana(row[0]): row[2:] for row in csv.reader(text.splitlines()) if len(row) > 2}
    signs = Counter(sign for spellings in rows.values() for one in spellings for sign in one)
    total = signs.total()

    def usual(kanji: str) -> float:
        return float(math.prod(signs[sign] / total for sign in kanji) ** (1 / len(kanji)))

    ordered = {
        kana: sorted(spellings, key=lambda one: -usual(one))
        for kana, spellings in rows.items()
        if len(kana) <= LONGEST
    }
    first = sorted(ordered, key=lambda kana: -len(ordered[kana]) * usual(ordered[kana][0]))
    return {kana: ordered[kana] for kana in first[:PLAIN_TAIL]}


def _read_as(
    readings: dict[str, list[str]], head: list[tuple[str, str]]
) -> dict[str, dict[str, None]]:
    """Give what each spelling may be read as, the readings of the head first."""
    found: dict[str, dict[str, None]] = {}
    for kanji, kana in head:
        found.setdefault(kanji, {})[kana] = None
    for kana, spellings in readings.items():
        for kanji in spellings:
            found.setdefault(kanji, {})[kana] = None
    return found
