"""/record/payable: what can still be paid, in an order, and a normal page where there is nothing."""

import pytest

from tests.features.records_site import PERSONAS, Town

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_every_month_has_its_price_its_last_day_and_what_it_adds(people: Town) -> None:
    page = await people.browser("jieigyo").open("/record/payable")
    assert "いま納められる月が、21か月あります" in page.text
    assert "まず令和6年（2024年）10月の分です。期限は2026年（令和8年）11月30日です。" in page.text
    assert "ひと月16,980円、2か月で33,960円" in page.text
    assert "ひと月分で1,765円" in page.text
    assert "74歳8か月" in page.text
    assert "額がわかる6か月を納めると、105,640円です。" in page.text
    assert "21か月の全部を納めると、65歳からの老齢基礎年金が、1年に23,830円増えます。" in page.text
    assert "—（率を確認中）" in page.text
    assert "加算の率を確認中の月が、15か月あります。" in page.text


async def test_who_has_nothing_to_pay_reads_a_normal_page(people: Town) -> None:
    page = await people.browser("antei").open("/record/payable")
    assert page.status == 200
    assert "いま納められる月は、ありません" in page.text
    assert "納める月は残っていないか" in page.text


async def test_a_pensioner_reads_why_nothing_can_be_paid(people: Town) -> None:
    page = await people.browser("komuin").open("/record/payable")
    assert "老齢基礎年金を受け取っている人は、あとから納められません。" in page.text


async def test_a_person_of_20_reads_how_far_the_10_years_are(people: Town) -> None:
    page = await people.browser("hatachi").open("/record/payable")
    assert "10年まで、あと120か月です。" in page.text


@pytest.mark.parametrize("slug", PERSONAS)
async def test_the_page_is_there_for_everybody(people: Town, slug: str) -> None:
    page = await people.browser(slug).open("/record/payable")
    assert page.status == 200


async def test_the_record_leads_there(people: Town) -> None:
    page = await people.browser("jieigyo").open("/record")
    assert "/record/payable" in {href for _, href in page.links}
