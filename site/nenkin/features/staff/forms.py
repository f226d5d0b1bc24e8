"""What is asked of staff."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar

from nenkin.features.staff.papers import PaperCode
from nenkin.law.duties import Role
from nenkin.web.fields import Digits, Secret, Text
from nenkin.web.forms import Form
from nenkin.web.new_passwords import PasswordTwice
from nenkin.web.several import Several

NUMBER = Text(20, autocomplete="username", width="medium")
CODE = Digits(20, length=6, autocomplete="one-time-code")
CHECKS = ("papers", "screen", "consent", "amounts", "own-eyes", "away", "restricted")


class StaffSignInWords(Form):
    """The pages for signing in as staff."""

    words: ClassVar[str] = "staff-sign-in"


@dataclass(frozen=True)
class StaffSignInForm(StaffSignInWords):
    """The number of the card and the password; ``wrong`` says nothing of which."""

    number: Annotated[str, NUMBER]
    password: Annotated[str, Secret()]
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {"password": frozenset({"wrong"})}


@dataclass(frozen=True)
class CodeForm(StaffSignInWords):
    """The six digits that the telephone shows now."""

    code: Annotated[str, CODE]
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {"code": frozenset({"wrong"})}


class StaffWords(Form):
    """The pages on which accounts and terminals begin."""

    words: ClassVar[str] = "staff"


@dataclass(frozen=True)
class FirstForm(StaffWords):
    """The number of the card and the code of the paper; ``wrong`` says nothing of which."""

    number: Annotated[str, NUMBER]
    paper: Annotated[str, PaperCode()]
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {"paper": frozenset({"wrong"})}


@dataclass(frozen=True)
class TakeUpForm(PasswordTwice, StaffWords):
    """A password, twice, and the six digits that show that the telephone has taken the key."""

    password: Annotated[str, Secret(autocomplete="new-password")]
    password_again: Annotated[str, Secret(autocomplete="new-password")]
    code: Annotated[str, CODE]
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {
        **PasswordTwice.own_codes,
        "code": frozenset({"wrong"}),
    }


@dataclass(frozen=True)
class StaffPasswordForm(PasswordTwice, StaffWords):
    """Another password; the present one is asked, so that an open screen is not enough."""

    current_password: Annotated[str, Secret()]
    password: Annotated[str, Secret(autocomplete="new-password")]
    password_again: Annotated[str, Secret(autocomplete="new-password")]
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {
        **PasswordTwice.own_codes,
        "current_password": frozenset({"wrong"}),
    }


@dataclass(frozen=True)
class ProposeForm(StaffWords):
    """Who is to work here, and as what."""

    number: Annotated[str, Text(20, autocomplete="off", width="medium")]
    name: Annotated[str, Text(40, autocomplete="off")]
    roles: Annotated[tuple[str, ...], Several(tuple(Role), required=True)]
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {
        "number": frozenset({"taken"}),
        "roles": frozenset({"not-here"}),
    }


@dataclass(frozen=True)
class NewTerminalForm(StaffWords):
    """What a machine is called."""

    label: Annotated[str, Text(20, autocomplete="off", width="medium")]


@dataclass(frozen=True)
class TerminalForm(StaffWords):
    """The code of the paper that makes this machine a terminal."""

    paper: Annotated[str, PaperCode()]
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {"paper": frozenset({"wrong"})}


@dataclass(frozen=True)
class TrainingForm(StaffWords):
    """The check list (確認表): every box has to be ticked."""

    checks: Annotated[tuple[str, ...], Several(CHECKS, required=True)]
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {"checks": frozenset({"not-all"})}

    def check(self) -> "list[tuple[str, str]]":
        return [] if len(self.checks) == len(CHECKS) else [("checks", "not-all")]
