"""What is wrong in one box and what is wrong beside other things is said at the same time."""

import pytest

from tests.browser import Browser
from tests.features.records_site import Town
from tests.features.test_estimate_public import ABOUT, ADD, LINE, begin

pytestmark = pytest.mark.asyncio(loop_scope="module")

BACKWARDS = {"first": "2030年4月", "last": "2029年3月"}


async def test_who_was_born_too_early_and_begins_at_59(people: Town) -> None:
    browser = Browser(people.gate)
    early = {"born-era": "meiji", "born-year": "1", "born-month": "1", "born-day": "25"}
    page = await begin(browser, {**ABOUT, **early, "start": "59"})
    assert page.status == 422
    assert {target.split("-")[1] for target in page.errors.values()} == {"born", "start"}


async def test_a_date_that_is_none_is_not_judged(people: Town) -> None:
    page = await begin(Browser(people.gate), {**ABOUT, "born-day": "32", "start": "59"})
    assert sorted(target.split("-")[1] for target in page.errors.values()) == ["born", "start"]


async def test_a_period_that_goes_backwards_with_no_pay(people: Town) -> None:
    browser = Browser(people.gate)
    await begin(browser)
    page = await browser.press(ADD, {**LINE, **BACKWARDS, "pay": "0"})
    assert {"#f-last", "#f-pay"} <= set(page.errors.values())


@pytest.mark.parametrize(
    ("address", "button", "more"),
    [
        ("/estimate/conditions/new", "表に入れる", {"way": "employee", "bonus": ""}),
        ("/estimate/found/new", "この期間で計算する", {"trade": "company"}),
    ],
)
async def test_a_line_that_goes_backwards_with_no_pay(
    people: Town, address: str, button: str, more: dict[str, str]
) -> None:
    browser = people.browser("tenshoku")
    await browser.open(address)
    page = await browser.press(button, {**BACKWARDS, "pay": "0", **more})
    assert page.status == 422
    assert {"#f-last", "#f-pay"} <= set(page.errors.values())
