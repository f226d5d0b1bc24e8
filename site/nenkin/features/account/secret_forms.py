"""What is asked about the secret question (秘密の質問), where the profile of passwords has one (R-19)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from nenkin.web import answers
from nenkin.web.fields import Choice, Mistake, Secret, Text
from nenkin.web.forms import Form
from nenkin.web.new_passwords import PasswordTwice
from nenkin.web.submissions import Submission

# «own» is one that the person has made up: its words are kept nowhere, so that nobody can read them.
QUESTIONS = ("school", "teacher", "friend", "pet", "toy", "journey", "book", "neighbour", "own")
WRONG: Mapping[str, frozenset[str]] = {"secret_answer": frozenset({"wrong"})}


@dataclass(frozen=True)
class Pulldown(Choice):
    """A choice that begins with none, so that nobody sends the first by mistake."""

    component: str = "select"
    required: bool = True

    def read(self, submission: Submission, name: str) -> str:
        """Give the option that was chosen; the empty string only where there need be none."""
        try:
            return super().read(submission, name)
        except Mistake as mistake:
            if mistake.code == "missing" and not self.required:
                return ""
            raise

    def arguments(self, submission: Submission, name: str) -> dict[str, Any]:
        """Give the options after an empty one."""
        drawn = super().arguments(submission, name)
        return {**drawn, "options": [{"value": ""}, *drawn["options"]]}


@dataclass(frozen=True)
class Answer(Text):
    """An answer; typed anew each time, and in sight, since Japanese cannot be typed out of sight."""

    most: int = 100
    autocomplete: str = "off"

    def arguments(self, submission: Submission, name: str) -> dict[str, Any]:
        """Give no value."""
        return {**super().arguments(submission, name), "value": ""}


QUESTION = Pulldown(QUESTIONS)
PERHAPS = Pulldown(QUESTIONS, required=False)
ANSWER = Answer(refuse=answers.mistake, own_codes=frozenset({"not-answer"}))
PERHAPS_ANSWER = Answer(required=False, refuse=answers.mistake, own_codes=frozenset({"not-answer"}))


class SecretWords(Form):
    """A page with a secret question."""

    words: ClassVar[str] = "secret"


@dataclass(frozen=True)
class SecretForm(SecretWords):
    """A question and its answer, at sign-up."""

    question: Annotated[str, QUESTION]
    secret_answer: Annotated[str, ANSWER]
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {"secret_answer": answers.CODES}


@dataclass(frozen=True)
class KeptSecretForm(SecretWords):
    """What is kept of it until the sign-up is sent: never the answer itself."""

    question: Annotated[str, QUESTION]
    answer_hash: Annotated[str, Text(200)]


@dataclass(frozen=True)
class ChangeSecretForm(SecretForm):
    """Another question, or the first; the present password is asked too."""

    current_password: Annotated[str, Secret()]
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {
        **SecretForm.own_codes,
        "current_password": frozenset({"wrong"}),
    }


@dataclass(frozen=True)
class NoSecretForm(SecretWords):
    """No question any more; the present password is asked."""

    current_password: Annotated[str, Secret()]
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {"current_password": frozenset({"wrong"})}


@dataclass(frozen=True)
class RenewForm(PasswordTwice, SecretWords):
    """A new password, after the answer that its account has."""

    question: Annotated[str, QUESTION]
    secret_answer: Annotated[str, ANSWER]
    password: Annotated[str, Secret(autocomplete="new-password")]
    password_again: Annotated[str, Secret(autocomplete="new-password")]
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {**PasswordTwice.own_codes, **WRONG}


@dataclass(frozen=True)
class RenewByKeyForm(PasswordTwice, SecretWords):
    """A new password where nobody may be told whether there is an account, let alone an answer."""

    question: Annotated[str, PERHAPS]
    secret_answer: Annotated[str, PERHAPS_ANSWER]
    password: Annotated[str, Secret(autocomplete="new-password")]
    password_again: Annotated[str, Secret(autocomplete="new-password")]
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {**PasswordTwice.own_codes, **WRONG}


@dataclass(frozen=True)
class ProveAllForm(SecretWords):
    """Password and answer before user IDs are shown; ``wrong-any`` says nothing of which."""

    question: Annotated[str, PERHAPS]
    secret_answer: Annotated[str, PERHAPS_ANSWER]
    current_password: Annotated[str, Secret()]
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {
        "current_password": frozenset({"wrong-any"})
    }
