"""What a clerk is asked to confirm for whom somebody may search (手伝う人、遺族)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from nenkin.law.relations import Paper, RelationKind, Tie, Unfit
from nenkin.web.dates import EraDate
from nenkin.web.fields import Choice, Text
from nenkin.web.forms import Form
from nenkin.web.several import Several

MONTHS = ("1", "3", "6", "12")
_NUMBER = 20
# Where it is said what is missing.
PLACES = {one: "tie" if one is Unfit.NO_FAMILY else "papers" for one in Unfit}


@dataclass(frozen=True)
class RelationForm(Form):
    """Who it is, as what and by which papers, until when."""

    words: ClassVar[str] = "relation"
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {
        "of_number": frozenset({"not-found", "own"}),
        "tie": frozenset({Unfit.NO_FAMILY}),
        "papers": frozenset(one for one in Unfit if one is not Unfit.NO_FAMILY),
    }

    kind: Annotated[str, Choice(tuple(RelationKind))]
    tie: Annotated[str, Choice(tuple(Tie))]
    of_number: Annotated[str, Text(_NUMBER, inputmode="numeric", width="medium")]
    of_born: Annotated[date, EraDate()]
    papers: Annotated[tuple[str, ...], Several(tuple(Paper), required=True)]
    months: Annotated[str, Choice(MONTHS)]
