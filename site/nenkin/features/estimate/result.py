"""An estimate as people read it: one sentence, amounts by age and by part, and every step to them.

Draw it with ``{% include "estimate/result.html" %}`` where ``view`` is a ``ResultView``, ``name`` an id of
the page's own, ``title`` the heading above and ``why_href`` the page of its steps; headings inside
begin at h3. That page has ``{% include "estimate/steps.html" %}`` with the same ``view``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from nenkin.content.library import Library
from nenkin.features.estimate.why import Why, doubts, why, write_rough, write_yen
from nenkin.law.estimates import Amount, Estimate, Notice, Part, Phase, Refused
from nenkin.law.lives import Life
from nenkin.law.months import Month, month_of, read_month
from nenkin.law.parameters import NotInForce
from nenkin.law.wareki import write_month_both

YEAR = 12
NICE = 500_000  # the axis of the picture ends at a whole number of these
WHOLE = 1000  # the length of the axis in the picture
BASIC = frozenset(
    {Part.BASIC, Part.BASIC_CHANGE, Part.ADDITIONAL, Part.ADDITIONAL_CHANGE, Part.TRANSFER}
)
_AGES = ("age", "when", "month", "year", "basic", "employees")
_PARTS = ("part", "month", "year")
_NUMBERS = frozenset({"month", "year", "basic", "employees"})
Columns = tuple[Mapping[str, object], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One phase in the picture, in thousandths of the axis; the words say all that it shows."""

    text: str
    age: str
    parts: str
    basic: int
    employees: int


@dataclass(frozen=True, slots=True)
class Headline:
    """The whole of an estimate in one sentence, and its picture."""

    sentence: str
    bars: tuple[Bar, ...]
    axis: str


@dataclass(frozen=True, slots=True)
class ResultView:
    """One estimate. ``sentence`` is the whole of it; ``rows`` are by age, ``parts`` of the amount for life."""

    sentence: str
    doubts: tuple[str, ...]  # not empty: 概算
    ages: Columns
    rows: tuple[tuple[str, ...], ...]
    bars: tuple[Bar, ...]
    axis: str
    columns: Columns
    parts: tuple[tuple[str, ...], ...]
    why: tuple[Why, ...]
    earlier: tuple[tuple[str, tuple[Why, ...]], ...]  # other parts of the months before, with when
    notices: tuple[str, ...]
    yearly: int  # for life, in yen; what is compared and kept


