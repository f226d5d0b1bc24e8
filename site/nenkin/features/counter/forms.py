"""What a clerk is asked: the request (申請), the papers that were seen (本人確認), and what is passed on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from nenkin.interchange.codes import Code, mistaken, taken_for
from nenkin.law.procedures import IDENTITY_PAPERS
from nenkin.web.dates import EraDate
from nenkin.web.fields import Agreement, Choice, Text
from nenkin.web.forms import Form
from nenkin.web.several import Several

CAME = ("self", "agent", "family")
ASKS = ("record", "sheet", "search", "advice")
# Papers of 厚生労働省 or 日本年金機構 that show the number (年金手帳、基礎年金番号通知書、年金証書、…).
NUMBER_PAPERS = ("handbook", "number-notice", "certificate", "transfer-notice", "regular-letter")
RELATIONS = ("child", "spouse", "sibling", "parent", "other")
# What lets somebody come without a mandate: the person cannot (障害、介護、施設), or a court named
# somebody who acts for them (後見人など、登記事項証明書).
GROUNDS = ("disability", "intellectual", "care", "facility", "guardian")
SCOPE = ("record", "sheet", "search", "refer")
WHERE = ("pension-office", "call-centre")
NEEDS = ("in-writing", "wheelchair", "companion")
_NAME, _WISH, _NOTE = 40, 60, 500  # characters
# By which somebody is found: an access key is theirs alone, and no clerk's to ask for.
_TAKEN = (Code.BASIC_NUMBER, Code.INQUIRY_NUMBER, Code.RECEIPT_NUMBER, Code.RESUME_CODE)


@dataclass(frozen=True)
class RequestForm(Form):
    """記録照会申請書: who came, by what number the person is found, what they ask for."""

    words: ClassVar[str] = "counter-request"
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {"number": frozenset({"not-found"})}

    came: Annotated[str, Choice(CAME)]
    number: Annotated[
        str,
        Text(
            _NAME,
            inputmode="numeric",
            width="medium",
            mistaken=taken_for(*_TAKEN),
            own_codes=mistaken(*_TAKEN),
        ),
    ]
    born: Annotated[date, EraDate()]
    asks: Annotated[tuple[str, ...], Several(ASKS, required=True)]


class PapersWords(Form):
    """The page of the papers that were seen."""

    words: ClassVar[str] = "counter-papers"


@dataclass(frozen=True)
class PapersForm(PapersWords):
    """The papers of a person who came themselves: their kind, and that they were compared."""

    number_paper: Annotated[str, Choice(NUMBER_PAPERS)]
    identity_paper: Annotated[str, Choice(IDENTITY_PAPERS)]
    compared: Annotated[bool, Agreement()]


@dataclass(frozen=True)
class AgentPapersForm(PapersForm):
    """The same, with the agent's own papers and the mandate (委任状): how far, and until when."""

    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {
        "mandate_until": frozenset({"over"}),
    }

    agent_name: Annotated[str, Text(_NAME, width="medium")]
    relation: Annotated[str, Choice(RELATIONS)]
    agent_paper: Annotated[str, Choice(IDENTITY_PAPERS)]
    mandate_until: Annotated[date, EraDate()]
    scope: Annotated[tuple[str, ...], Several(SCOPE, required=True)]


@dataclass(frozen=True)
class FamilyPapersForm(PapersForm):
    """The same without a mandate: what shows that the person cannot come, or who acts for them."""

    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {}

    agent_name: Annotated[str, Text(_NAME, width="medium")]
    relation: Annotated[str, Choice(RELATIONS)]
    agent_paper: Annotated[str, Choice(IDENTITY_PAPERS)]
    ground: Annotated[str, Choice(GROUNDS)]


# By who came.
PAPERS: Mapping[str, type[PapersForm]] = {
    "self": PapersForm,
    "agent": AgentPapersForm,
    "family": FamilyPapersForm,
}


@dataclass(frozen=True)
class ReferForm(Form):
    """④相談へ: where to, three wished times, and what the person needs there."""

    words: ClassVar[str] = "counter-refer"
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {}

    where: Annotated[str, Choice(WHERE)]
    what: Annotated[str, Text(_NOTE)]
    first: Annotated[str, Text(_WISH, width="medium")]
    second: Annotated[str, Text(_WISH, width="medium", required=False)]
    third: Annotated[str, Text(_WISH, width="medium", required=False)]
    needs: Annotated[tuple[str, ...], Several(NEEDS)]
