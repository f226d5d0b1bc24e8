"""What somebody has typed on the way to an account, read once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from nenkin.features.account import forms
from nenkin.features.account.secret_forms import KeptSecretForm
from nenkin.interchange.names import folded_kana, folded_name
from nenkin.law.periods import Person
from nenkin.storage.access_keys import Holder
from nenkin.web.forms import Form
from nenkin.web.journeys import Answers

Answer = TypeVar("Answer", bound=Form)


@dataclass(frozen=True, kw_only=True)
class Claim:
    """Who somebody says they are."""

    number: str
    surname_kana: str
    given_name_kana: str
    born: date
    surname: str = ""
    given_name: str = ""
    sex: str = ""

    @property
    def holder(self) -> Holder:
        """Give what an access key is found by."""
        return Holder(
            basic_number=self.number,
            born_on=self.born,
            surname_kana=self.surname_kana,
            given_name_kana=self.given_name_kana,
        )

    def agrees_with(self, person: Person) -> bool:
        """Whether everything that was asked is as the office has it."""
        claimed = (self.surname_kana, self.given_name_kana)
        known = (person.surname_kana, person.given_name_kana)
        return (
            self.born == person.born_on
            and [folded_kana(kana) for kana in claimed] == [folded_kana(kana) for kana in known]
            and self.sex in {"", person.sex.value}
            and (not self.surname or self._name == folded_name(person.surname + person.given_name))
        )

    @property
    def _name(self) -> str:
        return folded_name(self.surname + self.given_name)


@dataclass(frozen=True, kw_only=True)
class Application:
    """A sign-up, complete but for the password. ``mail``: empty where it is done on paper."""

    claim: Claim
    mail: str
    notices: bool
    telephone: str
    user_id: str
    access_key: str = ""
    address: Sequence[str] = ()
    question: str | None = None  # with the profile of passwords that has one
    answer_hash: str | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """Give what its owner would build a password of."""
        claim = self.claim
        words = (
            *(claim.surname, claim.given_name, claim.surname_kana, claim.given_name_kana),
            *(claim.number, self.user_id, self.mail, self.telephone, self.access_key),
        )
        return tuple(word for word in words if word)


def claim_of(answers: Answers) -> Claim:
    """Read who somebody says they are, as far as they were asked."""
    name = _answer(answers, forms.NameForm)
    kana = _known(answers, forms.KanaForm)
    sex = _answer(answers, forms.SexForm)
    return Claim(
        number=_known(answers, forms.NumberForm).number,
        surname_kana=kana.surname_kana,
        given_name_kana=kana.given_name_kana,
        born=_known(answers, forms.BirthForm).born,
        surname=name.surname if name else "",
        given_name=name.given_name if name else "",
        sex=sex.sex if sex else "",
    )


def application_of(answers: Answers) -> Application:
    """Read a whole sign-up."""
    secret = _answer(answers, KeptSecretForm)
    mail, notices = _answer(answers, forms.MailForm), _answer(answers, forms.NoticesForm)
    user_id = _answer(answers, forms.UserIdForm)
    return Application(
        claim=claim_of(answers),
        mail=mail.mail if mail else "",
        notices=notices is not None and notices.notices == "yes",
        telephone=_known(answers, forms.TelephoneForm).telephone,
        user_id=user_id.user_id if user_id else "",
        access_key=key_of(answers),
        address=address_of(answers),
        question=secret.question if secret else None,
        answer_hash=secret.answer_hash if secret else None,
    )


def key_of(answers: Answers) -> str:
    """Give the access key; the empty string where none was asked."""
    key = _answer(answers, forms.AccessKeyForm)
    return key.access_key if key else ""


def address_of(answers: Answers) -> Sequence[str]:
    """Give the lines of an address; the prefecture still as its number."""
    abroad = _answer(answers, forms.AbroadForm)
    if abroad:
        return (abroad.latin_name, abroad.abroad_address, abroad.country, abroad.last_address)
    home = _answer(answers, forms.AddressForm)
    if home:
        postcode = _known(answers, forms.PostcodeForm).postcode
        return (f"{postcode[:3]}-{postcode[3:]}", home.prefecture, home.address)
    return ()


def _answer(answers: Answers, form: type[Answer]) -> Answer | None:
    return next((answer for answer in answers.values() if isinstance(answer, form)), None)


def _known(answers: Answers, form: type[Answer]) -> Answer:
    answer = _answer(answers, form)
    assert answer is not None, f"the journey asks {form.__name__} before its end"
    return answer
