"""ふりがな: puts authored readings above the words of a page that is already drawn."""

import re
from collections.abc import Callable, Mapping
from html import escape

# Elements whose text no reading may enter: their content model is text alone, or they say it.
_CLOSED = "title|option|textarea|script|style|svg|ruby"
_SKIPPED = (
    rf"<(?P<closed>{_CLOSED})\b.*?</(?P=closed)>"
    r"|<(?P<marked>\w+)\b[^>]*\bdata-no-ruby\b[^>]*>.*?</(?P=marked)>"
    r"|<[^>]*>"
)


def annotator(readings: Mapping[str, str]) -> Callable[[str], str]:
    """Make the function that adds ``<ruby>`` to HTML; compiled once, for all pages.

    The reading is hidden from screen readers, which would say the word twice; browsers that do
    not know ruby show it in brackets. An element with ``data-no-ruby`` is left alone: it must not
    contain another of its own name.
    """
    ruby = {escape(word, quote=False): _ruby(word, reading) for word, reading in readings.items()}
    pattern = re.compile(f"(?s:{_SKIPPED})|(?P<word>{_alternatives(readings)})")

    def annotate(html: str) -> str:
        return pattern.sub(replace, html)

    def replace(found: re.Match[str]) -> str:
        word = found["word"]
        return found[0] if word is None else ruby[word]

    return annotate


def _ruby(word: str, reading: str) -> str:
    """Write a word with its reading above its kanji alone: 納める is 納(おさ)める."""
    end = 0
    while end < len(word) and end < len(reading) and word[-1 - end] == reading[-1 - end]:
        end += 1
    start = 0
    while start < len(word) - end and start < len(reading) and word[start] == reading[start]:
        start += 1
    stem, spoken = word[start : len(word) - end], reading[start : len(reading) - end]
    if not stem or not spoken:
        return escape(word, quote=False)
    return (
        f"{escape(word[:start], quote=False)}<ruby>{escape(stem, quote=False)}"
        f'<rp aria-hidden="true">(</rp><rt aria-hidden="true">{spoken}</rt>'
        f'<rp aria-hidden="true">)</rp></ruby>{escape(word[len(word) - end :], quote=False)}'
    )


def _alternatives(readings: Mapping[str, str]) -> str:
    """Give a pattern of all words, longest first where they begin alike, shared beginnings once."""
    tree: dict[str, dict] = {}  # type: ignore[type-arg]  # a tree of itself
    for word in readings:
        branch = tree
        for letter in escape(word, quote=False):
            branch = branch.setdefault(letter, {})
        branch[""] = {}
    return _pattern(tree) if tree else "(?!)"


def _pattern(tree: dict[str, dict]) -> str:  # type: ignore[type-arg]
    ends = "" in tree
    branches = [
        re.escape(letter) + _pattern(branch) for letter, branch in sorted(tree.items()) if letter
    ]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 and not ends else f"(?:{'|'.join(branches)})"
    return f"{joined}?" if ends else joined
