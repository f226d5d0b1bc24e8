"""How the office can reach whoever sends something, and what they need when they talk with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar

from nenkin.web.fields import OptionalChoice
from nenkin.web.forms import Form
from nenkin.web.several import Several
from nenkin.web.telephones import Telephone

HOURS = ("any", "morning", "afternoon")
NEEDS = ("slowly", "in-writing", "wheelchair", "with-family")


@dataclass(frozen=True)
class ContactForm(Form):
    """Nothing of it has to be said: the answer stands in the service in any case."""

    words: ClassVar[str] = "request"
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {}

    telephone: Annotated[str, Telephone()]
    hours: Annotated[str | None, OptionalChoice(HOURS)]
    needs: Annotated[tuple[str, ...], Several(NEEDS)]
