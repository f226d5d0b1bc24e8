"""Reads the open case file (CASES.md): a life, what is chosen, and what must come out, as TOML."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from nenkin.law.estimates import Part
from nenkin.law.lives import Child, Division, Life, PaidBonus, Scenario, Seeking, Spouse, Stretch
from nenkin.law.months import Month, read_month
from nenkin.law.periods import Kind, Scheme, Sex

T = TypeVar("T")
_AGE = re.compile(r"([0-9]{2})-(0[0-9]|1[01])")
EXPECTED = (*(str(part) for part in Part), "fund", "yearly", "arrears")


class BadCase(Exception):
    """A case file that cannot be read; says the place in it and the reason."""


@dataclass(frozen=True, slots=True)
class Expected:
    """Yen a year in a month, by ``Part``, or ``fund``, ``yearly`` (the whole), ``arrears`` (paid once)."""

    month: Month
    amounts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PaidOut:
    """支払期: yen paid out in a month, 国民年金 and 厚生年金保険 each by itself; ``None`` where not printed."""

    month: Month
    basic: int | None
    employees: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Payable:
    """A month of 国民年金 that can be paid back (追納) on a day: its price and its last day."""

    month: Month
    paid_on: date
    yen: int | None
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepaid:
    """前納 of months ``first`` to ``last``; ``how`` is ``cash`` or ``account`` (口座振替)."""

    first: Month
    last: Month
    how: str
    yen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case. ``left_out`` says why its printed figure does not follow, and is not demanded."""

    title: str
    year: int
    life: Life
    scenario: Scenario
    expected: tuple[Expected, ...] = ()
    payments: tuple[PaidOut, ...] = ()
    payable: tuple[Payable, ...] = ()
    prepaid: tuple[Prepaid, ...] = ()
    url: str = ""
    by_hand: str = ""
    left_out: str = ""


class _Table:
    """One table of the file; every key that nobody asked for is refused."""

    def __init__(self, values: object, place: str) -> None:
        if not isinstance(values, dict):
            raise BadCase(f"{place or 'the file'}: must be a table")
        self._values = dict(values)
        self._place = place

    def _name(self, key: str) -> str:
        return f"{self._place}.{key}" if self._place else key

    def wrong(self, key: str, reason: str) -> BadCase:
        return BadCase(f"{self._name(key)}: {reason}")

    def take(self, key: str, kind: type[T], default: T | None = None) -> T:
        """Give a value of exactly this type; without a default it must be there."""
        value = self._values.pop(key, default)
        if value is None:
            raise self.wrong(key, "is missing")
        if type(value) is not kind:
            raise self.wrong(key, f"must be {kind.__name__}")
        return value

    def maybe(self, key: str, kind: type[T]) -> T | None:
        return self.take(key, kind) if key in self._values else None

    def read(self, key: str, how: Callable[[str], T], default: str | None = None) -> T:
        """Give a text as another kind."""
        text = self.take(key, str, default)
        try:
            return how(text)
        except ValueError:
            raise self.wrong(key, f"cannot be {text!r}") from None

    def read_maybe(self, key: str, how: Callable[[str], T]) -> T | None:
        return self.read(key, how) if key in self._values else None

    def table(self, key: str) -> "_Table":
        return _Table(self._values.pop(key, {}), self._name(key))

    def tables(self, key: str) -> Iterator["_Table"]:
        values = self._values.pop(key, [])
        if not isinstance(values, list):
            raise self.wrong(key, "must be a list of tables")
        for place, value in enumerate(values, 1):
            yield _Table(value, f"{self._name(key)} {place}")

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def rest(self) -> list[str]:
        return list(self._values)

    def close(self) -> None:
        for key in self._values:
            raise self.wrong(key, "is not known")


def read_case(text: str) -> Case:
    """Read a case; raises ``BadCase``."""
    try:
        file = _Table(tomllib.loads(text), "")
    except tomllib.TOMLDecodeError as error:
        raise BadCase(str(error)) from None
    source, scenario = file.table("source"), file.table("scenario")
    case = Case(
        title=file.take("title", str),
        year=file.take("year", int),
        life=_life(file.table("life")),
        scenario=_scenario(scenario),
        expected=tuple(_expected(row) for row in file.tables("expected")),
        payments=tuple(_paid_out(row) for row in file.tables("payments")),
        payable=tuple(_payable(row) for row in file.tables("payable")),
        prepaid=tuple(_prepaid(row) for row in file.tables("prepaid")),
        url=source.take("url", str, ""),
        by_hand=file.take("by_hand", str, ""),
        left_out=file.take("left_out", str, ""),
    )
    source.take("about", str, "")
    source.maybe("seen", date)
    for table in (source, scenario, file):
        table.close()
    return case


