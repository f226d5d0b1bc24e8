"""よくあるご質問 beside each section of a page: what people ask about just this."""

import pytest

from tests.browser import Browser, Page
from tests.features.records_site import PERSONAS, Town

pytestmark = pytest.mark.asyncio(loop_scope="module")


def questions(page: Page) -> list[str]:
    return [href for _, href in page.links if href.startswith("/faq/")]


@pytest.mark.parametrize("slug", PERSONAS)
async def test_each_section_of_a_record_has_its_question(people: Town, slug: str) -> None:
    page = await people.browser(slug).open("/record")
    marked = [one for one in page.main.iter("section") if (one.get("id") or "").startswith("c")]
    for one in marked:
        assert [link for link in one.iter("a") if (link.get("href") or "").startswith("/faq/")]
    assert {"/faq/ten-years", "/faq/schemes-total"} <= set(questions(page))


async def test_who_signs_in_or_up_finds_theirs(people: Town) -> None:
    browser = Browser(people.gate)
    assert "/faq/sign-in-forgot" in questions(await browser.open("/sign-in"))
    assert "/faq/access-key-what" in questions(await browser.open("/sign-up"))
    page = await browser.press("次へ進む", {"way": "key"})
    assert "/faq/sign-up-stop" in questions(page)
    page = await browser.press("次へ進む", {"agree": "yes"})
    assert questions(page) == ["/faq/basic-number-where"]
    page = await browser.follow("基礎年金番号は、どこに書いてありますか")
    assert page.status == 200
