"""Reads the demonstration people of ``data/personas``: one ``persona.toml`` beside each record."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from nenkin.interchange.access_keys import is_whole

Value = TypeVar("Value")


class BadPersona(Exception):
    """A persona.toml that cannot be right; the message names the key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """How a persona who has signed up signs in; shown to everybody in demonstration mode."""

    user_id: str
    password: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What the record must show, worked out by hand, in months that are over on the day shown.

    ``total_months`` counts calendar months towards 受給資格期間, each once and without the 4/3 and
    6/5 of seamen and miners; ``attention`` has the months of each code of ``nenkin.law.flags``, and a
    month can be in several.
    """

    total_months: int
    reaches_ten_years: bool
    attention_months: int
    attention: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """An invented person: what they cover, and how to become them.

    Exactly one of ``sign_in`` and ``access_key`` is there: who has not signed up yet holds a key.
    """

    slug: str
    about: str
    covers: tuple[str, ...]
    shown_on: date
    mail: str
    sign_in: SignIn | None
    access_key: str | None
    expected: Expected


def read_persona(toml: str) -> Persona:
    """Read a persona.toml; raises ``BadPersona``."""
    try:
        found = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise BadPersona(str(error)) from None
    table = _Table("", found)
    persona = Persona(
        slug=table.take("slug", str),
        about=table.take("about", str),
        covers=tuple(table.take("covers", list)),
        shown_on=table.take("shown_on", date),
        mail=table.take("mail", str),
        sign_in=table.within("sign_in", _sign_in) if "sign_in" in found else None,
        access_key=table.within("access_key", _access_key) if "access_key" in found else None,
        expected=table.within("expected", _expected),
    )
    table.finish()
    if (persona.sign_in is None) == (persona.access_key is None):
        raise BadPersona("Write one of sign_in and access_key.")
    return persona


class _Table:
    """A TOML table that remembers what was read, so that nothing in it goes unread."""

    def __init__(self, name: str, values: object) -> None:
        if not isinstance(values, dict):
            raise BadPersona(f"{name} must be a table.")
        self.name = f"{name}." if name else ""
        self.left = dict(values)

    def take(self, key: str, kind: type[Value]) -> Value:
        value = self.left.pop(key, None)
        if type(value) is not kind:
            raise BadPersona(f"{self.name}{key} must be there, as {kind.__name__}.")
        return value

    def within(self, key: str, read: Callable[["_Table"], Value]) -> Value:
        table = _Table(f"{self.name}{key}", self.left.pop(key, None))
        value = read(table)
        table.finish()
        return value

    def finish(self) -> None:
        if self.left:
            raise BadPersona(f"{self.name}{next(iter(self.left))} is no key here.")


def _sign_in(table: _Table) -> SignIn:
    return SignIn(user_id=table.take("user_id", str), password=table.take("password", str))


def _access_key(table: _Table) -> str:
    number = table.take("number", str)
    if not is_whole(number):
        raise BadPersona("access_key.number must have 17 digits, the last of which fits.")
    return number


def _expected(table: _Table) -> Expected:
    attention = table.left.get("attention")
    return Expected(
        total_months=table.take("total_months", int),
        reaches_ten_years=table.take("reaches_ten_years", bool),
        attention_months=table.take("attention_months", int),
        attention=table.within("attention", _months) if attention is not None else {},
    )


def _months(table: _Table) -> Mapping[str, int]:
    return {reason: table.take(reason, int) for reason in tuple(table.left)}
