"""What a role (役割) at a kind of place (窓口の種類) may see and do.

The table itself is data (data/duties.toml): it decides who gets through, and makes the tests of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class PlaceKind(StrEnum):
    """A kind of place where staff work."""

    TOWN_HALL = "town-hall"  # 市区町村の国民年金窓口
    POST_OFFICE = "post-office"  # 郵便局
    WELFARE_OFFICE = "welfare-office"  # 福祉事務所: request, sheet and referral, no record
    PENSION_OFFICE = "pension-office"  # 年金事務所
    CONSULTATION_CENTRE = "consultation-centre"  # 街角の年金相談センター: no jurisdiction (管轄)
    CALL_CENTRE = "call-centre"  # コールセンター
    BACK_OFFICE = "back-office"  # 事務センター


class Role(StrEnum):
    """What somebody is at a place; one person may be several things."""

    CLERK = "clerk"  # 担当
    APPROVER = "approver"  # 承認者: the second person
    MANAGER = "manager"  # 責任者
    REGISTRAR = "registrar"  # 職員登録の係: opens accounts, and confirms what another opened
    AUDITOR = "auditor"  # 監査


class Duty(StrEnum):
    """One thing that may be seen or done; a route for staff names the one that it needs."""

    ENTER = "enter"  # one's own first page, and out
    TRAINING = "training"
    RUN_ASSISTED_SESSION = "run-assisted-session"
    SEE_RECORD = "see-record"
    SEE_AMOUNTS = "see-amounts"  # 納付額, pay, the yen of a finding
    SEE_ESTIMATE = "see-estimate"
    PRINT_RECORD = "print-record"  # 被保険者記録照会回答票
    WRITE_SHEET = "write-sheet"  # 私の履歴整理表, together
    SEARCH_OWNERLESS = "search-ownerless"  # together with the person
    SEARCH_BY_NAME = "search-by-name"  # inside a case
    REFER = "refer"
    SEE_QUEUE = "see-queue"
    SEE_CASE = "see-case"
    WRITE_NOTE = "write-note"
    PROPOSE_CORRECTION = "propose-correction"
    APPROVE_CORRECTION = "approve-correction"
    PRINT_LETTERS = "print-letters"
    SEE_RESTRICTED = "see-restricted"  # asks for it; never without somebody's ALLOW_RESTRICTED
    ALLOW_RESTRICTED = "allow-restricted"
    PROPOSE_STAFF_ACCOUNT = "propose-staff-account"
    END_STAFF_ACCOUNT = "end-staff-account"
    OPEN_STAFF_ACCOUNT = "open-staff-account"
    GRANT_APPROVAL = "grant-approval"  # the second person of an account or a right
    REGISTER_TERMINAL = "register-terminal"
    READ_AUDIT = "read-audit"
    SEE_OUTLIERS = "see-outliers"
    AUDIT_EXPORT = "audit-export"
    ALLOW_EXPORT = "allow-export"
    BREAK_GLASS = "break-glass"


Rows = Mapping[tuple[PlaceKind, Role], frozenset[Duty]]


@dataclass(frozen=True)
class Duties:
    """The whole table. A role that a kind of place does not have may do nothing there."""

    rows: Rows

    def of(self, kind: PlaceKind, roles: Iterable[Role]) -> frozenset[Duty]:
        """Give everything that somebody with these roles at such a place may see and do."""
        nothing: frozenset[Duty] = frozenset()
        return nothing.union(*(self.rows.get((kind, role), nothing) for role in roles))

    def roles_at(self, kind: PlaceKind) -> tuple[Role, ...]:
        """Give the roles that such a place has, in their usual order."""
        return tuple(role for role in Role if (kind, role) in self.rows)
