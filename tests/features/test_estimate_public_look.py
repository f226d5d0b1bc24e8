"""ログインしないで試す: another size, colour or reading loses nothing of what is typed."""

import pytest

from tests.browser import Browser
from tests.features.records_site import Town
from tests.features.test_estimate_public import ABOUT, ADD, BASE, LINE, NEXT, SHOW, begin

pytestmark = pytest.mark.asyncio(loop_scope="module")


LOOKS = {
    "文字を最大にする": "ts-xx th-light",
    "画面を黒にする": "ts-m th-dark",
    "ふりがなを付ける": "ts-m th-light",
}


@pytest.mark.parametrize("button", LOOKS)
@pytest.mark.parametrize("page", ["first", "periods", "result"])
async def test_another_look_loses_nothing_that_was_typed(
    people: Town, page: str, button: str
) -> None:
    browser = Browser(people.gate)
    await browser.open(BASE)
    typed = {**ABOUT, "born-day": "まだ"}
    if page != "first":
        await begin(browser)
        await browser.press(ADD, LINE)
        typed = {"first": "2010年4月", "last": "いつか", "way": "pay", "pay": "２０万円"}
    if page == "result":
        await browser.press(SHOW)
        typed = {}
    before = browser.page
    after = await browser.press(button, typed)
    assert after.status == 200
    assert after.path == BASE
    assert after.root.get("class") == LOOKS[button]
    assert after.title == before.title
    assert not after.errors
    back = {"first": NEXT, "periods": ADD, "result": "期間を足す、消す"}[page]
    values = after.form_with(back).values
    assert {name: values[name] for name in typed} == {name: [one] for name, one in typed.items()}
    assert values.get("period") == before.form_with(back).values.get("period")
    assert "?" not in after.path
    assert (await browser.open(BASE)).root.get("class") == LOOKS[button]  # it is remembered


async def test_enter_presses_no_button_of_the_look(people: Town) -> None:
    """Enter in a box presses the first button of its form: one above it would be that of the size."""
    browser = Browser(people.gate)
    await begin(browser)
    form = browser.page.form_with(ADD)
    own = [one for one in browser.page.root.iter("button") if one in set(form.element.iter())]
    sending = {*own, *form.outside}
    first = next(one for one in browser.page.root.iter("button") if one in sending)
    assert first is own[0]
    assert {one.get("formaction") for one in form.outside} == {f"{BASE}#settings"}


async def test_another_look_says_again_which_periods_no_longer_fit(people: Town) -> None:
    browser = Browser(people.gate)
    await begin(browser)
    await browser.press(ADD, LINE)
    await browser.press("生年月日などを直す")
    await browser.press(NEXT, {"born-year": "60"})
    page = await browser.press("画面を黒にする")
    assert "合わない期間を、はずしました" in page.text
    page = await browser.press(ADD, {"first": "2022-04", "last": "2023-03", "way": "pay"})
    assert "はずしました" not in page.text


async def test_another_look_after_a_refusal_keeps_what_was_refused(people: Town) -> None:
    browser = Browser(people.gate)
    await begin(browser, {**ABOUT, "born-month": "13"})
    page = await browser.press("文字を大にする")
    assert page.form_with(NEXT).values["born-month"] == ["13"]
    assert page.status == 200
