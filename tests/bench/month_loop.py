"""The peer of the fast engine: the same rules on plain integers, but month by month.

What an estimate costs that walks over the months of a life, as the tutorials and open rule engines do:
each month is a tuple, each count and each sum a loop over them, and each scenario begins anew. In which
months an amount can change is known here too; a loop over all months of retirement would be slower still.
"""

from collections.abc import Iterable

from nenkin.bulk.amounts import Amounts
from nenkin.bulk.earned import Earner
from nenkin.bulk.one_person import Person
from nenkin.bulk.plain import Outcome
from nenkin.bulk.tables import MASK, START, WHOLE, Cohort, Rates, Tables
from nenkin.law.earnings import FROM, GIVEN
from nenkin.law.lives import Life, Scenario
from nenkin.law.months import Month
from nenkin.law.proportional import FIRST_MEAN_MONTHS, FIRST_MEAN_UNTIL, OLD_MEAN_UNTIL

# A month of work: which, pay, bonus, group, table, today's rate, the former one, in a fund.
Worked = tuple[Month, int, int, int, int, int, int, bool]
HALF = 64


class LoopedEarner(Earner):
    """報酬比例 by a loop over the months."""

    __slots__ = ("_least_mean", "_months", "_of", "_times", "_whole")

    def __init__(
        self, tables: Tables, cohort: Cohort, months: list[Worked], *, divided: bool
    ) -> None:
        """Take the months in order."""
        self._of, self._months, self._whole = cohort, months, tables.multiples
        self._least_mean = 0 if divided else cohort.least
        self.given = any(month[4] == GIVEN for month in months)
        multipliers = [tables.multiples + more for _, _, more in tables.multipliers]
        self._times = (*multipliers, tables.multiples, tables.multiples)

    def at(self, cut: Month) -> tuple[int, int]:
        """Give 報酬比例 and what of it a fund pays."""
        months = [month for month in self._months if month[0] < cut]
        cohort = self._of
        sums = _sums(months)
        own = self._level(sums, 0, cohort.own, cohort.owns, self._least_mean)
        former = 0 if self.given else self._level(sums, 1, cohort.former, cohort.formers, 0)
        funds = [month for month in months if month[7]]
        return max(own, former), self._share(funds) if funds else 0

    def _level(
        self, sums: "list[_Sum]", level: int, shares: tuple[int, int], scale: int, least: int
    ) -> int:
        exact = 0
        for group, (*totals, _, inside, count, last) in enumerate(sums):
            if count:
                inside *= 1000  # noqa: PLW2901  # rates are thousandths
                mean = (2 * totals[level] + inside) // (2 * inside)
                if mean < least and group != FROM and last != GIVEN:
                    mean = least
                exact += mean * shares[group == FROM] * count * self._times[group]
        scale *= self._whole
        return (2 * exact + scale) // (2 * scale)

    def _share(self, months: list[Worked]) -> int:
        above, below = 0, 1
        for group, (_, _, total, inside, count, _) in enumerate(_sums(months)):
            if count:
                product = total * self._of.own[group == FROM] * count * self._times[group]
                above, below = above * inside + product * below, below * inside
        below *= self._of.owns * self._whole
        return (2 * above + below) // (2 * below)


# Of one group: pay × today's rate, × the former one, × 1; months in the mean, all months, the last table.
_Sum = tuple[int, int, int, int, int, int]


def _sums(months: list[Worked]) -> list[_Sum]:
    left_out: set[Month] = set()
    if months and months[0][0] <= OLD_MEAN_UNTIL:
        old = [month[0] for month in months if month[0] <= FIRST_MEAN_UNTIL]
        left_out = {at for at in old[:-FIRST_MEAN_MONTHS] if at <= OLD_MEAN_UNTIL}
    found = []
    for wanted in range(4):
        own = former = plain = count = inside = 0
        last = GIVEN
        group = [month for month in months if month[3] == wanted]
        within = [month for month in group if month[0] not in left_out] if left_out else group
        for _, pay, bonus, _, table, rate, old_rate, _ in within or group:
            earned = pay + bonus
            own += earned * rate
            former += earned * old_rate
            plain += earned
            inside += 1
            last = table
        count = len(group)
        found.append((own, former, plain, inside, count, last))
    return found


class LoopedAmounts(Amounts):
    """Months counted one by one."""

    __slots__ = ()

    def read_earned(self) -> None:
        """Write down every month of work."""
        pieces, paid, divided = self._earned
        for number, line in pieces.items():
            bonuses = {bonus[0]: bonus[1] for bonus in paid.get(number, [])}
            months: list[Worked] = []
            for first, end, pay, group, table, fund in line:
                rates: Rates = self.tables.rates(self.cohort, self.born_on, table)
                for at in range(first, end):
                    rate = rates.each[at - START]
                    bonus = bonuses.get(at, 0)
                    months.append((at, pay, bonus, group, table, rate & MASK, rate >> HALF, fund))
            self.earners[number] = LoopedEarner(
                self.tables, self.cohort, months, divided=number in divided
            )

    def sums(self, cut: Month) -> tuple[int, int, int]:
        """Add up anew each time: what is remembered is the other engine's."""
        return self._summed_up(cut)

    def _months(self, number: int, before: Month) -> tuple[int, int]:
        whole = within = 0
        low, high, units = self.from_20, self.to_60, self.tables.multiples
        for first, end, third, own in self.insured:
            if number and own != number:
                continue
            for at in range(first, min(end, before)):
                whole += self._worth(at) if third else units
                within += low <= at < high
        return whole, within

    def _worth(self, at: Month) -> int:
        worth = self.tables.multiples
        for first, end, more in self.tables.multipliers:
            if first <= at < end:
                worth += more
        return worth

    def _national_months(self, before: Month) -> tuple[int, int, list[int]]:
        whole = additional = 0
        exempt = [0] * 8
        for first, end, mode, more in self.counting:
            for at in range(first, min(end, before)):
                whole += mode == WHOLE
                additional += more
                if mode >= 0:
                    exempt[2 * mode + (at < self.tables.new_fractions_since)] += 1
        return whole, additional, exempt

    def _reached(self, lines: list[tuple[Month, Month, bool]], needed: int) -> Month:
        had, units = 0, self.tables.multiples
        for first, end, third in lines:
            for at in range(first, end):
                if had >= needed:
                    return at
                had += self._worth(at) if third else units
            if had >= needed:
                return end
        return self.r70 + 2


class LoopedPerson(Person):
    """One life and one scenario, month by month."""

    __slots__ = ()
    reads = LoopedAmounts


def month_loop(tables: Tables, life: Life, scenarios: Iterable[Scenario]) -> list[Outcome]:
    """Work out each scenario anew."""
    return [LoopedPerson(tables, life).outcome(scenario) for scenario in scenarios]
