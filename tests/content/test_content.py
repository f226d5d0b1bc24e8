"""The site's own words: they load, and hold together."""

import pytest

from nenkin.content.library import Library, load
from nenkin.paths import CONTENT


@pytest.fixture(scope="module")
def library() -> Library:
    return load(CONTENT)


def test_the_warning_of_the_sample_stands_word_for_word(library: Library) -> None:
    assert library.words("layout.sample") == (
        "これは見本です。日本年金機構のサービスではありません。本物の番号を入れないでください"
    )


@pytest.mark.parametrize("code", [400, 403, 404, 405, 409, 413, 422, 429, 500, 503, 507])
def test_every_error_page_says_what_happened_and_what_to_do(library: Library, code: int) -> None:
    for part in ("title", "what", "next"):
        assert library.phrases[f"error-page.{code}.{part}"]
