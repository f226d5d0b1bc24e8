"""制度ごとのまとめ and 重なっている期間: a record by the periods it is made of."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from nenkin.content.library import Library
from nenkin.features.records.concerns import write_place
from nenkin.features.records.desk import Opened
from nenkin.features.records.wording import masked, write_run
from nenkin.law.career import Career, overlapping_runs
from nenkin.law.months import spell
from nenkin.law.periods import Scheme, Span
from nenkin.law.totals import Totals, totals
from nenkin.law.wareki import write_day, write_month_both

_ORDER = (
    Scheme.EMPLOYEES,
    Scheme.SEAMEN,
    Scheme.MUTUAL,
    Scheme.NATIONAL,
    Scheme.COMPLEMENTARY,
)


COLUMNS = ("name", "when", "months", "acquired", "lost")
NATIONAL_COLUMNS = ("name", "when", "months", "status")


@dataclass(frozen=True, slots=True)
class Period:
    """Spans of one employment or enrolment that follow each other."""

    name: str  # the employer, or the kind of insured person
    rows: tuple[dict[str, str], ...]  # on the screen
    cells: tuple[str, ...]  # on paper, as COLUMNS or NATIONAL_COLUMNS


@dataclass(frozen=True, slots=True)
class SchemePeriods:
    """All periods of one scheme."""

    code: str
    name: str
    months: int  # that count, as in the totals
    left_out: int  # that do not
    periods: tuple[Period, ...]
    columns: tuple[Mapping[str, object], ...]  # on paper


@dataclass(frozen=True, slots=True)
class SchemesView:
    """A record by schemes."""

    schemes: tuple[SchemePeriods, ...]
    number: str
    handbooks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Months that several records have."""

    when: str
    months: int
    sides: tuple[str, ...]
    month: str
    month_name: str


def schemes_view(library: Library, opened: Opened) -> SchemesView:
    """Say a record by schemes."""
    person = opened.record.person
    return SchemesView(
        schemes=tuple(_schemes(library, opened.career)),
        number=masked(person.basic_number, whole=opened.numbers),
        handbooks=tuple(masked(one, whole=opened.numbers) for one in person.handbooks),
    )


def overlaps_view(library: Library, career: Career) -> tuple[Overlap, ...]:
    """Give every run of months that several records have."""
    return tuple(
        Overlap(
            when=write_run(library, run.first, run.last),
            months=run.months,
            sides=tuple(dict.fromkeys(write_place(library, span) for span in run.spans)),
            month=spell(run.first),
            month_name=write_month_both(run.first),
        )
        for run in overlapping_runs(career)
    )


def _schemes(library: Library, career: Career) -> Iterator[SchemePeriods]:
    found = totals(career)
    for scheme in _ORDER:
        spans = [span for span in career.spans if span.scheme is scheme]
        if not spans:
            continue
        groups = list(_grouped(career, spans))
        yield SchemePeriods(
            code=scheme.value,
            name=library.words(f"record.scheme.{scheme}"),
            months=found.by_scheme[scheme],
            left_out=_left_out(found) if scheme is Scheme.NATIONAL else 0,
            periods=tuple(_period(library, career, group) for group in groups),
            columns=tuple(
                {"text": library.words(f"record.print.column-{name}"), "kept": True}
                for name in (NATIONAL_COLUMNS if scheme is Scheme.NATIONAL else COLUMNS)
            ),
        )


def _left_out(found: Totals) -> int:
    """Give how many months of 国民年金 do not count."""
    return sum(found.national.values()) - found.by_scheme[Scheme.NATIONAL]


def _grouped(career: Career, spans: Iterable[Span]) -> Iterator[list[Span]]:
    """Join spans of one employment or enrolment that touch."""
    group: list[Span] = []
    for span in spans:
        if group and not _belongs(career, group[-1], span):
            yield group
            group = []
        group.append(span)
    if group:
        yield group


def _belongs(career: Career, before: Span, after: Span) -> bool:
    return (
        after.first == career.last_of(before) + 1
        and (after.employer, after.kind) == (before.employer, before.kind)
        and (after.acquired_on == before.acquired_on or after.scheme is Scheme.NATIONAL)
    )


def _months(career: Career, span: Span) -> int:
    return career.last_of(span) - span.first + 1


def _period(library: Library, career: Career, group: list[Span]) -> Period:
    first, last = group[0], group[-1]
    kind = library.words(f"record.kind.{first.kind}")
    states: dict[str, int] = {}
    for span in group:
        if span.status:
            word = library.statuses[span.status].word
            states[word] = states.get(word, 0) + _months(career, span)
    said = library.words
    months = said("record.months", months=sum(_months(career, span) for span in group))
    how = "、".join(
        said("record.schemes.state", word=word, months=count) for word, count in states.items()
    )
    when = write_run(library, first.first, career.last_of(last))
    acquired = write_day(first.acquired_on) if first.acquired_on else ""
    lost = write_day(last.lost_on) if last.lost_on else ""
    pairs = {
        "record.schemes.when": when,
        "record.schemes.months": months,
        "record.month.kind": kind if first.employer else "",
        "record.month.status": how,
        "record.month.acquired": acquired,
        "record.month.lost": lost,
    }
    name = first.employer or kind
    return Period(
        name=name,
        rows=tuple({"key": said(key), "value": value} for key, value in pairs.items() if value),
        cells=(name, when, months, how) if how else (name, when, months, acquired, lost),
    )
