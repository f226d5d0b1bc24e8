"""The check page: what was typed, said back as it was understood."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from nenkin.clock import JAPAN, japanese_day
from nenkin.features.account.desk import Desk
from nenkin.features.account.forms import AddressForm
from nenkin.features.account.secret_forms import QUESTIONS
from nenkin.features.account.wizard import Wizard
from nenkin.interchange import access_keys
from nenkin.interchange.receipt_numbers import grouped, is_whole
from nenkin.law.periods import Person
from nenkin.law.wareki import write_day
from nenkin.storage.accounts import Account
from nenkin.storage.audit import ActorKind, Entry
from nenkin.storage.standing import news_of
from nenkin.web.forms import Form, kinds
from nenkin.web.journeys import Progress
from nenkin.web.visits import Visit

Row = Mapping[str, str]
_GROUPED = {"access_key": access_keys.grouped, "letter_code": access_keys.grouped}
OWN_QUESTION = "/account/secret-question"
_SPLIT = {"number": 4, "postcode": 3}
_NUMBERS = frozenset({"number", *_GROUPED})  # by which somebody else could sign up


def rows(desk: Desk, wizard: Wizard, progress: Progress, *, hides: bool = False) -> list[Row]:
    """Give each answer with the page on which it can be put right.

    ``hides``: whole numbers are not said, where others stand beside (キオスク).
    """
    unsaid = desk.library.words("account.sign-up.not-shown")
    return [
        {
            "key": _label(desk, form, name),
            "value": unsaid
            if hides and name in _NUMBERS
            else _said(desk, form, name, getattr(form, name)),
            "href": f"{wizard.address(step.slug)}?again=yes",
        }
        for step in progress.path
        for form in [progress.answered[step.slug]]
        for name in kinds(type(form))
        if name != "mail_again"
    ]


def japanese_moment(desk: Desk, moment: datetime) -> str:
    """Write a moment: the day in both calendars, and the time in Japan."""
    return desk.library.words(
        "account.dates.moment",
        day=write_day(japanese_day(moment)),
        time=moment.astimezone(JAPAN).strftime("%H:%M"),
    )


def _label(desk: Desk, form: Form, name: str) -> str:
    short = f"account.short.{name}"
    phrases = desk.library.phrases
    return phrases[short] if short in phrases else desk.library.forms[form.words].fields[name].label


def _said(desk: Desk, form: Form, name: str, value: Any) -> str:
    if isinstance(value, date):
        return write_day(value)
    if isinstance(value, bool):
        value = "yes"
    options = desk.library.forms[form.words].fields[name].options
    if value in options:
        return options[value].label
    if name in _GROUPED:
        return _GROUPED[name](value)
    if name in _SPLIT:
        return f"{value[: _SPLIT[name]]}-{value[_SPLIT[name] :]}"
    if name == "answer_hash":
        return desk.library.words("account.sign-up.not-shown")
    return value or desk.library.words("account.sign-up.empty")


def prefecture(desk: Desk, number: str) -> str:
    """Give a prefecture's name."""
    return desk.library.forms[AddressForm.words].fields["prefecture"].options[number].label


def own_facts(desk: Desk, account: Account, person: Person) -> list[Row]:
    """Give one's own facts; numbers and addresses only as far as one knows one's own by them."""
    words = desk.library.words
    options = desk.library.forms["sign-up"].fields
    values = {
        "name": f"{person.surname} {person.given_name}",
        "kana": f"{person.surname_kana} {person.given_name_kana}",
        "born": write_day(person.born_on),
        "sex": options["sex"].options[person.sex.value].label,
        "number": masked_number(person.basic_number),
        "user-id": account.user_id,
        "mail": masked_mail(account.mail) if account.mail else words("account.facts.no-mail"),
        "notices": options["notices"].options["yes" if account.notices else "no"].label,
    }
    if desk.policy.profile.secret_question:
        asked = desk.library.forms["secret"].fields["question"].options
        values["secret-question"] = (
            asked[account.question].label
            if account.question in QUESTIONS
            else words("account.facts.no-question")
        )
    links = {"number": "/account/number", "mail": "/account/mail", "notices": "/account/notices"}
    links["secret-question"] = OWN_QUESTION
    return [
        {
            "key": words(f"account.facts.{name}"),
            "value": value,
            "href": links.get(name, ""),
            "action": words("account.facts.show") if name == "number" else "",
        }
        for name, value in values.items()
    ]


def masked_number(number: str) -> str:
    """Show the last two digits alone."""
    return f"****-****{number[-2:]}"


def masked_mail(mail: str) -> str:
    """Show the first letter and the host."""
    name, _, host = mail.rpartition("@")
    return f"{name[:1]}***@{host}"


async def has_news(desk: Desk, visit: Visit) -> bool:
    """Whether a standing search has found something new (継続検索)."""
    assert visit.person is not None
    return bool(await news_of(desk.db, visit.person.person_id, visit.now))


def last_sign_in(desk: Desk, visit: Visit) -> str:
    """Say when one signed in before (R-23)."""
    before = visit.known.previous_sign_in
    if before is None:
        return desk.library.words("layout.first-sign-in")
    return desk.library.words("layout.last-sign-in", moment=japanese_moment(desk, before))


def view(
    desk: Desk, entry: Entry, person_id: int, helpers: Mapping[int, str]
) -> tuple[str, str, str]:
    """Give a line of «when, who, what» in words. ``helpers``: what the person calls each helper."""
    event, phrases = entry.event, desk.library.phrases
    who = (
        "you"
        if event.actor_id == person_id and event.actor is ActorKind.PERSON
        else event.actor.name.lower()
    )
    came = event.detail.get("came")  # in the person's place
    if who == "you" and came:
        who = "came"
    actor = phrases[f"account.actors.{who}"]
    helper = event.detail.get("helper")
    if who == "person" and isinstance(helper, int) and helper in helpers:
        actor = desk.library.words("account.actors.helper", name=helpers[helper])
    place = f"（{event.place}）" if event.actor is ActorKind.STAFF and event.place else ""
    moment, act = moment_and_act(desk, entry)
    if isinstance(came, str):
        act += desk.library.words("account.views.came", who=phrases[f"counter.papers.{came}"])
    if is_whole(event.purpose):  # what was asked for at a counter
        act += desk.library.words("account.views.request", number=grouped(event.purpose))
    return moment, actor + place, act


def moment_and_act(desk: Desk, entry: Entry) -> tuple[str, str]:
    """Say when and what; an action without words is «something else»."""
    phrases = desk.library.phrases
    action = f"account.actions.{entry.event.action.replace('.', '-')}"
    if action not in phrases:
        action = "account.actions.other"
    return japanese_moment(desk, entry.at), phrases[action]
