"""What a case expects to be paid out, paid back and prepaid, and where it differs."""

from collections.abc import Iterator

from nenkin.interchange.case_files import Case, PaidOut, Payable, Prepaid
from nenkin.law.estimates import Estimate
from nenkin.law.months import first_of_fiscal_year, spell
from nenkin.law.parameters import Law
from nenkin.law.paying_later import Method, later_payment, prepaid
from nenkin.law.payments import Pension, payments, yearly_by_month


def payment_differences(law: Law, case: Case, found: Estimate) -> list[str]:
    """Say each expected payment or price that did not come out."""
    said = list(_paid_out(case, found))
    for payable in case.payable:
        said.extend(_payable(law, case, payable))
    for expected in case.prepaid:
        said.extend(_prepaid(law, expected))
    return said


def _paid_out(case: Case, found: Estimate) -> Iterator[str]:
    """All months in the money of the year, also those that April's payment is for."""
    april = first_of_fiscal_year(case.year)
    months = range(april - 2, april + 10)
    for pension in Pension:
        paid = {
            payment.month: payment.yen
            for payment in payments(yearly_by_month(found, pension, months), case.year)
        }
        for expected in case.payments:
            yen = _of(expected, pension)
            if yen is not None and paid.get(expected.month, 0) != yen:
                came = paid.get(expected.month, 0)
                yield f"{spell(expected.month)} {pension} paid: {yen} was expected, {came} came out"


def _of(expected: PaidOut, pension: Pension) -> int | None:
    return expected.basic if pension is Pension.BASIC else expected.employees


def _payable(law: Law, case: Case, expected: Payable) -> Iterator[str]:
    at = expected.month
    status = next(
        (s.status for s in case.life.stretches if s.first <= at <= s.last and s.status), None
    )
    found = None if status is None else later_payment(law, at, status, expected.paid_on)
    if found is None:
        yield f"{spell(at)}: cannot be paid back on {expected.paid_on}"
        return
    if expected.yen is not None and found.yen != expected.yen:
        yield f"{spell(at)} paid back: {expected.yen} was expected, {found.yen} came out"
    if expected.until is not None and found.until != expected.until:
        yield f"{spell(at)} until: {expected.until} was expected, {found.until} came out"


def _prepaid(law: Law, expected: Prepaid) -> Iterator[str]:
    months = expected.last - expected.first + 1
    yen = prepaid(law, expected.first, months, Method(expected.how))
    if yen != expected.yen:
        yield f"{spell(expected.first)} prepaid: {expected.yen} was expected, {yen} came out"
