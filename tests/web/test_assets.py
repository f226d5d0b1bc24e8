"""Static files: their weight, their address, and what is in them."""

import hashlib
import re
from pathlib import Path
from typing import Any

import brotli
import pytest
from litestar import Litestar
from litestar.di import Provide
from litestar.testing import TestClient

from nenkin import paths
from nenkin.web import assets
from nenkin.web.assets import Assets, BadStyle, minified, static_file, style_sheet
from nenkin.web.kept import Kept
from nenkin.web.visits import THEMES

CSS_BUDGET = 8 * 1024  # G16 of performance.md
HTMX = "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130"
# accessibility.md §2.2: what browsers of the lower tiers do not know, and what no page may do.
# Only a printer knows the number of a page; browsers that cannot print it leave it out.
UNSUPPORTED = (
    r"[{;]--|var\(|:is\(|:has\(|:where\(|:not\([^)]*,|clamp\(|min\(|max\(|\bgap:|inset|@container"
    r"|@layer|aspect-ratio|fit-content|dvh|color-mix|(margin|padding|border)-(inline|block)"
    r"|position:(sticky|fixed)|animation|transition|text-align:justify|content:(?!counter\(page\))|&"
)


@pytest.mark.parametrize("theme", THEMES)
def test_all_styles_of_a_theme_fit_the_budget(theme: str) -> None:
    assert len(assets.load().packed(f"{theme}.css")[b"br"]) <= CSS_BUDGET


@pytest.mark.parametrize("theme", THEMES)
def test_styles_use_only_what_old_browsers_know(theme: str) -> None:
    css = assets.load().files[f"{theme}.css"].decode()
    assert not re.findall(UNSUPPORTED, css)
    assert "$" not in css
    assert css.count("{") == css.count("}")


def test_htmx_is_the_published_file_with_its_licence() -> None:
    body = (paths.STATIC / "htmx-4.0.1.min.js").read_bytes()
    assert hashlib.sha256(body).hexdigest() == HTMX
    assert "Zero-Clause BSD" in (paths.STATIC / "htmx-4.0.1.LICENSE.txt").read_text()


@pytest.mark.parametrize("key", ["history", "includeIndicatorCSS", "mode"])
def test_htmx_knows_the_settings_we_give_it(key: str) -> None:
    layout = (paths.TEMPLATES / "layout.html").read_text()
    assert f'"{key}":' in layout
    assert f"config.{key}" in (paths.STATIC / "htmx-4.0.1.min.js").read_text()


def test_our_own_scripts_are_es2015_and_short() -> None:
    script = assets.load().files["site.js"].decode()
    assert not re.findall(r"\?\.|\?\?|#[a-z]+\s*=|replaceAll|async |eval\(|innerText", script)
    assert len(assets.load().packed("site.js")[b"br"]) < 4096


def test_minifying_keeps_the_rules() -> None:
    source = (
        "/* why */\n.a , .b > p {\n  margin: 0 auto;\n  color: red;\n}\n"
        "@media (min-width: 4em) { a:focus { b: c } }"
    )
    assert minified(source) == (
        ".a,.b>p{margin:0 auto;color:red}@media (min-width:4em){a:focus{b:c}}"
    )


def test_a_token_that_nobody_defined_stops_the_start() -> None:
    with pytest.raises(BadStyle, match=r"x\.css: there is no token \$nothing"):
        style_sheet({"x.css": "a{color:$nothing}"}, {})


def test_the_address_changes_with_the_content() -> None:
    one, other = Assets({"a.css": b"a"}), Assets({"a.css": b"b"})
    assert one.digest != other.digest
    assert one.address("a.css") == f"/static/{one.digest}/a.css"
    with pytest.raises(KeyError):
        one.address("b.css")


def test_what_an_earlier_start_has_packed_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = b"a{b:c}" * 200
    first = Assets({"light.css": body}).packed("light.css", Kept(tmp_path, b"key"))
    assert brotli.decompress(first[b"br"]) == body
    monkeypatch.setattr(assets, "smallest", lambda _: b"packed anew")
    again = Assets({"light.css": body}).packed("light.css", Kept(tmp_path, b"key"))
    assert again == first
    changed = Assets({"light.css": body + b"!"}).packed("light.css", Kept(tmp_path, b"key"))
    assert changed[b"br"] == b"packed anew"


@pytest.fixture
def client() -> Any:
    made = Assets({"light.css": b"a{b:c}" * 200})
    app = Litestar(
        [static_file],
        dependencies={"assets": Provide(lambda: made, sync_to_thread=False)},
        openapi_config=None,
        logging_config=None,
    )
    with TestClient(app) as browser:
        yield browser, made


def test_a_file_is_kept_for_good_under_its_own_address(client: Any) -> None:
    browser, made = client
    answer = browser.get(made.address("light.css"), headers={"accept-encoding": "br"})
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-encoding"] == "br"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["content-type"].startswith("text/css")
    assert answer.content == made.files["light.css"]


def test_a_page_of_an_older_version_still_gets_its_styles(client: Any) -> None:
    browser, _ = client
    answer = browser.get("/static/older/light.css")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("name", ["no.css", "..%2flight.css", "htmx-4.0.1.LICENSE.txt"])
def test_nothing_else_is_sent(client: Any, name: str) -> None:
    browser, _ = client
    assert browser.get(f"/static/x/{name}").status_code == 404
