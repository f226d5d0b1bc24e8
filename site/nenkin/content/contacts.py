"""Says how the office can reach somebody (連絡のしかた), and what they need."""

from collections.abc import Sequence

from nenkin.content.library import Library
from nenkin.interchange.sent_requests import Line

_FORM = "request"


def contact_lines(
    library: Library, telephone: str, hours: str | None, needs: Sequence[str]
) -> list[Line]:
    """Give a line for each, also where nothing was said."""
    words, fields = library.words, library.forms[_FORM].fields
    none = words("request.contact.none")
    said = [fields["needs"].options[need].label for need in needs]
    return [
        Line(words("request.contact.telephone"), telephone or none),
        Line(
            words("request.contact.hours"), fields["hours"].options[hours].label if hours else none
        ),
        Line(words("request.contact.needs"), words("history.and").join(said) or none),
    ]
