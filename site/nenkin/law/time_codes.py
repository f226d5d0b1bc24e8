"""Why something that was typed is no time."""

from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """Why something typed is no time."""

    MISSING = "missing"
    TOO_LONG = "too-long"
    UNREADABLE = "unreadable"
    NOT_A_TIME = "not-a-time"
    ERA_MISSING = "era-missing"
    NOT_IN_ERA = "not-in-era"
    YEARS_DIFFER = "years-differ"  # 昭和39年（1965年）
    IMPOSSIBLE_DATE = "impossible-date"
    OUT_OF_RANGE = "out-of-range"
    BIRTH_MISSING = "birth-missing"  # an age, of somebody whose birth date is not known
    UNKNOWN_EVENT = "unknown-event"


@dataclass(frozen=True, slots=True)
class NotATime:
    """What was typed cannot be read as a time."""

    code: Code


class Refused(Exception):
    """What is typed cannot be read as a time; ends up as ``NotATime``."""

    def __init__(self, code: Code) -> None:
        """Take the reason."""
        super().__init__(code)
        self.code = code
