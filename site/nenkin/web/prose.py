"""Some lines of text, as a reason or a note."""

from dataclasses import dataclass
from typing import ClassVar

from nenkin.web.fields import Text

NOTE = 500  # characters


@dataclass(frozen=True)
class Prose(Text):
    """Some lines."""

    most: int = NOTE

    component: ClassVar[str] = "text_area"
