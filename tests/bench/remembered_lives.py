"""Invented lives with invented slips of memory, for measuring how much of what is missing is found.

The truth is drawn first: jobs one after another, each insured or never insured, each recorded whole,
in part or not at all. Then the memory of it, with the error model below. What the comparison is
asked is written down as ``Lost``: the months of remembered work that were insured and are not recorded.
"""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from nenkin.comparison.companies import Aliases, alias_groups
from nenkin.law.months import Month, first_day, last_day, month, month_of
from nenkin.law.periods import Kind, Person, Record, Scheme, Sex, Span
from nenkin.law.recalled import UNKNOWN, When
from nenkin.law.remembered import (
    Category,
    Employment,
    HistorySheet,
    Keepsake,
    LifeEvent,
    NameKind,
    Size,
    Sureness,
    UsedBirthDate,
    UsedName,
    Work,
)
from nenkin.law.typed_times import read_when
from nenkin.law.wareki import era_year

DATA_DATE = date(2013, 1, 31)

# The error model: shares of jobs, each drawn for itself.
NEVER_INSURED = 0.27  # of all remembered work
LOST_WHOLE, LOST_PART = 0.26, 0.07  # of insured work
FORGOTTEN = 0.04  # recorded jobs that are not remembered at all
WRONG_YEAR = 0.05  # both ends a year off, or one of them
SAID_UNSURE = 0.75  # of those: the person says «だいたい»
OLD_NAME, PARENT, MISSPELT = 0.10, 0.05, 0.10  # what the name on the record differs by
REMEMBERS_WHY = 0.88  # what decides that a workplace was exempt (人数, 業種, 時間)
PRECISIONS = {"day": 12, "month": 52, "season": 14, "year": 10, "age": 3, "about": 6, "unknown": 3}

_FIRST = (
    "あさひ",
    "みどり",
    "大和",
    "東邦",
    "北斗",
    "富士見",
    "中央",
    "三光",
    "日の出",
    "丸正",
    "明星",
    "光陽",
)
_SECOND = (
    "製作所",
    "紡績",
    "商店",
    "運輸",
    "電機",
    "食品",
    "印刷",
    "工業",
    "薬品",
    "鉄工所",
    "木材",
    "百貨店",
)
_FORMS = ("株式会社{}", "{}株式会社", "㈱{}", "{}（株）", "有限会社{}", "{}", "{}", "{}")
_MERGED = tuple((f"{one}{two}", f"新{one}{two}グループ") for one in _FIRST for two in _SECOND)
ALIASES: Aliases = alias_groups(_MERGED)
_TRADES = ("manufacturing", "retail", "transport", "finance")
_EXEMPT_TRADES = ("inn", "restaurant", "farming", "hairdressing")


@dataclass(frozen=True)
class Lost:
    """Months of an insured job that are not recorded, both ends counted, and the slips it has."""

    first: Month
    last: Month
    event: str
    slips: frozenset[str]


@dataclass
class Drawn:
    """A life: what is recorded, what is remembered, and what is truly missing."""

    record: Record
    sheet: HistorySheet
    lost: list[Lost] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)


@dataclass
class _Life:
    random: random.Random
    born_on: date
    sex: Sex
    spans: list[Span] = field(default_factory=list)
    events: list[LifeEvent] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    numbers: Iterator[str] = field(default_factory=lambda: iter(map(str, range(10_000))))

    def chance(self, share: float) -> bool:
        return self.random.random() < share


def drawn_lives(count: int, seed: int) -> Iterator[Drawn]:
    """Draw lives; the same seed gives the same lives."""
    for number in range(count):
        yield _draw(random.Random(seed * 1_000_003 + number))


def long_life() -> Record:
    """Give a record of 60 years with a job in each of 30 stretches."""
    life = _Life(random.Random(1), date(1932, 5, 5), Sex.MALE)
    for number in range(30):
        first = month(1950, 4) + 24 * number
        life.spans.append(_span(life, first, first + 20, _MERGED[number][0]))
    return Record(person=_person(life), data_date=DATA_DATE, spans=tuple(life.spans))


def _draw(chance: random.Random) -> Drawn:
    born_on = date(chance.randint(1918, 1972), chance.randint(1, 12), chance.randint(1, 28))
    life = _Life(chance, born_on, chance.choice(tuple(Sex)))
    at = month(born_on.year + chance.choice((14, 15, 15, 18, 18, 20, 22)), 4)
    end = min(month_of(born_on) + 12 * chance.randint(50, 62), month_of(DATA_DATE) - 1)
    used = chance.sample(_MERGED, 40)
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


def _person(life: _Life) -> Person:
    return Person(
        surname="見本",
        given_name="一",
        surname_kana="ミホン",
        given_name_kana="ハジメ",
        born_on=life.born_on,
        sex=life.sex,
        basic_number="9999000001",
    )


def _sheet(life: _Life) -> HistorySheet:
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


def _job(life: _Life, first: Month, last: Month, company: tuple[str, str]) -> None:
    """Draw one job: its truth, its record, and its memory."""
    if life.chance(NEVER_INSURED) or first < month(1942, 6):
        _uninsured(life, first, last, company[0])
        return
    if first < month(1944, 7):
        return  # who was insured in these two years hangs on too much for this small model
    slips: set[str] = set()
    truth = _record(life, first, last, company, slips)
    if not truth and life.chance(FORGOTTEN):
        life.kinds["forgotten"] += 1
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
        employer=_remembered_name(life, company[0], slips),
        parent=company[1] if "parent" in slips and life.chance(0.5) else "",
        employment=life.random.choice((None, Employment.REGULAR, Employment.REGULAR)),
        kept=frozenset(kept),
        size=life.random.choice((None, Size.FROM_5, Size.FROM_51)),
        trade=life.random.choice(("", *_TRADES)),
        incorporated=life.random.choice((None, True)),
        trial_months=truth[0][1] - truth[0][0] + 1
        if "trial" in slips and life.chance(0.8)
        else None,
    )
    event = _remember(life, first, last, work, slips)
    life.lost += [Lost(one, other, event.key, frozenset(slips)) for one, other in truth]


