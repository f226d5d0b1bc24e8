"""Names that were used: one without any part is refused, unless only its reading was another."""

import pytest

from tests.features.records_site import Town
from tests.features.test_history import NEXT, begun

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize(
    ("kind", "kept"),
    [
        ("former", False),
        ("adopted", False),
        ("alias", False),
        ("writing", False),
        ("reading", True),
    ],
)
async def test_a_name_has_a_part(people: Town, kind: str, *, kept: bool) -> None:
    browser = await begun(people, "names", {"name-kind": kind})
    page = browser.page
    assert (page.status == 200) is kept
    assert ("姓か名の、どちらかを入力してください" in page.text) is not kept
    if not kept:
        page = await browser.press(NEXT, {"name-kind": kind, "given-name": "はな"})
        assert page.status == 200
