"""Slips of memory: what is left of a date and of a name after a life, as people type it."""

from nenkin.law.months import Month, first_day, last_day, month_of
from nenkin.law.recalled import UNKNOWN, When
from nenkin.law.remembered import (
    Category,
    LifeEvent,
    Sureness,
    Work,
)
from nenkin.law.typed_times import read_when
from nenkin.law.wareki import era_year
from tests.bench.invented_life import MISSPELT, PRECISIONS, SAID_UNSURE, WRONG_YEAR, Life

_FORMS = ("株式会社{}", "{}株式会社", "㈱{}", "{}（株）", "有限会社{}", "{}", "{}", "{}")


def remembered_name(life: Life, name: str, slips: set[str]) -> str:
    """Give a company's name as remembered: in any of its forms, perhaps with a wrong sign."""
    if life.chance(MISSPELT):
        slips.add("misspelt")
        place = life.random.randrange(len(name))
        name = name[:place] + life.random.choice("田山のん") + name[place + 1 :]
    return life.random.choice(_FORMS).format(name)


def remember(
    life: Life,
    first: Month,
    last: Month,
    work: Work,
    slips: set[str],
    *,
    category: Category = Category.WORK,
) -> LifeEvent:
    """Remember a job from ``first`` to ``last``, both counted; what went wrong is added to ``slips``."""
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
        return remember(life, first, last, work, slips, category=category)
    life.events.append(event)
    return event


def _when(life: Life, at: Month, slips: set[str], *, start: bool) -> When:
    kind = life.random.choices(tuple(PRECISIONS), tuple(PRECISIONS.values()))[0]
    if kind == "unknown":
        slips.add("unknown")
        return UNKNOWN
    if kind not in {"day", "month"}:
        slips.add(kind)
    found = read_when(_typed(life, at, kind, start=start), born_on=life.born_on)
    assert isinstance(found, When)
    return found


def _typed(life: Life, at: Month, kind: str, *, start: bool) -> str:
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
