"""Saving a scenario: which one, and under what name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar

from nenkin.features.estimate.scenarios import KINDS
from nenkin.web.fields import Choice, Text
from nenkin.web.forms import Form

LONGEST = 20  # so that five stand beside each other


@dataclass(frozen=True)
class SaveForm(Form):
    """What to save."""

    what: Annotated[str, Choice(KINDS)]
    name: Annotated[str, Text(LONGEST, width="medium")]

    words: ClassVar[str] = "compare"
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {
        "what": frozenset({"not-answered", "cannot"}),
        "name": frozenset({"taken"}),
    }
