"""A record without a single amount: what may be shown where no 納付額 and no 見込額 may be (窓口).

The amounts are taken out of the record itself, before anything is said of it: no page, print or file
that is made of it can show one.
"""

from dataclasses import replace

from nenkin.law.flags import Flag
from nenkin.law.periods import Record, Span

_AMOUNTS = frozenset({"before", "after"})  # of pay, where a flag compares it


def without_amounts(record: Record) -> Record:
    """Take pay (標準報酬月額) and bonuses (標準賞与額) out of a record."""
    return replace(record, spans=tuple(map(_unpaid, record.spans)), bonuses=())


def flag_without_amounts(flag: Flag) -> Flag:
    """Take them out of what a flag knows; its cost is in months and stays."""
    facts = {
        name: value
        for name, value in flag.facts.items()
        if not (name in _AMOUNTS and isinstance(value, int))
    }
    return replace(flag, facts=facts, spans=tuple(map(_unpaid, flag.spans)))


def _unpaid(span: Span) -> Span:
    return replace(span, pay=None)
