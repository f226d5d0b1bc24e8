"""見え方: what a press of a button of the settings changes, and for how long it is remembered.

Where a page has a form to type into, these buttons are that form's, so that nothing typed is lost, and
so is the one that gives more time: whoever presses one sees the form again as it was.
"""

from dataclasses import replace

from nenkin.web.submissions import Submission, first
from nenkin.web.visits import PREFERENCES, SIZES, THEMES, Preferences, Visit

YEAR = 365 * 24 * 60 * 60  # seconds
SWITCH = {"on": True, "off": False}
LOOKS = frozenset({"ts", "th", "ruby", "easy"})  # the names that buttons of the settings send
BUTTONS = LOOKS | {"more-time"}  # to be there gives the time; its button only asks for the page
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
    """Whether a form was sent by such a button: it is shown again, and nothing comes of it."""
    return not BUTTONS.isdisjoint(submission)


def typed_only(submission: Submission) -> Submission:
    """Give what a form was sent with, but for the press: what is there is read, as far as it goes."""
    return {name: said for name, said in submission.items() if name not in BUTTONS}


def take_press(visit: Visit, submission: Submission) -> None:
    """Take a press that came along with a form, if one did: it is shown again (``visit.shown_again``)."""
    if not LOOKS.isdisjoint(submission):
        change(visit, submission)
    visit.shown_again = has_press(submission)
