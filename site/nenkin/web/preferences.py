"""見え方: what a press of a button of the settings changes, and for how long it is remembered."""

from dataclasses import replace

from nenkin.web.submissions import Submission, first
from nenkin.web.visits import PREFERENCES, SIZES, THEMES, Preferences, Visit

YEAR = 365 * 24 * 60 * 60  # seconds
SWITCH = {"on": True, "off": False}
BUTTONS = frozenset({"ts", "th", "ruby", "easy"})  # the names that buttons of the settings send
FORM = "typed"  # the id of a form that must not lose what is typed (``keeps`` of a page)


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


def pressed(visit: Visit, submission: Submission) -> bool:
    """Take a press that came along with a form; whether there was one, so that the form is shown again."""
    if BUTTONS.isdisjoint(submission):
        return False
    change(visit, submission)
    return True
