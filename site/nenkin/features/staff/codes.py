"""The six digits of a telephone's application (RFC 6238): each works once, for a minute and a half."""

import hmac
from datetime import UTC, datetime

import pyotp

SECONDS = 30
BESIDE = 1  # steps before and after, for clocks that are a little wrong


def step_of(now: datetime) -> int:
    """Give the number of the half minute that a moment is in."""
    return int(now.timestamp()) // SECONDS


def code_of(secret: str, step: int) -> str:
    """Give the code of a half minute."""
    return pyotp.TOTP(secret).generate_otp(step)


def matching(secret: str, code: str, now: datetime) -> int | None:
    """Give the half minute whose code it is, of the three that count now."""
    here = step_of(now)
    found = None
    for step in range(here - BESIDE, here + BESIDE + 1):  # always all: no time tells which
        if hmac.compare_digest(code_of(secret, step), code):
            found = step
    return found


def next_unused(secret: str, last_step: int, now: datetime) -> tuple[str, datetime | None]:
    """Give a code that will be accepted, and from when where that is not yet (a demonstration's)."""
    here = step_of(now)
    step = max(here, last_step + 1)
    if step <= here + BESIDE:
        return code_of(secret, step), None
    return code_of(secret, step), datetime.fromtimestamp((step - BESIDE) * SECONDS, UTC)
