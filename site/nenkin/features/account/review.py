"""The check page: what was typed, said back as it was understood."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import msgspec

from nenkin.clock import JAPAN, japanese_day
from nenkin.features.account.desk import Desk
from nenkin.features.account.forms import AddressForm
from nenkin.features.account.wizard import Wizard
from nenkin.interchange import access_keys
from nenkin.storage.drafts import Draft
from nenkin.web.dates import era_of, in_era
from nenkin.web.forms import Form, kinds
from nenkin.web.journeys import Progress

Row = Mapping[str, str]
_GROUPED = {"access_key": access_keys.grouped, "letter_code": access_keys.grouped}
_SPLIT = {"number": 4, "postcode": 3}


def rows(desk: Desk, wizard: Wizard, progress: Progress, _draft: Draft) -> list[Row]:
    """Give each answer with the page on which it can be put right."""
    return [
        {
            "key": _label(desk, form, name),
            "value": _said(desk, form, name, getattr(form, name)),
            "href": f"{wizard.address(step.slug)}?again=yes",
        }
        for step in progress.path
        for form in [progress.answered[step.slug]]
        for name in kinds(type(form))
        if name != "mail_again"
    ]


def mail_of(draft: Draft) -> str:
    """Give the mail address that was typed."""
    answers = msgspec.json.decode(draft.answers, type=dict[str, dict[str, list[str]]])
    return answers.get("mail", {}).get("mail", [""])[0]


def japanese_date(desk: Desk, day: date) -> str:
    """Write a day in both calendars: 1955年（昭和30年）1月23日."""
    era = era_of(day)
    year = in_era(day, era)
    first = desk.library.words("account.dates.first-year")
    return desk.library.words(
        "account.dates.day",
        year=day.year,
        era=desk.library.forms["sign-up"].fields["born"].options[era.slug].label,
        count=first if year == 1 else year,
        month=day.month,
        day=day.day,
    )


def japanese_moment(desk: Desk, moment: datetime) -> str:
    """Write a moment: the day in both calendars, and the time in Japan."""
    return desk.library.words(
        "account.dates.moment",
        day=japanese_date(desk, japanese_day(moment)),
        time=moment.astimezone(JAPAN).strftime("%H:%M"),
    )


def _label(desk: Desk, form: Form, name: str) -> str:
    short = f"account.short.{name}"
    phrases = desk.library.phrases
    return phrases[short] if short in phrases else desk.library.forms[form.words].fields[name].label


def _said(desk: Desk, form: Form, name: str, value: Any) -> str:
    if isinstance(value, date):
        return japanese_date(desk, value)
    if isinstance(value, bool):
        value = "yes"
    options = desk.library.forms[form.words].fields[name].options
    if value in options:
        return options[value].label
    if name in _GROUPED:
        return _GROUPED[name](value)
    if name in _SPLIT:
        return f"{value[: _SPLIT[name]]}-{value[_SPLIT[name] :]}"
    return value or desk.library.words("account.sign-up.empty")


def prefecture(desk: Desk, number: str) -> str:
    """Give a prefecture's name."""
    return desk.library.forms[AddressForm.words].fields["prefecture"].options[number].label
