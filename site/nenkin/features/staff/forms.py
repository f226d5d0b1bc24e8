"""What is asked of staff."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar

from nenkin.web.fields import Digits, Secret, Text
from nenkin.web.forms import Form


class StaffSignInWords(Form):
    """The pages for signing in as staff."""

    words: ClassVar[str] = "staff-sign-in"


@dataclass(frozen=True)
class StaffSignInForm(StaffSignInWords):
    """The number of the card and the password; ``wrong`` says nothing of which."""

    number: Annotated[str, Text(20, autocomplete="username", width="medium")]
    password: Annotated[str, Secret()]
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {"password": frozenset({"wrong"})}


@dataclass(frozen=True)
class CodeForm(StaffSignInWords):
    """The six digits that the telephone shows now."""

    code: Annotated[str, Digits(20, length=6, autocomplete="one-time-code")]
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {"code": frozenset({"wrong"})}
