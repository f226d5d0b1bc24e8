"""加給年金 and 特別加算: what is added for a spouse and children who are kept."""

from dataclasses import dataclass
from fractions import Fraction

from nenkin.law.ages import reached_on
from nenkin.law.doubts import Doubt
from nenkin.law.estimates import Part
from nenkin.law.lives import AT_65, Child, Life, Spouse
from nenkin.law.months import Month, fiscal_year, last_of_fiscal_year, month_of
from nenkin.law.parameters import Law
from nenkin.law.rounding import half_up_to
from nenkin.law.working import Worked, step, written

ADULT, DISABLED = 18, 20
FIRST_TWO = 2
HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Family:
    """Whom an addition is due for in a month."""

    spouse: bool
    children: int


def spouse_counts(law: Law, spouse: Spouse, at: Month) -> bool:
    """厚生年金保険法44条4項・46条6項: whether a spouse counts in a month: under 65, without such a pension.

    Spouses born until 1926-04-01 count at any age (昭和60年改正附則60条1項).
    """
    own = spouse.pension_since is not None and at >= spouse.pension_since
    reaches_65 = month_of(reached_on(spouse.born_on, AT_65 // 12))
    return (
        spouse.kept and not own and (at <= reaches_65 or spouse.born_on <= law.old_law.born_until)
    )


def last_month(child: Child) -> Month:
    """厚生年金保険法44条4項8号〜10号: March after 18, or the month of 20 where disabled."""
    if child.disabled:
        return month_of(reached_on(child.born_on, DISABLED))
    return last_of_fiscal_year(fiscal_year(month_of(reached_on(child.born_on, ADULT))))


def family(law: Law, life: Life, right: Month, at: Month) -> Family:
    """厚生年金保険法44条1項: who was kept when the right arose and still counts in a month."""
    spouse = life.spouse is not None and spouse_counts(law, life.spouse, at)
    children = sum(
        month_of(child.born_on) <= right and at <= last_month(child) for child in life.children
    )
    return Family(spouse, children)


def spouse_addition(law: Law, life: Life, year: int, *, reformed: bool) -> dict[Part, Worked]:
    """厚生年金保険法44条2項, 昭和60年改正法附則60条2項; ``reformed``: first due in 2028-04 or later."""
    row = law.benefits.additions.at(last_of_fiscal_year(year))
    special_row = law.benefits.special_additions.at(last_of_fiscal_year(year))
    special = special_row.value.of(life.born_on).value if _has_special(life) else 0
    if not reformed:
        found = {
            Part.SPOUSE: Worked(
                row.value.spouse,
                (step("spouse", str(row.value.spouse), row.value.spouse, row.source),),
            )
        }
        if special:
            found[Part.SPECIAL] = Worked(
                special, (step("special", str(special), special, special_row.source),)
            )
        return found
    reform, doubts = law.benefits.reform, frozenset({Doubt.REFORM_2028})
    rate = _rate(law, year)
    yen = half_up_to(HUNDRED, reform.spouse * rate)
    cut = half_up_to(HUNDRED, special * reform.special)
    formula = f"{reform.spouse} × {written(rate)}"
    found = {Part.SPOUSE: Worked(yen, (step("spouse", formula, yen, reform.source),), doubts)}
    if cut:
        formula = f"{special} × {written(reform.special)}"
        found[Part.SPECIAL] = Worked(cut, (step("special", formula, cut, reform.source),), doubts)
    return found


def _has_special(life: Life) -> bool:
    return life.reaches(0) >= 12 * 1934 + 3


def children_addition(law: Law, children: int, year: int, *, reformed: bool) -> Worked:
    """厚生年金保険法44条2項: two children at the larger amount, further ones at the smaller."""
    if reformed:
        reform = law.benefits.reform
        each = half_up_to(HUNDRED, reform.child * _rate(law, year))
        yen, formula, source = each * children, f"{each} × {children}", reform.source
        doubts = frozenset({Doubt.REFORM_2028})
        return Worked(yen, (step("children", formula, yen, source, count=children),), doubts)
    row = law.benefits.additions.at(last_of_fiscal_year(year))
    first, more = min(children, FIRST_TWO), max(children - FIRST_TWO, 0)
    yen = row.value.child * first + row.value.third_child * more
    formula = f"{row.value.child} × {first}" + (
        f" + {row.value.third_child} × {more}" if more else ""
    )
    return Worked(yen, (step("children", formula, yen, row.source, count=children),))


def _rate(law: Law, year: int) -> Fraction:
    """厚生年金保険法44条2項: the 改定率 of new recipients, for everybody."""
    rate = law.benefits.full_amounts.at(last_of_fiscal_year(year)).value.rate
    return Fraction(1) if rate is None else rate.new