def _life(table: _Table) -> Life:
    spouse = table.table("spouse") if "spouse" in table else None
    life = Life(
        born_on=table.take("born_on", date),
        sex=table.read("sex", Sex),
        stretches=tuple(_stretch(row) for row in table.tables("stretches")),
        bonuses=tuple(_bonus(row) for row in table.tables("bonuses")),
        spouse=None if spouse is None else _spouse(spouse),
        children=tuple(_child(row) for row in table.tables("children")),
        divisions=tuple(_division(row) for row in table.tables("divisions")),
        police=table.take("police", bool, default=False),
        wage_at_60=table.maybe("wage_at_60", int),
        seeking=_seeking(table.table("seeking")) if "seeking" in table else None,
    )
    table.close()
    return life


def _seeking(table: _Table) -> Seeking:
    seeking = Seeking(table.read("applied", read_month), table.take("days", int))
    table.close()
    return seeking


def _stretch(row: _Table) -> Stretch:
    stretch = Stretch(
        scheme=row.read("scheme", Scheme),
        kind=row.read("kind", Kind),
        first=row.read("first", read_month),
        last=row.read("last", read_month),
        status=row.maybe("status", str),
        pay=row.maybe("pay", int),
        cared=row.maybe("cared", int),
        revalued=row.take("revalued", bool, default=False),
    )
    row.close()
    return stretch


def _bonus(row: _Table) -> PaidBonus:
    bonus = PaidBonus(row.read("month", read_month), row.take("yen", int))
    row.close()
    return bonus


def _spouse(table: _Table) -> Spouse:
    spouse = Spouse(
        born_on=table.take("born_on", date),
        kept=table.take("kept", bool, default=True),
        keeps=table.take("keeps", bool, default=False),
        pension_since=table.read_maybe("pension_since", read_month),
    )
    table.close()
    return spouse


def _child(row: _Table) -> Child:
    child = Child(row.take("born_on", date), row.take("disabled", bool, default=False))
    row.close()
    return child


def _division(row: _Table) -> Division:
    division = Division(
        first=row.read("first", read_month),
        last=row.read("last", read_month),
        kind=row.read("kind", Kind),
        pay=row.take("pay", int),
        bonuses=tuple(_bonus(bonus) for bonus in row.tables("bonuses")),
    )
    row.close()
    return division


def _scenario(table: _Table) -> Scenario:
    return Scenario(
        basic=table.read("basic", _age, "65-00"),
        employees=table.read("employees", _age, "65-00"),
        arrears=table.take("arrears", bool, default=False),
        disabled_from=table.read_maybe("disabled_from", read_month),
        unconditional=table.take("unconditional", bool, default=False),
    )


def _age(text: str) -> int:
    found = _AGE.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return 12 * int(found[1]) + int(found[2])


def _expected(row: _Table) -> Expected:
    month = row.read("month", read_month)
    amounts = {key: row.take(key, int) for key in row.rest() if key in EXPECTED}
    row.close()
    return Expected(month, amounts)


def _paid_out(row: _Table) -> PaidOut:
    paid = PaidOut(
        row.read("month", read_month), row.maybe("basic", int), row.maybe("employees", int)
    )
    row.close()
    return paid


def _payable(row: _Table) -> Payable:
    payable = Payable(
        month=row.read("month", read_month),
        paid_on=row.take("paid_on", date),
        yen=row.maybe("yen", int),
        until=row.maybe("until", date),
    )
    row.close()
    return payable


def _prepaid(row: _Table) -> Prepaid:
    prepaid = Prepaid(
        first=row.read("first", read_month),
        last=row.read("last", read_month),
        how=row.take("how", str),
        yen=row.take("yen", int),
    )
    if prepaid.how not in {"cash", "account"}:
        raise row.wrong("how", f"cannot be {prepaid.how!r}")
    row.close()
    return prepaid
