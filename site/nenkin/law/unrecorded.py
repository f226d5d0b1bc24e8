"""What no record shows and only the person can say: the police, and the benefits of 雇用保険."""

from typing import TYPE_CHECKING, Any

from nenkin.law.lives import Life, Seeking

if TYPE_CHECKING:
    from nenkin.law.future import Future


def unrecorded(life: Life, future: "Future") -> dict[str, Any]:
    """Give the fields of a life that follow from answers alone; «I do not know» is none of it."""
    seeking = future.seeking
    return {
        "police": future.police is True,
        "wage_at_60": future.wage_at_60,
        "seeking": None if seeking is None else Seeking(life.reaches(seeking[0]), seeking[1]),
    }
