"""One candidate for the office: what was typed and what is recorded, side by side."""

from collections.abc import Iterator
from dataclasses import dataclass

from nenkin.law.months import Month
from nenkin.law.ownerless import OwnerlessRecord, Query
from nenkin.law.periods import Record, Span
from nenkin.matching.found import Candidate


@dataclass(frozen=True, slots=True)
class Side:
    """One field. ``level`` says how far both agree, by the names of ``levels``; empty: nothing there."""

    field: str
    typed: str
    recorded: str
    level: str


def sides(candidate: Candidate, query: Query) -> tuple[Side, ...]:
    """Give every field that was weighed, names and birth date first.

    Prefectures, kinds of work and years come as they are kept (``factory``, ``1948-1952``); the page
    has the words for them.
    """
    record, name = candidate.record, candidate.name
    years = "" if query.years is None else "-".join(map(str, query.years))
    values = {
        "family": (_both(name.family_kana, name.family_kanji), _family(record)),
        "given": (_both(name.given_kana, name.given_kanji), _given(record)),
        "birth": (" ".join(day.isoformat() for day in query.born), str(record.born)),
        "sex": (str(query.sex or ""), str(record.sex or "")),
        "place": (" ".join(query.prefectures), record.place),
        "work": (str(query.work or ""), record.employer),
        "years": (years, _years(record)),
    }
    return tuple(
        Side(field, typed, recorded, str(candidate.evidence[field]))
        for field, (typed, recorded) in values.items()
    )


def _both(kana: str, kanji: str) -> str:
    return " ".join(part for part in (kanji, kana) if part)


def _family(record: OwnerlessRecord) -> str:
    return _both(record.family_kana, record.family_kanji)


def _given(record: OwnerlessRecord) -> str:
    return _both(record.given_kana, record.given_kanji)


def _years(record: OwnerlessRecord) -> str:
    months = (record.first, record.last)
    return "-".join("" if month is None else str(month // 12) for month in months).strip("-")


def shared_months(candidate: Candidate, own: Record) -> Iterator[tuple[Span, Month, Month]]:
    """Give each standing span of the person's own record that the candidate overlaps, and where.

    (期間重複.) The first and last shared month are both counted. A record without months shares none.
    """
    record = candidate.record
    if record.first is None:
        return
    ends = record.first if record.last is None else record.last
    for span in own.spans:
        if span.known_until is None:
            first = max(span.first, record.first)
            last = ends if span.last is None else min(span.last, ends)
            if first <= last:
                yield span, first, last
