"""How a proposal is said to clerks."""

from collections.abc import Mapping
from typing import Any

from nenkin.content.corrected import Wording
from nenkin.storage.correction_plans import Plan


def plan_view(wording: Wording, plan: Plan, *, amounts: bool, estimate: bool) -> Mapping[str, Any]:
    """Say all that is proposed; ``amounts`` and ``estimate``: whether these may be seen."""
    words = wording.library.words
    return {
        "columns": wording.columns(),
        "closed": wording.spans(plan.diff.closed, amounts=amounts)
        + wording.bonuses(plan.bonus_diff.closed, amounts=amounts),
        "added": wording.spans(plan.diff.adding, amounts=amounts)
        + wording.bonuses(plan.bonus_diff.adding, amounts=amounts),
        "cautions": [words(f"office.caution.{one}") for one in plan.cautions],
        "effect": wording.effect(plan.effect) if plan.effect and estimate else None,
        "unknown": plan.effect is None,
        "evidence": plan.evidence,
        "refund": words(f"office.refund.{plan.refund}"),
    }
