"""The gallery: every component on a page, in every setting."""

import pytest

from nenkin.features.gallery import routes
from nenkin.features.gallery.routes import PARTS
from tests.small_site import browser


async def test_every_component_is_listed() -> None:
    page = await browser(routes.ROUTES).open("/gallery")
    assert {f"/gallery/{name}" for name in PARTS} <= {href for _, href in page.links}


@pytest.mark.parametrize("name", PARTS)
async def test_a_component_is_shown_with_what_it_promises(name: str) -> None:
    person = browser(routes.ROUTES)
    person.client.cookies["prefs"] = "m.dark.r"
    page = await person.open(f"/gallery/{name}")
    assert page.status == 200
    plain = await browser(routes.ROUTES).open(f"/gallery/{name}")
    for promise in PARTS[name].accessibility:
        assert promise in plain.text
    own_pages = [href for _, href in page.links if href.startswith(f"/gallery/{name}/")]
    assert len(own_pages) == sum(example.place == "page" for example in PARTS[name].examples)
    for address in own_pages:
        example = PARTS[name].examples[int(address.rpartition("/")[2]) - 1]
        assert (await person.open(address)).status == (422 if example.wrong else 200)


@pytest.mark.parametrize(
    "address", ["/gallery/nothing", "/gallery/button/1", "/gallery/letter/9", "/gallery/x/1"]
)
async def test_what_is_not_there_is_not_found(address: str) -> None:
    assert (await browser(routes.ROUTES).open(address)).status == 404
