"""The styles and scripts that the site serves."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from e2e.audit.document import Document
from e2e.audit.passes import BY_WIDTH, WINDOWS
from e2e.site import Site
from e2e.strict import old_script, styles

# By what a style or a script could ask how high a window is.
HEIGHTS = re.compile(
    r"[\d.]v(?:h|b|min|max)\b|[\d.][dsl]v\w+|aspect-ratio|orientation|@container"
    r"|@media[^{]*height|height:\s*[\d.]+%|position:\s*(?:fixed|sticky)"
    r"|innerHeight|outerHeight|clientHeight|availHeight|visualViewport"
)
FOREIGN = ("htmx",)  # its pages work without it, in browsers that cannot read it


@pytest.fixture(scope="session")
def files(site: Site, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Fetch what pages of each theme ask for."""
    folder = tmp_path_factory.mktemp("static")
    for theme in ("light", "dark", "warm"):
        page = httpx.get(f"{site.address}/", headers={"Cookie": f"prefs=m.{theme}"})
        document = Document(page.content, f"{site.address}/")
        for element in document.every("link", "script"):
            address = document.absolute(element.get("href") or element.get("src") or "data:")
            if address.startswith(site.address):
                name = Path(urlsplit(address).path).name
                (folder / name).write_bytes(httpx.get(address).content)
    return sorted(folder.iterdir())


def test_styles_are_for_old_browsers_too(files: list[Path]) -> None:
    """Nothing of accessibility.md §2.2 that would break or hide a page."""
    sheets = [file for file in files if file.suffix == ".css"]
    assert len(sheets) == 3
    found = styles(sheets)
    assert not found, "\n".join(one.as_text() for one in found)


def test_no_page_asks_how_high_its_window_is(files: list[Path]) -> None:
    """So a window at 400%, which is low, shows what one of its width shows (e2e/audit/passes.py)."""
    own = [file for file in files if not file.name.startswith(FOREIGN)]
    assert {file.suffix for file in own} == {".css", ".js"}
    found = {file.name: HEIGHTS.findall(file.read_text("utf-8")) for file in own}
    assert not any(found.values()), found
    assert len({width for width, _ in WINDOWS}) == len(BY_WIDTH)
    for asked in ("max-height:50vh", "@media (min-height:20em){", "height: 100%", "x.innerHeight"):
        assert HEIGHTS.search(asked), asked


def test_our_own_scripts_are_for_old_browsers_too(files: list[Path]) -> None:
    """Every script of ours is ES2015."""
    own = [file for file in files if file.suffix == ".js" and not file.name.startswith(FOREIGN)]
    assert own
    found = [one for file in own for one in old_script(file)]
    assert not found, "\n".join(one.as_text() for one in found)
