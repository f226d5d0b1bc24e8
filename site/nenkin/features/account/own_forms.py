"""What is asked when somebody signs in, gets back in, or changes their own settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar

from nenkin.features.account.forms import MailTwice
from nenkin.interchange.codes import mistaken, taken_for
from nenkin.web.fields import Agreement, Choice, Mail, Secret, Text
from nenkin.web.forms import Form
from nenkin.web.new_passwords import PasswordTwice

# No user ID is digits alone, so that whoever types another number is told which it is.
NAME = Text(255, autocomplete="username", mistaken=taken_for(), own_codes=mistaken())


class SignInWords(Form):
    """The page for signing in."""

    words: ClassVar[str] = "sign-in"


@dataclass(frozen=True)
class SignInForm(SignInWords):
    """User ID or mail address, and password; ``wrong`` says nothing of which."""

    name: Annotated[str, NAME]
    password: Annotated[str, Secret()]
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {"password": frozenset({"wrong"})}


class RecoverForm(Form):
    """A page for getting back in."""

    words: ClassVar[str] = "recover"


@dataclass(frozen=True)
class WhatForm(RecoverForm):
    """What was lost."""

    what: Annotated[str, Choice(("password", "user-id", "key", "post"))]


@dataclass(frozen=True)
class ForgottenPasswordForm(RecoverForm):
    """Whose password is to be made anew."""

    name: Annotated[str, NAME]


@dataclass(frozen=True)
class ForgottenUserIdForm(RecoverForm):
    """Where the user ID is to be sent."""

    mail: Annotated[str, Mail()]


class AccountForm(Form):
    """A page of one's own settings."""

    words: ClassVar[str] = "account"


@dataclass(frozen=True)
class ChangePasswordForm(PasswordTwice, AccountForm):
    """Another password; the present one is asked, so that an open screen is not enough."""

    current_password: Annotated[str, Secret()]
    password: Annotated[str, Secret(autocomplete="new-password")]
    password_again: Annotated[str, Secret(autocomplete="new-password")]
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {
        **PasswordTwice.own_codes,
        "current_password": frozenset({"wrong"}),
    }


@dataclass(frozen=True)
class ChangeMailForm(MailTwice, AccountForm):
    """Another mail address."""

    mail: Annotated[str, Mail()]
    mail_again: Annotated[str, Mail()]
    current_password: Annotated[str, Secret()]
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {
        **MailTwice.own_codes,
        "current_password": frozenset({"wrong"}),
    }


@dataclass(frozen=True)
class ChangeNoticesForm(AccountForm):
    """Whether お知らせメール is wanted from now on."""

    notices: Annotated[str, Choice(("yes", "no"))]


@dataclass(frozen=True)
class ProveForm(AccountForm):
    """The password once more, before something that an open screen must not allow."""

    current_password: Annotated[str, Secret()]
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {"current_password": frozenset({"wrong"})}


@dataclass(frozen=True)
class CloseForm(AccountForm):
    """The end of the account: a box to tick, and the password."""

    sure: Annotated[bool, Agreement()]
    current_password: Annotated[str, Secret()]
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {"current_password": frozenset({"wrong"})}
