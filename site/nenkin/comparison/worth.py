"""Roughly what a finding may add to a pension: 記録が見つかったら, for each finding by itself."""

from nenkin.comparison.findings import Finding, Worth
from nenkin.law.estimates import Refused
from nenkin.law.found import Bounds, Found, Trade
from nenkin.law.parameters import Law, NotInForce
from nenkin.law.periods import Record, Scheme
from nenkin.law.settling import settle

_TRADES = {Scheme.SEAMEN: Trade.SHIP, Scheme.NATIONAL: Trade.NATIONAL}


def worth_from(law: Law, record: Record, year: int) -> Worth:
    """Give a function that works out what a finding adds under the law of a fiscal year.

    Nobody knows the pay of found months: the amounts are those with the lowest and with the highest
    grade of their time (標準報酬月額の下限と上限).
    """
    bounds = Bounds(law, settle(record).life, year)

    def amounts(finding: Finding) -> tuple[int, int] | None:
        trade = _TRADES.get(finding.scheme, Trade.MINE if finding.in_mine else Trade.COMPANY)
        found = [Found(trade=trade, first=first, last=last) for first, last in finding.spans]
        if not found:
            return None
        try:
            least, most = bounds.of(found)
        except (Refused, NotInForce):
            return None
        return max(least, 0), max(most, 0)

    return amounts
