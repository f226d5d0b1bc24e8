"""Surnames with their populations: a published head, and a tail made of the same parts.

Head: the 1,999 surnames of japanese-personal-name-dataset (MIT), whose ten and hundred commonest
hold 10.0 % and 32.8 % of the people (Meiji Yasuda counted 10.2 % and 33.4 % of 6.55 million
contracts in 2018). It ends at 7,700 bearers and holds 99.6 million people.

Tail: the surname of rank r has 7,700 × (2,000 ÷ r)^1.5 bearers up to rank 100,000. That brings the
26.4 million people that the head lacks, and some 64,000 surnames of fewer than 100 bearers, where
Meiji Yasuda tells of about 60,000. Both halves of an invented surname, with their reading, are
those of real ones; where the tail differs from the truth is which two stand together.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib.resources import files

import numpy as np

from tests.bench.ownerless.kana import katakana

HEAD_ENDS, LAST_RANK, SLOPE, LEAST_HEAD = 2_000, 100_000, 1.5, 7_700
RARE = 0.04  # of those who bear a surname with this half
SEED = 20_070_525  # of which parts stand together; the same for every run
NAMES_DATA = files("japanese_personal_name_dataset") / "dataset"


Parts = dict[str, Counter[tuple[str, str]]]
Votes = Counter[tuple[str, str]]
Usual = dict[str, list[tuple[str, int]]]


@dataclass
class Surnames:
    """Each by its place: how it is written, read, misread, and how many bear it."""

    kanji: list[str] = field(default_factory=list)
    kana: list[str] = field(default_factory=list)
    others: list[tuple[str, ...]] = field(default_factory=list)  # what the kanji may be read as
    bearers: list[float] = field(default_factory=list)

    def add(self, kanji: str, kana: str, others: tuple[str, ...], bearers: float) -> None:
        """Take one in."""
        self.kanji.append(kanji)
        self.kana.append(kana)
        self.others.append(others)
        self.bearers.append(bearers)


def surnames(last_rank: int = LAST_RANK) -> Surnames:
    """Give them all, the commonest first."""
    head = _head()
    firsts, seconds = _parts(head)
    read = _usual(firsts), _usual(seconds)
    found = Surnames()
    for kanji, kana, bearers in head:
        found.add(kanji, kana, _misread(kanji, kana, *read), bearers)
    random = np.random.default_rng(SEED)
    every: Counter[tuple[str, str]] = Counter()
    for part in (*firsts.values(), *seconds.values()):
        every.update(part)
    parts = list(every)
    chances = np.log(np.outer(list(every.values()), list(every.values())).ravel())
    # The largest of these are a draw without replacement, the likeliest early.
    order = np.argsort(-(chances + random.gumbel(size=chances.size)))
    taken = set(found.kanji)
    rank = HEAD_ENDS
    for place in order.tolist():
        (first, read_first), (second, read_second) = (
            parts[place // len(parts)],
            parts[place % len(parts)],
        )
        if rank == last_rank:
            break
        if first + second in taken or first == second:
            continue
        taken.add(first + second)
        kanji, kana = first + second, read_first + read_second
        found.add(
            kanji,
            kana,
            _misread(kanji, kana, *read),
            LEAST_HEAD * (HEAD_ENDS / rank) ** SLOPE,
        )
        rank += 1
    return found


def _head() -> list[tuple[str, str, float]]:
    text = (NAMES_DATA / "last_name_org.csv").read_text(encoding="utf-8")
    return [(row[0], katakana(row[2]), float(row[1])) for row in csv.reader(text.splitlines())]


def _parts(head: list[tuple[str, str, float]]) -> tuple[Parts, Parts]:
    """Divide each surname of two kanji where its halves are read so most often; by kanji."""
    pairs = [(*one, [*range(1, len(one[1]))]) for one in head if len(one[0]) == 2 <= len(one[1])]
    votes = _votes(pairs)
    for _ in range(3):  # where most are divided rightly, the wrong divisions lose their votes
        pairs = [(*one[:3], [_best_cut(one[0], one[1], votes)]) for one in pairs]
        votes = _votes(pairs)
    found: tuple[Parts, Parts] = defaultdict(Counter), defaultdict(Counter)
    for kanji, kana, bearers, cuts in pairs:
        for cut in cuts:
            found[0][kanji[0]][kanji[0], kana[:cut]] += round(bearers)
            found[1][kanji[1]][kanji[1], kana[cut:]] += round(bearers)
    return found


def _votes(pairs: Sequence[tuple[str, str, float, Iterable[int]]]) -> tuple[Votes, Votes]:
    votes: tuple[Votes, Votes] = Counter(), Counter()
    for kanji, kana, _, cuts in pairs:
        for cut in cuts:
            votes[0][kanji[0], kana[:cut]] += 1
            votes[1][kanji[1], kana[cut:]] += 1
    return votes


def _best_cut(kanji: str, kana: str, votes: tuple[Votes, Votes]) -> int:
    return max(
        range(1, len(kana)),
        key=lambda at: votes[0][kanji[0], kana[:at]] * votes[1][kanji[1], kana[at:]],
    )


def _misread(kanji: str, kana: str, firsts: Usual, seconds: Usual) -> tuple[str, ...]:
    """Give what somebody who only sees the kanji would read, the likeliest first; at most four."""
    if len(kanji) != 2:
        return ()
    read = {
        first + second: first_count * second_count
        for first, first_count in firsts.get(kanji[0], ())
        for second, second_count in seconds.get(kanji[1], ())
    }
    read.pop(kana, None)
    if len(read) < 2:
        return tuple(read)
    return tuple(sorted(read, key=lambda one: -read[one])[:4])


def _usual(parts: Parts) -> Usual:
    """Give by kanji how this half is read, without what is rare for it."""
    return {
        kanji: [(kana, count) for (_, kana), count in every.items() if count > RARE * every.total()]
        for kanji, every in parts.items()
    }
