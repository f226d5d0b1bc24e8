"""A form is read once, or rejected with every mistake; a journey is replayed from its answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from nenkin.content.words import FieldWords, FormWords, OptionWords
from nenkin.web.fields import Choice, Mail, Text
from nenkin.web.forms import Form, Rejected, view
from nenkin.web.journeys import Answers, Journey, Step


@dataclass(frozen=True)
class NameForm(Form):
    family_name: Annotated[str, Text(5, autocomplete="family-name")]
    given_name: Annotated[str, Text(5)]


@dataclass(frozen=True)
class MailForm(Form):
    mail: Annotated[str, Mail()]
    again: Annotated[str, Mail()]

    def check(self) -> Iterable[tuple[str, str]]:
        if self.mail != self.again:
            yield "again", "differs"


@dataclass(frozen=True)
class WayForm(Form):
    way: Annotated[str, Choice(("post", "mail"))]


WORDS = FormWords(
    "",
    {
        name: FieldWords(
            f"label of {name}",
            "",
            {code: f"{name} is {code}" for code in ("missing", "too-long", "differs")},
            {option: OptionWords(f"{name}: {option}") for option in ("post", "mail")},
        )
        for name in ("family_name", "given_name", "mail", "again", "way")
    },
)


def test_a_form_is_read_as_a_whole() -> None:
    form = NameForm.read({"family-name": ["年金"], "given-name": ["一郎"]})
    assert form == NameForm("年金", "一郎")


def test_all_mistakes_are_shown_at_once_beside_what_was_typed() -> None:
    rejected = NameForm.read({"family-name": ["ながいながい"]})
    assert isinstance(rejected, Rejected)
    page = view(NameForm, WORDS, rejected, heading=True)
    assert page.errors == [
        {"text": "family_name is too-long", "href": "#f-family-name"},
        {"text": "given_name is missing", "href": "#f-given-name"},
    ]
    family = page.fields["family_name"]
    assert family.component == "text_field"
    assert family.arguments["value"] == "ながいながい"
    assert family.arguments["error"] == "family_name is too-long"
    assert family.arguments["heading"]
    assert not page.fields["given_name"].arguments["heading"]


def test_fields_are_compared_only_when_each_can_be_read() -> None:
    rejected = MailForm.read({"mail": ["a@b.jp"], "again": ["a@c.jp"]})
    assert isinstance(rejected, Rejected)
    assert [(t.field, t.code) for t in rejected.troubles] == [("again", "differs")]
    assert isinstance(MailForm.read({"mail": ["a@b.jp"], "again": ["a@b.jp"]}), MailForm)


def test_options_get_their_words() -> None:
    options = view(WayForm, WORDS).fields["way"].arguments["options"]
    assert [option["label"] for option in options] == ["way: post", "way: mail"]


def by_mail(answers: Answers) -> bool:
    way = answers.get("way")
    return isinstance(way, WayForm) and way.way == "mail"


JOURNEY = Journey((Step("name", NameForm), Step("way", WayForm), Step("mail", MailForm, by_mail)))
NAME = {"family-name": ["年金"], "given-name": ["一郎"]}


def test_a_journey_asks_the_first_open_question() -> None:
    assert JOURNEY.follow({}).next == JOURNEY.step("name")
    progress = JOURNEY.follow({"name": NAME})
    assert progress.next == JOURNEY.step("way")
    assert progress.reaches("name")
    assert progress.reaches("way")
    assert not progress.reaches("mail")
    assert progress.before("way") == "name"
    assert progress.before("name") is None


def test_a_step_that_does_not_apply_is_skipped() -> None:
    assert JOURNEY.follow({"name": NAME, "way": {"way": ["post"]}}).next is None
    progress = JOURNEY.follow({"name": NAME, "way": {"way": ["mail"]}})
    assert progress.next == JOURNEY.step("mail")
    assert progress.place("mail") == (3, 3)
    assert progress.after("way") == "mail"
    assert progress.after("mail") is None


def test_an_answer_that_no_longer_reads_is_asked_again() -> None:
    progress = JOURNEY.follow({"name": {"family-name": ["年金"]}, "way": {"way": ["post"]}})
    assert progress.next == JOURNEY.step("name")
    assert "way" not in progress.answered


def test_what_is_known_leaves_out_what_is_not_there_or_no_longer_reads_or_applies() -> None:
    known = JOURNEY.known({"name": {"family-name": ["年金"]}, "way": {"way": ["post"]}})
    assert known == {"way": WayForm.read({"way": ["post"]})}
    assert set(JOURNEY.known({"name": NAME, "mail": {"mail": ["a@example.jp"]}})) == {"name"}
    assert JOURNEY.known({}) == {}