def _record(
    life: _Life, first: Month, last: Month, company: tuple[str, str], slips: set[str]
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


def _span(life: _Life, first: Month, last: Month, name: str) -> Span:
    return Span(
        scheme=Scheme.EMPLOYEES,
        kind=Kind.MEN if life.sex is Sex.MALE else Kind.WOMEN,
        first=first,
        last=last,
        known_from=first_day(first),
        employer=name,
        pay=20_000,
    )


def _recorded_name(life: _Life, company: tuple[str, str], slips: set[str]) -> str:
    if life.chance(OLD_NAME):
        slips.add("old-name")
        return company[1]
    if life.chance(PARENT):
        slips.add("parent")
        return f"親会社ホールディング{company[0][:1]}"
    return company[0]


def _remembered_name(life: _Life, name: str, slips: set[str]) -> str:
    if life.chance(MISSPELT):
        slips.add("misspelt")
        place = life.random.randrange(len(name))
        name = name[:place] + life.random.choice("田山のん") + name[place + 1 :]
    return life.random.choice(_FORMS).format(name)


def _uninsured(life: _Life, first: Month, last: Month, name: str) -> None:
    """Draw a job that never had to be insured, with what the person remembers of why."""
    kinds = ["small", "trade", "day-labour", "trial-only", "abroad"]
    if first >= month(1980, 6):
        kinds += ["short-hours", "short-hours"]
    if first < month(1942, 6):
        kinds, last = ["before"], min(last, month(1942, 5))
    kind = life.random.choice(kinds)
    if kind == "trial-only":
        last = min(last, first + 1)
    life.kinds[f"never-insured: {kind}"] += 1
    kept = {Keepsake.NOTHING} if life.chance(0.4) else set()
    kept |= {Keepsake.PENSION_DEDUCTED} if not kept and life.chance(0.01) else set()
    kept |= {Keepsake.HEALTH_CARD} if not kept and life.chance(0.08) else set()
    work = replace(_facts(life, kind), employer=name, kept=frozenset(kept))
    _remember(life, first, last, work, set(), category=_CATEGORY.get(kind, Category.WORK))


_CATEGORY = {"abroad": Category.ABROAD}


def _facts(life: _Life, kind: str) -> Work:
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
    elif kind == "short-hours":
        facts = Work(employment=Employment.PART_TIME, hours_a_week=life.random.randint(8, 19))
    return facts if life.chance(REMEMBERS_WHY) else Work()


def _remember(
    life: _Life,
    first: Month,
    last: Month,
    work: Work,
    slips: set[str],
    *,
    category: Category = Category.WORK,
) -> LifeEvent:
    sureness = life.random.choices(tuple(Sureness), (88, 9, 3))[0]
    said = [first, last]
    if life.chance(WRONG_YEAR):
        slips.add("wrong-year")
        off = life.random.choice((-12, 12))
        moved = life.random.choice(((0, 1), (0, 1), (0,), (1,)))
        for place in moved:
            said[place] += off
        if said[0] > said[1] or said[0] < month_of(life.born_on) + 12 * 13:
            said = [first, last]
            slips.discard("wrong-year")
        elif life.chance(SAID_UNSURE):
            sureness = life.random.choice((Sureness.ROUGH, Sureness.UNSURE))
    event = LifeEvent(
        key=f"work-{next(life.numbers)}",
        category=category,
        first=_when(life, said[0], slips, start=True),
        last=_when(life, said[1], slips, start=False),
        work=None if category is Category.ABROAD else work,
        sureness=sureness,
    )
    months = event.first.months, event.last.months if event.last else None
    if months[0] and months[1] and months[1][1] < months[0][0]:
        return _remember(life, first, last, work, slips, category=category)
    life.events.append(event)
    return event


def _when(life: _Life, at: Month, slips: set[str], *, start: bool) -> When:
    kind = life.random.choices(tuple(PRECISIONS), tuple(PRECISIONS.values()))[0]
    if kind == "unknown":
        slips.add("unknown")
        return UNKNOWN
    if kind not in {"day", "month"}:
        slips.add(kind)
    found = read_when(_typed(life, at, kind, start=start), born_on=life.born_on)
    assert isinstance(found, When)
    return found


def _typed(life: _Life, at: Month, kind: str, *, start: bool) -> str:
    day = first_day(at) if start else last_day(at)
    year, number = at // 12, at % 12 + 1
    if kind == "day":
        return life.random.choice((day.isoformat(), f"{era_year(day)}{number}月{day.day}日"))
    if kind == "season":
        parts = ("初め", "初め", "春", "春", "春", "夏", "夏", "夏", "秋", "秋", "秋", "暮れ")
        return f"{era_year(day)}の{parts[number - 1]}"
    if kind == "year":
        return life.random.choice((f"{year}年", era_year(day)))
    if kind == "age":
        return f"{(at - month_of(life.born_on)) // 12}歳"
    return f"{era_year(day)}{number}月" + ("ごろ" if kind == "about" else "")
