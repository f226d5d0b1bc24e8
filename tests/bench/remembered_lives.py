"""Invented lives with invented slips of memory, for measuring how much of what is missing is found.

The truth is drawn first: jobs one after another, each insured or never insured, each recorded whole,
in part or not at all. Then the memory of it (``slips``), as often wrong as ``invented_life`` says. What
the comparison is asked is written down as ``Lost``: the months of remembered work that were insured
and are not recorded.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from nenkin.law.months import Month, first_day, month, month_of
from nenkin.law.periods import Kind, Person, Record, Scheme, Sex, Span
from nenkin.law.remembered import (
    Category,
    Employment,
    HistorySheet,
    Keepsake,
    NameKind,
    Size,
    UsedBirthDate,
    UsedName,
    Work,
)
from tests.bench.invented_life import (
    COMPANIES,
    DATA_DATE,
    FORGOTTEN,
    JOINED,
    LOST_PART,
    LOST_WHOLE,
    MERGED,
    NEVER_INSURED,
    OLD_NAME,
    PARENT,
    REMEMBERS_WHY,
    RENAMED,
    UNLISTED,
    Drawn,
    Life,
    Lost,
)
from tests.bench.slips import remember, remembered_name

_TRADES = ("manufacturing", "retail", "transport", "finance")
_EXEMPT_TRADES = ("inn", "restaurant", "farming", "hairdressing")
_LATER_TRADES = ("construction", "education", "medical")  # one person's business: since 1953-09
# When cover began: for men who work by hand, for everybody, and for the later trades.
_BY_HAND, _EVERYBODY, _LATER = month(1942, 6), month(1944, 6), month(1953, 9)
NEVER = "never insured: "  # how the kinds of such jobs begin


def drawn_lives(count: int, seed: int) -> Iterator[Drawn]:
    """Draw lives; the same seed gives the same lives."""
    for number in range(count):
        yield _draw(random.Random(seed * 1_000_003 + number))


def long_life() -> Record:
    """Give a record of 60 years with a job in each of 30 stretches."""
    life = Life(random.Random(1), date(1932, 5, 5), Sex.MALE)
    for number in range(30):
        first = month(1950, 4) + 24 * number
        life.spans.append(_span(life, first, first + 20, COMPANIES[number]))
    return Record(person=_person(life), data_date=DATA_DATE, spans=tuple(life.spans))


def _draw(chance: random.Random) -> Drawn:
    born_on = date(chance.randint(1918, 1972), chance.randint(1, 12), chance.randint(1, 28))
    life = Life(chance, born_on, chance.choice(tuple(Sex)))
    at = month(born_on.year + chance.choice((14, 15, 15, 18, 18, 20, 22)), 4)
    end = min(month_of(born_on) + 12 * chance.randint(50, 62), month_of(DATA_DATE) - 1)
    used = chance.sample(COMPANIES, 40)
    while at < end - 3 and used:
        last = min(at + _length(chance), end)
        _job(life, at, last, used.pop())
        at = last + 1 + chance.choice((0, 0, 0, 1, 2, 3, 6, 9, 14))
    return Drawn(
        record=Record(
            person=_person(life),
            data_date=DATA_DATE,
            spans=tuple(sorted(life.spans, key=lambda span: span.first)),
        ),
        sheet=_sheet(life),
        lost=life.lost,
        kinds=life.kinds,
    )


def _length(chance: random.Random) -> int:
    return max(round(chance.lognormvariate(3.4, 0.9)), 3)


def _person(life: Life) -> Person:
    return Person(
        surname="見本",
        given_name="一",
        surname_kana="ミホン",
        given_name_kana="ハジメ",
        born_on=life.born_on,
        sex=life.sex,
        basic_number="9999000001",
    )


def _sheet(life: Life) -> HistorySheet:
    names = [UsedName(kind=NameKind.FORMER, surname="例")] if life.chance(0.3) else []
    births = [UsedBirthDate(born_on=date(1930, 1, 1))] if life.chance(0.05) else []
    return HistorySheet(
        born_on=life.born_on,
        sex=life.sex,
        names=tuple(names),
        birth_dates=tuple(births),
        handbook_count=life.random.choice((None, 1, 1, 2, 3)),
        events=tuple(life.random.sample(life.events, len(life.events))),
    )


def _job(life: Life, first: Month, last: Month, company: str) -> None:
    """Draw one job: its truth, its record, and its memory."""
    by_hand = life.sex is Sex.MALE and life.chance(0.6)
    since = _BY_HAND if by_hand else _EVERYBODY
    if life.chance(NEVER_INSURED) or last < since + 3:
        _uninsured(life, first, last, company, since)
        return
    slips: set[str] = {"since-before"} if first < since else set()
    truth = _record(life, max(first, since), last, company, slips)
    if not truth and life.chance(FORGOTTEN):
        return
    kept = {
        keepsake
        for keepsake, share in (
            (Keepsake.PENSION_DEDUCTED, 0.4),
            (Keepsake.HEALTH_DEDUCTED, 0.3),
            (Keepsake.HANDBOOK, 0.2),
            (Keepsake.HEALTH_CARD, 0.4),
        )
        if life.chance(share)
    }
    work = Work(
        employer=remembered_name(life, company, slips),
        parent=_parent(company) if "parent" in slips and life.chance(0.5) else "",
        employment=life.random.choice((None, Employment.REGULAR, Employment.REGULAR)),
        kept=frozenset(kept),
        size=life.random.choice((None, Size.FROM_5, Size.FROM_51)),
        trade=_trade(life, first, by_hand=by_hand),
        incorporated=life.random.choice((None, True)),
        trial_months=truth[0][1] - truth[0][0] + 1
        if "trial" in slips and life.chance(0.8)
        else None,
    )
    event = remember(life, first, last, work, slips)
    life.kinds[event.key] = frozenset(slips) or frozenset({"none"})
    life.lost += [Lost(one, other, event.key) for one, other in truth]


def _trade(life: Life, first: Month, *, by_hand: bool) -> str:
    """Give the trade as remembered; who worked by hand before everybody was insured knows it."""
    if first < _EVERYBODY:
        return "manufacturing" if by_hand else "finance"
    return life.random.choice(("", *_TRADES))


def _record(
    life: Life, first: Month, last: Month, company: str, slips: set[str]
) -> list[tuple[Month, Month]]:
    """Record an insured job whole, in part or not at all; give the months that are not."""
    share = life.random.random()
    months = last - first + 1
    if share < LOST_WHOLE:
        slips.add("whole")
        return [(first, last)]
    if share < LOST_WHOLE + LOST_PART and months > 24:
        cut = life.random.randint(3, 6)
        kind = life.random.choice(("trial", "early-loss", "transfer"))
        slips.add(kind)
        if kind == "trial":
            parts, gap = [(first + cut, last)], (first, first + cut - 1)
        elif kind == "early-loss":
            parts, gap = [(first, last - cut)], (last - cut + 1, last)
        else:
            middle = life.random.randint(first + 6, last - 6 - cut)
            parts, gap = [(first, middle - 1), (middle + cut, last)], (middle, middle + cut - 1)
    else:
        parts, gap = [(first, last)], (0, -1)
    name = _recorded_name(life, company, slips)
    for one, other in parts:
        life.spans.append(_span(life, one, other, name))
    return [gap] if gap[0] else []


def _span(life: Life, first: Month, last: Month, name: str) -> Span:
    return Span(
        scheme=Scheme.EMPLOYEES,
        kind=Kind.MEN if life.sex is Sex.MALE else Kind.WOMEN,
        first=first,
        last=last,
        known_from=first_day(first),
        employer=name,
        pay=20_000,
    )


def _recorded_name(life: Life, company: str, slips: set[str]) -> str:
    for slip, share, name in (
        ("old-name", OLD_NAME, RENAMED[company]),
        ("merged", MERGED, JOINED[company]),
        ("unlisted", UNLISTED, f"ひかり{company[-2:]}サービス"),
        ("parent", PARENT, _parent(company)),
    ):
        if life.chance(share):
            slips.add(slip)
            return name
    return company


def _parent(company: str) -> str:
    return f"親会社ホールディング{company[:1]}"


def _uninsured(life: Life, first: Month, last: Month, name: str, since: Month) -> None:
    """Draw a job that never had to be insured, with what the person remembers of why.

    ``since`` is the month from which people of this sex and this kind of work were insured.
    """
    kinds = ["small", "trade", "day-labour", "trial-only", "abroad"]
    if first >= month(1980, 6):
        kinds += ["short-hours", "short-hours"]
    if last < _LATER:
        kinds += ["later-trade", "later-trade"]
    kind = life.random.choice(kinds)
    if first < since:
        kind, last = "before", min(last, since - 1)
    if kind == "trial-only":
        last = min(last, first + 1)
    kept = {Keepsake.NOTHING} if life.chance(0.4) else set()
    kept |= {Keepsake.PENSION_DEDUCTED} if not kept and life.chance(0.01) else set()
    kept |= {Keepsake.HEALTH_CARD} if not kept and life.chance(0.08) else set()
    work = replace(_facts(life, kind, first), employer=name, kept=frozenset(kept))
    category = Category.ABROAD if kind == "abroad" else Category.WORK
    event = remember(life, first, last, work, set(), category=category)
    life.kinds[event.key] = frozenset({NEVER + kind})


def _facts(life: Life, kind: str, first: Month) -> Work:
    """Give what the person remembers of why a job was not insured."""
    if kind == "day-labour":
        return Work(employment=Employment.DAY_LABOUR)
    if kind == "trial-only":
        return Work(employment=Employment.TRIAL)
    facts = Work()
    if kind == "small":
        facts = Work(size=Size.BELOW_5, incorporated=False)
    elif kind == "trade":
        size = life.random.choice((None, Size.BELOW_5, Size.FROM_5))
        trade = life.random.choice(_EXEMPT_TRADES)
        facts = Work(trade=trade, incorporated=False, size=size)
    elif kind == "later-trade":
        trade = life.random.choice(_LATER_TRADES)
        facts = Work(trade=trade, incorporated=False, size=Size.FROM_5)
    elif kind == "before":
        facts = Work(trade="finance" if first >= _BY_HAND else "")
    elif kind == "short-hours":
        facts = Work(employment=Employment.PART_TIME, hours_a_week=life.random.randint(8, 19))
    return facts if life.chance(REMEMBERS_WHY) else Work()
