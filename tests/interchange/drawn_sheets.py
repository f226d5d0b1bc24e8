"""History sheets drawn by chance, with every field that a sheet can have."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from nenkin.law.months import month
from nenkin.law.periods import Sex
from nenkin.law.recalled import Precision, When, on_day
from nenkin.law.remembered import (
    EMPLOYED,
    Category,
    Cover,
    Employment,
    Handbook,
    HistorySheet,
    Keepsake,
    LifeEvent,
    NameKind,
    Objected,
    Objection,
    Size,
    Sureness,
    Unremembered,
    UsedBirthDate,
    UsedName,
    Work,
    Writer,
    Written,
)

WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Co", "Cn"]), max_size=12)
KANA = st.text("アイウミホンャー", max_size=5)
SLUG = st.text("abcdefg-123", min_size=1, max_size=9).filter(lambda name: name.strip("-") != "")
DAYS = st.dates(date(1930, 1, 1), date(2026, 10, 31))
MAYBE = st.none() | st.booleans()


@st.composite
def whens(draw: st.DrawFn) -> When:
    precision = draw(st.sampled_from(Precision))
    said: dict[str, Any] = {"about": draw(st.booleans()), "typed": draw(WORDS)}
    if precision is Precision.DAY:
        return on_day(draw(DAYS), draw(WORDS))
    if precision is Precision.UNKNOWN:
        return When(precision=precision, **said)
    earliest = draw(st.integers(month(1930, 1), month(2026, 1)))
    return When(
        precision=precision,
        earliest=earliest,
        latest=earliest + draw(st.integers(0, 40)),
        age=draw(st.none() | st.integers(0, 99)),
        event=draw(st.none() | WORDS),
        **said,
    )


WRITTEN = st.lists(
    st.builds(
        Written,
        answers=st.lists(SLUG, max_size=3).map(tuple),
        by=st.sampled_from(Writer),
        record_shown=st.booleans(),
        on=st.none() | DAYS,
    ),
    max_size=2,
).map(tuple)
WORKS = st.builds(
    Work,
    **dict.fromkeys(("employer", "workplace", "head_office", "parent", "occupation"), WORDS),
    employment=st.none() | st.sampled_from(Employment),
    kept=st.frozensets(st.sampled_from(Keepsake), max_size=3),
    size=st.none() | st.sampled_from(Size),
    trade=st.just("") | st.just("laundry"),
    incorporated=MAYBE,
    hours_a_week=st.none() | st.integers(0, 60),
    trial_months=st.none() | st.integers(0, 12),
)


@st.composite
def events(draw: st.DrawFn, key: str) -> LifeEvent:
    category = draw(st.sampled_from(Category))
    first, last = draw(whens()), draw(st.none() | whens())
    if last and last.latest and first.earliest and last.latest < first.earliest:
        first, last = last, first
    if last and last.day and first.day and last.day < first.day:
        first, last = last, first
    known = last is not None and last.months is not None
    return LifeEvent(
        key=key,
        category=category,
        first=first,
        last=last,
        goes_on=not known and draw(st.booleans()),
        work=draw(st.none() | WORKS) if category in EMPLOYED else None,
        title=draw(WORDS),
        place=draw(WORDS),
        surname_before=draw(WORDS),
        spouse_insured=draw(MAYBE),
        paid_national=draw(MAYBE),
        by_day=draw(MAYBE),
        sureness=draw(st.sampled_from(Sureness)),
        note=draw(WORDS) + draw(st.sampled_from(["", "\n二行目"])),
        explains=tuple(draw(st.lists(WORDS, max_size=2))),
        written=draw(WRITTEN),
    )


@st.composite
def sheets(draw: st.DrawFn) -> HistorySheet:
    names = st.builds(
        UsedName,
        kind=st.sampled_from(NameKind),
        surname=WORDS,
        surname_kana=KANA.filter(lambda kana: kana != "ー"),
        first=st.none() | whens(),
        written=WRITTEN,
    )
    return HistorySheet(
        born_on=date(1925, 3, 1),
        sex=draw(st.none() | st.sampled_from(Sex)),
        names=tuple(draw(st.lists(names, max_size=2))),
        birth_dates=tuple(draw(st.lists(st.builds(UsedBirthDate, born_on=DAYS), max_size=2))),
        handbooks=tuple(
            draw(st.lists(st.builds(Handbook, cover=st.sampled_from(Cover), number=WORDS)))
        ),
        handbook_count=draw(st.none() | st.integers(0, 9)),
        events=tuple(draw(events(f"e-{place}")) for place in range(draw(st.integers(0, 4)))),
        objections=tuple(
            Objected(objection=each, first=month(1970, 4), employer=draw(WORDS))
            for each in draw(st.lists(st.sampled_from(Objection), max_size=2))
        ),
        unremembered=tuple(
            Unremembered(month(1970, 4), month(1970, 4) + more)
            for more in draw(st.lists(st.integers(0, 400), max_size=2))
        ),
        unrecognised=draw(st.frozensets(SLUG, max_size=2)),
    )
