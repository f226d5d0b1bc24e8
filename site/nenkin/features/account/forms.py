"""What is asked when somebody signs up or proves who they are; one form a page."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from nenkin.interchange import access_keys
from nenkin.interchange.codes import Code, mistaken, taken_for
from nenkin.web.dates import EraDate
from nenkin.web.fields import Agreement, Choice, Digits, Kana, Mail, Secret, Text
from nenkin.web.forms import Form
from nenkin.web.new_passwords import PasswordTwice
from nenkin.web.telephones import Telephone

ABROAD = "8888888"  # the postal code of the official forms for addresses outside Japan
PREFECTURES = tuple(f"{number:02}" for number in range(1, 48))  # JIS X 0401
SHORTEST_USER_ID = 6

_USER_ID = re.compile("[0-9A-Za-z-]+")
_LATIN = re.compile("[ -~]+")


def _key_mistake(digits: str) -> str | None:
    return None if access_keys.is_whole(digits) else "bad-check-digit"


def _user_id_mistake(text: str) -> str | None:
    if not _USER_ID.fullmatch(text) or text.replace("-", "").isdigit():
        return "not-user-id"
    return None if len(text.replace("-", "")) >= SHORTEST_USER_ID else "too-short"


def _latin_mistake(text: str) -> str | None:
    return None if _LATIN.fullmatch(text) else "not-latin"


KEY = Digits(
    40,
    length=access_keys.LENGTH,
    refuse=_key_mistake,
    mistaken=taken_for(Code.ACCESS_KEY),
    own_codes=mistaken(Code.ACCESS_KEY) | {"bad-check-digit"},
    autocomplete="off",
    width="full",
)


class SignUpForm(Form):
    """A page of a sign-up or of the proofs that recovery asks for."""

    words: ClassVar[str] = "sign-up"


@dataclass(frozen=True)
class WayForm(SignUpForm):
    """Which way in."""

    way: Annotated[str, Choice(("key", "post", "counter", "letter"))]


@dataclass(frozen=True)
class TermsForm(SignUpForm):
    """Terms of use (利用規約)."""

    agree: Annotated[bool, Agreement()]


@dataclass(frozen=True)
class NumberForm(SignUpForm):
    """The basic pension number (基礎年金番号)."""

    number: Annotated[
        str,
        Digits(
            40,
            length=10,
            mistaken=taken_for(Code.BASIC_NUMBER),
            own_codes=mistaken(Code.BASIC_NUMBER),
            autocomplete="off",
        ),
    ]


@dataclass(frozen=True)
class NameForm(SignUpForm):
    """Names as the office has them."""

    surname: Annotated[str, Text(23, autocomplete="family-name")]
    given_name: Annotated[str, Text(23, autocomplete="given-name")]


@dataclass(frozen=True)
class KanaForm(SignUpForm):
    """The names' reading (フリガナ)."""

    surname_kana: Annotated[str, Kana(23)]
    given_name_kana: Annotated[str, Kana(23)]


@dataclass(frozen=True)
class BirthForm(SignUpForm):
    """The birth date; ``future`` is found by the route, which knows the day."""

    born: Annotated[date, EraDate(autocomplete="bday")]
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {"born": frozenset({"future"})}


@dataclass(frozen=True)
class SexForm(SignUpForm):
    """The sex as registered, by which the office tells people of one name apart."""

    sex: Annotated[str, Choice(("male", "female"))]


@dataclass(frozen=True)
class AccessKeyForm(SignUpForm):
    """The access key (アクセスキー)."""

    access_key: Annotated[str, KEY]


@dataclass(frozen=True)
class LetterForm(SignUpForm):
    """The number that a letter carried."""

    letter_code: Annotated[str, KEY]


@dataclass(frozen=True)
class PostcodeForm(SignUpForm):
    """The postal code, or the one that stands for addresses abroad."""

    postcode: Annotated[str, Digits(20, length=7, autocomplete="postal-code", width="short")]


@dataclass(frozen=True)
class AddressForm(SignUpForm):
    """An address in Japan."""

    prefecture: Annotated[str, Choice(PREFECTURES, component="select")]
    address: Annotated[str, Text(100, autocomplete="address-line1")]


@dataclass(frozen=True)
class AbroadForm(SignUpForm):
    """An address abroad, and the last one in Japan, by which the office finds the person."""

    country: Annotated[
        str,
        Text(
            60,
            autocomplete="country-name",
            refuse=_latin_mistake,
            own_codes=frozenset({"not-latin"}),
        ),
    ]
    abroad_address: Annotated[
        str,
        Text(
            200,
            autocomplete="address-line1",
            refuse=_latin_mistake,
            own_codes=frozenset({"not-latin"}),
        ),
    ]
    latin_name: Annotated[
        str,
        Text(60, autocomplete="name", refuse=_latin_mistake, own_codes=frozenset({"not-latin"})),
    ]
    last_address: Annotated[str, Text(100, autocomplete="off")]


@dataclass(frozen=True)
class TelephoneForm(SignUpForm):
    """A telephone number, if one likes."""

    telephone: Annotated[str, Telephone()]


@dataclass(frozen=True)
class UserIdForm(SignUpForm):
    """The user ID one would like; empty lets us propose one."""

    user_id: Annotated[
        str,
        Text(
            20,
            autocomplete="username",
            width="medium",
            required=False,
            refuse=_user_id_mistake,
            own_codes=frozenset({"not-user-id", "too-short"}),
        ),
    ]


class MailTwice:
    """A mail address typed twice."""

    mail: str
    mail_again: str

    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {"mail_again": frozenset({"differs"})}

    def check(self) -> Iterable[tuple[str, str]]:
        if self.mail.casefold() != self.mail_again.casefold():
            yield "mail_again", "differs"


@dataclass(frozen=True)
class MailForm(MailTwice, SignUpForm):
    """The mail address, typed twice because a letter follows where it is wrong."""

    mail: Annotated[str, Mail()]
    mail_again: Annotated[str, Mail()]


@dataclass(frozen=True)
class NoticesForm(SignUpForm):
    """Whether お知らせメール is wanted."""

    notices: Annotated[str, Choice(("yes", "no"))]


@dataclass(frozen=True)
class PasswordForm(PasswordTwice, SignUpForm):
    """The password: the last page, after everything else has been checked."""

    password: Annotated[str, Secret(autocomplete="new-password")]
    password_again: Annotated[str, Secret(autocomplete="new-password")]
