"""What can be asked of the office, and through which states each goes: one table for both sides.

年金記録照会申出: the office looks for a record that is missing. 年金記録の訂正請求 (国民年金法14条の2,
厚生年金保険法28条の2): a record that stands is disputed, and the regional bureau decides after its council.
持ち主不明記録の照会: the office looks whether a record without an owner is the person's (統合).
郵便での利用の申し込み: somebody without an access key asks for a letter that lets them in; the office sees
where it goes, and its letter moves it on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

# Papers that show who somebody is (本人確認書類).
IDENTITY_PAPERS = ("my-number-card", "licence", "passport", "residence-card", "two-others")


class Procedure(StrEnum):
    """What was asked for."""

    INQUIRY = "inquiry"  # 年金記録照会申出
    CORRECTION = "correction"  # 年金記録の訂正請求
    SEARCH = "search"  # 持ち主不明記録の照会
    SIGN_UP = "sign-up"  # 郵便での利用の申し込み: without an access key, or without mail


class Way(StrEnum):
    """By which way it reached the office."""

    ONLINE = "online"
    COUNTER = "counter"  # passed on by a counter (相談へ)
    POST = "post"


class State(StrEnum):
    """How far it has come."""

    RECEIVED = "received"  # 受付
    FORWARDED = "forwarded"  # 地方厚生局へ送付
    INVESTIGATING = "investigating"  # 調査中
    PAPERS_WANTED = "papers-wanted"  # 資料のお願い
    COUNCIL = "council"  # 審議会
    ANSWERED = "answered"  # 回答
    DECIDED = "decided"  # 決定
    RECALCULATING = "recalculating"  # 年金額の再計算
    NOTIFIED = "notified"  # 通知
    DONE = "done"  # 完了
    WITHDRAWN = "withdrawn"  # 取下げ


class Outcome(StrEnum):
    """What came of it; said together with ``ANSWERED`` or ``DECIDED``."""

    MERGED = "merged"  # 統合
    CORRECTED = "corrected"  # 記録を直した、訂正
    NOT_FOUND = "not-found"  # 見つからない
    SOMEBODY_ELSES = "somebody-elses"  # 別の方の記録
    NOT_CORRECTED = "not-corrected"  # 不訂正


# After these a record stays as it is, and with it what is paid.
NOTHING_CHANGED = frozenset({Outcome.NOT_FOUND, Outcome.SOMEBODY_ELSES, Outcome.NOT_CORRECTED})


class Party(StrEnum):
    """Who moves it on."""

    PERSON = "person"
    OFFICE = "office"


class Refusal(StrEnum):
    """Why it cannot be moved on."""

    NOT_FROM_HERE = "not-from-here"
    NOT_YOURS = "not-yours"  # only the office may do it
    OUTCOME_MISSING = "outcome-missing"
    OUTCOME_UNFIT = "outcome-unfit"


@dataclass(frozen=True, slots=True)
class Course:
    """The course of a procedure.

    ``usual`` is the way that most go, told beforehand; ``moves`` all that may follow each state;
    ``outcomes`` what may be said when the state ``says`` is reached, which is where it is said;
    ``None`` where nothing is. ``by_letter``: its letters move it on, and no clerk by hand.
    """

    usual: tuple[State, ...]
    moves: Mapping[State, frozenset[State]]
    says: State | None
    outcomes: frozenset[Outcome]
    by_letter: bool = False


def _moves(**after: str) -> Mapping[State, frozenset[State]]:
    return {
        State(state.replace("_", "-")): frozenset(State(name) for name in names.split())
        for state, names in after.items()
    }


# Whether a record is missing or has no owner: the office looks for it in the same way.
_LOOKED_FOR = (
    *(State.RECEIVED, State.INVESTIGATING, State.ANSWERED),
    *(State.RECALCULATING, State.NOTIFIED, State.DONE),
)
_LOOKING = _moves(
    received="investigating withdrawn",
    investigating="papers-wanted answered withdrawn",
    papers_wanted="investigating withdrawn",
    # Nothing is worked out anew where nothing was found, or where no pension is paid yet.
    answered="recalculating notified",
    recalculating="notified",
    notified="done",
    done="",
    withdrawn="",
)
COURSES: Mapping[Procedure, Course] = {
    Procedure.INQUIRY: Course(
        usual=_LOOKED_FOR,
        moves=_LOOKING,
        says=State.ANSWERED,
        outcomes=frozenset(
            {Outcome.MERGED, Outcome.CORRECTED, Outcome.NOT_FOUND, Outcome.SOMEBODY_ELSES}
        ),
    ),
    Procedure.SEARCH: Course(
        usual=_LOOKED_FOR,
        moves=_LOOKING,
        says=State.ANSWERED,
        outcomes=frozenset({Outcome.MERGED, Outcome.NOT_FOUND, Outcome.SOMEBODY_ELSES}),
    ),
    Procedure.CORRECTION: Course(
        usual=(
            *(State.RECEIVED, State.FORWARDED, State.INVESTIGATING),
            *(State.COUNCIL, State.DECIDED, State.NOTIFIED),
        ),
        moves=_moves(
            # Simple cases are decided by the office itself (年金事務所で直ちに訂正できるもの).
            received="forwarded decided withdrawn",
            forwarded="investigating withdrawn",
            investigating="papers-wanted council withdrawn",
            papers_wanted="investigating withdrawn",
            council="investigating decided withdrawn",
            decided="notified",
            notified="",
            withdrawn="",
        ),
        says=State.DECIDED,
        outcomes=frozenset({Outcome.CORRECTED, Outcome.NOT_CORRECTED}),
    ),
    Procedure.SIGN_UP: Course(
        usual=(State.RECEIVED, State.NOTIFIED),
        # Printed and counted, or not sent. Whoever loses the letter is sent another from it.
        moves=_moves(received="notified withdrawn", notified="", withdrawn=""),
        says=None,
        outcomes=frozenset(),
        by_letter=True,
    ),
}
FIRST = State.RECEIVED


def after(procedure: Procedure, state: State) -> frozenset[State]:
    """Give the states that may follow one; nothing where it is over."""
    return COURSES[procedure].moves.get(state, frozenset())


def is_open(procedure: Procedure, state: State) -> bool:
    """Whether anything may still follow."""
    return bool(after(procedure, state))


def takes_relations(procedure: Procedure, state: State) -> bool:
    """Whether the office can confirm in it for whom its person may search (関係の確認)."""
    return procedure is Procedure.SEARCH and is_open(procedure, state)


def may_withdraw(procedure: Procedure, state: State) -> bool:
    """Whether the person may still take it back (取下げ)."""
    return State.WITHDRAWN in after(procedure, state)


def to_come(
    procedure: Procedure, state: State, outcome: Outcome | None = None
) -> tuple[State, ...]:
    """Give what usually comes after a state, in order; papers that are wanted lead back to the search.

    ``outcome``, where it is said already: nothing is worked out anew where nothing has changed.
    """
    usual = COURSES[procedure].usual
    if outcome in NOTHING_CHANGED:
        usual = tuple(one for one in usual if one is not State.RECALCULATING)
    here = State.INVESTIGATING if state is State.PAPERS_WANTED else state
    if here not in usual:
        return ()
    at = usual.index(here)
    return usual[at if state is State.PAPERS_WANTED else at + 1 :]


def refuse(
    procedure: Procedure,
    state: State,
    to: State,
    *,
    by: Party,
    outcome: Outcome | None = None,
) -> Refusal | None:
    """Say why a state may not be followed by another, or ``None`` where it may."""
    course = COURSES[procedure]
    if to not in after(procedure, state):
        return Refusal.NOT_FROM_HERE
    if by is Party.PERSON and to is not State.WITHDRAWN:
        return Refusal.NOT_YOURS
    if to is not course.says:
        return None if outcome is None else Refusal.OUTCOME_UNFIT
    if outcome is None:
        return Refusal.OUTCOME_MISSING
    return None if outcome in course.outcomes else Refusal.OUTCOME_UNFIT
