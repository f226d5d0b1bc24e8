"""Pension offices by prefecture: addresses as far as they are known, and never a guess."""

from tests.features.accounts import World


async def test_every_prefecture_says_that_the_telephone_knows_whose_it_is(town: World) -> None:
    browser = town.browser()
    page = await browser.open("/places")
    assert "312か所のうち、80か所" in page.text
    page = await browser.follow("東京都")
    assert "新宿年金事務所" in page.text
    assert "〒160-8601 東京都新宿区新宿5丁目9-2" in page.text
    assert town.settings.telephone in page.text
    page = await browser.open("/places/19")  # none is listed there
    assert "山梨県の年金事務所" in page.text
    assert town.settings.telephone in page.text
    assert "〒" not in page.text


async def test_a_prefecture_that_is_none_is_not_found(town: World) -> None:
    for wrong in ("48", "00", "1", "tokyo", "１３"):
        assert (await town.browser().open(f"/places/{wrong}")).status == 404
