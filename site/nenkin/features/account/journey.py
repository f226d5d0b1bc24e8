"""The journeys of this feature: which pages in which order."""

from collections.abc import Mapping

from nenkin.features.account import forms
from nenkin.features.account.secret_forms import KeptSecretForm, SecretForm
from nenkin.web.journeys import Answers, Journey, Step
from nenkin.web.passwords import Profile


def _abroad(answers: Answers) -> bool:
    answer = answers.get("postcode")
    return isinstance(answer, forms.PostcodeForm) and answer.postcode == forms.ABROAD


def _in_japan(answers: Answers) -> bool:
    return "postcode" in answers and not _abroad(answers)


TERMS = Step("terms", forms.TermsForm)
NUMBER = Step("number", forms.NumberForm)
NAME = Step("name", forms.NameForm)
KANA = Step("kana", forms.KanaForm)
BIRTH = Step("birth", forms.BirthForm)
SEX = Step("sex", forms.SexForm)
KEY = Step("access-key", forms.AccessKeyForm)
ADDRESS = (
    Step("postcode", forms.PostcodeForm),
    Step("address", forms.AddressForm, _in_japan),
    Step("abroad", forms.AbroadForm, _abroad),
)
CONTACT = (
    Step("telephone", forms.TelephoneForm),
    Step("user-id", forms.UserIdForm),
    Step("mail", forms.MailForm),
    Step("notices", forms.NoticesForm),
)

WITH_KEY = Journey((TERMS, NUMBER, NAME, KANA, BIRTH, SEX, KEY, *CONTACT))
# Without a mail address: a letter confirms it, and says the user ID.
ON_PAPER = Journey(
    (TERMS, NUMBER, NAME, KANA, BIRTH, SEX, KEY, Step("telephone", forms.TelephoneForm))
)
BY_POST = Journey((TERMS, NUMBER, NAME, KANA, BIRTH, SEX, *ADDRESS, *CONTACT))
WITH_LETTER = Journey((Step("letter-code", forms.LetterForm), BIRTH))

# By the first part of the address, as chosen on the page /sign-up.
PAPER = "paper"
SIGN_UP: Mapping[str, Journey] = {
    "key": WITH_KEY,
    "counter": WITH_KEY,
    "post": BY_POST,
    PAPER: ON_PAPER,
}

# Last of all, since what was typed before must not be the answer.
SECRET = Step("secret-question", SecretForm, kept=KeptSecretForm)
_WITH_SECRET = {way: Journey((*journey.steps, SECRET)) for way, journey in SIGN_UP.items()}


def sign_up_by(profile: Profile) -> Mapping[str, Journey]:
    """Give the ways to sign up; with a secret question where the profile of passwords has one."""
    return _WITH_SECRET if profile.secret_question else SIGN_UP


# Getting back in without mail: the same proofs, and nothing else is asked again.
RECOVER: Mapping[str, Journey] = {
    "key": Journey((NUMBER, KANA, BIRTH, KEY)),
    "post": Journey((NUMBER, NAME, KANA, BIRTH, SEX, *ADDRESS)),
}
