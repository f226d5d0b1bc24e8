"""Colours: every pair of text and ground 7:1, every border and mark 4.5:1, in each theme."""

import re

import pytest

from nenkin import paths
from nenkin.web.assets import read_tokens, style_sources
from nenkin.web.visits import THEMES

TOKENS = read_tokens(paths.STYLES / "tokens.toml")
# Which text stands on which ground in our styles.
TEXTS = {
    "ground": ("text", "soft", "link", "visited", "bad", "good", "care", "news"),
    "pale": ("text", "soft", "link", "visited"),
    "bad-ground": ("text", "bad", "link", "visited"),
    "good-ground": ("text", "good", "link", "visited"),
    "care-ground": ("text", "care", "link", "visited"),
    "button": ("button-text",),
    "bad": ("ground",),
    "focus-fill": ("focus-text",),
}
LINES = {
    "ground": ("line", "text", "link", "bad", "good", "care", "button", "focus"),
    "pale": ("line", "link", "button", "focus"),
    "bad-ground": ("bad", "line", "focus"),
    "good-ground": ("good", "line", "focus"),
    "care-ground": ("care", "line", "focus"),
    "bad": ("ground",),
}


def luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_is_the_one_of_wcag() -> None:
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("ground", "text"), [(ground, text) for ground, texts in TEXTS.items() for text in texts]
)
def test_text_can_be_read(theme: str, ground: str, text: str) -> None:
    tokens = TOKENS[theme]
    assert contrast(tokens[ground], tokens[text]) >= 7


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("ground", "line"), [(ground, line) for ground, lines in LINES.items() for line in lines]
)
def test_borders_and_marks_can_be_seen(theme: str, ground: str, line: str) -> None:
    tokens = TOKENS[theme]
    assert contrast(tokens[ground], tokens[line]) >= 4.5


def test_every_colour_of_a_style_is_a_token_that_is_measured() -> None:
    pairs = [*TEXTS.items(), *LINES.items()]
    measured = {name for ground, names in pairs for name in (ground, *names)}
    colours = {name for name, value in TOKENS["light"].items() if value.startswith("#")}
    assert colours == measured
    for name, source in style_sources().items():
        written = set(re.findall(r"#[0-9a-f]{3,6}\b", source))
        assert not written or (name == "print.css" and written <= {"#000", "#fff"})
