"""A comparison as plain values, for ``nenkin history compare`` and for tests that write them down."""

from nenkin.comparison.findings import Comparison, Finding
from nenkin.law.months import Month, spell


def comparison_values(found: Comparison) -> dict[str, object]:
    """Give a whole comparison as values that JSON has; months are ``1980-04``."""
    return {
        "first": spell(found.first),
        "last": spell(found.end - 1),
        "findings": [finding_values(one) for one in found.findings],
        "unrecognised": [finding_values(one) for one in found.unrecognised],
        "not_covered": [
            {
                "event": one.event,
                "first": spell(one.first),
                "last": spell(one.last),
                "because": str(one.because),
            }
            for one in found.uncovered
        ],
        "months": [
            {
                "first": spell(one.first),
                "last": spell(one.last),
                "class": str(one.months),
                **({"events": list(one.events)} if one.events else {}),
                **({"employers": list(one.employers)} if one.employers else {}),
            }
            for one in found.runs
        ],
    }


def finding_values(one: Finding) -> dict[str, object]:
    """Give a finding as values that JSON has; ``worth``, yen a year, is left out where it is not known."""
    values: dict[str, object] = {
        "key": one.key,
        "pattern": str(one.pattern),
        "grade": str(one.grade),
        "scheme": str(one.scheme),
        "months": one.months,
        "spans": [_span(*span) for span in one.spans],
        "also": [str(pattern) for pattern in one.also],
        "employer": one.employer,
    }
    if one.recorded is not None:
        values["recorded"] = _span(*one.recorded)
    if one.worth is not None:
        values["worth"] = {"least": one.worth, "most": one.worth_at_most}
    return values


def _span(first: Month, last: Month) -> list[str]:
    return [spell(first), spell(last)]
