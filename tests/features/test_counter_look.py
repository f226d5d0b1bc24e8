"""見え方 at the counter: another size or colour loses nothing of what a clerk has typed."""

from tests.features.counter_site import REFER, REQUEST, agreed, at_counter
from tests.features.staff_site import CLERK, Offices
from tests.features.test_counter import offices
from tests.features.test_history_look import the_same

__all__ = ["offices"]


async def test_the_request_and_who_has_no_number(offices: Offices) -> None:
    clerk = await offices.sign_in(CLERK)
    for address in ("/staff/counter", "/staff/practice"):
        await clerk.open(address)
        await the_same(clerk, "受け付ける", {"number": "９９１２－３", "born-year": "三十"})
    await clerk.open("/staff/practice/tenshoku/refer")
    await the_same(clerk, "送る", {"what": "昭和50年ごろの会社"})
    await clerk.open("/staff/counter/without")
    await the_same(clerk, "年金事務所に送る", {"surname": "髙橋", "known": "製糸工場"})


async def test_the_papers(offices: Offices) -> None:
    clerk = await at_counter(offices, request={**REQUEST, "came": "agent"})
    await clerk.open("/staff/counter/papers")
    await the_same(clerk, "確かめた", {"agent-name": "髙橋 次郎", "relation": "child"})


async def test_the_referral(offices: Offices) -> None:
    clerk, _ = await agreed(offices)
    await clerk.open("/staff/counter/refer")
    await the_same(clerk, "送る", {"what": str(REFER["what"]), "first": "12月1日"})
