"""Several estimates side by side: amounts by age, sums, and when one overtakes another."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from nenkin.content.library import Library
from nenkin.features.estimate.quick import Amounts, Quick
from nenkin.features.estimate.result import (
    YEAR,
    Columns,
    Headline,
    axis_of,
    due,
    headline,
    write_age,
)
from nenkin.features.estimate.start_ages import AGES, ByAge
from nenkin.features.estimate.why import write_yen
from nenkin.law.ages import age_on
from nenkin.law.comparing import overtakings, received, yearly_at
from nenkin.law.estimates import Phase
from nenkin.law.lives import Life
from nenkin.law.months import spell

STEP, FIRST, LAST = (
    5,
    65,
    100,
)  # ages in years at which sums are shown; overtaking is looked for until the last
_CSV = ("name", "what", "age", "first", "last", "month", "year", "total", "rough")


@dataclass(frozen=True, slots=True)
class Named:
    """An estimate under the name that the person gave it."""

    name: str
    quick: Quick

    @property
    def life(self) -> Life:
        """Give the whole life."""
        return self.quick.life

    @property
    def amounts(self) -> Amounts:
        """Give what it comes to."""
        return self.quick.amounts


@dataclass(frozen=True, slots=True)
class Table:
    """One table: a column for each estimate."""

    columns: Columns
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class CompareView:
    """Everything that the page, the paper and the file show."""

    results: tuple[tuple[str, Headline], ...]  # with their names; one axis for all
    months: Table
    years: Table
    sums: Table
    overtaking: tuple[str, ...]
    rough: bool  # 概算


def compare_view(library: Library, shown: Sequence[Named], today: date) -> CompareView:
    """Say what estimates of one person come to, in the order in which they were saved."""
    axis = axis_of([one.amounts.found for one in shown])
    results = tuple(
        (one.name, headline(library, one.amounts.found, one.life, today, axis=axis))
        for one in shown
    )
    return CompareView(
        results=results,
        months=_amounts(library, shown, today, YEAR),
        years=_amounts(library, shown, today, 1),
        sums=_sums(library, shown, today),
        overtaking=tuple(_overtaking(library, shown)),
        rough=any(one.amounts.rough for one in shown),
    )


def start_ages_table(library: Library, shown: Sequence[tuple[str, ByAge]]) -> Table:
    """Say what each comes to a year, by the age from which all of it is claimed."""
    cannot = library.phrases["compare.cannot-begin"]
    names = [_name(library, name, rough=found.rough) for name, found in shown]
    rows = tuple(
        (
            _from(library, age),
            *(
                cannot if yen is None else write_yen(library, yen)
                for yen in (found.yearly[age] for _, found in shown)
            ),
        )
        for age in AGES
    )
    return Table(_columns(library, "start-age", names), rows)


def lines(library: Library, shown: Sequence[Named], today: date) -> Iterator[tuple[str, ...]]:
    """Give the lines of the file: every amount that is due, then every sum."""
    for one in shown:
        life = one.life
        for phase in due(one.amounts.found, today):
            yield (
                one.name,
                library.phrases["compare.csv.amount"],
                write_age(library, life, phase.first),
                spell(phase.first),
                "" if phase.last is None else spell(phase.last),
                str(phase.yearly // YEAR),
                str(phase.yearly),
                "",
                library.phrases["compare.csv.rough"] if _is_rough(phase) else "",
            )
    for one in shown:
        life = one.life
        for years in ages_of_sums(life.born_on, today):
            yield (
                one.name,
                library.phrases["compare.csv.sum"],
                library.words("estimate.age", years=years),
                "",
                spell(life.reaches(years * YEAR)),
                "",
                "",
                str(received(one.amounts.paid, life.reaches(years * YEAR))),
                library.phrases["compare.csv.rough"] if one.amounts.rough else "",
            )


def heads(library: Library) -> list[str]:
    """Give the headings of ``lines``."""
    return [library.phrases[f"compare.csv.{name}"] for name in _CSV]


def ages_of_sums(born_on: date, today: date) -> range:
    """Give the ages in years at which sums are shown: from the next one on, at least to ``LAST``."""
    following = (age_on(born_on, today) // STEP + 1) * STEP
    return range(max(FIRST, following), max(LAST, following) + 1, STEP)


def _columns(library: Library, first: str, names: Sequence[str]) -> Columns:
    head: Mapping[str, object] = {"text": library.phrases[f"compare.column-{first}"]}
    return (head, *({"text": name, "number": True} for name in names))


def _names(library: Library, shown: Sequence[Named]) -> list[str]:
    return [_name(library, one.name, rough=one.amounts.rough) for one in shown]


def _name(library: Library, name: str, *, rough: bool) -> str:
    return library.words("compare.rough", name=name) if rough else name


def _is_rough(phase: Phase) -> bool:
    return any(amount.approximate for amount in phase.amounts)


def _from(library: Library, age: int) -> str:
    return library.words("estimate.from-age", age=library.words("estimate.age", years=age // YEAR))


def _amounts(library: Library, shown: Sequence[Named], today: date, divisor: int) -> Table:
    points = sorted({one.first for each in shown for one in due(each.amounts.found, today)})
    rows = tuple(
        (
            library.words("estimate.from-age", age=write_age(library, shown[0].life, at)),
            *(write_yen(library, yearly_at(one.amounts.paid, at) // divisor) for one in shown),
        )
        for at in points
    )
    return Table(_columns(library, "age", _names(library, shown)), rows)


def _sums(library: Library, shown: Sequence[Named], today: date) -> Table:
    rows = []
    for years in ages_of_sums(shown[0].life.born_on, today) if shown else ():
        until = shown[0].life.reaches(years * YEAR)
        age = library.words("estimate.age", years=years)
        paid = (received(one.amounts.paid, until) for one in shown)
        rows.append(
            (library.words("compare.until", age=age), *(write_yen(library, yen) for yen in paid))
        )
    return Table(_columns(library, "until", _names(library, shown)), tuple(rows))


def _overtaking(library: Library, shown: Sequence[Named]) -> Iterator[str]:
    for one, other in combinations(shown, 2):
        life = one.life
        pair = (one.amounts.paid, other.amounts.paid)
        found = overtakings(*pair, life.reaches(LAST * YEAR))
        for each in found:
            faster, slower = (one, other) if each.first else (other, one)
            yield library.words(
                "compare.overtakes",
                faster=faster.name,
                slower=slower.name,
                age=_age(library, each.month - life.born_in),
            )
        if not found:
            yield _alike(library, one, other)


def _alike(library: Library, one: Named, other: Named) -> str:
    """Say of two of which none overtakes the other who has more all along."""
    until = one.life.reaches(LAST * YEAR)
    sums = [received(each.amounts.paid, until) for each in (one, other)]
    if sums[0] == sums[1]:
        return library.words("compare.same", one=one.name, other=other.name)
    more, less = (one, other) if sums[0] > sums[1] else (other, one)
    return library.words("compare.never", more=more.name, less=less.name, years=LAST)


def _age(library: Library, age: int) -> str:
    years, months = divmod(age, YEAR)
    name = "estimate.age-months" if months else "estimate.age"
    return library.words(name, years=years, months=months)
