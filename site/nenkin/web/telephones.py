"""A telephone number that people may leave out."""

import re
from dataclasses import dataclass

from nenkin.web.fields import Mistake, Text

_TELEPHONE = re.compile("\\+?[0-9]{10,15}")
_MARKS = re.compile("[-() ]")


@dataclass(frozen=True)
class Telephone(Text):
    """A number with its area code, typed with any widths, hyphens and brackets; kept as typed."""

    most: int = 25
    autocomplete: str = "tel"
    inputmode: str = "tel"
    width: str = "medium"
    required: bool = False
    own_codes: frozenset[str] = frozenset({"not-telephone"})

    def clean(self, text: str) -> str:
        """Give the number; raises ``Mistake`` where nobody could be called by it."""
        if not _TELEPHONE.fullmatch(_MARKS.sub("", text)):
            raise Mistake("not-telephone")
        return text
