"""Runs of months, both ends counted, as they are noted in a sheet beside its entries."""

from nenkin.law.months import Month, read_month, spell

Months = tuple[Month, Month]
_BETWEEN = "x"


def spelled(months: Months) -> str:
    """Give the key under which a run is noted: ``1978-04x1978-09``."""
    return _BETWEEN.join(spell(at) for at in months)


def read(key: str) -> Months:
    """Give the run of a key; raises ``ValueError``."""
    first, last = key.split(_BETWEEN)
    return read_month(first), read_month(last)
