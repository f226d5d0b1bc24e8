"""キオスク: how its pages look and read is each person's own choice, and costs them nothing."""

from tests.features.accounts import World
from tests.features.test_kiosk import at_kiosk


async def test_another_look_keeps_the_code_that_is_typed(town: World) -> None:
    browser = await at_kiosk(town)
    await browser.open("/kiosk/together")
    page = await browser.press("文字を特大にする", {"code": "１２３"})
    assert page.status == 200
    assert not page.errors
    assert 'class="kiosk ts-x' in page.response.text
    assert page.form_with("つなぐ").values["code"] == ["１２３"]
