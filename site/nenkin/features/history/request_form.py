"""How the office can reach whoever sends a request, what they need, and what they want to say."""

from dataclasses import dataclass
from typing import Annotated

from nenkin.features.history.boxes import Prose
from nenkin.web.contacts import ContactForm as Contact

LONGEST_MESSAGE = 500  # characters


@dataclass(frozen=True)
class ContactForm(Contact):
    """The same with a message in one's own words."""

    message: Annotated[str, Prose(LONGEST_MESSAGE)]
