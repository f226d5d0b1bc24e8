"""Flags of a life, as tests compare them."""

from datetime import date

from nenkin.law.career import career
from nenkin.law.flags import Flag, flags
from nenkin.law.months import spell
from nenkin.law.parameters import Law
from nenkin.law.periods import Record


def found(law: Law, record: Record, today: str = "2026-11-20") -> tuple[Flag, ...]:
    return flags(law, career(record), date.fromisoformat(today))


def shown(law: Law, record: Record) -> list[tuple[str, str, str, float]]:
    return [
        (f.code.value, spell(f.first), spell(f.last), float(f.cost)) for f in found(law, record)
    ]
