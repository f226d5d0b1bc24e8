"""Short ways to write a life in a test."""

from datetime import date
from typing import Any

from nenkin.law.months import read_month
from nenkin.law.periods import Kind, Person, Record, Scheme, Sex, Span

PERSON: dict[str, Any] = {
    "surname": "見本",
    "given_name": "花子",
    "surname_kana": "ミホン",
    "given_name_kana": "ハナコ",
    "sex": Sex.FEMALE,
    "basic_number": "9999000000",
}


def national(first: str, last: str | None, status: str, **more: Any) -> Span:
    kind = Kind.CATEGORY_3 if status in "+$-" else Kind.CATEGORY_1
    return span(Scheme.NATIONAL, kind, first, last, status=status, **more)


def employed(
    first: str, last: str | None, pay: int = 200_000, at: str = "みほん社", **more: Any
) -> Span:
    return span(Scheme.EMPLOYEES, Kind.WOMEN, first, last, pay=pay, employer=at, **more)


def span(scheme: Scheme, kind: Kind, first: str, last: str | None, **more: Any) -> Span:
    return Span(
        scheme=scheme,
        kind=kind,
        first=read_month(first),
        last=read_month(last) if last else None,
        known_from=date(2000, 1, 1),
        **more,
    )


def life(*spans: Span, born: str = "1970-04-02", on: str = "2026-11-20", **more: Any) -> Record:
    return Record(
        person=Person(**PERSON, born_on=date.fromisoformat(born)),
        data_date=date.fromisoformat(on),
        spans=spans,
        **more,
    )
