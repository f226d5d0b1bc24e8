"""見え方: what a press of a button of the settings changes, and for how long it is remembered."""

from dataclasses import replace

from nenkin.web.submissions import Submission, first
from nenkin.web.visits import PREFERENCES, SIZES, THEMES, Preferences, Visit

YEAR = 365 * 24 * 60 * 60  # seconds
SWITCH = {"on": True, "off": False}
BUTTONS = frozenset({"ts", "th", "ruby", "easy"})  # the names that buttons of the settings send
# The id of a form that must not lose what is typed: a page's template gives it to one form.
FORM = "typed"


def changed(preferences: Preferences, submission: Submission) -> Preferences:
    """Give the preferences after the press; what nobody offers changes nothing."""
    size, theme = first(submission, "ts"), first(submission, "th")
    if size in SIZES:
        preferences = replace(preferences, size=size)
    if theme in THEMES:
        preferences = replace(preferences, theme=theme)
    ruby, easy = first(submission, "ruby"), first(submission, "easy")
    if ruby in SWITCH:
        preferences = replace(preferences, ruby=SWITCH[ruby])
    if easy in SWITCH:
        preferences = replace(preferences, easy=SWITCH[easy])
    return preferences


def change(visit: Visit, submission: Submission) -> None:
    """Show this very answer as the press asks, and remember it for a year, in this browser alone.

    At a kiosk until the browser is closed: the next person there is somebody else.
    """
    visit.preferences = changed(visit.preferences, submission)
    visit.set_cookie(
        PREFERENCES, visit.preferences.write(), max_age=None if visit.at_kiosk else YEAR
    )


def has_press(submission: Submission) -> bool:
    """Whether a form was sent by a button of the settings: it is shown again, and nothing comes of it."""
    return not BUTTONS.isdisjoint(submission)


def typed_only(submission: Submission) -> Submission:
    """Give what a form was sent with, but for the press: what is there is read, as far as it goes."""
    return {name: said for name, said in submission.items() if name not in BUTTONS}


def take_press(visit: Visit, submission: Submission) -> None:
    """Change the look by a press that came along with a form, if one did (``visit.restyled``)."""
    if has_press(submission):
        change(visit, submission)
        visit.restyled = True
