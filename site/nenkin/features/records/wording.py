"""How months, runs of months and amounts are said on the record's pages."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from nenkin.content.library import Library
from nenkin.law.months import Month, year_and_number
from nenkin.law.parameters import Law
from nenkin.law.periods import Person, Span
from nenkin.law.premiums import Premium, premium_of
from nenkin.law.statuses import STATUSES, Standing
from nenkin.law.wareki import write_month_both

_FIRST_OF_APRIL = (4, 1)  # born by then, an age is reached within the fiscal year before
_SHOWN_DIGITS = 2
NOT_PAID = frozenset({Standing.UNPAID, Standing.PARTLY_UNPAID})


def write_run(library: Library, first: Month, last: Month) -> str:
    """Say a run of months: 昭和55年（1980年）4月から9月まで."""
    begins = write_month_both(first)
    if first == last:
        return library.words("record.span-one", first=begins)
    (year, _), (last_year, number) = year_and_number(first), year_and_number(last)
    ends = library.words("record.month-number", number=number)
    same = year == last_year and begins[:2] == write_month_both(last)[:2]  # one era, one year
    return library.words("record.span", first=begins, last=ends if same else write_month_both(last))


def write_yen(amount: int) -> str:
    """Say an amount: 66,250円."""
    return f"{amount:,}円"


def write_share(months: Fraction) -> str:
    """Say a number of months that need not be whole: 4, 7.6."""
    tenths = round(months * 10)
    return str(tenths // 10) if tenths % 10 == 0 else f"{tenths / 10:.1f}"


def cohort_of(born_on: date) -> int:
    """Give the number that, taken from a fiscal year, leaves the age reached within it."""
    return born_on.year - ((born_on.month, born_on.day) <= _FIRST_OF_APRIL)


def age_in(year: int, born_on: date) -> int:
    """Give the age that is reached within a fiscal year."""
    return year - cohort_of(born_on)


def write_premium(library: Library, paid: Sequence[Premium]) -> str:
    """Say what was paid; never a guess where a rate is not known."""
    if not paid:
        return library.phrases["record.unknown"]
    yen = [premium.yen for premium in paid if premium.yen is not None]
    if len(yen) < len(paid):
        return library.phrases["record.premium-unknown"]
    if any(premium.source is not None and premium.source.unverified for premium in paid):
        return library.words("record.premium-rough", amount=write_yen(sum(yen)))
    return write_yen(sum(yen))


def write_paid(law: Law, library: Library, spans: Sequence[Span], at: Month, born_on: date) -> str:
    """Say what was paid for a month: of one that is not paid, that in words and not 0円."""
    standings = {STATUSES[span.status].standing if span.status else None for span in spans}
    if standings and standings <= NOT_PAID:
        return library.phrases["record.premium-none"]
    return write_premium(library, [premium_of(law, span, at, born_on=born_on) for span in spans])


def write_name(person: Person) -> str:
    """Say a person's name."""
    return f"{person.surname} {person.given_name}"


def masked(number: str, *, whole: bool = False) -> str:
    """Leave of a number what tells its owner which one it is; ``whole``: they asked to see it."""
    if whole:
        return number
    digits = [at for at, character in enumerate(number) if character.isdigit()]
    hidden = set(digits[:-_SHOWN_DIGITS])
    return "".join("＊" if at in hidden else character for at, character in enumerate(number))