def axis_of(found: Sequence[Estimate]) -> int:
    """Give the end of the axis in yen, one for all estimates that are shown together."""
    most = max((phase.yearly for one in found for phase in one.phases), default=0)
    return max(NICE, -(-most // NICE) * NICE)


def result_view(
    library: Library, found: Estimate, life: Life, today: date, *, axis: int = 0
) -> ResultView:
    """Say an estimate; phases that were over before today are left out."""
    axis = axis or axis_of([found])
    phases = due(found, today)
    last = phases[-1] if phases else None
    amounts = last.amounts if last else ()
    return ResultView(
        sentence=_sentence(library, life, phases),
        doubts=doubts(library, frozenset().union(*(one.doubts for one in amounts))),
        ages=_columns(library, _AGES),
        rows=tuple(_row(library, life, phase) for phase in phases),
        bars=tuple(_bar(library, life, phase, axis) for phase in phases),
        axis=_axis(library, axis),
        columns=_columns(library, _PARTS),
        parts=tuple(_part(library, one) for one in amounts),
        why=tuple(why(library, one) for one in amounts),
        earlier=tuple(_earlier(library, phases)),
        notices=tuple(_notices(library, found, last)),
        yearly=last.yearly if last else 0,
    )


def headline(library: Library, found: Estimate, life: Life, today: date, *, axis: int) -> Headline:
    """Say an estimate where several stand side by side, as ``result_view`` does."""
    phases = due(found, today)
    return Headline(
        sentence=_sentence(library, life, phases),
        bars=tuple(_bar(library, life, phase, axis) for phase in phases),
        axis=_axis(library, axis),
    )


def due(found: Estimate, today: date) -> tuple[Phase, ...]:
    """Give the phases that are not over yet."""
    now = month_of(today)
    return tuple(one for one in found.phases if one.last is None or one.last >= now)


def refusal(library: Library, problem: Refused | NotInForce) -> str:
    """Say why a life or a choice cannot be worked out, and which numbers are not known."""
    if isinstance(problem, Refused):
        values = {
            name: write_month_both(read_month(str(value))) if name == "month" else value
            for name, value in problem.values.items()
        }
        return library.words(f"law.refused.{problem.code}", **values)
    table = re.split(r"[: ]", str(problem), maxsplit=1)[0]  # «revaluation_former (mutual): …»
    title = library.phrases.get(f"parameters.table.{table}.title")
    if title is None:
        return library.phrases["estimate.not-in-force"]
    return library.words("estimate.not-in-force-table", table=title)


def write_age(library: Library, life: Life, first: Month) -> str:
    """Say from which age a phase is paid: a right begins the month before the first payment."""
    years, months = divmod(first - 1 - life.born_in, YEAR)
    name = "estimate.age-months" if months else "estimate.age"
    return library.words(name, years=years, months=months)


def _sentence(library: Library, life: Life, phases: Sequence[Phase]) -> str:
    if not phases:
        return library.phrases["estimate.nothing"]
    last = phases[-1]
    rough = any(one.approximate for one in last.amounts)
    return library.words(
        "estimate.sentence-rough" if rough else "estimate.sentence",
        age=write_age(library, life, last.first),
        month=write_yen(library, last.yearly // YEAR),
        year=write_yen(library, last.yearly),
    )


def _axis(library: Library, axis: int) -> str:
    return library.words("estimate.axis", yen=write_yen(library, axis))


def _columns(library: Library, names: Sequence[str]) -> Columns:
    return tuple(
        {"text": library.phrases[f"estimate.column-{name}"], "number": name in _NUMBERS}
        for name in names
    )


def _row(library: Library, life: Life, phase: Phase) -> tuple[str, ...]:
    basic, employees = _halves(phase)
    return (
        library.words("estimate.from-age", age=write_age(library, life, phase.first)),
        _from_to(library, phase),
        *(
            write_yen(library, yen)
            for yen in (phase.yearly // YEAR, phase.yearly, basic, employees)
        ),
    )


def _from_to(library: Library, phase: Phase) -> str:
    first = write_month_both(phase.first)
    if phase.last is None:
        return library.words("estimate.for-life", first=first)
    return library.words("estimate.until", first=first, last=write_month_both(phase.last))


def _halves(phase: Phase) -> tuple[int, int]:
    basic = sum(one.yen for one in phase.amounts if one.part in BASIC)
    return basic, phase.yearly - basic


def _bar(library: Library, life: Life, phase: Phase, axis: int) -> Bar:
    basic, employees = _halves(phase)
    age = write_age(library, life, phase.first)
    return Bar(
        text=library.words("estimate.bar", age=age, yen=write_yen(library, phase.yearly)),
        age=age,
        parts=library.words(
            "estimate.bar-parts",
            basic=write_yen(library, basic),
            employees=write_yen(library, employees),
        ),
        basic=max(basic, 0) * WHOLE // axis,
        employees=max(employees, 0) * WHOLE // axis,
    )


def _part(library: Library, one: Amount) -> tuple[str, ...]:
    month = one.yen // YEAR if one.yen >= 0 else -(-one.yen // YEAR)
    return (
        library.phrases[f"law.part.{one.part}"],
        write_yen(library, month),
        write_rough(library, one),
    )


def _earlier(library: Library, phases: Sequence[Phase]) -> Iterator[tuple[str, tuple[Why, ...]]]:
    """Explain what is paid before the amount for life and is not in it: each part once."""
    last = phases[-1].amounts if phases else ()
    explained = {(one.part, one.yen) for one in last}
    for phase in phases[:-1]:
        new = [one for one in phase.amounts if (one.part, one.yen) not in explained]
        explained |= {(one.part, one.yen) for one in new}
        if new:
            yield _from_to(library, phase), tuple(why(library, one) for one in new)


def _notices(library: Library, found: Estimate, last: Phase | None) -> Iterator[str]:
    for notice in Notice:
        if notice in found.notices:
            # Shown all the same: the record so far, which nobody says is the end of it.
            as_if = notice is Notice.NOT_QUALIFIED and found.phases
            yield library.phrases["estimate.when-qualified" if as_if else f"law.notice.{notice}"]
    if found.arrears:
        yield library.words("estimate.arrears", yen=write_yen(library, found.arrears))
    if last is not None and last.fund:
        yield library.words("estimate.fund", yen=write_yen(library, last.fund))
