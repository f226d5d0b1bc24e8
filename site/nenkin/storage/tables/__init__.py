"""All tables."""

from sqlmodel import SQLModel

from nenkin.storage.tables.accounts import AccessKeyRow, AccountRow, FormerPasswordRow, TokenRow
from nenkin.storage.tables.assisted import AssistedSessionRow
from nenkin.storage.tables.audit import AuditRow
from nenkin.storage.tables.cases import (
    CaseArrivalRow,
    CaseNoteRow,
    OfficeCaseRow,
    OfficeCaseStepRow,
)
from nenkin.storage.tables.columns import table_of
from nenkin.storage.tables.corrections import CorrectionRow, NoticeRow
from nenkin.storage.tables.helpers import HelperRow
from nenkin.storage.tables.history import HistoryAnswerRow, HistorySheetRow
from nenkin.storage.tables.kiosk import KioskVisitRow
from nenkin.storage.tables.ledger import EstimateRow
from nenkin.storage.tables.outgoing import LetterBatchRow, LetterRow, MailRow
from nenkin.storage.tables.ownerless import (
    OwnerlessClaimRow,
    OwnerlessMemoryRow,
    OwnerlessSearchRow,
)
from nenkin.storage.tables.people import KeyCheckRow, NumberAliasRow, PersonRow
from nenkin.storage.tables.records import BonusRow, SpanRow
from nenkin.storage.tables.relations import RelationRow
from nenkin.storage.tables.resuming import ResumeCodeRow, ResumeVisitRow
from nenkin.storage.tables.staff import (
    FormerStaffPasswordRow,
    PlaceRow,
    StaffGrantRow,
    StaffRow,
    TerminalRow,
)
from nenkin.storage.tables.standing import StandingSearchRow
from nenkin.storage.tables.unnumbered import UnnumberedRequestRow
from nenkin.storage.tables.viewings import AuditExportRow, TellingRow, ViewingRow
from nenkin.storage.tables.visits import (
    AttemptRow,
    DeviceRow,
    DraftRow,
    OperationRow,
    SessionRow,
)

METADATA = SQLModel.metadata

__all__ = (
    "METADATA",
    "AccessKeyRow",
    "AccountRow",
    "AssistedSessionRow",
    "AttemptRow",
    "AuditExportRow",
    "AuditRow",
    "BonusRow",
    "CaseArrivalRow",
    "CaseNoteRow",
    "CorrectionRow",
    "DeviceRow",
    "DraftRow",
    "EstimateRow",
    "FormerPasswordRow",
    "FormerStaffPasswordRow",
    "HelperRow",
    "HistoryAnswerRow",
    "HistorySheetRow",
    "KeyCheckRow",
    "KioskVisitRow",
    "LetterBatchRow",
    "LetterRow",
    "MailRow",
    "NoticeRow",
    "NumberAliasRow",
    "OfficeCaseRow",
    "OfficeCaseStepRow",
    "OperationRow",
    "OwnerlessClaimRow",
    "OwnerlessMemoryRow",
    "OwnerlessSearchRow",
    "PersonRow",
    "PlaceRow",
    "RelationRow",
    "ResumeCodeRow",
    "ResumeVisitRow",
    "SessionRow",
    "SpanRow",
    "StaffGrantRow",
    "StaffRow",
    "StandingSearchRow",
    "TellingRow",
    "TerminalRow",
    "TokenRow",
    "UnnumberedRequestRow",
    "ViewingRow",
    "table_of",
)
