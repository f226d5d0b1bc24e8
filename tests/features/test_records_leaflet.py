"""リーフレット: five points on one sheet, in three forms, without an amount or a name."""

import pytest

from tests.features.records_site import Town, record_of
from tests.features.test_kiosk_record import amounts

pytestmark = pytest.mark.asyncio(loop_scope="module")
POINTS = ("空いている期間", "給料の額", "生年月日", "年金手帳", "相談する所")


@pytest.mark.parametrize("form", ["", "?size=large", "?words=easy"])
@pytest.mark.parametrize("who", ["antei", "jieigyo", "chofuku"])
async def test_it_has_five_points_and_nobodys_name(who: str, form: str, people: Town) -> None:
    page = await people.browser(who).open(f"/record/leaflet{form}")
    for point in POINTS:
        assert point in page.text
    assert amounts(page) == set()
    assert record_of(who).person.surname not in page.text
    assert ('class="ts-m th-light large"' in page.response.text) is (form == "?size=large")


async def test_it_says_what_this_record_has_of_it(people: Town) -> None:
    page = await people.browser("jieigyo").open("/record/leaflet")
    assert "あなたの記録では" in page.text
    page = await people.browser("antei").open("/record/leaflet")
    assert "あなたの記録では" not in page.text


async def test_it_is_one_press_from_where_paper_is(people: Town) -> None:
    browser = people.browser("jieigyo")
    await browser.open("/record/save")
    page = await browser.follow("確かめることの紙を印刷する")
    easy = await browser.follow("やさしい日本語")
    assert page.path == "/record/leaflet"
    assert "はたらいたのに" in easy.text
